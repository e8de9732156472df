import assert from "node:assert/strict";
import { test } from "node:test";

import { spread } from "../../src/map/spread.ts";

const SHEET = { minX: 0, minY: 0, maxX: 700, maxY: 460 };

test("signs that would cover each other are moved apart, the others stay", () => {
  const homes = [[100, 100], [100, 100], [104, 100], [400, 300], [2, 200]] as const;
  const places = spread(homes, homes.map(() => 16), SHEET);
  for (let a = 0; a < places.length; a++) {
    for (let b = a + 1; b < places.length; b++) {
      const apart = Math.hypot(places[a]![0] - places[b]![0], places[a]![1] - places[b]![1]);
      assert.ok(apart > 31, `${a} and ${b} are ${apart} apart`);
    }
  }
  assert.deepEqual(places[3], [400, 300]);
  assert.equal(places[4]![0], 16, "none is cut off by the rim");
});

test("the same homes give the same places", () => {
  const homes = Array.from({ length: 60 }, (_, n) => [300 + (n % 7) * 5, 200 + (n % 5) * 5] as const);
  const halves = homes.map(() => 16);
  assert.deepEqual(spread(homes, halves, SHEET), spread(homes, halves, SHEET));
});

test("what is small stands nearer to what is large than that to its like", () => {
  const [large, small] = spread([[100, 100], [110, 100]], [16, 6], SHEET);
  const apart = Math.hypot(large![0] - small![0], large![1] - small![1]);
  assert.ok(apart > 21 && apart < 26, `${apart}`);
});
