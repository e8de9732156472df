import assert from "node:assert/strict";
import { test } from "node:test";

import { boxOf } from "../../src/data/shapes.ts";
import { Kind, type Shape, type Sites } from "../../src/data/sites.ts";
import { Places } from "../../src/map/places.ts";

/** Pixels of the world at zoom 10, in which the shapes below are written. */
const ZOOM = 10;
const WORLD = 256 * 2 ** ZOOM;

type Corner = readonly [number, number];

function shape(kind: Kind, corners: readonly Corner[]): Shape {
  const line = Float64Array.from(corners.flatMap(([x, y]) => [(x + 1000) / WORLD, (y + 1000) / WORLD]));
  return { kind, parts: [[line]], box: boxOf([[line]]) };
}

const line = (x: number, y: number, length: number): Shape => shape(Kind.line, [[x, y], [x + length, y]]);
const square = (x: number, y: number, side: number): Shape =>
  shape(Kind.area, [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]);

function unsigned(shapes: readonly Shape[]): boolean[] {
  const middle = (shapes_: readonly Shape[], axis: 0 | 1): Float64Array =>
    Float64Array.from(shapes_, ({ box }) => (box[axis] + box[axis + 2]!) / 2);
  const places = new Places({
    count: shapes.length, x: middle(shapes, 0), y: middle(shapes, 1),
    kind: Uint8Array.from(shapes, ({ kind }) => kind), shape: (row: number) => shapes[row] ?? null,
  } as unknown as Sites, "wgs84");
  places.readAllOutlines();
  return shapes.map((_, row) => places.isUnsigned(places.outline(row)!, ZOOM));
}

/** Eight blocks of parcels, five by five each, with streets as wide as two parcels between them. */
function parcels(side: number): Shape[] {
  const found: Shape[] = [];
  for (let block = 0; block < 8; block++) {
    for (let n = 0; n < 25; n++) {
      found.push(square(block * 7 * side + (n % 5) * side, Math.floor(n / 5) * side + block * 30 * side, side));
    }
  }
  return found;
}

test("a short line beside a line that is seen needs no sign, and one by itself keeps it", () => {
  assert.deepEqual(unsigned([line(0, 0, 40), line(42, 0, 4), line(0, 300, 4), line(0, 600, 1), line(3, 1, 1), line(9, 2, 0)]), [true, true, false, false, true, true]);
});

test("lines of which none is seen keep their signs", () => {
  assert.deepEqual(unsigned([line(0, 0, 6), line(7, 0, 6)]), [false, false]);
});

test("parcels parted by streets and by the country around them are seen without signs", () => {
  assert.ok(unsigned(parcels(6)).every(Boolean));
});

test("of parcels that are specks nothing is seen", () => {
  assert.ok(!unsigned(parcels(2)).some(Boolean));
});

test("areas that stand alone keep their signs until they are larger than one", () => {
  const scattered = Array.from({ length: 40 }, (_, n) => square((n % 8) * 90, Math.floor(n / 8) * 90, 8));
  assert.ok(!unsigned(scattered).some(Boolean));
});
