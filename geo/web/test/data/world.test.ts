import assert from "node:assert/strict";
import { test } from "node:test";

import { lonFrom, seamOf, writtenLon } from "../../src/data/world.ts";

test("a map begins at the date line unless its sites lie on both sides of it", () => {
  assert.equal(seamOf({}), -180);
  assert.equal(seamOf({ west: -0.5 }), -0.5);
});

test("a longitude is found again on the one world a map shows", () => {
  assert.equal(lonFrom(-0.5, 178.4), 178.4);
  assert.ok(Math.abs(lonFrom(-0.5, -179.98) - 180.02) < 1e-9);
  assert.equal(lonFrom(-180, -300), 60);
  assert.equal(lonFrom(-180, 480), 120);
});

test("both ends of the world are written as they are", () => {
  assert.deepEqual([-180, 0, 120.2, 180].map(writtenLon), [-180, 0, 120.2, 180]);
  assert.equal(writtenLon(181), -179);
});
