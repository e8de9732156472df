import assert from "node:assert/strict";
import { test } from "node:test";

import { standsAlong, standsInside } from "../../src/map/along.ts";
import {
  clearance, clipLine, clipRing, distanceFrom, doubleArea, innermost, isInside, joinLines, reversed, simplify,
  thinLine,
} from "../../src/map/geometry.ts";

const line = (...points: number[]): Float64Array => Float64Array.from(points);
const square = line(0, 0, 10, 0, 10, 10, 0, 10, 0, 0);
const hole = line(4, 4, 6, 4, 6, 6, 4, 6, 4, 4);

test("simplifying keeps ends and corners, and drops what lies on the way", () => {
  assert.deepEqual([...simplify(line(0, 0, 5, 0.01, 10, 0, 10, 10), 0.1)], [0, 0, 10, 0, 10, 10]);
  assert.deepEqual([...simplify(line(0, 0, 5, 0.01, 10, 0), 0.001)], [0, 0, 5, 0.01, 10, 0]);
});

test("a line is cut where it leaves a box and begun again where it comes back", () => {
  const pieces = clipLine(line(-5, 5, 5, 5, 5, 15, 8, 15, 8, 5), [0, 0, 10, 10]);
  assert.deepEqual(pieces.map((piece) => [...piece]), [[0, 5, 5, 5, 5, 10], [8, 10, 8, 5]]);
  assert.deepEqual(clipLine(line(-5, -5, -1, -1), [0, 0, 10, 10]), []);
});

test("a ring cut to a box has the area they share", () => {
  assert.equal(Math.abs(doubleArea(clipRing(square, [5, -5, 20, 5]))) / 2, 25);
  assert.equal(clipRing(square, [20, 20, 30, 30]).length, 0);
});

test("inside is in the ring and not in its hole", () => {
  assert.ok(isInside(2, 2, [square, hole]));
  assert.ok(!isInside(5, 5, [square, hole]));
  assert.ok(!isInside(12, 5, [square, hole]));
  assert.equal(clearance(5, 1, [square]), 1);
  assert.ok(clearance(5, 5, [square, hole]) < 0);
});

test("the innermost point of an L lies in its corner, not at its middle", () => {
  const ell = line(0, 0, 4, 0, 4, 6, 10, 6, 10, 10, 0, 10, 0, 0);
  const [x, y, room] = innermost([ell], [0, 0, 10, 10]);
  assert.ok(isInside(x, y, [ell]));
  // The largest circle touches the left side, the foot and the inner corner: r² = 2 (4 − r)².
  const best = (4 * Math.SQRT2) / (1 + Math.SQRT2);
  assert.ok(Math.abs(room - best) < 0.05, `${room}`);
});

test("lines are joined at their ends whichever way they run", () => {
  const joined = joinLines([line(0, 0, 1, 0), line(2, 0, 1, 0), line(2, 0, 3, 0), line(8, 8, 9, 9)]);
  assert.deepEqual(joined.map((one) => one.length / 2), [4, 2]);
  assert.deepEqual([...reversed(line(1, 2, 3, 4))], [3, 4, 1, 2]);
});

test("a name along a line stands where it is straight, and never upside down", () => {
  const bent = line(100, 0, 50, 0, 50, 4, 46, 4, 46, 0, 0, 0);
  const [stand] = standsAlong(bent, 30, 4, 1000);
  assert.ok(stand && stand.y === 0 && Math.abs(stand.x - 50) > 15, JSON.stringify(stand));
  assert.ok(Math.abs(stand.angle) <= Math.PI / 2);
});

test("no name stands along a line that is too short or too crooked", () => {
  assert.deepEqual(standsAlong(line(0, 0, 10, 0), 30, 4, 100), []);
  const zigzag = line(...Array.from({ length: 20 }, (_, i) => [i * 4, i % 2 === 0 ? 0 : 8]).flat());
  assert.deepEqual(standsAlong(zigzag, 30, 4, 1000), []);
});

test("a long line is named again and again", () => {
  assert.equal(standsAlong(line(0, 0, 1000, 0), 50, 10, 250).length, 4);
});

test("a name in an area lies wholly inside it, turned as the area runs", () => {
  const band = [line(0, 0, 100, 100, 100, 120, 0, 20, 0, 0)];
  const [stand] = standsInside(band, [20, 20, 80, 100], 40, 6);
  assert.ok(stand);
  assert.ok(Math.abs(stand.angle - Math.PI / 4) < 0.4);
  assert.deepEqual(standsInside(band, [20, 20, 80, 100], 40, 30), []);
});

test("a line is thinned to points that can be told apart, its ends among them", () => {
  const circle = Float64Array.from({ length: 2002 }, (_, i) => {
    const angle = (Math.floor(i / 2) / 1000) * 2 * Math.PI;
    return i % 2 === 0 ? Math.cos(angle) : Math.sin(angle);
  });
  const thin = thinLine(circle, 0.1);
  assert.ok(thin.length < 140 && thin.length > 100, String(thin.length));
  assert.deepEqual([...thin.slice(0, 2)], [...circle.slice(0, 2)]);
  assert.deepEqual([...thin.slice(-2)], [...circle.slice(-2)]);
  // What is left strays from what it was by no more than that.
  for (let i = 0; i < circle.length; i += 2) {
    assert.ok(distanceFrom(circle[i]!, circle[i + 1]!, [thin]) < 0.1);
  }
  assert.deepEqual([...thinLine(Float64Array.of(0, 0, 0.01, 0), 1)], [0, 0, 0.01, 0]);
});
