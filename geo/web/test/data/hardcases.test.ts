// The hard cases of columns: those that peers get wrong. What of them a reader sees is tested in a browser,
// by tests/browser/test_hard_cases.py.
import assert from "node:assert/strict";
import { test } from "node:test";

import { classify, classOf } from "../../src/data/classes.ts";
import { isTotal } from "../../src/data/counts.ts";
import { filterOf } from "../../src/data/fieldfilters.ts";
import { fieldsOf } from "../../src/data/fields.ts";
import { groupBy } from "../../src/data/groupby.ts";
import { dateIn, numberIn, signIn, tailIn } from "../../src/data/numerals.ts";
import { hasSizes, sizeBy } from "../../src/data/sizing.ts";
import { factorBetween } from "../../src/data/units.ts";
import { shownBy } from "../../src/panel/figures/figuresface.ts";
import { paddingOf } from "../../src/panel/numbers.ts";
import { decimalsIn } from "../../src/words/numbertext.ts";
import { rankedRows } from "../../src/panel/figures/ranking.ts";
import { makeSites } from "../panel/sites.ts";

const of = (...values: number[]): Float64Array => Float64Array.from(values);

/** Sites with one column, by its values; null is none. */
function column(values: readonly (number | string | null)[], type: "number" | "string" = "number", head: object = {}) {
  const made = makeSites({
    categories: [], sites: values.map((value, n) => ({ id: `s${n}`, name: `S${n}`, v: value ?? undefined })),
    head: { fields: [{ name: "v", label: { en: "V" }, type, count: values.filter((value) => value !== null).length, distinct: new Set(values).size, ...head }] },
  });
  return { sites: made, field: fieldsOf(made).find("v")! };
}

test("ties and many zeros: as many classes as different numbers, and equal ones never parted", () => {
  const values = [...new Array<number>(7).fill(0), 1, 2, 3];
  for (const scheme of ["natural", "quantiles", "geometric"] as const) {
    assert.deepEqual(classify(of(...values), scheme, 5)!.uppers, [0, 1, 2, 3], scheme);
  }
  for (const scheme of ["natural", "quantiles", "equal", "geometric", "deviation"] as const) {
    const { uppers, shown } = classify(of(...values), scheme, 3)!;
    assert.equal(new Set(values.slice(0, 7).map((value) => classOf(uppers, value))).size, 1);
    assert.equal(new Set(shown).size, shown.length, "no two limits are one");
  }
});

test("all limits have as many decimals as the finest, or as the project says; none where that would be long", () => {
  const ends = (values: readonly number[], head: object = {}): string[] => {
    const { sites, field } = column(values, "number", head);
    return groupBy(sites, field, { scheme: "equal", classes: 2 }).groups.map(({ label }) => label("en"));
  };
  assert.deepEqual(ends([1, 6.4, 6.6, 12.25]), ["1.00 – 7.00", "over 7.00, up to 12.25"]);
  assert.deepEqual(ends([0, 1.4, 1.6, 3]), ["0 – 1.5", "over 1.5, up to 3.0"], "nought has none");
  assert.deepEqual(ends([10, 20, 30], { decimals: 2 }), ["10.00 – 20.00", "over 20.00, up to 30.00"]);
  assert.deepEqual(ends([1, 1.2, 1.4], { decimals: 0 }), ["1 – 1.2", "over 1.2, up to 1.4"], "no two limits look alike");
  assert.deepEqual(ends([0.001, 2, 90_000]), ["0.001 – 50,000", "over 50,000, up to 90,000"]);
});

test("of many sorts the most common are told apart, numbers too, in their order", () => {
  const often = [90, 80, 70, 60, 50, 40, 30, 20].flatMap((value) => [value, value]);
  const { sites, field } = column([...Array.from({ length: 9 }, (_, n) => n), ...often]);
  const { groups, counts } = groupBy(sites, field, { scheme: "categories" });
  assert.deepEqual(groups.slice(0, -1).map(({ id }) => Number(id)), [20, 30, 40, 50, 60, 70, 80, 90]);
  assert.equal(counts[8], 9, "the others");
});

test("limits set by hand stand as they were set, not in as few digits as part the same numbers", () => {
  const { sites, field } = column([1, 2.5, 12, 40]);
  const { groups, classes } = groupBy(sites, field, { scheme: "manual", breaks: [6.5, 30.25] });
  assert.deepEqual(classes!.shown, [6.5, 30.25, 40]);
  assert.deepEqual(groups.map(({ label }) => label("en")), ["1.00 – 6.50", "over 6.50, up to 30.25", "over 30.25, up to 40.00"]);
});

