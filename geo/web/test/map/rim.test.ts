import assert from "node:assert/strict";
import { test } from "node:test";

import { placeNotes, type RimNote } from "../../src/map/rim.ts";

const room = { left: 12, top: 40, right: 740, bottom: 454 };
const far = (x: number, y: number, width = 200, height = 32): RimNote => ({ width, height, target: [x, y] });

test("a note stands at the rim, on the side of what it leads to", () => {
  const [east, west, north, south] = [far(9000, 250), far(-9000, 250), far(376, -9000), far(376, 9000)].map(
    (note) => placeNotes([note], room)[0],
  );
  assert.equal(east?.[0], 540);
  assert.equal(west?.[0], 12);
  assert.equal(north?.[1], 40);
  assert.equal(south?.[1], 422);
});

test("notes never cover each other and never leave their room", () => {
  const targets = Array.from({ length: 40 }, (_, n) => [(n * 7919) % 9001, (n * 104729) % 9011] as const);
  for (let n = 0; n + 3 < targets.length; n++) {
    const notes = targets.slice(n, n + 4).map(([x, y], i) => far(x - 4000, y - 4000, 150 + 40 * i, 32 + 16 * (i % 2)));
    const places = placeNotes(notes, room);
    const boxes = places.flatMap((at, i) => (at ? [{ at, ...notes[i]! }] : []));
    for (const { at, width, height } of boxes) {
      assert.ok(at[0] >= room.left && at[1] >= room.top);
      assert.ok(at[0] + width <= room.right && at[1] + height <= room.bottom);
    }
    boxes.forEach((a, i) =>
      boxes.slice(i + 1).forEach((b) => {
        const isApart =
          a.at[0] + a.width <= b.at[0] ||
          b.at[0] + b.width <= a.at[0] ||
          a.at[1] + a.height <= b.at[1] ||
          b.at[1] + b.height <= a.at[1];
        assert.ok(isApart, JSON.stringify([a, b]));
      }),
    );
  }
});

test("two that lead the same way stand one above the other", () => {
  const [first, second] = placeNotes([far(9000, 247), far(9000, 247)], room);
  assert.deepEqual(first, [540, 231]);
  assert.deepEqual(second, [540, 269]);
});

test("there are none in a small frame, nor one wider than its room", () => {
  assert.deepEqual(placeNotes([far(9000, 0)], { left: 12, top: 40, right: 260, bottom: 180 }), [null]);
  assert.deepEqual(placeNotes([far(9000, 0, 800)], room), [null]);
});

test("a note steps aside along the rim for a sign, as far as it must", () => {
  const [x, y] = placeNotes([far(376, -9000)], room)[0]!;
  const sign = { minX: x + 150, minY: y + 5, maxX: x + 175, maxY: y + 30 };
  const moved = placeNotes([far(376, -9000)], room, [sign])[0]!;
  assert.equal(moved[1], y);
  assert.ok(moved[0] + 200 <= sign.minX || moved[0] >= sign.maxX);
  assert.ok(Math.abs(moved[0] - x) < 60);
});

test("where signs are everywhere a note stands where it would without them", () => {
  const everywhere = { minX: 0, minY: 0, maxX: 1000, maxY: 1000 };
  assert.deepEqual(placeNotes([far(9000, 250)], room, [everywhere]), placeNotes([far(9000, 250)], room));
});

test("in little room a note stands only where there is nothing it could hide", () => {
  const little = { left: 12, top: 12, right: 260, bottom: 200 };
  assert.equal(placeNotes([far(0, 900)], little)[0], null);
  assert.ok(placeNotes([far(0, 900)], little, [], true)[0]);
});
