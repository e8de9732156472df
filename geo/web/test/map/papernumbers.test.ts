import assert from "node:assert/strict";
import { test } from "node:test";

import type { Sign } from "../../src/map/onesign.ts";
import { asCrowd, numberRoom, pushedApart } from "../../src/map/papernumbers.ts";
import { giveWindows, onMap, takeNumbers } from "../../src/ui/paper.ts";

const SEEN = { minX: 0, minY: 0, maxX: 700, maxY: 500 };

/** Signs of so many sites in the middle of the sheet, as a town has them. */
function crowd(count: number, isBare = false): Sign[] {
  return Array.from({ length: count }, (_, row) => {
    const [angle, far] = [row * 2.39996, 7 * Math.sqrt(row)];
    const home = [350 + far * Math.cos(angle), 250 + far * Math.sin(angle)] as const;
    return { x: home[0], y: home[1], home, radius: isBare ? 6 : 12.5, row, index: -2 - row, size: 1, disc: 0, isWeak: false, isBare };
  });
}

function onSheet(signs: readonly Sign[]): Sign[] {
  return pushedApart(asCrowd(signs, SEEN), SEEN, true);
}

function farthest(signs: readonly Sign[]): number {
  return Math.max(...signs.map(({ x, y, home }) => Math.hypot(x - home[0], y - home[1])));
}

test("a crowd on paper stands near where it lies, no sign upon another, each with room for its number", () => {
  for (const count of [61, 150, 300]) {
    const signs = onSheet(crowd(count));
    assert.equal(signs.length, count);
    for (const [index, one] of signs.entries()) {
      for (const other of signs.slice(index + 1)) {
        assert.ok(Math.hypot(one.x - other.x, one.y - other.y) > one.radius + other.radius - 2.5, `${count}: ${one.row} upon ${other.row}`);
      }
      const { minX, minY, maxX, maxY } = numberRoom(one);
      assert.ok(maxX - minX < 2.01 * one.radius && maxY - minY < 2.01 * one.radius, "its number is in it");
    }
    assert.ok(farthest(signs) < farthest(pushedApart(crowd(count), SEEN, true)) / 1.6, `${count}: ${farthest(signs)}`);
  }
});

test("few signs keep their size, and numbers that stand alone are no crowd", () => {
  assert.ok(onSheet(crowd(60)).every(({ radius }) => radius === 12.5));
  assert.ok(onSheet(crowd(200, true)).every(({ radius }) => radius === 6));
});

test("what a window of its own shows is not on the map once more", () => {
  const visible = Uint8Array.of(1, 1, 0, 1);
  assert.equal(onMap(visible), visible);
  giveWindows(new Set([1, 2]));
  assert.deepEqual([...onMap(visible)], [1, 0, 0, 1]);
  takeNumbers();
  assert.equal(onMap(visible), visible);
});
