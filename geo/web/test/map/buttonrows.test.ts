import assert from "node:assert/strict";
import { test } from "node:test";

import { rowsWithin } from "../../src/map/buttonrows.ts";

test("buttons stand in one column where it is within the height, else in equally long ones", () => {
  assert.equal(rowsWithin(300, 6, 42), 6);
  assert.equal(rowsWithin(215, 6, 42), 3);
  assert.equal(rowsWithin(100, 6, 42), 2);
  assert.equal(rowsWithin(215, 5, 36), 5);
  assert.equal(rowsWithin(150, 5, 36), 3);
});

test("in no height at all they stand side by side", () => {
  assert.equal(rowsWithin(-20, 6, 42), 1);
});
