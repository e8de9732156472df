/** The state as a URL fragment: `#map=14/30.2089/120.2110&site=baima-lake&lang=en`. */

import { type Scheme, SCHEMES } from "./data/classes.ts";
import { formatWhere } from "./data/fieldfilters.ts";
import { type Head, knownCategories, type Topic } from "./data/head.ts";
import { rampKind } from "./data/ramps.ts";
import type { Sites } from "./data/sites.ts";
import { readersLanguage } from "./i18n.ts";
import { onceRead } from "./later.ts";
import type { Face, State, Store, Theme, Ui, View } from "./store.ts";
import { lookout, type Lookout, sound, splitWhere, topicById } from "./topics.ts";

/** What is not written because it goes without saying. */
export type Usual = Pick<State, "lang" | "theme" | "ui" | "base" | "panel"> & {
  /** The topic shown first, and all there are: what a topic says goes without saying. */
  readonly topic?: string | null;
  readonly topics?: readonly Topic[];
};

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
  ["topic", (draft, value) => isTextOrNone(value) && (draft.topic = value || null)],
  ["color", (draft, value) => isTextOrNone(value) && (draft.color = value || null)],
  ["size", (draft, value) => isTextOrNone(value) && (draft.size = value || null)],
  ["year", (draft, value) => /^(\d{4})?$/.test(value) && (draft.year = value === "" ? null : Number(value))],
  ["where", (draft, value) => isTextOrNone(value, LONGEST_FRAGMENT) && Object.assign(draft, splitWhere(value))],
  ["scheme", (draft, value) => (SCHEMES as readonly string[]).includes(value) && (draft.scheme = value as Scheme)],
  ["classes", (draft, value) => /^([2-9]|1[0-2])$/.test(value) && (draft.classes = Number(value))],
  ["palette", (draft, value) => rampKind(value) && (draft.palette = value)],
  ["hide", (draft, value) => (draft.hidden = readIds(value, true))],
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
  // Those a topic names are in its filter: without it, or with others, they stand by themselves.
  const said = lookout((usual ?? USUAL).topics?.find(({ id }) => id === state.topic));
  if (formatIds(state.categories) !== formatIds(said.categories)) add("category", formatIds(state.categories));
  for (const key of ["lang", "theme", "base", "ui", "panel"] as const) {
    if (state[key] !== (usual ?? USUAL)[key]) add(key, state[key]);
  }
  addLook(state, usual?.topic ?? null, said, add);
  if (state.columns.length > 0) add("columns", formatIds(state.columns));
  if (state.sort) add("sort", `${state.sort.isDescending ? "-" : ""}${state.sort.field}`);
  if (state.compare.length > 0) add("compare", formatIds(state.compare));
  return pairs.join("&");
}

/** What the data says on the map, where that is not what the topic says anyway. */
function addLook(state: State, usual: string | null, said: Lookout, add: (key: string, value: string) => void): void {
  if (state.topic !== usual) add("topic", state.topic ?? "");
  for (const key of ["color", "size", "year", "scheme", "classes", "palette"] as const) {
    if (state[key] !== said[key]) add(key, String(state[key] ?? ""));
  }
  const where = formatWhere(state.where);
  if (where !== formatWhere(said.where)) add("where", where);
  if (state.hidden.length > 0) add("hide", formatIds(state.hidden));
}

/** Language "" is none: it is written always. */
const USUAL: Usual = { lang: "", theme: "auto", ui: "full", base: "", panel: "sites" };

/** What a map shows when nobody asks for anything. */
export function usualState(head: Head, asked = browserLanguages()): State {
  return {
    lang: head.lang ?? readersLanguage(head.languages, asked),
    theme: head.theme ?? "auto",
    ui: "full",
    base: head.base ?? "",
    view: null,
    ...unasked(head, head.topic ?? null),
  };
}

/** What goes without saying in an address of a map. */
export function usualOf(head: Head): Usual {
  const { lang, theme, ui, base, panel, topic } = usualState(head);
  return { lang, theme, ui, base, panel, topic, topics: head.topics ?? [] };
}

