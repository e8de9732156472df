import assert from "node:assert/strict";
import { test } from "node:test";

import { SIGN_GAP, signRadius } from "../../src/map/clusters.ts";
import { fanOut } from "../../src/map/fan.ts";

const apart = 2 * signRadius(1) + SIGN_GAP;

function distances(places: readonly (readonly [number, number])[]): number[] {
  return places.flatMap((a, i) => places.slice(i + 1).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1])));
}

test("signs are pushed apart until none covers another, around where they were", () => {
  const homes = [[100, 100], [108, 100], [104, 106]] as const;
  const places = fanOut(homes, []);
  assert.ok(places);
  distances(places).forEach((distance) => assert.ok(distance >= apart - 0.1));
  const middle = (of: readonly (readonly [number, number])[]): number[] =>
    [0, 1].map((axis) => of.reduce((sum, place) => sum + place[axis]!, 0) / of.length);
  middle(places).forEach((value, axis) => assert.ok(Math.abs(value - middle(homes)[axis]!) < 0.1));
});

test("sites on one spot part too, always in the same way", () => {
  const homes = [[50, 50], [50, 50], [50, 50]] as const;
  const places = fanOut(homes, []);
  assert.ok(places);
  distances(places).forEach((distance) => assert.ok(distance >= apart - 0.1));
  assert.deepEqual(fanOut(homes, []), places);
});

test("where a sign would cover another there is no room", () => {
  const homes = [[100, 100], [104, 100]] as const;
  assert.ok(fanOut(homes, [{ x: 160, y: 100, radius: 14 }]));
  assert.equal(fanOut(homes, [{ x: 130, y: 100, radius: 14 }]), null);
});
