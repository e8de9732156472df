import assert from "node:assert/strict";
import { test } from "node:test";

import { usualState } from "../src/state.ts";
import { Store } from "../src/store.ts";
import { makeSites } from "./panel/sites.ts";

const sites = makeSites({ sites: [{ id: "a", name: "A" }], categories: ["any"] });
const nothing = { visible: new Uint8Array(1), rows: new Uint32Array(), counts: new Uint32Array(1) };

test("a change made by a listener leaves the origin of the first one to the others", () => {
  const store = new Store(usualState(sites.head), () => nothing);
  const heard: unknown[] = [];
  store.listen((change) => {
    if (change.has("site")) store.set({ view: { zoom: 9, lat: 30, lon: 120 } }, "map");
  });
  store.listen((change) => heard.push([...change, store.origin]));
  store.set({ site: "a" }, "url");
  assert.deepEqual(heard, [["view", "map"], ["site", "url"]]);
});

test("who is pointed at is told once, and is no part of the state", () => {
  const store = new Store(usualState(sites.head), () => nothing);
  const heard: unknown[] = [];
  store.listen((change) => heard.push([...change, store.hovered]));
  store.hover(0);
  store.hover(0);
  store.hover(-1);
  assert.deepEqual(heard, [["hovered", 0], ["hovered", -1]]);
  assert.deepEqual(store.state, usualState(sites.head));
});
