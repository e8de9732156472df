import assert from "node:assert/strict";
import { test } from "node:test";

import { clearingMove } from "../../src/map/clearing.ts";

const free = { minX: 0, minY: 0, maxX: 390, maxY: 520 };
const kept = { minX: 8, minY: 70, maxX: 382, maxY: 450 };
const sign = (x: number, y: number, radius = 15): { x: number; y: number; radius: number } => ({ x, y, radius });

test("a view that cuts no sign stays", () => {
  assert.deepEqual(clearingMove([sign(200, 200), sign(200, -40), sign(200, 560)], free, [], kept), [0, 0]);
});

test("a sign that the edge cuts comes in or goes out, whichever is nearer", () => {
  assert.deepEqual(clearingMove([sign(60, 9)], free, [], kept), [0, 8]);
  assert.deepEqual(clearingMove([sign(60, -9)], free, [], kept), [0, -8]);
});

test("a sign comes out from under a button", () => {
  const buttons = { minX: 330, minY: 0, maxX: 390, maxY: 264 };
  const [x, y] = clearingMove([sign(345, 240)], free, [buttons], kept)!;
  assert.equal(x, 0);
  assert.ok(240 + y - 15 >= 264);
});

test("what is to be seen is not moved out of sight, and without a way nothing moves", () => {
  const filling = { minX: 0, minY: 0, maxX: 390, maxY: 520 };
  assert.equal(clearingMove([sign(60, 9)], free, [], filling), null);
  // One that has to come down and one that has to go up, farther than there is room.
  assert.equal(clearingMove([sign(60, 5), sign(60, 505, 20)], free, [], { ...kept, minY: 6, maxY: 514 }), null);
});
