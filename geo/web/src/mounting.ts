/** The page out of its data: all parts put in their places, and taken out again for newer data. */

import type { App } from "./app.ts";
import type { Loaded } from "./data/load.ts";
import { fill, h } from "./dom.ts";
import type { LonLat } from "./data/datum.ts";
import { mountEmbed, mountUi } from "./embed/embed.ts";
import { publicData } from "./embed/publicdata.ts";
import { sayFailure } from "./failure.ts";
import { learn, messages } from "./i18n.ts";
import { Kept } from "./kept.ts";
import { mountMap, type MapParts } from "./map/map.ts";
import { allOf, goesByTurns, inTurn, OnDemand, onceRead, whenIdle } from "./data/later.ts";
import { mountTheme } from "./panel/themechoice.ts";
import { textIndex } from "./search/textindex.ts";
import { makeFinder } from "./search.ts";
import { bindFragment, formatFragment, usualOf } from "./state.ts";
import { type State, Store } from "./store.ts";
import { showable } from "./view.ts";
import { learnForms } from "./words/fold.ts";

/** The parts of the program that follow, loaded once, whatever data the page takes later. */
export const panelPart = new OnDemand(() => import("./panel/panel.ts").catch(incomplete));
export const rest = new OnDemand(() => import("./rest.ts").catch(incomplete));

function incomplete(error: unknown): never {
  sayFailure("incomplete");
  throw error;
}

export interface Page {
  readonly app: App;
  /** Resolves when all that the state asks for shows, once names and values are there. */
  readonly shown: Promise<unknown>;
  /** Take everything out of the root; gives what the page that comes in its place is to keep. */
  remove(): Kept;
}

export interface PageOptions {
  readonly state: State;
  /** When the sites have been painted. */
  readonly drawn: Promise<void>;
  readonly kept?: Kept;
  readonly onFirstSites?: () => void;
  /**
   * Where the panel stands before the map is made: on a phone the map's room depends on what the panel holds, and
   * newer data comes in one go. Elsewhere loading and making it would only keep the sites waiting.
   */
  readonly panelFirst?: PanelPart;
}

type PanelPart = Awaited<ReturnType<typeof panelPart.load>>;

/** Show data in the root, which holds an empty `.pm-map`, a part at a time. */
export function* mountPage(root: HTMLElement, { sites, ground }: Loaded, { state, drawn, kept = new Kept(), onFirstSites, panelFirst }: PageOptions): Generator<unknown, Page> {
  const { head } = sites;
  const { className } = root;
  learn(head.words);
  learnForms(head.forms);
  const ending = new AbortController();
  const store = new Store(state, makeFinder(sites), (view) => showable(view, head.view));
  const app: App = { sites, ground, store, root, t: messages(() => store.state.lang), signal: ending.signal, kept };
  mountTheme(app);
  mountUi(app);
  let parts: MapParts | null = null;
  const suggest = (at?: LonLat): void => void rest.load().then(({ suggestSite }) => parts && suggestSite(app, parts.map, at ?? null));
  const panel = function* ({ mountPanel }: PanelPart): Generator<unknown> {
    window.parkmapParts.dress();
    yield;
    if (!ending.signal.aborted) yield* mountPanel(app, root, {
      rest,
      setMapInsets: (insets) => parts?.setPadding(insets),
      suggest: () => suggest(),
      map: () => parts?.map ?? null,
      // Without it no place has been ringed yet.
      markPlace: (at) => at ? void rest.load().then(({ markPlace }) => markPlace(parts?.map ?? null, at)) : rest.onceLoaded(({ markPlace }) => markPlace(null, null)),
    });
  };
  if (panelFirst) yield* panel(panelFirst);
  const element = root.querySelector<HTMLElement>(".pm-map");
  if (!element) throw new Error("the page has no place for the map");
  parts = yield* mountMap(app, element, {
    rest,
    suggest,
    ...(onFirstSites ? { onFirstSites } : {}),
  });
  const api = window.parkmap;
  const usual = usualOf(head);
  const fragment = (): string => formatFragment(store.state, usual);
  api.connect(app, parts.map, fragment, publicData(app));
  bindFragment(store, sites, ending.signal);
  mountEmbed(app, { map: parts.map, fragment, ready: api.ready });
  root.classList.add("pm-there");
  const panelThere = panelFirst ? drawn : drawn.then(() => panelPart.load()).then((part) => goesByTurns() ? inTurn(() => panel(part)) : allOf(panel(part)));
  // Whoever waited for the sites has had his turn.
  const written = Promise.all([sites.complete, panelThere]).then(() => inTurn(() => undefined));
  const shown = written.then(() => (isRestAsked(store.state) ? rest.load() : undefined));
  store.listen(() => {
    if (isRestAsked(store.state)) void rest.load();
  });
  onceRead(shown, () => whenIdle(() => {
    textIndex(sites).useTime();
    void rest.load();
  }));
  return {
    app,
    shown,
    remove() {
      const later = new Kept(kept);
      ending.abort();
      parts.remove();
      empty(root, className);
      return later;
    },
  };
}

/** Leave of a page only its places: for another of newer data, or in a copy its browser saved with all that stood in it. */
export function empty(root: HTMLElement, className = "parkmap"): void {
  root.className = className;
  fill(root, h("div", { class: "pm-map", role: "region" }), h("div", { class: "pm-panel" }));
}

/** Whether anything shows that a page has not had from the beginning. */
function isRestAsked({ site, panel, compare }: State): boolean {
  return site !== null || panel !== "sites" || compare.length > 0;
}
