import assert from "node:assert/strict";
import { test } from "node:test";

import { geodesicArea, geodesicDistance } from "../../src/data/geodesic.ts";

// Right values: pyproj 3.7, Geod(ellps="WGS84").
const WAYS: readonly (readonly [number, number, number, number, number])[] = [
  [120.15, 30.28, 120.21, 30.2, 10583.1715],
  [13.4, 52.5, 139.7, 35.7, 8939594.5584],
  [0, 0, 0, 10, 1105854.8332],
  [179.9, -17, -179.9, -17, 21297.1652],
  [0, 0, 90, 0, 10018754.1714],
];

test("distances are those of the ellipsoid, across the date line too", () => {
  for (const [lonA, latA, lonB, latB, metres] of WAYS) {
    const found = geodesicDistance([lonA, latA], [lonB, latB]);
    assert.ok(Math.abs(found - metres) < 0.01, `${found} is not ${metres}`);
  }
  assert.equal(geodesicDistance([120, 30], [120, 30]), 0);
  assert.ok(Math.abs(geodesicDistance([0, 0], [180, 0]) - 20_003_931) < 20_000);
});

test("areas are those of the ellipsoid, whichever way round", () => {
  const square = [[120, 30], [121, 30], [121, 31], [120, 31]] as const;
  const right = 10_642_455_822.3266;
  assert.ok(Math.abs(geodesicArea(square) / right - 1) < 1e-5, String(geodesicArea(square) / right));
  assert.equal(Math.round(geodesicArea([...square].reverse())), Math.round(geodesicArea(square)));
  assert.equal(geodesicArea([[0, 0], [1, 1]]), 0);
});
