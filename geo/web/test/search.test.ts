import assert from "node:assert/strict";
import { test } from "node:test";

import { makeFinder } from "../src/search.ts";
import { fold, termsOf } from "../src/words/fold.ts";
import { readings } from "../src/search/pinyin.ts";
import { RowText } from "../src/search/rowtext.ts";
import { textIndex } from "../src/search/textindex.ts";
import { usualState } from "../src/state.ts";
import { makeSites } from "./panel/sites.ts";

const pinyin = {
  白: "bai", 马: "ma", 湖: "hu", 实: "shi", 验: "yan", 室: "shi", 长: "chang zhang", 河: "he",
  绿: "lv", 地: "di", 重: "zhong", 庆: "qing",
}; // prettier-ignore

const sites = makeSites({
  categories: ["lake", "science", "culture"],
  pinyin,
  sites: [
    { id: "lab", category: "science", name: "白马湖实验室", name_en: "Baima Lake Laboratory" },
    { id: "lake", category: "lake", name: "白马湖", name_en: "Baima Lake", description: "安静" },
    { id: "street", category: "culture", name: "长河", name_en: "Changhe Street", address: "Ｒoad １" },
    { id: "alabama", category: "culture", name: "Alabama", description: "bai ma" },
    { id: "cq", category: "culture", name: "重庆", pinyin: "chong qing" },
    { id: "green", category: "culture", name: "绿地", address_en: "Élysée" },
  ],
});
const find = makeFinder(sites);
// Whoever looks before there was time to index anything finds everything all the same.
textIndex(sites);
await sites.complete;

function found(q: string, categories: string[] = []): string[] {
  const { rows } = find({ ...usualState(sites.head), q, categories });
  return [...rows].map((row) => sites.id(row));
}

test("nothing looked for finds all, in the layer's order", () => {
  assert.deepEqual(found(""), ["lab", "lake", "street", "alabama", "cq", "green"]);
  assert.deepEqual(found("   "), found(""));
});

test("names are found in every language, the exact one first", () => {
  assert.deepEqual(found("白马湖"), ["lake", "lab"]);
  assert.deepEqual(found("baima lake"), ["lake", "lab"]);
  assert.deepEqual(found("LABORATORY"), ["lab"]);
});

test("start of a name comes before start of a word, and that before the middle of one", () => {
  assert.deepEqual(found("la"), ["lab", "lake", "alabama"]);
  assert.deepEqual(found("ala"), ["alabama"]);
});

test("pinyin is found in full and by initials, at the beginning of a syllable", () => {
  assert.deepEqual(found("bm"), ["lab", "lake"]);
  assert.deepEqual(found("mahu"), ["lab", "lake"]);
  assert.deepEqual(found("aimahu"), []);
  assert.deepEqual(found("hushi"), ["lab"]);
});

test("what is typed in full or by initials comes before what only begins so, as names do", () => {
  assert.deepEqual(found("bmh"), ["lake", "lab"]);
  assert.deepEqual(found("baimahu"), ["lake", "lab"]);
  assert.deepEqual(found("bai'ma'hu"), ["lake", "lab"]);
  assert.deepEqual(found("bai ma"), ["lab", "lake", "alabama"]);
  assert.deepEqual(found("hu"), ["lab", "lake"]);
});

test("a name shortened as Chinese shortens it is found where no name has it as it stands", () => {
  assert.deepEqual(found("白湖"), ["lake", "lab"], "the name that is no more first");
  assert.deepEqual(found("白湖室"), ["lab"]);
  assert.deepEqual(found("白室"), ["lab"]);
  assert.deepEqual(found("室白"), []);
  assert.deepEqual(found("白河"), [], "not across names");
});

test("an id in full leads to its site first", () => {
  assert.deepEqual(found("lake"), ["lake", "lab"]);
});

test("a character of several readings is found by each", () => {
  assert.deepEqual(found("zhanghe"), ["street"]);
  assert.deepEqual(found("ch"), ["street", "cq"]);
  assert.deepEqual(found("lvdi"), ["green"]);
  assert.deepEqual(found("ludi"), ["green"]);
});

