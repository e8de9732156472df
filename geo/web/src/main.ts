/** The page: reads its payload, makes the state, and puts the parts in their places. */

import "./style/index.css";

import * as L from "leaflet";

import type { App } from "./app.ts";
import { blocksOf } from "./data/blocks.ts";
import { FEW_SITES, load } from "./data/load.ts";
import { firstFragment, mountEmbed, mountUi } from "./embed/embed.ts";
import { learn, messages } from "./i18n.ts";
import { sayFailure, sayRunning } from "./failure.ts";
import { mountMap, type MapParts } from "./map/map.ts";
import { mountPanel } from "./panel/panel.ts";
import { publicData } from "./embed/publicdata.ts";
import { makeFinder } from "./search.ts";
import { bindFragment, formatFragment, startState, usualOf } from "./state.ts";
import { Store } from "./store.ts";
import { suggestSite } from "./suggest/suggest.ts";
import { showable } from "./view.ts";
import { learnForms } from "./words/fold.ts";

// folium elements added to the page know Leaflet by this name.
(window as unknown as { L: typeof L }).L = L;

/** How long names and attributes wait for the first picture. */
const LONGEST_WAIT_MS = 1000;

/** Everything that needs positions only comes first; names and attributes follow. */
async function start(root: HTMLElement): Promise<void> {
  let drawn = (): void => {};
  const firstPicture = new Promise<void>((resolve) => {
    drawn = resolve;
    // A page in a tab behind others is not painted, but its API must answer.
    setTimeout(resolve, LONGEST_WAIT_MS);
  });
  const { sites, ground } = await load(blocksOf(document), firstPicture);
  const { head } = sites;
  learn(head.words);
  learnForms(head.forms);
  const store = new Store(startState(head, firstFragment(root)), makeFinder(sites), (view) => showable(view, head.view));
  const app: App = { sites, ground, store, root, t: messages(() => store.state.lang) };
  mountUi(app);
  let parts: MapParts | null = null;
  mountPanel(app, root, {
    drawn: firstPicture,
    setMapInsets: (insets) => parts?.setPadding(insets),
    suggest: () => parts && suggestSite(app, parts.map),
    map: () => parts?.map ?? null,
  });
  const element = root.querySelector<HTMLElement>(".pm-map");
  if (!element) throw new Error("the page has no place for the map");
  parts = mountMap(app, element, {
    suggest: (at) => parts && suggestSite(app, parts.map, at),
    onFirstSites: () => {
      performance.mark("parkmap:first-sites");
      // Of many sites, once the frame that shows them is out.
      if (sites.count > FEW_SITES) requestAnimationFrame(() => setTimeout(drawn));
      else drawn();
    },
  });
  const api = window.parkmap;
  const usual = usualOf(sites.head);
  const fragment = (): string => formatFragment(store.state, usual);
  api.connect(app, parts.map, fragment, publicData(app));
  bindFragment(store, sites);
  mountEmbed(app, { map: parts.map, fragment, ready: api.ready });
  await sites.complete;
  performance.mark("parkmap:ready");
  api.finish();
  // Nothing waits for it, but that it is missing must be said.
  await ground;
}

sayRunning();
const root = document.getElementById("parkmap");
if (root && "DecompressionStream" in window) {
  const isServed = document.getElementById("parkmap-live") !== null;
  // The editing library comes next, and extends Leaflet's maps before the first is made.
  const run = (): void => void start(root).catch((error: unknown) => {
    sayFailure("incomplete");
    throw error;
  });
  if (isServed) addEventListener("DOMContentLoaded", run, { once: true });
  else run();
}
