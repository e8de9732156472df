import assert from "node:assert/strict";
import { test } from "node:test";

import { flagged, isRank, qualified } from "../../src/data/qualifiers.ts";

test("a note's qualifier is read with the number, the rest below the name", () => {
  const cases: [string, string, string, string][] = [
    ["约，保持在这一水平", "约", "", "保持在这一水平"],
    ["about, held at this level", "about", "", "held at this level"],
    ["不少于", "不少于", "", ""],
    ["不少於", "不少於", "", ""],
    ["No fewer than", "No fewer than", "", ""],
    ["以上", "", "以上", ""],
    ["首次超过；含滨富特别合作区", "首次超过", "", "含滨富特别合作区"],
    ["more than, by the end of the year", "more than", "", "by the end of the year"],
    ["居全市第一", "", "", "居全市第一"],
    ["above all, it grows", "", "", "above all, it grows"],
    ["整治二期，2017 年 11 月刚开工", "", "", "整治二期，2017 年 11 月刚开工"],
    ["", "", "", ""],
  ];
  for (const [note, before, after, rest] of cases) assert.deepEqual(qualified(note), { before, after, rest }, note);
});

test("a qualifier in a column of its own leaves the note whole", () => {
  assert.deepEqual(flagged("约", "保持，不变"), { before: "约", after: "", rest: "保持，不变" });
  assert.deepEqual(flagged("以上", ""), { before: "", after: "以上", rest: "" });
  assert.deepEqual(flagged("Or more", "of all"), { before: "", after: "Or more", rest: "of all" });
  assert.deepEqual(flagged("roughly", ""), { before: "roughly", after: "", rest: "" });
});

test("a note that says first, second or third is a rank, wherever Chinese says it", () => {
  for (const note of ["全省第一", "居全市第二", "First in the province", "third of nine"]) assert.ok(isRank(note), note);
  for (const note of ["首次", "at first", "firsthand", "第四", ""]) assert.ok(!isRank(note), note);
});
