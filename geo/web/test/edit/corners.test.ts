import assert from "node:assert/strict";
import { test } from "node:test";

import {
  allCorners, edgesOf, geometryOf, inserted, moved, outlineOf, withHole, withoutCorner, withPart, type Outline,
} from "../../src/edit/corners.ts";
import { areaOf, lengthOf } from "../../src/edit/measures.ts";

const SQUARE = [[120, 30], [120.01, 30], [120.01, 30.01], [120, 30.01], [120, 30]];
const HOLE = [[120.002, 30.002], [120.004, 30.002], [120.004, 30.004]];
const area = (): Outline => outlineOf({ type: "Polygon", coordinates: [SQUARE] })!;

test("what is not touched comes back with its very numbers and heights", () => {
  const geometries = [
    { type: "Point", coordinates: [120, 30, 7] },
    { type: "MultiPoint", coordinates: [[120, 30]] },
    { type: "LineString", coordinates: [[120.123456789, 30], [121, 31, 4]] },
    { type: "MultiLineString", coordinates: [[[120, 30], [121, 31]]] },
    { type: "Polygon", coordinates: [SQUARE, [...HOLE, HOLE[0]!]] },
    { type: "MultiPolygon", coordinates: [[SQUARE]] },
  ] as const;
  for (const geometry of geometries) {
    const plain = structuredClone(geometry) as never;
    assert.deepEqual(geometryOf(outlineOf(plain)!, plain), plain);
  }
  assert.equal(outlineOf({ type: "GeometryCollection", geometries: [] }), null);
});

test("a moved first corner closes the ring; its height stays", () => {
  const outline = outlineOf({ type: "Polygon", coordinates: [[[1, 2, 9], [3, 2], [3, 4], [1, 2, 9]]] })!;
  const after = geometryOf(moved(outline, { part: 0, ring: 0, index: 0 }, [0, 0]));
  assert.deepEqual(after, { type: "Polygon", coordinates: [[[0, 0, 9], [3, 2], [3, 4], [0, 0, 9]]] });
});

test("every edge has a middle, the last back to the first of an area only", () => {
  assert.equal(edgesOf(area()).length, 4);
  assert.deepEqual(edgesOf(area())[3], { at: { part: 0, ring: 0, index: 4 }, ends: [[120, 30.01], [120, 30]] });
  assert.equal(edgesOf(outlineOf({ type: "LineString", coordinates: [[0, 0], [1, 1], [2, 2]] })!).length, 2);
  assert.equal(edgesOf(outlineOf({ type: "Point", coordinates: [0, 0] })!).length, 0);
  const after = inserted(area(), { part: 0, ring: 0, index: 4 }, [119.99, 30.005]);
  assert.deepEqual(after.parts[0]![0]!.at(-1), [119.99, 30.005]);
  assert.equal(allCorners(after).length, 5);
});

test("corners go as long as a shape is left, holes and parts with their last", () => {
  const three = withoutCorner(area(), { part: 0, ring: 0, index: 1 })!;
  assert.equal(allCorners(three).length, 3);
  assert.equal(withoutCorner(three, { part: 0, ring: 0, index: 0 }), null);
  const holed = withHole(area(), HOLE)!;
  assert.equal(holed.parts[0]!.length, 2);
  assert.deepEqual(withoutCorner(holed, { part: 0, ring: 1, index: 0 }), area());
  assert.equal(withHole(area(), [[0, 0], [1, 0], [1, 1]]), null);
  const two = withPart(three, HOLE);
  assert.equal(geometryOf(two).type, "MultiPolygon");
  assert.deepEqual(withoutCorner(two, { part: 1, ring: 0, index: 0 }), three);
});

test("lengths and areas are those of the earth", () => {
  // As pyproj's Geod has them on the ellipsoid of WGS 84.
  assert.ok(Math.abs(lengthOf([[120, 30], [120, 31]], false) - 110_860.926) < 0.01);
  assert.ok(Math.abs(areaOf(area()) / 1_069_521 - 1) < 1e-4);
  assert.ok(areaOf(withHole(area(), HOLE)!) < areaOf(area()));
});