test("a written reading takes the place of the character's own", () => {
  assert.deepEqual(found("chongqing"), ["cq"]);
  assert.deepEqual(found("zhongqing"), []);
});

test("all words must be there, in any field", () => {
  assert.deepEqual(found("白马 安静"), ["lake"]);
  assert.deepEqual(found("lake nothing"), []);
});

test("width, case and accents do not matter", () => {
  assert.deepEqual(found("road 1"), ["street"]);
  assert.deepEqual(found("ＲＯＡＤ"), ["street"]);
  assert.deepEqual(found("elysee"), ["green"]);
});

test("category labels are found, after names", () => {
  assert.deepEqual(found("culture sort"), ["street", "alabama", "cq", "green"]);
});

test("filter and counts", () => {
  const state = { ...usualState(sites.head), q: "白马湖", categories: ["science"] };
  const { rows, counts, visible } = find(state);
  assert.deepEqual([...rows], [0]);
  assert.deepEqual([...visible], [1, 0, 0, 0, 0, 0]);
  assert.deepEqual([...counts], [1, 1, 0], "counts do not mind which categories are picked");
  assert.deepEqual(found("", ["culture"]), ["street", "alabama", "cq", "green"]);
  assert.deepEqual(found("", ["no-such"]).length, 6, "a filter that names nothing is none");
});

test("what is looked for may be anything", () => {
  for (const q of ["\u0000", "\u0001", "%", "\\", "(", "</script>", "🏟️", "a".repeat(400)]) {
    assert.ok(found(q).length <= 6, q);
  }
  assert.equal(found("\u0000").length, 6, "control characters are spaces");
});

test("text is folded", () => {
  assert.equal(fold("Ｂａｉｍａ　Café\u0001"), "baima cafe ");
  assert.deepEqual(termsOf("  A a b\t"), ["a", "b"]);
});

test("readings of a name with Latin words in it", () => {
  assert.deepEqual(readings("iot 白马", pinyin), ["IotBaiMa", "IBM"]);
  assert.deepEqual(readings("baima", pinyin), []);
});

test("bytes are searched as a string would be", () => {
  const rows = ["aaaa", "abab", "", "白湖白湖", "b".repeat(300) + "c"];
  const text = new RowText(rows.length);
  for (const row of rows) text.add([row]);
  for (const needle of ["a", "aa", "ab", "ba", "湖", "白湖白", "bc", "b".repeat(280), "zz"]) {
    const hits = new Set<number>();
    text.search(needle, (row) => Boolean(hits.add(row)));
    const expected = rows.flatMap((row, i) => (row.includes(needle) ? [i] : []));
    assert.deepEqual([...hits], expected, needle);
  }
});

test("what the tables say of a site is found, in every language; what they link to is not", async () => {
  const column = (name: string) => ({ name, label: { zh: name }, type: "string" }) as const;
  const fields = [...["fact", "value", "source"].map(column), { ...column("seats"), type: "number" } as const];
  const facts = { name: "facts", label: { zh: "概况" }, role: "facts", fields, parts: { source: "source" } } as const;
  const links = { ...facts, name: "links", role: "relations", parts: {} } as const;
  const withTables = makeSites({
    categories: ["hall"],
    sites: [{ id: "a", name: "甲" }, { id: "b", name: "乙" }],
    head: { tables: [facts, links] },
    tables: {
      facts: [{ site_id: "b", fact: "座席", fact_en: "Seats", value: "四千", source: "paper", seats: 4000.5 }],
      links: [{ site_id: "a", fact: "座席", value: "", source: "" }],
    },
  });
  await withTables.complete;
  textIndex(withTables).useTime();
  await textIndex(withTables).whole;
  const find = makeFinder(withTables);
  const hits = (q: string): string[] =>
    [...find({ ...usualState(withTables.head), q }).rows].map((row) => withTables.id(row));
  assert.deepEqual(hits("座席"), ["b"]);
  assert.deepEqual(hits("seats"), ["b"]);
  assert.deepEqual(hits("四千"), ["b"]);
  assert.deepEqual(hits("4000.5"), ["b"]);
  assert.deepEqual(hits("paper"), []);
});
