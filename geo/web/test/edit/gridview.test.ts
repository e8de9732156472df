import assert from "node:assert/strict";
import { test } from "node:test";

import type { Grid } from "../../src/edit/gridmodel.ts";
import {
  blockPut, cellSet, columnRemoved, downFilled, rowAdded, rowBeside, rowRemoved, rowsFrom, sought, viewOf, type GridView,
} from "../../src/edit/gridview.ts";

const grid: Grid = {
  columns: [{ from: 0, name: "what", kind: "text" }, { from: 1, name: "n", kind: "number" }],
  rows: ["oak", "ash", "red oak", "elm", "oak tree"].map((what, at) => ({ from: at + 1, cells: [what, String(at)] })),
};

const column = (view: GridView, at: number): string[] => view.grid.rows.map(({ cells }) => cells[at]!);

test("what is pasted or filled goes into the rows that are seen, and none between", () => {
  const oaks = sought(viewOf(grid), " OAK ");
  assert.deepEqual(oaks.found, [0, 2, 4]);
  assert.deepEqual(column(blockPut(oaks, { row: 0, column: 1 }, [["7"], ["8"]]), 1), ["7", "1", "8", "3", "4"]);
  assert.deepEqual(column(downFilled(oaks, 1, 0, 4), 1), ["0", "1", "0", "3", "0"]);
  assert.equal(rowBeside(oaks, 2, 1), 4);
  assert.equal(rowBeside(oaks, 0, -1), null);
});

test("a block that is longer than what is seen ends in new rows", () => {
  const oaks = sought(viewOf(grid), "oak");
  assert.deepEqual(rowsFrom(oaks, 4, 3), [4, 5, 6]);
  const after = blockPut(oaks, { row: 4, column: 0 }, [["yew"], ["fir"], ["box"]]);
  assert.deepEqual(column(after, 0), ["oak", "ash", "red oak", "elm", "yew", "fir", "box"]);
  assert.deepEqual(column(after, 1).slice(4), ["4", "", ""]);
  // A row stays where it is seen although it no longer is what was sought.
  assert.deepEqual(after.found, [0, 2, 4, 5, 6]);
});

test("a new row is seen whatever is sought", () => {
  const after = rowAdded(sought(viewOf(grid), "elm"));
  assert.deepEqual(after.found, [3, 5]);
  assert.deepEqual(sought(after, "oak").found, [0, 2, 4, 5]);
});

test("a mark stays with its cell, and goes with it or with what is written there", () => {
  const marked: GridView = { ...viewOf(grid), wrong: new Map([["1 1", "no number"], ["3 0", "unknown"]]) };
  assert.deepEqual([...rowRemoved(marked, 0).wrong.keys()], ["0 1", "2 0"]);
  assert.deepEqual([...rowRemoved(marked, 1).wrong.keys()], ["2 0"]);
  assert.deepEqual([...columnRemoved(marked, 0).wrong.keys()], ["1 0"]);
  assert.deepEqual([...cellSet(marked, { row: 3, column: 0 }, "oak").wrong.keys()], ["1 1"]);
  assert.deepEqual([...blockPut(marked, { row: 0, column: 0 }, [["a", "1"], ["b", "2"]]).wrong.keys()], ["3 0"]);
  assert.deepEqual(rowRemoved(sought(marked, "oak"), 2).found, [0, 3]);
});
