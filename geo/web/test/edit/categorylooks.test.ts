import assert from "node:assert/strict";
import { test } from "node:test";

import { freeColours, isAlike, symbolOrder } from "../../src/edit/categorylooks.ts";
import { contrast } from "../../src/map/colour.ts";

const IN_USE = ["#0072b2", "#c4500a", "#007a5a", "#a64d8a", "#8f6a00", "#5b55b0"];

test("colours that are offered differ from those in use and from each other, and bear a white glyph", () => {
  const offered = freeColours(IN_USE);
  assert.ok(offered.length >= 6, offered.join());
  offered.forEach((colour, at) => {
    assert.ok(contrast(colour, "#ffffff") >= 3, colour);
    assert.equal(isAlike(colour, [...IN_USE, ...offered.slice(0, at)]), false, colour);
  });
});

test("a map without categories is offered the palette in its order", () => {
  assert.deepEqual(freeColours([]).slice(0, 3), ["#0072b2", "#c4500a", "#007a5a"]);
});

test("where no colour is free the least alike are offered", () => {
  const all: string[] = [];
  for (let round = 0; round < 9; round++) all.push(...freeColours(all));
  const offered = freeColours(all);
  assert.equal(offered.length, 12);
  assert.ok(offered.every((colour) => /^#[0-9a-f]{6}$/.test(colour)));
});

test("a short or nearly equal colour is known again", () => {
  assert.ok(isAlike("#0072b2", ["#0074b0"]));
  assert.ok(isAlike("#fff", ["#ffffff"]));
  assert.equal(isAlike("#0072b2", ["#c4500a"]), false);
});

test("plain shapes that nobody wears come first, those in use last", () => {
  const order = symbolOrder(new Set(["circle", "park"]));
  assert.equal(order[0], "square");
  assert.deepEqual(order.slice(-2), ["circle", "park"]);
});
