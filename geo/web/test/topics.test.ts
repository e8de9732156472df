import assert from "node:assert/strict";
import { test } from "node:test";

import { breaksIn, limitsOf } from "../src/data/breaks.ts";
import { styleOf } from "../src/look.ts";
import { parseFragment, usualState } from "../src/state.ts";
import { MOST_COMPARED } from "../src/store.ts";
import { colouredBy, sound } from "../src/topics.ts";
import { makeSites } from "./panel/sites.ts";

const sites = makeSites({
  categories: ["park"],
  sites: [
    ...["a", "b", "c", "d", "e"].map((id, n) => ({ id, name: id, category: "park", seats: n, kind: n < 3 ? "x" : "y" })),
  ],
  head: {
    fields: [
      { name: "seats", label: { en: "Seats" }, type: "integer" },
      { name: "kind", label: { en: "Kind" }, type: "string", count: 5, distinct: 2 },
      { name: "names", label: { en: "Names" }, type: "string", count: 5, distinct: 5 },
    ],
    tables: [{
      name: "t", label: {}, role: "figures", fields: [],
      parts: { indicator: "i", value: "v", year: "y" },
    }],
  },
  tables: { t: [
    { site_id: "a", i: "gdp", v: 1, y: 2020 }, { site_id: "b", i: "gdp", v: 2, y: 2022 }, { site_id: "a", i: "nil", v: "…", y: 2022 },
  ] },
});
const usual = usualState(sites.head);
const made = (fragment: string) => {
  const state = { ...usual, ...parseFragment(fragment) };
  return { ...state, ...sound(sites, state) };
};

test("what names nothing of the map, or makes no sense for it, is as if nobody had asked", () => {
  const asked = {
    "color=nothing": "color", "color=names": "color", "color=t/nil": "color", "color=t/gdp@2021": "color", "color=category": "color",
    "size=nothing": "size", "size=kind": "size", "size=t/gdp@1999": "size",
    "year=2021": "year", "year=twenty": "year", "year=-1": "year",
    "where=nothing:1..2": "where", "where=seats:many": "where", "where=seats:9..1": "where", "where=seats:..": "where", "where=:": "where",
    "palette=veridis": "palette", "scheme=jenks": "scheme", "classes=1": "classes", "classes=99": "classes",
    "scheme=manual": "scheme", "color=seats&scheme=manual": "scheme", "color=seats&breaks=3,2": "breaks", "color=seats&breaks=2,2": "breaks",
    "color=seats&breaks=1,many": "breaks", "color=kind&breaks=1,2": "breaks", "color=seats&scheme=equal&breaks=1,2": "breaks", "breaks=1,2": "breaks",
    "color=seats&breaks=1,2,3,4,5,6,7,8,9,10,11,12": "breaks", "color=seats&breaks=1,1e999": "breaks",
    "topic=none": "topic", "compare=nobody": "compare", "site=nobody": "site", "panel=map": "panel",
  } as const;
  for (const [fragment, part] of Object.entries(asked)) {
    // A topic the map has not is forgotten where the address is read.
    if (part === "topic") continue;
    assert.deepEqual(made(fragment)[part], usual[part], fragment);
  }
});

test("what makes sense beside it is obeyed", () => {
  const state = made("color=t/gdp@2020&size=seats&year=2022&where=nothing:1,seats:1..3,kind:x|&palette=viridis&compare=a,nobody,b");
  assert.deepEqual([state.color, state.size, state.year, state.palette], ["t/gdp@2020", "seats", 2022, "viridis"]);
  assert.deepEqual(state.where, [["seats", "1..3"], ["kind", "x|"]]);
  assert.deepEqual(state.compare, ["a", "b"]);
});

test("limits set by hand make classes by hand, and are forgotten with the field they were for", () => {
  for (const fragment of ["color=seats&breaks=1,2.5", "color=seats&scheme=manual&breaks=1%202.5", "color=seats&scheme=manual&breaks=1,2.5&hide=0"]) {
    const state = made(fragment);
    assert.deepEqual([state.scheme, state.breaks], ["manual", ["1", "2.5"]], fragment);
    assert.deepEqual(styleOf(sites, state).breaks, [1, 2.5]);
    assert.deepEqual(colouredBy(state, "t/gdp"), { color: "t/gdp", hidden: [], breaks: [], scheme: null });
  }
  assert.equal(colouredBy(made("color=seats&scheme=equal"), "t/gdp").scheme, "equal");
  assert.deepEqual(limitsOf({ type: "date" }, ["1990", "2019-07-02"]), [1990, 2019 + 182 / 365]);
  assert.equal(limitsOf({ type: "date" }, ["2019-07", "1990"]), null);
  assert.deepEqual(breaksIn(" 10，50；100 "), ["10", "50", "100"]);
});

test("no more are compared than a reader can, and ids of nobody take no one's place", () => {
  assert.deepEqual(made("compare=x,y,z,a,b,c,d,e").compare, ["a", "b", "c", "d"]);
  assert.equal(MOST_COMPARED, 4);
});
