import assert from "node:assert/strict";
import { test } from "node:test";

import { fieldsOf } from "../../src/data/fields.ts";
import { yearAsked } from "../../src/data/fieldtype.ts";
import { groupBy } from "../../src/data/groupby.ts";
import { FigureField } from "../../src/data/indicators.ts";
import { dateIn, numberIn } from "../../src/data/numerals.ts";
import { sizeBy } from "../../src/data/sizing.ts";
import { factorBetween } from "../../src/data/units.ts";
import type { Row } from "../../src/data/sites.ts";
import { yearsFor } from "../../src/panel/compare/comparing.ts";
import { makeSites } from "../panel/sites.ts";

const figure = (site_id: string, code: string, year: number | string | null, value: unknown, rest: object = {}) =>
  ({ site_id, code, indicator: code.toUpperCase(), indicator_en: `${code} in English`, year, value, unit: "亿元", ...rest }) as never;

const sites = makeSites({
  categories: ["park"],
  sites: [
    { id: "a", category: "park", name: "A", seats: 0, area: 3 },
    { id: "b", category: "park", name: "B", seats: 10 },
    { id: "c", category: "park", name: "C" },
  ],
  head: {
    fields: [
      { name: "seats", label: { en: "Seats", zh: "座位" }, type: "integer", unit: { en: "seats" } },
      { name: "area", label: { en: "Area" }, type: "number", table: "profile" },
    ],
    tables: [{
      name: "indicators", label: { en: "Figures" }, role: "figures", fields: [],
      parts: { key: "code", indicator: "indicator", year: "year", value: "value", unit: "unit", kind: "kind", theme: "theme" },
    }, {
      name: "themes", label: { en: "Themes" }, role: "facts", fields: [], parts: { key: "kind", label: "group", value: "theme" },
    }],
  },
  tables: {
    indicators: [
      figure("a", "gdp", 1965, 5, { theme: "经济" }), figure("a", "gdp", 2020, 7), figure("a", "gdp", 2022, 9, { kind: "target" }),
      figure("b", "gdp", 2020, 70000, { unit: "万元" }), figure("b", "gdp", 2021, "…"),
      figure("c", "gdp", 2020, 12, { unit: "件" }),
      figure("a", "staff", null, "约 1,200"), figure("b", "staff", null, "—"),
    ],
    themes: [
      { site_id: "a", kind: "chain", group: "创新链", theme: "从0到1", theme_en: "0 to 1" },
      { site_id: "a", kind: "chain", group: "创新链", theme: "从1到10", theme_en: "1 to 10" },
      { site_id: "b", kind: "chain", group: "创新链", theme: "从0到1", theme_en: "0 to 1" },
      { site_id: "c", kind: "chain", group: "创新链", theme: "从0到1", theme_en: "0 to 1" },
      { site_id: "a", kind: "once", group: "一次", theme: "甲" },
    ],
  },
});
const fields = fieldsOf(sites);
const gdp = fields.find("indicators/gdp") as FigureField;

test("fields are called as the address calls them", () => {
  assert.deepEqual(fields.all.map(({ id }) => id), [
    "category", "seats", "area", "located", "indicators/gdp", "indicators/staff", "themes/chain",
  ]);
  assert.equal(fields.find("profile.area"), fields.find("area"));
  assert.equal(fields.find("indicators/gdp@2020")?.year, 2020);
  assert.equal(fields.find("indicators/gdp@2019"), undefined);
  assert.equal(fields.find("indicators/gdp@2020-13"), undefined);
  assert.equal(fields.find("nothing"), undefined);
  assert.equal(gdp.label("en"), "gdp in English");
  assert.equal(gdp.label("zh"), "GDP");
  assert.deepEqual(gdp.theme, { zh: "经济", en: "经济" });
});

test("missing is never zero, and zero is never missing", () => {
  const seats = fields.find("seats")!;
  assert.deepEqual([...seats.numbers()], [0, 10, NaN]);
  assert.deepEqual([seats.get(0), seats.get(2)], [0, null]);
});

test("another field's year leaves a field its usual one, on the map and in filters", () => {
  assert.deepEqual([2020, 2022, 1999, null, undefined].map((year) => yearAsked(gdp, year)), [2020, 2022, undefined, undefined, undefined]);
  assert.equal(yearAsked(fields.find("indicators/gdp@1965")!, 2020), 1965);
  assert.deepEqual([2020, 1999, undefined].map((year) => groupBy(sites, gdp, { year }).year), [2020, 2020, 2020]);
  assert.equal(sizeBy(gdp, 1999)?.year, 2020);
});

test("years are whole numbers, before 1970 too, and gaps stay gaps", () => {
  assert.deepEqual(gdp.years, [1965, 2020, 2022]);
  assert.deepEqual([...gdp.numbers(1965)], [5, NaN, NaN]);
  assert.deepEqual([...gdp.numbers(2021)], [NaN, NaN, NaN]);
});

