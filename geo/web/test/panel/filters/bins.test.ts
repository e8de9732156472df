import assert from "node:assert/strict";
import { test } from "node:test";

import { barsOf, countBars, MOST_BARS, NO_BAR, scaleOf } from "../../../src/panel/filters/bins.ts";

const total = (counts: Uint32Array): number => counts.reduce((sum, count) => sum + count, 0);

test("one value, or none, has no scale", () => {
  assert.equal(scaleOf([]), null);
  assert.equal(scaleOf([NaN, NaN]), null);
  assert.equal(scaleOf([3, 3, NaN]), null);
});

test("whole numbers of a short range have a bar each, and missing ones are counted apart from zero", () => {
  const numbers = [0, 0, 1, 3, NaN, 3];
  const scale = scaleOf(numbers)!;
  const bars = barsOf(numbers, scale);
  assert.equal(bars.count, 4);
  assert.equal(bars.of[4], NO_BAR);
  assert.deepEqual([...countBars(bars, new Uint8Array(6).fill(1))], [2, 1, 0, 2, 1]);
  assert.deepEqual([...countBars(bars, Uint8Array.of(1, 0, 0, 1, 1, 0))], [1, 0, 0, 1, 1]);
});

test("every number is counted once, whatever the numbers are", () => {
  for (const numbers of [[1e308, -1e308, 0], [1, 2, 3, 4, 5, 6, 7, 8, 900], [-5, Infinity, 3, -Infinity], [0.1, 0.2, 0.30000001]]) {
    const scale = scaleOf(numbers)!;
    const counts = countBars(barsOf(numbers, scale), new Uint8Array(numbers.length).fill(1));
    assert.equal(total(counts), numbers.length, String(numbers));
    assert.equal(counts[counts.length - 1], 0);
  }
});

test("the ends of a scale are the ends of the numbers, to the last digit", () => {
  for (const numbers of [[0.1, 7.3], [-3.25, 1e9], [1, 2, 3, 4, 5, 6, 7, 8, 900]]) {
    const scale = scaleOf(numbers)!;
    assert.equal(scale.value(0), Math.min(...numbers));
    assert.equal(scale.value(1), Math.max(...numbers));
  }
});

test("a heavy tail bends the scale, so that the small ones stand apart", () => {
  const numbers = [...Array.from({ length: 99 }, (_, n) => n + 1), 100_000];
  const scale = scaleOf(numbers)!;
  assert.ok(scale.isBent);
  assert.ok(scale.share(50) > 0.05);
  const { count, of } = barsOf(numbers, scale);
  assert.equal(count, MOST_BARS);
  assert.ok(new Set(of).size > 8);
});

test("a handle stops at round values, near where it stands", () => {
  const scale = scaleOf([0, 1000])!;
  assert.equal(scale.value(0.12345), 123);
  for (const share of [0.01, 0.2, 0.7]) assert.ok(Math.abs(scale.share(scale.value(share)) - share) < 0.02);
});
