import assert from "node:assert/strict";
import { test } from "node:test";

import { usualState } from "../src/state.ts";
import { Store } from "../src/store.ts";
import { showable } from "../src/view.ts";
import { makeSites } from "./panel/sites.ts";

const limits = { minZoom: 3, maxZoom: 19 };

test("a zoom the map cannot show is the nearest it can", () => {
  const zoomOf = (zoom: number): number => showable({ zoom, lat: 30, lon: 120 }, limits).zoom;
  assert.deepEqual([24, 0, 14, 14.3, 14.6].map(zoomOf), [19, 3, 14, 14.5, 14.5]);
});

test("a least zoom between two stops is one itself", () => {
  assert.equal(showable({ zoom: 0, lat: 0, lon: 0 }, { minZoom: 0.7, maxZoom: 19 }).zoom, 0.7);
});

test("a place is where the map has it, written as usual", () => {
  const { lat, lon } = showable({ zoom: 5, lat: 90, lon: 181 }, limits);
  assert.equal(lon, -179);
  assert.ok(lat > 85 && lat < 85.1);
});

test("state and listeners know only views that are shown", () => {
  const sites = makeSites({ sites: [{ id: "a", name: "A" }], categories: ["any"] });
  const nothing = { visible: new Uint8Array(1), rows: new Uint32Array(), counts: new Uint32Array(1) };
  const first = { ...usualState(sites.head), view: { zoom: 24, lat: 30, lon: 120 } };
  const store = new Store(first, () => nothing, (view) => showable(view, limits));
  assert.equal(store.state.view?.zoom, 19);
  const heard: unknown[] = [];
  store.listen((_, { view }) => heard.push(view?.zoom));
  store.set({ view: { zoom: 0, lat: 30, lon: 120 } }, "url");
  store.set({ view: { zoom: 2, lat: 30, lon: 120 } }, "url");
  assert.deepEqual(heard, [3]);
});
