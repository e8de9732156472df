import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { fromWgs84, inChina, toWgs84, type LonLat } from "../src/data/datum.ts";

interface Point {
  readonly name: string;
  readonly inside: boolean;
  readonly wgs84: LonLat;
  readonly gcj02: LonLat;
  readonly bd09: LonLat;
}

// The file that tests/positions/test_datum.py holds geo/positions/datum.py to.
const fixture = JSON.parse(
  readFileSync(new URL("../../../tests/fixtures/datum/points.json", import.meta.url), "utf8"),
) as { readonly published: Point; readonly points: readonly Point[] };
const shifted = ["gcj02", "bd09"] as const;
const tenthOfAMillimetre = 0.0001;

function metres(one: LonLat, other: LonLat): number {
  const east = (one[0] - other[0]) * Math.cos((other[1] * Math.PI) / 180);
  return Math.hypot(east, one[1] - other[1]) * 111_320;
}

for (const datum of shifted) {
  test(`${datum}: every point of the shared file, there and back`, () => {
    for (const point of fixture.points) {
      const there = fromWgs84(...point.wgs84, datum);
      assert.ok(metres(there, point[datum]) < tenthOfAMillimetre, point.name);
      assert.equal(inChina(...point.wgs84), point.inside, point.name);
      if (point.inside) {
        assert.ok(metres(toWgs84(...there, datum), point.wgs84) < tenthOfAMillimetre, point.name);
      } else {
        assert.deepEqual(there, point.wgs84, point.name);
      }
    }
  });

  test(`${datum}: the published vector within a metre`, () => {
    const { published } = fixture;
    assert.ok(metres(fromWgs84(...published.wgs84, datum), published[datum]) < 0.75);
    assert.ok(metres(toWgs84(...published[datum], datum), published.wgs84) < 0.75);
  });

  test(`${datum}: what is no position comes back`, () => {
    for (const value of [NaN, Infinity, -Infinity, 1e300]) {
      assert.deepEqual(fromWgs84(value, 30, datum), [value, 30]);
      assert.deepEqual(toWgs84(120, value, datum), [120, value]);
    }
  });
}

test("wgs84 is left alone", () => {
  assert.deepEqual(fromWgs84(120.2, 30.2, "wgs84"), [120.2, 30.2]);
  assert.deepEqual(toWgs84(120.2, 30.2, "wgs84"), [120.2, 30.2]);
});
