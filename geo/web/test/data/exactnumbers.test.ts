// Whole numbers longer than JavaScript holds keep the digits the table has, and the order these put them in.
import assert from "node:assert/strict";
import { test } from "node:test";

import { fieldsOf } from "../../src/data/fields.ts";
import { filterOf } from "../../src/data/fieldfilters.ts";
import { FigureField } from "../../src/data/indicators.ts";
import { compareExact, exactIn } from "../../src/data/numerals.ts";
import { ranksOfNumbers } from "../../src/data/roworder.ts";
import { compareCells } from "../../src/panel/compare/comparing.ts";
import { rankedRows } from "../../src/panel/figures/ranking.ts";
import { makeSites } from "../panel/sites.ts";

/** A table of figures with one indicator, its cells by site. */
function figures(cells: readonly (string | number | null)[]): { readonly sites: ReturnType<typeof makeSites>; readonly field: FigureField } {
  const sites = makeSites({
    categories: [], sites: cells.map((_, n) => ({ id: `s${n}`, name: `S${n}` })),
    tables: { t: cells.map((v, n) => ({ site_id: `s${n}`, i: "big", v })) },
    head: { tables: [{ name: "t", label: {}, role: "figures", fields: [], parts: { indicator: "i", value: "v" } }] },
  });
  return { sites, field: fieldsOf(sites).find("t/big") as FigureField };
}

const CELLS = ["9007199254740993", "9007199254740992", "9007199254740994", "12", "-9007199254740993", "约 9,007,199,254,740,993", null];

test("digits are kept where a number would round them, and nowhere else", () => {
  assert.deepEqual(CELLS.map(exactIn), ["9007199254740993", "9007199254740992", "9007199254740994", null, "-9007199254740993", "9007199254740993", null]);
  assert.deepEqual(["9007199254740991", "1e20", "0000000000000012", 9007199254740992].map(exactIn), [null, null, null, null]);
  const { field } = figures(CELLS);
  assert.deepEqual([0, 3, 4].map((row) => field.written(row, "en")), ["9,007,199,254,740,993", "12", "−9,007,199,254,740,993"]);
  assert.equal(field.written(5, "zh"), "约 9,007,199,254,740,993");
  assert.equal(figures([1, 2]).field.exact(0), null);
});

test("they are ranked by their digits, and only equal ones share a rank", () => {
  const { field } = figures(CELLS);
  assert.deepEqual(rankedRows(field.numbers(), field.order()).map(({ row, rank, isTied }) => [row, rank, isTied]), [
    [2, 1, false], [0, 2, true], [5, 2, true], [1, 4, false], [3, 5, false], [4, 6, false],
  ]);
  assert.deepEqual([...ranksOfNumbers(field.order())].slice(0, 6), [3, 2, 4, 1, 0, 3]);
  assert.ok(Number.isNaN(field.order()[6]));
  assert.ok(compareExact("-9007199254740993", "-9007199254740992") < 0 && compareExact("9007199254740993.25", "9007199254740993.5") < 0);
});

test("of two sites side by side the larger is marked, and a choice picks its own alone", () => {
  const { sites, field } = figures(CELLS);
  const { isDifferent, cells } = compareCells(field, [0, 1], [null, null]);
  assert.deepEqual([isDifferent, cells.map(({ isMost }) => isMost)], [true, [true, false]]);
  assert.deepEqual([...filterOf(field, "9007199254740993")!.mask(sites, field)], [1, 0, 0, 0, 0, 1, 0]);
});
