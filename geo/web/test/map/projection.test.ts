import assert from "node:assert/strict";
import { test } from "node:test";

import { distance, latOf, lonOf, shiftLine, shiftUnits, unitsOfMetres, unitX, unitY } from "../../src/map/projection.ts";

/** One place in three datums: the check vector of the field notes. */
const PLACE = {
  wgs84: [120.1503589, 30.2764043],
  gcj02: [120.1550722, 30.274088],
  bd09: [120.1616149, 30.2799982],
} as const;
const WORLD = 256 * 2 ** 17;

for (const datum of ["wgs84", "gcj02", "bd09"] as const) {
  test(`a place lies within a pixel of its ${datum} place at zoom 17`, () => {
    const [x, y] = shiftUnits(unitX(PLACE.wgs84[0]), unitY(PLACE.wgs84[1]), datum);
    assert.ok(Math.abs(x - unitX(PLACE[datum][0])) * WORLD < 1);
    assert.ok(Math.abs(y - unitY(PLACE[datum][1])) * WORLD < 1);
  });
}

test("lines are shifted point by point, and left alone where nothing shifts", () => {
  const line = Float64Array.of(unitX(120), unitY(30), unitX(121), unitY(31));
  assert.equal(shiftLine(line, "wgs84"), line);
  const shifted = shiftLine(line, "gcj02");
  assert.deepEqual([shifted[2], shifted[3]], [...shiftUnits(line[2]!, line[3]!, "gcj02")]);
  assert.notEqual(shifted[0], line[0]);
});

test("a site without a place stays without one", () => {
  assert.ok(shiftUnits(NaN, NaN, "bd09").every(Number.isNaN));
});

test("units and degrees go back and forth", () => {
  assert.ok(Math.abs(latOf(unitY(30.2)) - 30.2) < 1e-12);
  assert.ok(Math.abs(lonOf(unitX(120.2)) - 120.2) < 1e-12);
});

test("distances are those on the ground", () => {
  const a = [unitX(120), unitY(30)] as const;
  const north = [unitX(120), unitY(31)] as const;
  assert.ok(Math.abs(distance(a, north) - 111_195) < 1);
  // A kilometre is longer on the map the farther from the equator.
  assert.ok(Math.abs(unitsOfMetres(1000, unitY(60)) / unitsOfMetres(1000, unitY(0)) - 2) < 1e-9);
});