type About = Lookout & Pick<State, "q" | "site" | "panel" | "columns" | "sort" | "compare">;

/** What a fragment is about, where it says nothing of it but the topic. */
function unasked(head: Head, topic: string | null): About {
  return { q: "", site: null, panel: "sites", columns: [], sort: null, compare: [], ...lookout(topicById(head, topic)) };
}

/** What the reader's browser asks for; nothing where there is no reader. */
function browserLanguages(): readonly string[] {
  return typeof document === "undefined" ? [] : navigator.languages;
}

/** What a page shows first: the usual, and what its fragment asks for. */
export function startState(head: Head, hash: string): State {
  const asked = known(head, parseFragment(hash));
  const usual = usualState(head);
  const { topic = usual.topic } = asked;
  // What a topic says comes first, so that whatever stands beside it in an address holds.
  return { ...usual, ...unasked(head, topic), ...asked };
}

/** Leave out what names nothing of this map. */
function known(head: Head, asked: Partial<State>): Partial<State> {
  const patch: Draft = { ...asked };
  if (patch.lang !== undefined && !head.languages.includes(patch.lang)) delete patch.lang;
  if (patch.base && !head.bases.some(({ id }) => id === patch.base)) delete patch.base;
  if (patch.categories) patch.categories = knownCategories(head, patch.categories) ?? [];
  if (patch.topic && !topicById(head, patch.topic)) delete patch.topic;
  return patch;
}

/**
 * Keep state and address together. A selected site makes a step in the history, so that "back"
 * leads to the one before; everything else changes the present step.
 */
export function bindFragment(store: Store, sites: Sites): void {
  const usual = usualOf(sites.head);
  let waiting: ReturnType<typeof setTimeout> | undefined;

  let isComplete = false;
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

  store.listen((change) => {
    // The address is the reader's: a view the map takes by itself is no reason to touch it.
    if (store.origin === "opening" || (change.size === 1 && (change.has("result") || change.has("hovered")))) return;
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
    // Site, filter, look and face are what a step is about; language, theme and base stay unless told.
    const asked = known(sites.head, parseFragment(location.hash));
    const { topic = usual.topic ?? null } = asked;
    const patch = { ...unasked(sites.head, topic), ...asked };
    store.set(isComplete ? { ...patch, ...sound(sites, { ...store.state, ...patch }) } : patch, "url");
  });

  onceRead(sites.complete, () => {
    isComplete = true;
    store.set(sound(sites, store.state), "url");
  });
}

function readView(draft: Draft, value: string): void {
  const parts = value.split("/");
  if (parts.length !== 3 || !parts.every((part) => /^-?\d{1,3}(\.\d{1,12})?$/.test(part))) return;
  const [zoom = NaN, lat = NaN, lon = NaN] = parts.map(Number);
  if (zoom < 0 || zoom > 24 || Math.abs(lat) > 90 || Math.abs(lon) > 180) return;
  draft.view = { zoom, lat, lon };
}

/** @param withNone whether an empty id stands for something, as it does for a group of those without a value */
function readIds(value: string, withNone = false): string[] {
  const ids = value.split(",").map((id) => id.replace(/%2C/gi, ",").replace(/%25/g, "%"));
  return [...new Set(ids.filter((id) => isText(id) || (withNone && id === "")))].slice(0, MOST_IDS);
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

function isTextOrNone(value: string, most = LONGEST_TEXT): boolean {
  return value === "" || isText(value, most);
}

function isText(value: string, most = LONGEST_TEXT): boolean {
  return value.length > 0 && value.length <= most && !/[\u0000-\u001f\u007f]/.test(value);
}

/** Slashes, commas, colons and @ may stand in a fragment as they are, and read better so. */
function encode(value: string): string {
  return encodeURIComponent(value).replace(/%2F/g, "/").replace(/%3A/g, ":").replace(/%2C/g, ",").replace(/%40/g, "@").replace(/%7C/g, "|");
}

function decode(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}
