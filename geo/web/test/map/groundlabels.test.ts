import assert from "node:assert/strict";
import { test } from "node:test";

import type { GroundFeature } from "../../src/data/groundfeatures.ts";
import type { Frame, Surface } from "../../src/map/frame.ts";
import type { Rect } from "../../src/map/rect.ts";
import { GroundLabels } from "../../src/map/groundlabels.ts";
import { palette } from "../../src/map/style.ts";
import type { Terrain, Thing } from "../../src/map/terrain.ts";

const WORLD = 256 * 2 ** 13;

/** A view whose upper left corner is that of the world. */
const frame: Frame = {
  context: {} as Surface, zoom: 13, world: WORLD, left: 0, top: 0, width: 1000, height: 800, ratio: 1,
  box: [0, 0, 1000 / WORLD, 800 / WORLD],
};
const seen: Rect = { minX: 100, minY: 100, maxX: 900, maxY: 700 };

/** A wood from one corner to another, in pixels of the view. */
function wood(west: number, north: number, east: number, south: number): Thing {
  const ring = Float64Array.from([west, north, east, north, east, south, west, south, west, north], (value) => value / WORLD);
  return {
    feature: { kind: "forest", name: { "": "西山" } } as unknown as GroundFeature,
    box: [west / WORLD, north / WORLD, east / WORLD, south / WORLD], point: null, isArea: true,
    area: ((east - west) * (south - north)) / WORLD ** 2, parts: [[ring]],
  };
}

function spotsOf(thing: Thing): (readonly [number, number])[] {
  const terrain = { within: (kind: string) => (kind === "forest" ? [thing] : []) } as unknown as Terrain;
  const labels = new GroundLabels(terrain, (text) => text.length * 12);
  return labels.labels(frame, seen, palette("light"), "zh", "en").flatMap(({ spots }) => spots.map(({ x, y }) => [x, y] as const));
}

test("a wood that is seen whole is named in its middle", () => {
  const [[x, y] = [0, 0], ...others] = spotsOf(wood(200, 200, 400, 400));
  assert.ok(Math.abs(x - 300) < 5 && Math.abs(y - 300) < 5);
  assert.equal(others.length, 0);
});

test("a large wood whose middle is out of view is named in the part that is seen", () => {
  const [[x, y] = [0, 0]] = spotsOf(wood(-900, 150, 400, 650));
  assert.ok(x > seen.minX && x < 400 && y > 150 && y < 650, `${x}, ${y}`);
});

test("a small one there is not drawn along with the view", () => {
  const [[x] = [0]] = spotsOf(wood(0, 300, 180, 480));
  assert.ok(Math.abs(x - 90) < 5);
});

test("a city of millions is written larger than one of a hundred thousand, and as before where no rank is told", () => {
  const sizes = [7, 33, undefined].map((rank) => {
    const city = {
      feature: { kind: "city", name: { "": "杭州" }, ...(rank === undefined ? {} : { rank }) } as unknown as GroundFeature,
      box: [0, 0, 0, 0], point: [300 / WORLD, 300 / WORLD], isArea: false, area: 0, parts: [],
    } as Thing;
    const terrain = { within: (kind: string) => (kind === "city" ? [city] : []) } as unknown as Terrain;
    const [label] = new GroundLabels(terrain, (text) => text.length * 12).labels(frame, seen, palette("light"), "zh", "");
    return label!.lines[0]!.size;
  });
  assert.ok(sizes[0]! > sizes[2]! && sizes[2]! > sizes[1]!, `${sizes}`);
});