test("numbers are written with the decimals the project names, and stand below each other's points", () => {
  assert.equal(column([1, 2.346], "number", { decimals: 2 }).field.written(1, "en"), "2.35");
  assert.equal(column([1, 2.346]).field.written(1, "en"), "2.346");
  assert.equal(decimalsIn([1, 2.5, 1.005, NaN, 1e308]), 3);
  assert.equal(decimalsIn([1, 2.5, 1 / 3]), 0, "measured: no end of them");
  assert.equal(paddingOf("12", 2, "en"), ".00");
  assert.equal(paddingOf("1,2", 2, "de"), "0");
  assert.equal(paddingOf("1.25", 2, "en"), null);
  assert.equal(paddingOf("12 左右", 2, "en"), null);
});

test("zero among growing steps has a class of its own; both signs have equal steps about zero", () => {
  assert.equal(classify(of(0, 0.001, 1, 1000), "geometric", 4)!.uppers[0], 0);
  const { uppers } = classify(of(-30, -2, 0, 4, 60), "geometric", 4)!;
  assert.deepEqual(uppers, [-30, 0, 30, 60]);
  const { sites, field } = column([-30, -2, -1, 0, 4, 60]);
  const { groups } = groupBy(sites, field);
  assert.ok(groups.some(({ label }) => label("en").endsWith("0")), "zero parts loss from gain");
});

test("where nobody says how to class, more zeros than a third are a class of their own", () => {
  const labels = (values: readonly number[], style = {}): string[] => {
    const { sites, field } = column(values);
    const { groups, of } = groupBy(sites, field, style);
    assert.deepEqual(new Set(values.flatMap((value, row) => (value === 0 ? [of[row]!] : []))).size, 1);
    return groups.map(({ label }) => label("en"));
  };
  const zeros = (count: number): number[] => new Array<number>(count).fill(0);
  const rising = Array.from({ length: 12 }, (_, n) => n + 1);
  assert.deepEqual(labels([...zeros(30), ...rising]), ["0", "over 0, up to 3", "over 3, up to 6", "over 6, up to 9", "over 9, up to 12"]);
  assert.ok(!labels([...zeros(3), ...rising]).includes("0"), "few zeros are small numbers");
  assert.ok(!labels([...zeros(30), ...rising], { scheme: "natural" }).includes("0"), "who asks for natural breaks gets them");
  const both = labels([...zeros(30), -9, -8, -4, -0.35, 1, 2, 7, 8]);
  assert.equal(both.length, 5);
  assert.deepEqual([both[2], both[3]!.slice(0, 6)], ["0", "over 0"]);
  assert.equal(labels([...zeros(30), -9, -8, -4, -3, -2, -1]).at(-1), "0");
  assert.deepEqual(labels([0, 0, 0, Infinity, -Infinity, 5]).at(-2), "over 0, up to 5");
});

test("zero between losses and gains is neither: it has the middle of the colours to itself", () => {
  const labels = (values: readonly number[], style: Parameters<typeof groupBy>[2] = {}): readonly (readonly [string, string, boolean])[] => {
    const { sites, field } = column(values);
    const { groups, of } = groupBy(sites, field, style);
    return values.map((value, row) => [String(value), groups[of[row]!]!.light, groups[of[row]!]!.label("en") === "0"] as const);
  };
  const values = [-5, -1, -0.5, 0, 0, 2, 3.5, 7, 12];
  const styles = [{}, { classes: 4 }, { classes: 2 }, { palette: "PuOr" }, { scheme: "geometric", classes: 4 },
    { scheme: "manual", breaks: [-2, 0, 5], palette: "RdBu" }] as const;
  for (const style of styles) {
    const found = labels(values, style);
    const zeros = found.filter(([value]) => value === "0");
    assert.ok(zeros.every(([, , isApart]) => isApart), JSON.stringify(style));
    assert.ok(found.every(([value, colour]) => value === "0" || colour !== zeros[0]![1]), JSON.stringify(style));
  }
  // In steps of an odd number zero lies in the middle one anyway; ramps that part nothing at zero stay as asked.
  for (const style of [{ scheme: "manual", breaks: [-2, 0, 5] }, { scheme: "manual", breaks: [-2, 0, 5], palette: "viridis" }] as const) {
    assert.ok(labels(values, style).every(([, , isApart]) => !isApart));
  }
  const { sites, field } = column(values);
  const given = { scheme: "manual", breaks: [-2, 0, 5], palette: "RdBu", key: { labels: ["much less", "less", "more", "much more"] } } as const;
  assert.deepEqual(groupBy(sites, field, given).groups.map(({ label }) => label("en")), given.key.labels);
});

