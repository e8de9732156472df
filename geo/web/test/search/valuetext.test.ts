import assert from "node:assert/strict";
import { test } from "node:test";

import { ByteReader, openColumn, type Spec } from "../../src/data/columns.ts";
import { ValueText } from "../../src/search/valuetext.ts";

/** A column of integers below 65 536, 0 empty, as the page carries it: lowest bytes first. */
function whole(stored: readonly number[], more: Spec = {}): [Spec, Uint8Array] {
  const bytes = Uint8Array.from([...stored.map((value) => value & 255), ...stored.map((value) => value >> 8)]);
  return [{ codec: "whole", count: stored.length, min: 0, width: 2, bytes: [bytes.length], ...more }, bytes];
}

function rowsWith(text: string, spec: Spec, bytes: Uint8Array): number[] {
  const coded = openColumn(spec, new ByteReader(bytes)).coded?.();
  assert.ok(coded);
  const found: number[] = [];
  new ValueText(coded).search(text, (row) => found.push(row));
  return found;
}

test("rows are found by the numbers many of them have, as these are written", () => {
  // 12.5, none, 3, 12.5, 125, 3, 3, none
  const [spec, bytes] = whole([126, 0, 31, 126, 1251, 31, 31, 0], { empty: true, scale: 1 });
  assert.deepEqual(rowsWith("12.5", spec, bytes), [0, 3]);
  assert.deepEqual(rowsWith("12", spec, bytes), [0, 3, 4]);
  assert.deepEqual(rowsWith("3", spec, bytes), [2, 5, 6]);
  assert.deepEqual(rowsWith("0", spec, bytes), []);
});

test("a column of which each row has a value of its own has no list of values", () => {
  const [spec, bytes] = whole([1, 2, 3, 4, 5, 6]);
  assert.equal(openColumn(spec, new ByteReader(bytes)).coded?.(), null);
});

test("rows are found by words whatever their case", () => {
  const words = new TextEncoder().encode("OpenClosed");
  const numbers = Uint8Array.of(1, 0, 1, 1, 0, 1);
  const part = (bytes: Uint8Array, more: Spec): Spec => ({ codec: "whole", width: 1, min: 0, bytes: [bytes.length], ...more });
  const lengths = Uint8Array.of(4, 6);
  const chunks = Uint8Array.of(10);
  const spec: Spec = {
    codec: "words",
    numbers: part(numbers, { count: 6 }),
    words: { codec: "text", chunk: 64, blob: 10, lengths: part(lengths, { count: 2 }), chunks: part(chunks, { count: 1 }) },
  };
  const bytes = Uint8Array.from([...numbers, ...lengths, ...chunks, ...words]);
  assert.deepEqual(rowsWith("open", spec, bytes), [1, 4]);
  assert.deepEqual(rowsWith("close", spec, bytes), [0, 2, 3, 5]);
});
