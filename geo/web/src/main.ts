/** The page: reads its payload, makes the state, and puts the parts in their places. */

import * as L from "leaflet";
import "leaflet/dist/leaflet.css";

import { ParkmapApi } from "./api.ts";
import type { App } from "./app.ts";
import { blocksOf } from "./data/blocks.ts";
import { load } from "./data/load.ts";
import { messages } from "./i18n.ts";
import { bindFragment, startState } from "./state.ts";
import { Store } from "./store.ts";

const api = new ParkmapApi();
window.parkmap = api;
// folium elements added to the page know Leaflet by this name.
(window as unknown as { L: typeof L }).L = L;

async function start(root: HTMLElement): Promise<void> {
  const { sites, ground } = await load(blocksOf(document));
  const state = startState(sites.head, location.hash);
  const store = new Store(state, () => ({
    visible: new Uint8Array(sites.count).fill(1),
    rows: Uint32Array.from({ length: sites.count }, (_, row) => row),
    counts: new Uint32Array(sites.head.categories.length),
  }));
  const app: App = { sites, ground, store, root, t: messages(() => store.state.lang) };
  bindFragment(store, sites);
  const map = L.map(root.querySelector<HTMLElement>(".pm-map")!).setView([30, 120], 10);
  api.connect(app, map);
  await sites.complete;
  store.refresh();
  performance.mark("parkmap:ready");
  api.finish();
}

const root = document.getElementById("parkmap");
if (root && "DecompressionStream" in window) void start(root);