test("as many classes as were asked for, zero alone among them; the side with more numbers has the odd one", () => {
  const [losses, gains] = [[-90, -40, -8, -4, -0.35], [1, 2, 7, 8, 30, 60, 99]];
  for (const zeros of [[], [0]]) {
    for (let classes = 2 + zeros.length; classes <= 9; classes++) {
      const { sites, field } = column([...losses, ...zeros, ...gains]);
      const found = groupBy(sites, field, { classes }).classes!.uppers;
      assert.equal(found.length, classes);
      const below = found.filter((upper) => upper < 0 || (upper === 0 && zeros.length === 0)).length;
      assert.ok([0, 1].includes(classes - zeros.length - 2 * below), `${classes}: ${below} below`);
      if (zeros.length > 0) assert.ok(found.includes(0));
    }
  }
  const { sites, field } = column([...losses, 0, ...gains]);
  assert.equal(groupBy(sites, field).classes!.uppers.length, 5);
});

test("one number, however often: one class, a middle size, one rank", () => {
  for (const values of [[3, 3, 3], [7.5, null, null]]) {
    const { sites, field } = column(values);
    const grouping = groupBy(sites, field);
    assert.deepEqual(grouping.groups.map(({ label }) => label("en")).slice(0, 1), [String(values[0])]);
    assert.equal(grouping.groups.length, values.includes(null) ? 2 : 1);
    const sizing = sizeBy(field, undefined)!;
    assert.deepEqual(sizing.steps, [[values[0]!, 15]]);
  }
  assert.deepEqual(rankedRows(of(3, 3, NaN)).map(({ rank, isTied }) => [rank, isTied]), [[1, true], [1, true]]);
});

test("nothing but gaps: no classes, no size", () => {
  assert.equal(classify(of(NaN, NaN), "natural", 5), null);
  const { field } = column([null, null]);
  assert.equal(sizeBy(field, undefined), null);
  assert.equal(field.count, 0);
});

test("nothing above zero has no size; what is not above zero has none beside what is", () => {
  assert.equal(sizeBy(column([0, -3]).field, undefined), null);
  assert.deepEqual([[0, -3], [-3, 1]].map((values) => hasSizes(column(values).field)), [false, true]);
  const { radius, steps } = sizeBy(column([-5, 0, 1, 4, null]).field, undefined)!;
  assert.deepEqual([...radius], [0, 0, 15, 30, NaN]);
  assert.deepEqual([...sizeBy(column([1, 4]).field, undefined, 20)!.radius], [10, 20], "smaller where the map is");
  assert.ok(steps.every(([value]) => value >= 1), "no circle for what is less than all there is");
});

test("units of one measure are converted, others are not, and no per cent is turned into a count", () => {
  assert.deepEqual([factorBetween("万㎡", "㎡"), factorBetween("亿元", "万元")], [1e4, 1e4]);
  for (const [from, to, factor] of [
    ["m²", "平方米", 1], ["km²", "公顷", 100], ["万m2", "㎡", 1e4], ["公里", "km", 1], ["万吨", "t", 1e4], ["GWh", "万千瓦时", 100], ["亿元", "人民币", 1e8],
    ["thousand people", "人", 1e3], ["USD million", "billion USD", 1e-3],
  ] as const) assert.equal(Number(factorBetween(from, to).toPrecision(12)), factor, `${from} ${to}`);
  for (const [from, to] of [["件", "亿元"], ["%", "亿元"], ["%", "‰"], ["%", "百分点"], ["人", "户"], ["", "人"], ["m²", "m"], ["t", "m3"], ["USD", "元"], ["人次", "人"]] as const) {
    assert.ok(Number.isNaN(factorBetween(from, to)), `${from} ${to}`);
  }
});