test("units of one measure are converted, those of another left out and counted", () => {
  assert.deepEqual([...gdp.numbers(2020)], [7, 7, NaN]);
  assert.equal(gdp.leftOut, 1);
});

test("a target is never ranked with what has happened", () => {
  assert.equal(gdp.kindIn(2022), "target");
  assert.equal(gdp.kindIn(2020), undefined);
  assert.equal(gdp.figure(0, 2022)?.kind, "target");
  const mixed = makeSites({
    categories: [], sites: [{ id: "a", name: "A" }, { id: "b", name: "B" }],
    head: { tables: [{ name: "t", label: {}, role: "figures", fields: [], parts: { indicator: "i", value: "v", year: "y", kind: "k" } }] },
    tables: { t: [
      { site_id: "a", i: "x", v: 1, y: 2022, k: "实际" }, { site_id: "b", i: "x", v: 9, y: 2022, k: "目标" },
      { site_id: "a", i: "x", v: 8, y: 2022, k: "target" },
    ] },
  });
  const field = fieldsOf(mixed).find("t/x")!;
  assert.deepEqual([...field.numbers(2022)], [1, NaN]);
  assert.deepEqual(field.kinds, ["actual", "target"]);
  assert.equal(field.kindIn(2022), "actual");
});

test("what has happened is compared before what is aimed at, of however late a year", () => {
  const row = (id: string, y: number, k: string, i = "x"): Row => ({ site_id: id, i, v: y, y, k });
  const both = ["a", "b"].flatMap((id) => [row(id, 2021, "actual"), row(id, 2030, "target"), row(id, 2030, "target", "z")]);
  const made = makeSites({
    categories: [], sites: [{ id: "a", name: "A" }, { id: "b", name: "B" }], tables: { t: both },
    head: { tables: [{ name: "t", label: {}, role: "figures", fields: [], parts: { indicator: "i", value: "v", year: "y", kind: "k" } }] },
  });
  assert.deepEqual(["t/x", "t/z"].map((id) => yearsFor(fieldsOf(made).find(id)!, [0, 1])), [[2021, 2021], [2030, 2030]]);
});

test("a figure without a year has none, and words around a number are no number of their own", () => {
  const staff = fields.find("indicators/staff")!;
  assert.deepEqual(staff.years, []);
  assert.deepEqual([...staff.numbers()], [1200, NaN, NaN]);
  assert.equal(staff.count, 1);
});

test("what several sites have in common is a sort, several of one site among it", () => {
  const chain = fields.find("themes/chain")!;
  assert.deepEqual(chain.all(0), ["从0到1", "从1到10"]);
  assert.equal(chain.text(0, "en"), "0 to 1, 1 to 10");
  assert.equal(chain.word("从0到1", "en"), "0 to 1");
  assert.equal(fields.find("themes/once"), undefined);
});

test("cells are read as people write them", () => {
  const numbers: readonly (readonly [unknown, number])[] = [
    ["约 10", 10], ["≥5", 5], ["1,234,567", 1234567], ["１２", 12], ["−3.5", -3.5], ["…", NaN], ["—", NaN], ["", NaN],
    ["12 家", NaN], [Infinity, NaN], ["1e3", 1000], [null, NaN], [true, NaN],
  ];
  for (const [cell, expected] of numbers) assert.ok(Object.is(numberIn(cell), expected), String(cell));
  assert.equal(dateIn("1960"), 1960);
  assert.deepEqual([20190321, "201903", "20190321172216"].map((stamp) => dateIn(stamp)), ["2019-03-21", "2019-03", "2019-03-21"].map((day) => dateIn(day)));
  assert.ok(dateIn("1960-07-01") > 1960.49 && dateIn("1960-07-01") < 1960.51);
  assert.ok(dateIn("1960", true) < 1961 && dateIn("1960", true) > dateIn("1960-12-31"));
  assert.deepEqual([factorBetween("万平方米", "㎡"), factorBetween("亿元", "万元"), factorBetween("件", "亿元")], [1e4, 1e4, NaN]);
});

test("indicators that are called alike name their key, or their table where each has one", () => {
  const table = (name: string): object => ({ name, label: { en: `Table ${name}` }, role: "figures", fields: [], parts: { key: "k", indicator: "i", value: "v" } });
  const row = (k: string, i: string) => ({ site_id: "a", k, i, v: 1 });
  const twice = makeSites({
    categories: [], sites: [{ id: "a", name: "A" }],
    tables: { now: [row("x", "Output"), row("y", "Output"), row("z", "Jobs"), row("only", "Only")], then: [row("z", "Jobs")] },
    head: { tables: [table("now"), table("then")] as never },
  });
  assert.deepEqual(fieldsOf(twice).all.filter(({ table: of }) => of).map((field) => field.label("en")), [
    "Output (x)", "Output (y)", "Jobs (Table now)", "Only", "Jobs (Table then)",
  ]);
});
