import assert from "node:assert/strict";
import { test } from "node:test";

import type { Ring } from "../../src/edit/corners.ts";
import { crossingsOf } from "../../src/edit/crossings.ts";

const area = (...rings: Ring[]) => ({ kind: "area" as const, parts: [rings] });
const square: Ring = [[0, 0], [4, 0], [4, 4], [0, 4]];

test("a bow tie crosses itself in its middle, a square nowhere", () => {
  assert.deepEqual(crossingsOf(area(square)), []);
  assert.deepEqual(crossingsOf(area([[0, 0], [4, 4], [4, 0], [0, 4]])), [[2, 2]]);
  assert.deepEqual(crossingsOf({ kind: "line", parts: [[[[0, 0], [4, 4], [4, 0], [0, 4]]]] }), []);
});

test("a border that only touches itself is told, holes that touch the border in a corner are not", () => {
  assert.deepEqual(crossingsOf(area([[0, 0], [4, 0], [4, 4], [2, 0], [0, 4]])), [[2, 0]]);
  assert.deepEqual(crossingsOf(area(square, [[0, 0], [1, 2], [2, 1]])), []);
  assert.deepEqual(crossingsOf(area(square, [[1, 1], [5, 2], [1, 3]])).length, 2);
});

test("what is still being drawn has no last edge yet", () => {
  const begun: Ring = [[0, 0], [4, 0], [1, 2], [1, -2]];
  assert.equal(crossingsOf(area(begun), true).length, 1);
  const zigzag: Ring = [[0, 0], [2, 2], [4, 0], [4, 1]];
  assert.equal(crossingsOf(area(zigzag), true).length, 0);
  assert.equal(crossingsOf(area(zigzag)).length, 1);
});

test("each part is its own", () => {
  const other: Ring = square.map(([x = 0, y = 0]) => [x + 2, y + 2]);
  assert.deepEqual(crossingsOf({ kind: "area", parts: [[square], [other]] }), []);
});