test("per cents of different bases are fields of their own: none is summed or ranked with another", () => {
  const made = makeSites({
    categories: [], sites: [{ id: "a", name: "A" }, { id: "b", name: "B" }],
    head: { tables: [{ name: "t", label: {}, role: "figures", fields: [], parts: { key: "k", indicator: "i", value: "v", unit: "u", year: "y", change: "c" } }] },
    tables: { t: [
      { site_id: "a", k: "rd", i: "R&D of GDP", v: 10, u: "%", y: 2022 }, { site_id: "b", k: "share", i: "Share", v: 78.9, u: "%", y: 2022 },
      // A change is as published; from −5 to 5 there is no per cent, and none is made.
      { site_id: "a", k: "profit", i: "Profit", v: -5, u: "亿元", y: 2021 }, { site_id: "a", k: "profit", i: "Profit", v: 5, u: "亿元", y: 2022, c: null },
    ] },
  });
  const fields = fieldsOf(made);
  assert.deepEqual([...fields.find("t/rd")!.numbers()], [10, NaN]);
  assert.deepEqual([...fields.find("t/share")!.numbers()], [NaN, 78.9]);
  assert.deepEqual(fields.all.filter(({ unit }) => unit?.["en"] === "%").map(({ id }) => id), ["t/rd", "t/share"]);
  assert.deepEqual([...fields.find("t/profit")!.numbers(2022)], [5, NaN]);
});

test("a figure without a kind is ranked with the actual ones, and with no others", () => {
  const field = (...kinds: readonly string[]) => {
    const made = makeSites({
      categories: [], sites: kinds.map((_, n) => ({ id: `s${n}`, name: `S${n}` })),
      head: { tables: [{ name: "t", label: {}, role: "figures", fields: [], parts: { key: "k", indicator: "i", value: "v", kind: "d" } }] },
      tables: { t: kinds.map((d, n) => ({ site_id: `s${n}`, k: "x", i: "X", v: n + 1, ...(d ? { d } : {}) })) },
    });
    return fieldsOf(made).find("t/x")!;
  };
  assert.deepEqual([...field("actual", "target", "expected", "").numbers()], [1, NaN, NaN, 4]);
  assert.deepEqual([...field("target", "").numbers()], [NaN, 2]);
  assert.deepEqual([...field("target", "expected").numbers()], [NaN, 2]);
});

test("unasked, a figure is of the last year in which anything has happened, and not of its targets", () => {
  const field = (...figures: readonly (readonly [year: number, kind: string])[]) => {
    const made = makeSites({
      categories: [], sites: [{ id: "s0", name: "S0" }],
      head: { tables: [{ name: "t", label: {}, role: "figures", fields: [], parts: { key: "k", indicator: "i", value: "v", year: "y", kind: "d" } }] },
      tables: { t: figures.map(([y, d]) => ({ site_id: "s0", k: "x", i: "X", v: y, y, d })) },
    });
    return fieldsOf(made).find("t/x")!;
  };
  assert.equal(field([2021, "actual"], [2022, "actual"], [2030, "target"]).get(0), 2022);
  assert.equal(field([2025, "expected"], [2030, "target"]).get(0), 2030);
  assert.deepEqual(field([2022, "actual"], [2030, "target"]).years, [2022, 2030], "all of them can be chosen");
});

test("a heavy tail: the outlier stands alone and the others are still told apart", () => {
  const values = [1, 2, 3, 4, 5, 6, 7, 8, 900];
  for (const scheme of ["natural", "quantiles", "geometric"] as const) {
    const { uppers } = classify(of(...values), scheme, 5)!;
    const places = values.map((value) => classOf(uppers, value));
    assert.ok(new Set(places.slice(0, 8)).size >= 2, scheme);
  }
  const { uppers } = classify(of(...values), "natural", 5)!;
  assert.equal(values.filter((value) => classOf(uppers, value) === uppers.length - 1).length, 1);
});

test("of a tail without end the others are parted as well as without it, and limits are rounded near where they are", () => {
  const [few, tail] = [[1, 2, 3, 4, 5, 6, 7, 8], [1e9, 1e12]];
  for (const last of tail) {
    const { uppers, shown } = classify(of(...few, last), "natural", 5)!;
    assert.deepEqual(uppers.slice(0, 4), classify(of(...few), "natural", 4)!.uppers);
    assert.deepEqual(shown, uppers);
  }
  assert.deepEqual(classify(of(...few, 1e9), "geometric", 5)!.shown.slice(0, 2), [60, 4000]);
});

test("dates and years before 1970, and before our era's four digits run out, keep their order", () => {
  const dates = ["0476-09-04", "1899-05-01", "1912", "1969-12-31", "1970-01-01", "2001"];
  const read = dates.map((date) => dateIn(date));
  assert.deepEqual([...read].sort((a, b) => a - b), read);
  assert.ok(Number.isNaN(dateIn("70")) && Number.isNaN(dateIn("1/1/70")));
});

