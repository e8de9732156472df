import assert from "node:assert/strict";
import { test } from "node:test";

import type { Head } from "../src/data/head.ts";
import { Choice } from "../src/data/fieldfilters.ts";
import { formatFragment, parseFragment, startState, usualState } from "../src/state.ts";
import type { State } from "../src/store.ts";

const head: Head = {
  version: 1,
  languages: ["zh", "en"],
  title: { zh: "地图" },
  count: 0,
  categories: [
    { id: "park", label: { zh: "园区" }, color: "#000", symbol: "park" },
    { id: "venue", label: { zh: "场馆" }, color: "#000", symbol: "venue" },
  ],
  fields: [],
  tables: [],
  view: { center: [120, 30], zoom: 12, minZoom: 3, maxZoom: 18 },
  bases: [{ id: "osm", label: { zh: "OSM" }, urls: [], datum: "wgs84", attribution: {} }],
  embed: {},
  pinyin: {},
};

test("the fragment of the contract is read whole", () => {
  const hash =
    "#map=14/30.2089/120.2110&site=baima-lake&q=lab&category=park,venue&lang=en&theme=dark&base=osm&ui=embed";
  assert.deepEqual(parseFragment(hash), {
    view: { zoom: 14, lat: 30.2089, lon: 120.211 },
    site: "baima-lake",
    q: "lab",
    categories: ["park", "venue"],
    lang: "en",
    theme: "dark",
    base: "osm",
    ui: "embed",
  });
});

test("face, columns, order and comparison are read and written", () => {
  const fragment = "panel=table&columns=seats,indicators/gdp@2022&widths=seats:8.5,indicators/gdp@2022:12&sort=-seats&compare=a,b";
  const read = parseFragment(`#${fragment}`);
  assert.deepEqual(read, {
    panel: "table",
    columns: ["seats", "indicators/gdp@2022"],
    widths: [["seats", 8.5], ["indicators/gdp@2022", 12]],
    sort: { field: "seats", isDescending: true },
    compare: ["a", "b"],
  });
  assert.equal(formatFragment({ ...usualState(head), ...read }, usualState(head)), fragment);
});

test("fields have the names they have: with lines, signs, and as long as a question", () => {
  const columns = Array.from({ length: 100 }, (_, n) => `第${n}列主营业务收入（万元）`);
  for (const field of ["产值\n（万元）", "a\tb", "-net", "--", "%2Dnet", "~x", "a..b", `您对园区${"非常".repeat(120)}满意吗`]) {
    const state: State = {
      ...usualState(head), lang: "en", color: field, size: field, columns: [field, ...columns], widths: [[field, 12]], hidden: [field], where: [[field, "..3"]],
      sort: { field, isDescending: false },
    };
    for (const isDescending of [false, true]) {
      const sorted = { ...state, sort: { field, isDescending } };
      assert.deepEqual({ ...usualState(head), ...parseFragment(`#${formatFragment(sorted)}`) }, sorted, field);
    }
  }
  assert.deepEqual(parseFragment("#sort=-seats").sort, { field: "seats", isDescending: true });
  assert.equal(parseFragment(`#${formatFragment({ ...usualState(head), year: 79 })}`).year, 79);
});

test("hostile faces, orders and comparisons are as if they were not there", () => {
  assert.deepEqual(parseFragment("#panel=constructor&sort=&sort=-&sort=%00"), {});
  assert.deepEqual(parseFragment("#widths=seats:wide,:8,seats:1e9,a:7").widths, [["a", 7]]);
  assert.deepEqual(parseFragment("#compare=a,b,a").compare, ["a", "b"]);
});

test("it is written as the contract has it", () => {
  const state = { ...usualState(head), ...parseFragment("#map=14/30.2089/120.2110") } as State;
  assert.equal(
    formatFragment(
      { ...state, site: "baima-lake", q: "lab", categories: ["park", "venue"], lang: "en" },
      usualState(head),
    ),
    "map=14/30.2089/120.2110&site=baima-lake&q=lab&category=park,venue&lang=en",
  );
});

test("what goes without saying is not written", () => {
  assert.equal(formatFragment(usualState(head), usualState(head)), "");
});

test("any text comes back from a round trip", () => {
  const texts = ["白马湖", "a&b=c#d", "100% sure", "x,y", "+ +", "</script>", "`${1}`", "%2C", "é 🏟️"];
  for (const text of texts) {
    const state: State = {
      ...usualState(head),
      site: text,
      q: text,
      categories: [text, "other"],
      lang: "en",
      theme: "light",
      ui: "map",
      base: text,
      view: { zoom: 9.25, lat: -33.4569, lon: -70.6483 },
      panel: "figures",
      columns: [text],
      widths: [[text, 8.5], ["other", 20]],
      sort: { field: text, isDescending: true },
      color: text,
      size: text,
      year: 1955,
      where: [[text, "10..50"], ["状态", new Choice([text, "a..b"], true).spec]],
      scheme: "quantiles",
      classes: 7,
      breaks: ["10", "-2.5", "2019-03"],
      palette: "viridis",
      hidden: ["0", "", text],
      topic: text,
      compare: [text, "other"],
    };
    assert.deepEqual(parseFragment(`#${formatFragment(state)}`), state, text);
  }
});

test("hostile values are as if they were not there", () => {
  const hostile = [
    "#map=NaN/1/2",
    "#map=14/91/0",
    "#map=14/30/120/1",
    "#map=1e3/0/0",
    "#map=14/30/0x10",
    "#site=",
    "#site=%00",
    "#site=%E0%A4%A",
    `#q=${"a".repeat(300)}`,
    "#theme=javascript:alert(1)",
    "#ui=constructor",
    "#lang=<img src=x>",
    "#__proto__=x&constructor=y&toString=z",
    "#category=%01",
    `#${"q=a&".repeat(5000)}`,
    "#&&&===&=",
    "#q",
  ];
  for (const hash of hostile) {
    const { categories, ...rest } = parseFragment(hash);
    assert.deepEqual(rest, {}, hash);
    assert.deepEqual(categories ?? [], [], hash);
  }
});

test("a list of categories is bounded and without repeats", () => {
  const many = Array.from({ length: 500 }, (_, i) => `c${i}`);
  assert.equal(parseFragment(`#category=${many.join(",")}`).categories?.length, 256);
  assert.deepEqual(parseFragment("#category=a,a,,b").categories, ["a", "b"]);
  assert.deepEqual(parseFragment("#category=a%2Cb").categories, ["a", "b"]);
});

test("a page starts with what its map knows", () => {
  const start = startState(head, "#lang=fr&base=nowhere&category=park,nothing&site=baima-lake");
  assert.equal(start.lang, "zh");
  assert.equal(start.base, "");
  assert.deepEqual(start.categories, ["park"]);
  assert.equal(start.site, "baima-lake");
});
