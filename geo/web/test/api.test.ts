import assert from "node:assert/strict";
import { test } from "node:test";

import { ParkmapApi } from "../src/api.ts";
import type { App } from "../src/app.ts";
import { makeFinder } from "../src/search.ts";
import { publicData } from "../src/embed/publicdata.ts";
import { formatFragment, usualState } from "../src/state.ts";
import { Store } from "../src/store.ts";
import { makeSites } from "./panel/sites.ts";

const sites = makeSites({
  sites: [
    { id: "a", name: "白马湖", name_en: "Baima Lake", category: "lake", lon: 120, lat: 30 },
    { id: "b", name: "实验室", name_en: "Laboratory", category: "science", lon: 121, lat: 30 },
    { id: "c", name: "科技馆", name_en: "Science hall", category: "science" },
  ],
  categories: ["lake", "science"],
});

function connected() {
  const api = new ParkmapApi();
  const state = usualState(sites.head);
  const store = new Store({ ...state, lang: "en" }, makeFinder(sites));
  const app = { sites, store } as unknown as App;
  const map = {} as never;
  api.connect(app, map, () => formatFragment(store.state, state), publicData(app));
  return { api, store, map };
}

test("before the map is there, one can wait and listen, and all else says so", async () => {
  const api = new ParkmapApi();
  assert.throws(() => api.map, /ready/);
  assert.throws(() => api.sites(), /ready/);
  let told = 0;
  api.on("ready", () => told++);
  api.finish();
  await api.ready;
  api.on("ready", () => told++);
  assert.equal(told, 2);
});

test("sites are told in the page's language, with what is visible", async () => {
  const { api, map } = connected();
  await sites.complete;
  assert.equal(api.map, map);
  api.filter({ category: "science" });
  assert.deepEqual(api.sites(), [
    { id: "a", name: "Baima Lake", category: "lake", visible: false },
    { id: "b", name: "Laboratory", category: "science", visible: true },
    { id: "c", name: "Science hall", category: "science", visible: true },
  ]);
});

test("select and filter tell their listeners once, and not those who left", () => {
  const { api } = connected();
  const heard: unknown[] = [];
  const hear = (site: unknown): void => void heard.push(site);
  api.on("select", hear);
  api.on("filter", ({ count }) => heard.push(count));
  api.select("a");
  api.select("a");
  api.select("nowhere");
  api.filter({ category: ["lake", "nonsense"] });
  api.select(null);
  api.off("select", hear);
  api.select("a");
  assert.deepEqual(heard, [{ id: "a", name: "Baima Lake" }, 1, { id: null, name: null }]);
});

test("the view is told with longitude first, as in messages and in GeoJSON", () => {
  const { api, store } = connected();
  let view: unknown;
  api.on("view", (told) => (view = told));
  store.set({ view: { zoom: 12, lat: 30, lon: 120 } }, "map");
  assert.deepEqual(view, { center: [120, 30], zoom: 12 });
});

test("the state is a fragment without its sign", () => {
  const { api } = connected();
  api.select("b");
  api.filter({ q: "lab", category: null });
  assert.match(api.state(), /^site=b&q=lab/);
});

test("an event there is none of is refused", () => {
  const { api } = connected();
  assert.throws(() => api.on("click" as never, () => undefined), /no event click/);
});

test("a listener that throws keeps nothing from those after it", ({ mock }) => {
  const { api, store } = connected();
  const later: (() => void)[] = [];
  mock.method(globalThis, "setTimeout", (callback: () => void) => later.push(callback));
  const heard: unknown[] = [];
  api.on("select", () => {
    throw new Error("a slip of the page around");
  });
  api.on("select", (site) => heard.push(site?.id));
  store.listen((change) => heard.push([...change]));
  api.select("a");
  assert.deepEqual(heard, ["a", ["site"]]);
  assert.equal(later.length, 1);
  assert.throws(() => later[0]?.(), /a slip/);
});

test("a category the map does not have filters nothing, as in messages", () => {
  const { api, store } = connected();
  api.filter({ category: "science" });
  api.filter({ category: "typo" });
  assert.deepEqual(store.state.categories, ["science"]);
  api.filter({ category: "lake,typo" });
  assert.deepEqual(store.state.categories, ["lake"]);
  api.filter({ category: "" });
  assert.deepEqual(store.state.categories, []);
});

test("null ends a filter, ids may have spaces around them, and what is no filter is refused", () => {
  const { api, store } = connected();
  api.filter({ q: "lab", category: "lake, science" });
  assert.deepEqual(store.state.categories, ["lake", "science"]);
  api.filter();
  assert.equal(store.state.q, "lab");
  api.filter({ q: null, category: null });
  assert.deepEqual([store.state.q, store.state.categories], ["", []]);
  assert.throws(() => api.filter({ category: 5 } as never), /parkmap.filter takes/);
  assert.throws(() => api.on("select", null as never), /takes a function/);
});
