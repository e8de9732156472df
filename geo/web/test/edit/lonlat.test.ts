import assert from "node:assert/strict";
import { test } from "node:test";

import { fromWgs84 } from "../../src/data/datum.ts";
import { readLonLat } from "../../src/suggest/lonlat.ts";

const NEAR = [120.2, 30.2] as const;

test("both orders, and the marks of a Chinese keyboard", () => {
  for (const text of ["120.206,30.163", "30.163, 120.206", "120.206 30.163", "（120.206，30.163）", "120.206°;30.163°"]) {
    assert.deepEqual(readLonLat(text, "wgs84", NEAR), [120.206, 30.163], text);
  }
});

test("a datum is undone", () => {
  for (const datum of ["gcj02", "bd09"] as const) {
    const [lon, lat] = fromWgs84(120.2011, 30.1922, datum);
    assert.deepEqual(readLonLat(`${lon},${lat}`, datum, NEAR), [120.2011, 30.1922]);
  }
});

test("what is no pair of degrees is none", () => {
  for (const text of ["", "120.2", "by the lake", "200,300", "1,2,3", "120.2,", "1e2,3", "120..2,30"]) {
    assert.equal(readLonLat(text, "wgs84", NEAR), null, text);
  }
});
