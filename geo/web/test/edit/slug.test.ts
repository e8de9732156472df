import assert from "node:assert/strict";
import { test } from "node:test";

import { freeId, slug } from "../../src/suggest/slug.ts";

const PINYIN = { 白: "bai", 马: "ma", 湖: "hu" };

test("letters, syllables, and nothing else", () => {
  assert.equal(slug("Tea House, 2nd floor", PINYIN), "tea-house-2nd-floor");
  assert.equal(slug("白马湖 A1", PINYIN), "bai-ma-hu-a1");
  assert.equal(slug("Café Ökonomie", PINYIN), "cafe-okonomie");
  assert.equal(slug("白马湖茶室", PINYIN), "白马湖茶室");
  assert.equal(slug("？", PINYIN), "site");
});

test("an id that is taken gets a number", () => {
  const taken = new Set(["a", "a-2"]);
  assert.equal(freeId("a", { rowOf: (id) => (taken.has(id) ? 0 : -1) }), "a-3");
  assert.equal(freeId("b", { rowOf: (id) => (taken.has(id) ? 0 : -1) }), "b");
});
