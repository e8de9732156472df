import assert from "node:assert/strict";
import { test } from "node:test";

import { countText, learn, messages, readersLanguage, shortCount } from "../src/i18n.ts";

const NUMBERS = [0, 7, 999, 1000, 1234, 9999, 12_345, 100_000, 123_456, 999_999, 1_234_567, 98_765_432];

test("a number is written in full as Intl writes it", () => {
  for (const lang of ["en", "zh", "ja", "de", "fr"]) {
    for (const count of NUMBERS) assert.equal(countText(count, lang), count.toLocaleString(lang));
  }
});

test("a number is shortened as Intl shortens it", () => {
  for (const lang of ["en", "zh"]) {
    const format = new Intl.NumberFormat(lang, { notation: "compact", maximumSignificantDigits: 3 });
    for (const count of NUMBERS) assert.equal(shortCount(count, lang), format.format(count));
  }
});

test("one of a kind is one, and thousands are parted, whatever the message", () => {
  const [en, zh] = [messages(() => "en"), messages(() => "zh")];
  assert.equal(en("results", { count: 1 }), "1 site");
  assert.equal(en("results", { count: 5000 }), "5,000 sites");
  assert.equal(en("resultsOf", { count: 1, all: 5000 }), "1 of 5,000 sites");
  assert.equal(en("resultsOf", { count: 0, all: 1 }), "0 of 1 site");
  assert.equal(en("edgeSites", { count: 1 }), "1 site");
  assert.equal(en("kilometres", { count: 16260 }), "16,260 km");
  assert.equal(en("kilometres", { count: 1.3 }), "1.3 km");
  assert.equal(zh("results", { count: 1234 }), "1,234 处");
});

test("a reader gets what the browser asks for, or what is nearest", () => {
  const cases: readonly (readonly [readonly string[], readonly string[], string])[] = [
    [["zh", "en"], ["en-GB", "zh-CN"], "en"],
    [["zh", "en"], ["fr", "de"], "zh"],
    [["zh", "en"], ["fr", "en"], "en"],
    [["zh", "zh-Hant"], ["zh-TW"], "zh-Hant"],
    [["zh-Hant", "zh"], ["zh-CN"], "zh"],
    [["zh", "en"], ["zh-HK"], "zh"],
    [["en-GB"], ["en-US"], "en-GB"],
    [["de-AT", "de"], ["de-CH"], "de"],
    [["zh", "en"], [], "zh"],
    [[], ["en"], "en"],
  ];
  for (const [offered, preferred, lang] of cases) assert.equal(readersLanguage(offered, preferred), lang);
});

test("words that came with a map are used for their language alone", () => {
  learn({ de: { page: { search: "Suche" }, form: {} } });
  assert.equal(messages(() => "de")("search"), "Suche");
  assert.equal(messages(() => "de")("close"), "Close");
  assert.equal(messages(() => "zh")("search"), "搜索");
  learn(undefined);
  assert.equal(messages(() => "de")("search"), "Search");
});
