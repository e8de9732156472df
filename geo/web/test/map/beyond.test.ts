import assert from "node:assert/strict";
import { test } from "node:test";

import { DIRECTIONS, groupsBeyond, nearestTo, wayBack } from "../../src/map/beyond.ts";
import { roundDown } from "../../src/map/scale.ts";

const HOME = [0.4, 0.4, 0.6, 0.6] as const;

const groups = (points: readonly (readonly [number, number])[], visible = points.map(() => 1)) =>
  groupsBeyond(
    Float64Array.from(points, ([x]) => x), Float64Array.from(points, ([, y]) => y),
    Uint8Array.from(visible), HOME,
  );

test("sites in view, hidden or without a place are not beyond", () => {
  assert.deepEqual(groups([[0.5, 0.5], [NaN, NaN], [0.9, 0.5]], [1, 1, 0]), []);
});

test("directions are those of the map: y grows to the south", () => {
  const towards = (x: number, y: number) => DIRECTIONS[groups([[x, y]])[0]!.direction];
  assert.deepEqual(
    [towards(0.5, 0.1), towards(0.9, 0.5), towards(0.5, 0.9), towards(0.1, 0.5), towards(0.1, 0.9)],
    ["north", "east", "south", "west", "southWest"],
  );
});

test("one direction is one group, the fullest first, three at most", () => {
  const found = groups([[0.9, 0.5], [0.1, 0.5], [0.1, 0.51], [0.5, 0.1], [0.5, 0.9]]);
  assert.equal(found.length, 3);
  assert.deepEqual(found[0]!.rows, [1, 2]);
  assert.ok(Math.abs(found[0]!.middle[1] - 0.505) < 1e-12);
});

const back = (points: readonly (readonly [number, number])[], visible = points.map(() => 1)) =>
  wayBack(
    Float64Array.from(points, ([x]) => x), Float64Array.from(points, ([, y]) => y),
    Uint8Array.from(visible), HOME,
  );

test("where no site is in view, the nearest is the way back", () => {
  const found = back([[0.9, 0.9], [0.5, 0.7], [NaN, NaN]]);
  assert.deepEqual(found?.rows, [1]);
  assert.equal(DIRECTIONS[found!.direction], "south");
  assert.ok(found!.distance > 1_000_000);
});

test("there is no way back where a site is in view, or none is left", () => {
  assert.equal(back([[0.5, 0.5], [0.9, 0.9]]), null);
  assert.deepEqual(back([[0.5, 0.5], [0.9, 0.9]], [0, 1])?.rows, [1]);
  assert.equal(back([[0.9, 0.9]], [0]), null);
  assert.equal(back([[NaN, NaN]]), null);
});

test("the nearest site is one that is shown", () => {
  const [x, y] = [Float64Array.of(0.1, 0.2, NaN), Float64Array.of(0.1, 0.2, NaN)];
  assert.equal(nearestTo([0.12, 0.1], x, y, Uint8Array.of(1, 1, 1)), 0);
  assert.equal(nearestTo([0.12, 0.1], x, y, Uint8Array.of(0, 1, 1)), 1);
  assert.equal(nearestTo([0.12, 0.1], x, y, Uint8Array.of(0, 0, 1)), -1);
});

test("scale bars are 1, 2 or 5 times a power of ten", () => {
  assert.deepEqual([1, 1.9, 2, 4.99, 730, 1500, 0.3].map(roundDown), [1, 1, 2, 2, 500, 1000, 0.2]);
});
