import assert from "node:assert/strict";
import { test } from "node:test";

import { learn, messages } from "../../src/i18n.ts";
import { FORM_WORDS, speaker } from "../../src/suggest/suggestwords.ts";

test("words are said in the language of the moment", () => {
  let lang = "zh-CN";
  const say = speaker(FORM_WORDS, () => lang);
  assert.equal(say("cancel"), "取消");
  lang = "en";
  assert.equal(say("shapeOf", { kind: "Polygon" }), "Shape: Polygon");
});

test("a language that came with the map is spoken, any other in English", () => {
  let lang = "de";
  const t = messages(() => lang);
  learn({ de: { page: { noValue: "kein Wert" }, form: {} } });
  assert.equal(t("noValue"), "kein Wert");
  lang = "it";
  assert.equal(t("noValue"), "no value");
  learn(undefined);
});
