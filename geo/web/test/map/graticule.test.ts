/** Meridians and parallels: which are drawn, and what they are called. */

import assert from "node:assert/strict";
import test from "node:test";

import type { Frame } from "../../src/map/frame.ts";
import { graticule } from "../../src/map/graticule.ts";
import { unitX, unitY } from "../../src/map/projection.ts";

function frameAt(lon: number, lat: number, zoom: number): Frame {
  const [width, height, world] = [1000, 600, 256 * 2 ** zoom];
  const [left, top] = [unitX(lon) * world - width / 2, unitY(lat) * world - height / 2];
  const box = [left / world, top / world, (left + width) / world, (top + height) / world] as const;
  return { zoom, world, left, top, width, height, ratio: 1, box, context: undefined as unknown as Frame["context"] };
}

test("they stand at round minutes, far enough apart to count and near enough to see two", () => {
  for (const [lon, lat] of [[13.4, 52.5], [-104.99, 39.74], [35.1, 0.35], [120.2, -33.9]] as const) {
    for (let zoom = 9; zoom <= 19; zoom += 0.5) {
      const lines = graticule(frameAt(lon, lat, zoom)).filter(({ isMeridian }) => isMeridian);
      assert.ok(lines.length >= 2 && lines.length <= 6, `${lines.length} at ${zoom}`);
      const gaps = lines.slice(1).map(({ at }, index) => at - lines[index]!.at);
      assert.ok(gaps.every((gap) => gap > 189), `${gaps} at ${zoom}`);
    }
  }
});

test("they are called as maps call them, in either half of the world", () => {
  const names = (lon: number, lat: number, zoom: number): string[] => graticule(frameAt(lon, lat, zoom)).map(({ name }) => name);
  assert.ok(names(13.4, 52.5, 12).includes("13°25′\u00a0E"));
  assert.ok(names(13.4, 52.5, 12).includes("52°30′\u00a0N"));
  assert.ok(names(-104.99, -39.74, 10).some((name) => name.endsWith("W")));
  assert.ok(names(0, 0, 10).filter((name) => name === "0°").length === 2);
  assert.ok(names(180, -16.5, 9).includes("180°"));
  assert.ok(names(180.5, -16.5, 10).some((name) => name.endsWith("W")), "beyond the date line is the west");
});

test("from afar there are none: the coast says where one is", () => {
  assert.deepEqual(graticule(frameAt(13.4, 52.5, 8.9)), []);
});
