import assert from "node:assert/strict";
import { test } from "node:test";

import { stepped } from "../../../src/panel/table/gridkeys.ts";
import { TableLines } from "../../../src/panel/table/tablelines.ts";

test("without unfolded sites a line is a site", () => {
  const lines = new TableLines(Uint32Array.of(7, 3, 5));
  assert.equal(lines.count, 3);
  assert.deepEqual(lines.line(1), { row: 3, place: 1, below: null });
  assert.equal(lines.lineOf(5), 2);
  assert.equal(lines.lineOf(4), -1);
  assert.equal(lines.line(3), null);
  assert.equal(lines.line(-1), null);
});

test("lines of unfolded sites stand below them, and every site is found where it stands", () => {
  const lines = new TableLines(Uint32Array.of(7, 3, 5, 9), new Map([[7, 2], [5, 1], [100, 4]]));
  const shown = Array.from({ length: lines.count }, (_, at) => lines.line(at)!);
  assert.deepEqual(
    shown.map(({ row, below }) => [row, below]),
    [[7, null], [7, 0], [7, 1], [3, null], [5, null], [5, 0], [9, null]],
  );
  assert.deepEqual([7, 3, 5, 9].map((row) => lines.lineOf(row)), [0, 3, 4, 6]);
});

test("an empty table has no lines", () => {
  const lines = new TableLines(new Uint32Array(), new Map([[1, 2]]));
  assert.equal(lines.count, 0);
  assert.equal(lines.line(0), null);
});

test("keys lead through a grid and never out of it", () => {
  const size = { lines: 10, columns: 4, page: 5 };
  const from = (key: string, line: number, column: number, isFar = false): unknown =>
    stepped(key, isFar, { line, column }, size);
  assert.deepEqual(from("ArrowDown", 9, 1), { line: 9, column: 1 });
  assert.deepEqual(from("ArrowUp", 0, 1), { line: -1, column: 1 });
  assert.deepEqual(from("ArrowUp", -1, 1), { line: -1, column: 1 });
  assert.deepEqual(from("ArrowRight", 2, 3), { line: 2, column: 3 });
  assert.deepEqual(from("PageDown", 7, 0), { line: 9, column: 0 });
  assert.deepEqual(from("PageUp", 2, 0), { line: 0, column: 0 });
  assert.deepEqual(from("PageUp", -1, 0), { line: -1, column: 0 });
  assert.deepEqual(from("End", 2, 0), { line: 2, column: 3 });
  assert.deepEqual(from("Home", 5, 2, true), { line: 0, column: 0 });
  assert.deepEqual(from("End", 5, 2, true), { line: 9, column: 3 });
  assert.equal(from("Tab", 5, 2), null);
  assert.equal(from("a", 5, 2), null);
});
