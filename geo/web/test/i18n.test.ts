import assert from "node:assert/strict";
import { test } from "node:test";

import { countText, shortCount } from "../src/i18n.ts";

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
