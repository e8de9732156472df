import assert from "node:assert/strict";
import { test } from "node:test";

import { fits, withBlock, withColumn, withoutColumn, withoutRow, withRow, type Grid } from "../../src/edit/gridmodel.ts";
import { isBlock, readBlock } from "../../src/edit/tsv.ts";

test("blocks as Excel, LibreOffice and hands write them", () => {
  assert.deepEqual(readBlock("a\tb\r\nc\td\r\n"), [["a", "b"], ["c", "d"]]);
  assert.deepEqual(readBlock("a\tb\n\tc"), [["a", "b"], ["", "c"]]);
  assert.deepEqual(readBlock('"one\ntwo"\t"say ""hi"""\r\nx\t'), [["one\ntwo", 'say "hi"'], ["x", ""]]);
  assert.deepEqual(readBlock('5" pipe\tx'), [['5" pipe', "x"]]);
  assert.deepEqual(readBlock("a\n\nb"), [["a"], [""], ["b"]]);
  assert.ok(isBlock("a\tb"));
  assert.ok(!isBlock("one cell\r\n"));
});

const grid: Grid = {
  columns: [{ from: 0, name: "a", kind: "text" }, { from: 1, name: "n", kind: "number" }],
  rows: [{ from: 1, cells: ["x", "1"] }, { from: 2, cells: ["y", "2"] }],
};

test("a block makes the rows it needs and is cut at the edge; what was before stays as it was", () => {
  const after = withBlock(grid, 1, 1, [["7", "cut"], ["8"], ["9"]]);
  assert.deepEqual(after.rows.map(({ from, cells }) => [from, ...cells]), [[1, "x", "1"], [2, "y", "7"], [null, "", "8"], [null, "", "9"]]);
  assert.deepEqual(grid.rows[1]!.cells, ["y", "2"]);
});

test("rows and columns come and go", () => {
  assert.equal(withRow(grid).rows.length, 3);
  assert.deepEqual(withoutRow(grid, 0).rows, [grid.rows[1]]);
  assert.deepEqual(withoutColumn(withColumn(grid, "z"), 0).rows[0]!.cells, ["1", ""]);
});

test("a number's column takes numbers, a date's dates, each nothing", () => {
  const [, number] = grid.columns;
  assert.deepEqual(["", "1.5", "-3", "1e3", "1,5", "x"].map((text) => fits(number!, text)), [true, true, true, true, false, false]);
  assert.ok(fits({ from: 0, name: "d", kind: "date" }, "2022-03-01"));
  assert.ok(!fits({ from: 0, name: "d", kind: "date" }, "1.3.2022"));
});
