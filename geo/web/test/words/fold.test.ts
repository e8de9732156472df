import assert from "node:assert/strict";
import { test } from "node:test";

import { fold } from "../../src/words/fold.ts";

test("what is set in print is found as it is typed", () => {
  for (const [set, typed] of [
    ["Château d’Eau", "chateau d'eau"],
    ["Oʻahu", "o'ahu"],
    ["Saint‑Denis – Jean—Jaurès", "saint-denis - jean-jaures"],
    ["乔治・华盛顿", "乔治·华盛顿"],
    ["Große Straße", "grosse strasse"],
    ["“Neue” Mitte", '"neue" mitte'],
    ["Ｂａｉｍａ Café", "baima cafe"],
  ] as const) {
    assert.equal(fold(set), typed);
    assert.equal(fold(typed), typed);
  }
});
