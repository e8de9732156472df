import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { freeId, slug, splitIds } from "../../src/data/ids.ts";

// The files that tests/test_ids.py holds geo/ids.py to.
const fixture = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../../../../tests/fixtures/ids/${name}`, import.meta.url), "utf8")) as T;
const slugs = fixture<{ pinyin: Record<string, string>; cases: [string, string][] }>("slugs.json");

for (const [name, id] of slugs.cases) {
  test(`the id of “${name}” is “${id}”`, () => assert.equal(slug(name, slugs.pinyin), id));
}

test("a name the map cannot spell stays Chinese", () => {
  assert.equal(slug("白马湖茶室", slugs.pinyin), "白马湖茶室");
});

for (const [text, ids] of fixture<{ cases: [string, string[]][] }>("lists.json").cases) {
  test(`the ids in “${text}”`, () => assert.deepEqual(splitIds(text), ids));
}

test("an id that is taken gets a number", () => {
  const taken = new Set(["a", "a-2"]);
  assert.equal(freeId("a", { rowOf: (id) => (taken.has(id) ? 0 : -1) }), "a-3");
  assert.equal(freeId("b", { rowOf: (id) => (taken.has(id) ? 0 : -1) }), "b");
});
