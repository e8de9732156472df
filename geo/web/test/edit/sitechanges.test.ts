import assert from "node:assert/strict";
import { test } from "node:test";

import { gridOf, siteChanges } from "../../src/edit/sitechanges.ts";
import { withBlock, withColumn, withCell, withoutColumn, withoutRow, withRow } from "../../src/edit/gridmodel.ts";
import type { SitesGrid } from "../../src/edit/client.ts";

const BEFORE: SitesGrid = {
  base: "x",
  columns: [
    { name: "id", kind: "text" }, { name: "name", kind: "text" }, { name: "floors", kind: "number" }, { name: "tags", kind: "text" },
  ],
  rows: [["a", "A\r\nB", 1.5, null], ["b", "798", null, ["x"]]],
};
const NOTHING = { changes: [], dropped: [], removed: [], added: [] };

test("a grid that is not touched changes nothing", () => {
  assert.deepEqual(siteChanges(BEFORE, gridOf(BEFORE), "id"), NOTHING);
});

test("what is typed is of the kind of what it replaces, or of its column", () => {
  let grid = withBlock(gridOf(BEFORE), 0, 1, [["C\nD", "2", "12"]]);
  grid = withBlock(grid, 1, 1, [["799", "3.50", '["y"]']]);
  assert.deepEqual(siteChanges(BEFORE, grid, "id").changes, [
    { index: 0, set: { name: "C\r\nD", floors: 2, tags: "12" }, remove: [] },
    { index: 1, set: { name: "799", floors: 3.5, tags: ["y"] }, remove: [] },
  ]);
});

test("an emptied cell is removed; digits that would be lost stay a text", () => {
  const grid = withBlock(gridOf(BEFORE), 0, 1, [["", "330108198801011234"]]);
  assert.deepEqual(siteChanges(BEFORE, grid, "id").changes, [{ index: 0, set: { floors: "330108198801011234" }, remove: ["name"] }]);
});

test("ids are made, not typed", () => {
  const grid = withCell(withRow(withCell(gridOf(BEFORE), 0, 0, "z")), 2, 0, "y");
  assert.deepEqual(siteChanges(BEFORE, grid, "id"), NOTHING);
});

test("rows and columns come and go", () => {
  let grid = withoutRow(withoutColumn(gridOf(BEFORE), 3), 0);
  grid = withColumn(grid, "open");
  grid = withBlock(grid, 0, 3, [["true"]]);
  grid = withBlock(grid, 1, 1, [["New", "7", "2"]]);
  assert.deepEqual(siteChanges(BEFORE, grid, "id"), {
    changes: [{ index: 1, set: { open: true }, remove: [] }],
    dropped: ["tags"], removed: [0], added: [{ name: "New", floors: 7, open: 2 }],
  });
});