test("of ten thousand sorts the most common are told apart, and the rest is counted", () => {
  const values = Array.from({ length: 20_000 }, (_, n) => (n < 5000 ? `often ${n % 5}` : `z${n % 9000}`));
  const { sites, field } = column(values, "string");
  assert.equal(field.type, "category");
  const { groups, counts } = groupBy(sites, field);
  assert.equal(groups.length, 9);
  assert.deepEqual(groups.slice(0, 5).map(({ label }) => label("en")), ["often 0", "often 1", "often 2", "often 3", "often 4"]);
  assert.match(groups[8]!.label("en"), /^others \(\d+\)$/);
  assert.equal(counts.reduce((sum, count) => sum + count, 0), values.length);
  assert.equal(column(Array.from({ length: 100 }, (_, n) => `name ${n}`), "string").field.type, "text", "names are no sorts");
});

test("a total is told from a rate, by its unit and its name", () => {
  const is = (label: string, unit?: string): boolean =>
    isTotal(column([1, 2], "number", { label: { en: label }, ...(unit ? { unit: { en: unit } } : {}) }).field);
  for (const [label, unit] of [
    ["Population"], ["pop_2020"], ["Staff", "people"], ["企业", "家"], ["人口", "万人"], ["Number of parks"], ["医院数"], ["Hospital beds"], ["GDP"],
    ["GDP", "US$ million"], ["Revenue", "million EUR"], ["产值", "亿元"], ["Cargo", "万吨"], ["Power", "GWh"], ["Employees", "thousand"], ["Einwohner"], ["Revenue (USD million)"], ["投資額（億円）"],
  ]) assert.ok(is(label!, unit), `${label} ${unit}`);
  for (const [label, unit] of [
    ["Income per head", "pesos"], ["Population density"], ["pop_density"], ["Share", "%"], ["人均专利", "件"], ["Area", "km²"], ["Age", "years"], ["人口增长率"],
    ["GDP per capita", "USD"], ["GDP growth"], ["发展指数"], ["层数"], ["Distance to schools", "km"], ["Average wage", "pesos"], ["Yield", "t/ha"], ["建筑面积", "万㎡"], ["Total area (km²)"], ["人口密度（人/km²）"],
  ]) assert.ok(!is(label!, unit), `${label} ${unit}`);
});

test("where no site has anything to choose from, a filter is not obeyed", () => {
  const { field } = column([null, null]);
  assert.deepEqual(["1..2", "1..2|", "7", "|"].map((spec) => filterOf(field, spec)), [null, null, null, null]);
});

test("a total is size too, a rate colour alone, and so is what falls below zero", () => {
  const how = (label: string, unit: string, values = [1, 2]) => {
    return shownBy(column(values, "number", { label: { zh: label, en: label }, unit: { en: unit } }).field);
  };
  for (const [label, unit] of [["产值", "亿元"], ["Revenue", "USD"], ["企业", "家"], ["Population", ""]] as const) assert.deepEqual(how(label, unit), { color: "v", size: "v" }, label);
  for (const [label, unit] of [["人均产值", "万元"], ["Revenue", "USD/m²"], ["占比", "%"], ["单价", "元"], ["Average wage", "pesos"], ["Area", "km²"]] as const) {
    assert.deepEqual(how(label, unit), { color: "v", size: null }, label);
  }
  for (const values of [[-5, 5], [0, 0]]) assert.deepEqual(how("结余", "亿元", values), { color: "v", size: null });
});

test("about, at least, below the least unit: a number with its word, or none, and never zero", () => {
  const cells = ["约 10", "≥5", "~3", "+4", "…", "—", "0", 0];
  assert.deepEqual(cells.map(numberIn), [10, 5, 3, 4, NaN, NaN, 0, 0]);
  assert.deepEqual(cells.map(signIn), ["约", "≥", "~", "", "", "", "", ""]);
  const more = ["10余", "20以上", "100+", "12*", "12①", "12¹", "8（注1）", "约10余", "至少8", ">=5", "1 234", "1\u00a0234", "–5", ".5", "１２"];
  assert.deepEqual(more.map(numberIn), [10, 20, 100, 12, 12, 12, 8, 10, 8, 5, 1234, 1234, -5, 0.5, 12]);
  assert.deepEqual(more.slice(0, 4).map(tailIn), ["余", "以上", "+", ""]);
  assert.ok(["10-20", "12 家", "1.2万", "N/A", "3.5%", "1,5"].every((cell) => Number.isNaN(numberIn(cell))));
  const { field } = column([0.1 + 0.2, 0.1]);
  assert.deepEqual([field.written(0, "en"), field.written(1, "en")], ["0.3", "0.1"]);
});
