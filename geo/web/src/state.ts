/** The state as a URL fragment: `#map=14/30.2089/120.2110&site=baima-lake&lang=en`. */

import { type Head, knownCategories } from "./data/head.ts";
import type { Sites } from "./data/sites.ts";
import { onceRead } from "./later.ts";
import type { Face, State, Store, Theme, Ui, View } from "./store.ts";

/** What is not written because it goes without saying. */
export type Usual = Pick<State, "lang" | "theme" | "ui" | "base" | "panel">;

const LONGEST_FRAGMENT = 8192;
const LONGEST_TEXT = 200;
const MOST_IDS = 256;
/** More sites side by side than this no reader compares. */
export const MOST_COMPARED = 4;
const FACES: readonly string[] = ["sites", "figures", "table"];
const THEMES: readonly string[] = ["auto", "light", "dark"];
const UIS: readonly string[] = ["full", "embed", "map"];
/** Writing on every frame of a drag would be refused by the browser. */
const WRITE_DELAY_MS = 300;

type Draft = { -readonly [K in keyof State]?: State[K] };

/** A table from key to reader; each leaves the draft alone where the value is not right. */
const READERS = new Map<string, (draft: Draft, value: string) => unknown>([
  ["map", readView],
  ["site", (draft, value) => isText(value) && (draft.site = value)],
  ["q", (draft, value) => isText(value) && (draft.q = value)],
  ["category", (draft, value) => (draft.categories = readIds(value))],
  ["lang", (draft, value) => /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(value) && (draft.lang = value)],
  ["theme", (draft, value) => THEMES.includes(value) && (draft.theme = value as Theme)],
  ["base", (draft, value) => (value === "" || isText(value)) && (draft.base = value)],
  ["ui", (draft, value) => UIS.includes(value) && (draft.ui = value as Ui)],
  ["panel", (draft, value) => FACES.includes(value) && (draft.panel = value as Face)],
  ["columns", (draft, value) => (draft.columns = readIds(value))],
  ["sort", readSort],
  ["compare", (draft, value) => (draft.compare = readIds(value).slice(0, MOST_COMPARED))],
]);

