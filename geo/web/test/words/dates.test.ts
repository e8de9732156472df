import assert from "node:assert/strict";
import { test } from "node:test";

import { dateText, periodText } from "../../src/words/dates.ts";

test("a date is written as its language writes it", () => {
  const dates: readonly (readonly [string, string, string | null])[] = [
    ["2022-03-31", "zh", "2022年3月31日"],
    ["2022-03", "zh", "2022年3月"],
    ["2022-03-31", "de", "31. März 2022"],
    ["2022-03-31", "ja", "2022年3月31日"],
    ["20181227172216", "zh", "2018年12月27日 17:22"],
    ["2022-03-31T00:00:00", "fr", "31 mars 2022"],
    ["2022-03-31T08:30:00Z", "de", "31. März 2022 um 08:30 UTC"],
    ["2022-13-31", "de", null],
    ["0999-01-02", "de", "2. Januar 999"],
    ["soon", "de", null],
  ];
  for (const [written, lang, shown] of dates) assert.equal(dateText(written, lang), shown, written);
});

test("two days with a slash between are from one to the other", () => {
  assert.match(periodText("2024-03-01/2024-05-31", "en") ?? "", /^March 1\s–\sMay 31, 2024$/);
  for (const written of ["2024-05-31/2024-03-01", "2024-13-01/2024-14-01", "2019/2023"]) assert.equal(periodText(written, "en"), null, written);
});
