/** The page out of its data: all parts put in their places, and taken out again for newer data. */

import type { App } from "./app.ts";
import type { Loaded } from "./data/load.ts";
import { fill, h } from "./dom.ts";
import { mountEmbed, mountUi } from "./embed/embed.ts";
import { publicData } from "./embed/publicdata.ts";
import { learn, messages } from "./i18n.ts";
import { Kept } from "./kept.ts";
import { mountMap, type MapParts } from "./map/map.ts";
import { mountPanel } from "./panel/panel.ts";
import { makeFinder } from "./search.ts";
import { bindFragment, formatFragment, usualOf } from "./state.ts";
import { type State, Store } from "./store.ts";
import { suggestSite } from "./suggest/suggest.ts";
import { showable } from "./view.ts";
import { learnForms } from "./words/fold.ts";

export interface Page {
  readonly app: App;
  /** Take everything out of the root; gives what the page that comes in its place is to keep. */
  remove(): Kept;
}

export interface PageOptions {
  readonly state: State;
  /** When the sites have been painted. */
  readonly drawn: Promise<void>;
  readonly kept?: Kept;
  readonly onFirstSites?: () => void;
}

/** Show data in the root, which holds an empty `.pm-map`. */
export function mountPage(root: HTMLElement, { sites, ground }: Loaded, { state, drawn, kept = new Kept(), onFirstSites }: PageOptions): Page {
  const { head } = sites;
  const { className } = root;
  learn(head.words);
  learnForms(head.forms);
  const ending = new AbortController();
  const store = new Store(state, makeFinder(sites), (view) => showable(view, head.view));
  const app: App = { sites, ground, store, root, t: messages(() => store.state.lang), signal: ending.signal, kept };
  mountUi(app);
  let parts: MapParts | null = null;
  mountPanel(app, root, {
    drawn,
    setMapInsets: (insets) => parts?.setPadding(insets),
    suggest: () => parts && suggestSite(app, parts.map),
    map: () => parts?.map ?? null,
  });
  const element = root.querySelector<HTMLElement>(".pm-map");
  if (!element) throw new Error("the page has no place for the map");
  parts = mountMap(app, element, {
    suggest: (at) => parts && suggestSite(app, parts.map, at),
    ...(onFirstSites ? { onFirstSites } : {}),
  });
  const api = window.parkmap;
  const usual = usualOf(head);
  const fragment = (): string => formatFragment(store.state, usual);
  api.connect(app, parts.map, fragment, publicData(app));
  bindFragment(store, sites, ending.signal);
  mountEmbed(app, { map: parts.map, fragment, ready: api.ready });
  return {
    app,
    remove() {
      const later = new Kept(kept);
      ending.abort();
      parts.remove();
      root.className = className;
      fill(root, h("div", { class: "pm-map", role: "region" }), h("div", { class: "pm-panel" }));
      return later;
    },
  };
}
