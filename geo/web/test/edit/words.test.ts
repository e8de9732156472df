import assert from "node:assert/strict";
import { test } from "node:test";

import { FORM_WORDS, speaker, type FormKey } from "../../src/suggest/suggestwords.ts";

test("both languages have the same braces", () => {
  const braces = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const key of Object.keys(FORM_WORDS.en) as FormKey[]) {
    assert.deepEqual(braces(FORM_WORDS.zh[key]), braces(FORM_WORDS.en[key]), key);
  }
});

test("words are said in the language of the moment", () => {
  let lang = "zh-CN";
  const say = speaker(FORM_WORDS, () => lang);
  assert.equal(say("cancel"), "取消");
  lang = "en";
  assert.equal(say("shapeOf", { kind: "Polygon" }), "Shape: Polygon");
});
