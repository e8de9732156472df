import assert from "node:assert/strict";
import { test } from "node:test";

import { linksAt } from "../../src/data/relationlinks.ts";
import { makeSites } from "../panel/sites.ts";

const relations = [
  { site_id: "a", other_id: "b", relation: "合作", relation_en: "works with" },
  { site_id: "b", other_id: "a", relation: "资助", relation_en: "funds" },
  { site_id: "a", other_id: "a", relation: "自己" },
  { site_id: "a", other_id: "nobody", relation: "合作" },
  { site_id: "c", other_id: "a", relation: "属于", relation_en: "part of" },
];
const sites = makeSites({
  categories: ["park"],
  sites: [
    { id: "a", lon: 120, lat: 30 },
    { id: "b", lon: 120.1, lat: 30 },
    { id: "c", lon: 120.2, lat: 30, part_of: "a" },
    { id: "d", lon: 120.3, lat: 30, part_of: "b" },
  ],
  tables: { relations },
  head: { tables: [{ name: "relations", role: "relations", label: {}, fields: [], parts: { other: "other_id", relation: "relation" } }] },
});

const said = (row: number, lang: string): string[] =>
  linksAt(sites, row).map(({ from, to, word }) => `${sites.id(from)} > ${sites.id(to)} ${word ? word(lang) : "(part)"}`);

test("what sites have to do with each other is found from both ends, in the reader's words", () => {
  assert.deepEqual(said(0, "zh"), ["a > b 合作", "b > a 资助", "c > a 属于"]);
  assert.deepEqual(said(1, "en"), ["a > b works with", "b > a funds", "d > b (part)"]);
});

test("being a part that a table tells in words is not told twice", () => {
  assert.deepEqual(said(2, "en"), ["c > a part of"]);
});

test("a whole of very many parts is read in a moment", () => {
  const parts = Array.from({ length: 50_000 }, (_, n) => ({ id: `part-${n}`, lon: 120, lat: 30, part_of: "whole" }));
  const many = makeSites({ categories: ["park"], sites: [{ id: "whole", lon: 120, lat: 30 }, ...parts] });
  assert.equal(linksAt(many, 0).length, 50_000);
});
