import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { isPosition, readGround } from "../../src/data/groundfeatures.ts";
import { unpack } from "../../src/data/payload.ts";
import { Kind } from "../../src/data/sites.ts";
import { allOf } from "../../src/data/later.ts";

const block = readFileSync(
  new URL("../../../../tests/fixtures/payload/ground.block", import.meta.url),
  "utf8",
);

test("the ground comes in drawing order, with names and places", async () => {
  const [sea, river, road, metro, station] = allOf(readGround(await unpack(block)));
  // The world's sea has a scale of its own.
  assert.equal(sea?.wide, true);
  assert.ok(sea && !isPosition(sea.shape) && Math.abs(sea.shape.box[0] - (119.999 / 360 + 0.5)) < 1e-9);
  assert.equal(river?.kind, "river");
  assert.deepEqual(river?.name, { "": "钱塘江", en: "Qiantang River" });
  assert.ok(river && !isPosition(river.shape) && river.shape.kind === Kind.area);
  assert.equal(road?.bridge, true);
  assert.equal(road?.rank, 2);
  assert.equal(metro?.colour, "#c00");
  assert.equal(metro?.line, "1");
  assert.ok(metro && !isPosition(metro.shape) && metro.shape.parts.length === 2);
  assert.equal(station?.minZoom, 12);
  assert.ok(station && isPosition(station.shape));
  assert.ok(Math.abs(station.shape[0] - (120.2 / 360 + 0.5)) < 1e-9);
});
