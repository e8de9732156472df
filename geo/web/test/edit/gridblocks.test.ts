import assert from "node:assert/strict";
import { test } from "node:test";

import { blockBetween, blockOf, cleared, filledDown, isIn, sizeOf, spread, textOf } from "../../src/edit/gridblocks.ts";
import type { Grid } from "../../src/edit/gridmodel.ts";
import { sought, viewOf, type GridView } from "../../src/edit/gridview.ts";
import { readBlock, writeBlock } from "../../src/edit/tsv.ts";

const grid: Grid = {
  columns: ["id", "what", "n"].map((name, from) => ({ from, name, kind: "text" })),
  rows: ["oak", "ash", "red oak", "elm"].map((what, at) => ({ from: at + 1, cells: [`s${at}`, what, String(at)] })),
};
const column = (view: GridView, at: number): string[] => view.grid.rows.map(({ cells }) => cells[at]!);
const isId = (at: number): boolean => at === 0;
const none = (): boolean => false;

test("a block lies between any two corners, over the rows that are seen", () => {
  const view = sought(viewOf(grid), "oak");
  const block = blockBetween(view, { row: 2, column: 2 }, { row: 0, column: 1 });
  assert.deepEqual(block, { rows: [0, 2], left: 1, right: 2 });
  assert.equal(sizeOf(block), 4);
  assert.equal(textOf(view, block), "oak\t0\r\nred oak\t2");
  assert.deepEqual([isIn(block, { row: 2, column: 1 }), isIn(block, { row: 1, column: 1 }), isIn(block, { row: 0, column: 0 })], [true, false, false]);
});

test("cells are emptied and filled down, but for those that are made by others and rows that are not seen", () => {
  const view = sought(viewOf(grid), "oak");
  const all = blockBetween(view, { row: 0, column: 0 }, { row: 2, column: 2 });
  const empty = cleared(view, all, isId);
  assert.deepEqual([column(empty, 0), column(empty, 1)], [["s0", "s1", "s2", "s3"], ["", "ash", "", "elm"]]);
  const full = filledDown(view, all, isId);
  assert.deepEqual([column(full, 0), column(full, 1), column(full, 2)], [["s0", "s1", "s2", "s3"], ["oak", "ash", "oak", "elm"], ["0", "1", "0", "3"]]);
  // Of one row the one above it is meant; above the first there is none.
  assert.deepEqual(column(filledDown(view, blockBetween(view, { row: 2, column: 1 }, { row: 2, column: 2 }), none), 1), ["oak", "ash", "oak", "elm"]);
  assert.equal(filledDown(view, blockBetween(view, { row: 0, column: 1 }, { row: 0, column: 1 }), none), view);
});

test("what is pasted goes into what is marked as often as it comes out even", () => {
  const block = { rows: [0, 1, 2, 3], left: 1, right: 2 };
  assert.deepEqual(spread([["x"]], block), Array.from({ length: 4 }, () => ["x", "x"]));
  assert.deepEqual(spread([["a", "b"], ["c"]], block), [["a", "b"], ["c", ""], ["a", "b"], ["c", ""]]);
  assert.deepEqual(spread([["a"], ["b"], ["c"]], block), [["a"], ["b"], ["c"]]);
  assert.deepEqual(blockOf(viewOf(grid), { row: 3, column: 1 }, [["1", "2", "3"], ["4"]]), { rows: [3, 4], left: 1, right: 2 });
});

test("a block that is copied is read as it was", () => {
  const rows = [["plain", "two\nlines", 'a "quoted" word'], ['"at the start', "tab\there", ""]];
  assert.deepEqual(readBlock(writeBlock(rows)), rows);
  assert.equal(writeBlock([["1", "2"], ["", "x y"]]), "1\t2\r\n\tx y");
});
