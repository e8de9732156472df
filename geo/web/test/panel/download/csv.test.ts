import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { type Cell, csv, tabbed } from "../../../src/panel/download/csv.ts";

const cells = JSON.parse(
  readFileSync(new URL("../../../../../tests/fixtures/exporting/csv_cells.json", import.meta.url), "utf8"),
) as readonly (readonly [Cell, string])[];

test("a cell is written as `parkmap export` writes it", () => {
  for (const [cell, written] of cells) {
    assert.equal(csv(["x"], [[cell]]), `\ufeffx\r\n${written}\r\n`, JSON.stringify(cell));
  }
});

test("cells on their way to a spreadsheet hold no tabs and no lines of their own", () => {
  assert.equal(tabbed([["a\tb", "c\r\nd"], ["", "1"]]), "a b\tc d\n\t1");
});
