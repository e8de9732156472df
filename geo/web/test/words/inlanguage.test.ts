/** A text in the reader's language, and the earth in numbers: the same as in Python (tests/test_translations.py). */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { MAJOR_AXIS, MEAN_RADIUS, mercatorY, MOST_LATITUDE, sphereDistance } from "../../src/data/earth.ts";
import { geodesicDistance } from "../../src/data/geodesic.ts";
import { inLanguage } from "../../src/words/language.ts";

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../tests/fixtures/${name}.json`, import.meta.url), "utf8"));

interface Case {
  readonly texts: Record<string, string>;
  readonly language: string;
  readonly text: string;
}

for (const { texts, language, text } of fixture("in_language") as Case[]) {
  test(`a text asked for in ${language} is “${text}”`, () => assert.equal(inLanguage(texts, language), text));
}

test("the earth is as large for both languages", () => {
  assert.deepEqual(fixture("earth"), { majorAxis: MAJOR_AXIS, meanRadius: MEAN_RADIUS, topLatitude: MOST_LATITUDE });
  assert.equal(mercatorY(90), mercatorY(MOST_LATITUDE));
});

test("on the sphere a way is as long as on the ellipsoid, to half a per cent", () => {
  const [a, b] = [[120.1, 30.2], [121.5, 31.2]] as const;
  const exact = geodesicDistance(a, b);
  assert.ok(Math.abs(sphereDistance(...a, ...b) / exact - 1) < 0.005);
});