/** Read a fragment, with or without `#`; what is unknown or not right is as if it were not there. */
export function parseFragment(hash: string): Partial<State> {
  const draft: Draft = {};
  const text = hash.replace(/^#/, "");
  if (text.length > LONGEST_FRAGMENT) return draft;
  for (const pair of text.split("&")) {
    const equals = pair.indexOf("=");
    if (equals < 0) continue;
    const value = decode(pair.slice(equals + 1));
    if (value !== null) READERS.get(pair.slice(0, equals))?.(draft, value);
  }
  return draft;
}

/** Write a fragment, without `#`. */
export function formatFragment(state: State, usual?: Usual): string {
  const pairs: string[] = [];
  const add = (key: string, value: string): void => {
    pairs.push(`${key}=${encode(value)}`);
  };
  if (state.view) add("map", formatView(state.view));
  if (state.site !== null) add("site", state.site);
  if (state.q) add("q", state.q);
  if (state.categories.length > 0) add("category", formatIds(state.categories));
  for (const key of ["lang", "theme", "base", "ui", "panel"] as const) {
    if (state[key] !== (usual ?? USUAL)[key]) add(key, state[key]);
  }
  if (state.columns.length > 0) add("columns", formatIds(state.columns));
  if (state.sort) add("sort", `${state.sort.isDescending ? "-" : ""}${state.sort.field}`);
  if (state.compare.length > 0) add("compare", formatIds(state.compare));
  return pairs.join("&");
}

/** Language "" is none: it is written always. */
const USUAL: Usual = { lang: "", theme: "auto", ui: "full", base: "", panel: "sites" };

/** What a map shows when nobody asks for anything. */
export function usualState(head: Head): State {
  return {
    lang: head.languages[0] ?? "en",
    theme: "auto",
    ui: "full",
    base: head.base ?? "",
    view: null,
    ...unasked(),
  };
}

/** What a fragment is about, where it says nothing of it. */
function unasked(): Pick<State, "q" | "categories" | "site" | "panel" | "columns" | "sort" | "compare"> {
  return { q: "", categories: [], site: null, panel: "sites", columns: [], sort: null, compare: [] };
}

/** What a page shows first: the usual, and what its fragment asks for. */
export function startState(head: Head, hash: string): State {
  return { ...usualState(head), ...known(head, parseFragment(hash)) };
}

/** Leave out what names nothing of this map. */
function known(head: Head, asked: Partial<State>): Partial<State> {
  const patch: Draft = { ...asked };
  if (patch.lang !== undefined && !head.languages.includes(patch.lang)) delete patch.lang;
  if (patch.base && !head.bases.some(({ id }) => id === patch.base)) delete patch.base;
  if (patch.categories) patch.categories = knownCategories(head, patch.categories) ?? [];
  return patch;
}

/**
 * Keep state and address together. A selected site makes a step in the history, so that "back"
 * leads to the one before; everything else changes the present step.
 */
export function bindFragment(store: Store, sites: Sites): void {
  const usual = usualState(sites.head);
  let waiting: ReturnType<typeof setTimeout> | undefined;

  /** What the present step is to say, not written yet. */
  let unwritten = "";
  /** The site the present step is about. */
  let { site: presentSite } = store.state;
  const present = (): string => `#${formatFragment(store.state, usual)}`;

  const write = (step: "pushState" | "replaceState", fragment: string): void => {
    clearTimeout(waiting);
    waiting = undefined;
    if (fragment === (location.hash || "#")) return;
    try {
      history[step](null, "", fragment);
    } catch {
      // A sandboxed frame, `about:srcdoc`, or too many in too short a time: the page works on.
    }
  };

  let viewTold = false;
  store.listen((change) => {
    // The map tells what it shows as soon as it does: no reason to touch the address.
    const isOpening = change.has("view") && !viewTold && store.origin === "map";
    viewTold ||= change.has("view");
    if (isOpening || (change.size === 1 && (change.has("result") || change.has("hovered")))) return;
    // In a frame, a step would be one in the history of the page around it.
    const isStep = change.has("site") && store.origin !== "url" && window.parent === window;
    if (isStep) {
      // "Back" leads to what was typed a moment ago, too.
      if (waiting !== undefined && unwritten) write("replaceState", unwritten);
      write("pushState", present());
    } else {
      waiting ??= setTimeout(() => write("replaceState", present()), WRITE_DELAY_MS);
      // A change within that of the site is already about the step to come.
      if (store.state.site === presentSite) unwritten = present();
    }
    if (change.has("site")) [presentSite, unwritten] = [store.state.site, ""];
  });

  addEventListener("hashchange", () => {
    clearTimeout(waiting);
    [waiting, unwritten] = [undefined, ""];
    // Site, filter and face are what a step is about; language, theme and base stay unless told.
    const patch = { ...unasked(), ...known(sites.head, parseFragment(location.hash)) };
    store.set(withKnownSites(patch, sites), "url");
  });

  onceRead(sites.complete, () => {
    const { site, compare } = store.state;
    store.set(withKnownSites({ site, compare }, sites), "url");
  });
}

/** Leave out sites the map does not have. */
function withKnownSites<T extends Pick<State, "site" | "compare">>(patch: T, sites: Sites): T {
  const isKnown = (id: string): boolean => sites.rowOf(id) >= 0;
  const { site, compare } = patch;
  return { ...patch, site: site !== null && isKnown(site) ? site : null, compare: compare.filter(isKnown) };
}

function readView(draft: Draft, value: string): void {
  const parts = value.split("/");
  if (parts.length !== 3 || !parts.every((part) => /^-?\d{1,3}(\.\d{1,12})?$/.test(part))) return;
  const [zoom = NaN, lat = NaN, lon = NaN] = parts.map(Number);
  if (zoom < 0 || zoom > 24 || Math.abs(lat) > 90 || Math.abs(lon) > 180) return;
  draft.view = { zoom, lat, lon };
}

function readIds(value: string): readonly string[] {
  const ids = value.split(",").map((id) => id.replace(/%2C/gi, ",").replace(/%25/g, "%"));
  return [...new Set(ids.filter(isText))].slice(0, MOST_IDS);
}

/** `-FIELD` is from the largest down. */
function readSort(draft: Draft, value: string): void {
  const isDescending = value.startsWith("-");
  const field = isDescending ? value.slice(1) : value;
  if (isText(field)) draft.sort = { field, isDescending };
}

/** Commas part the ids; one inside an id is encoded once more than the rest of the fragment. */
function formatIds(ids: readonly string[]): string {
  return ids.map((id) => id.replace(/%/g, "%25").replace(/,/g, "%2C")).join(",");
}

/** About a pixel: four decimals up to zoom 14, six at 18. */
function formatView({ zoom, lat, lon }: View): string {
  const decimals = zoom < 15 ? 4 : zoom < 17 ? 5 : 6;
  return `${Number(zoom.toFixed(2))}/${lat.toFixed(decimals)}/${lon.toFixed(decimals)}`;
}

function isText(value: string): boolean {
  return value.length > 0 && value.length <= LONGEST_TEXT && !/[\u0000-\u001f\u007f]/.test(value);
}

/** Slashes, commas, colons and @ may stand in a fragment as they are, and read better so. */
function encode(value: string): string {
  return encodeURIComponent(value).replace(/%2F/g, "/").replace(/%3A/g, ":").replace(/%2C/g, ",").replace(/%40/g, "@");
}

function decode(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}
