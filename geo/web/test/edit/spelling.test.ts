import assert from "node:assert/strict";
import { test } from "node:test";

import type { Polygon } from "geojson";

import { keepSpelling } from "../../src/edit/spelling.ts";

test("only a corner that was moved gets new numbers", () => {
  const before: Polygon = {
    type: "Polygon",
    coordinates: [[[120.12345678, 30.1, 7], [120.2, 30.1], [120.2, 30.2], [120.12345678, 30.1, 7]]],
  };
  const after: Polygon = {
    type: "Polygon",
    coordinates: [[[120.123457, 30.1], [120.25, 30.15], [120.2, 30.2], [120.123457, 30.1]]],
  };
  assert.deepEqual(keepSpelling(after, before), {
    type: "Polygon",
    coordinates: [[[120.12345678, 30.1, 7], [120.25, 30.15], [120.2, 30.2], [120.12345678, 30.1, 7]]],
  });
});

test("a point that was only picked up stays as it was", () => {
  const point = { type: "Point", coordinates: [120.1234567, 30.7654321] } as const;
  const same = { type: "Point", coordinates: [120.123457, 30.765432] } as const;
  assert.deepEqual(keepSpelling({ ...same, coordinates: [...same.coordinates] }, { ...point, coordinates: [...point.coordinates] }), point);
});
