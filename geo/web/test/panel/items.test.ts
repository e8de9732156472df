import assert from "node:assert/strict";
import { test } from "node:test";

import { headingsBefore, listItems, NOT_LOCATED } from "../../src/panel/items.ts";
import { makeSites } from "./sites.ts";

const sites = makeSites({
  categories: ["lake", "park", "empty"],
  sites: [
    { id: "p1", category: "park", lon: 120, lat: 30 },
    { id: "l1", category: "lake", lon: 120, lat: 30 },
    { id: "nowhere", category: "lake" },
    { id: "p2", category: "park", lon: 120, lat: 30 },
  ],
});
const result = {
  visible: new Uint8Array([1, 1, 1, 1]),
  rows: new Uint32Array([0, 1, 2, 3]),
  counts: new Uint32Array([2, 2, 0]),
};

test("sites stand by category, those not located at the end", () => {
  const { rows, headings, count } = listItems(sites, result, false);
  assert.deepEqual([...rows], [-1, 1, -1, 0, 3, -1, 2]);
  assert.deepEqual(headings, [
    { at: 0, category: 0, count: 1 },
    { at: 2, category: 1, count: 2 },
    { at: 5, category: NOT_LOCATED, count: 1 },
  ]);
  assert.equal(count, 4);
});

test("while something is searched for the order is the result's", () => {
  const { rows, headings } = listItems(sites, { ...result, rows: new Uint32Array([2, 0]) }, true);
  assert.deepEqual([...rows], [2, 0]);
  assert.deepEqual(headings, []);
});

test("headings before an item", () => {
  const { headings } = listItems(sites, result, false);
  assert.deepEqual([0, 1, 2, 3, 4, 5, 6, 7].map((item) => headingsBefore(headings, item)), [0, 1, 1, 2, 2, 2, 3, 3]);
});
