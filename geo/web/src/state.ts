/** The state as a URL fragment: `#map=14/30.2089/120.2110&site=baima-lake&lang=en`. */

import { FACES, FRAGMENT_KEYS, type FragmentKey, SCHEMES, type Setting, THEMES, UIS, UNASKED, type Widths } from "./contract/mapstate.ts";
import { breaksIn, MOST_BREAKS } from "./data/breaks.ts";
import { formatWhere, parseWhere } from "./data/fieldfilters.ts";
import { type Head, knownCategories, type Topic } from "./data/head.ts";
import { periodId, periodIn } from "./data/periods.ts";
import { rampKind } from "./data/ramps.ts";
import type { Sites } from "./data/sites.ts";
import { readersLanguage } from "./i18n.ts";
import { onceRead } from "./data/later.ts";
import { same, type Sort, type State, type Store, type View } from "./store.ts";
import { lookout, sound, splitCategories, topicById } from "./topics.ts";

/** What is not written because it goes without saying. */
export type Usual = Pick<State, "lang" | "theme" | "ui" | "base" | "panel"> & {
  /** The topic shown first, and all there are: what a topic says goes without saying. */
  readonly topic?: string | null;
  readonly topics?: readonly Topic[];
};

/** A hundred columns by their Chinese names, each letter nine of the address, and as much again. */
const LONGEST_FRAGMENT = 32_768;
/** Each key stands there once. */
const MOST_PAIRS = 100;
const LONGEST_TEXT = 200;
/** Fields may be called by whole questions. */
const LONGEST_FIELD = 500;
const LONGEST_PERIOD = 40;
const MOST_IDS = 256;
/** Writing on every frame of a drag would be refused by the browser. */
const WRITE_DELAY_MS = 300;
/** What happens on the page and no address tells. */
const UNTOLD = ["result", "hovered", "lifted", "lit"] as const;

type Draft = { -readonly [K in keyof State]?: State[K] };

/** How a part of the state is read from its key, undefined where the value is not right, and written. */
interface Codec<T> {
  read(value: string): T | undefined;
  /** As it stands if absent. */
  write?(part: NonNullable<T>): string;
}

const TEXT: Codec<string> = { read: (value) => (isText(value) ? value : undefined) };
const TEXT_OR_NONE: Codec<string | null> = { read: (value) => (isTextOrNone(value) ? value || null : undefined) };
const FIELD: Codec<string | null> = { read: (value) => (isTextOrNone(value, LONGEST_FIELD) ? value || null : undefined) };
const IDS: Codec<readonly string[]> = { read: (value) => readIds(value), write: formatIds };
const oneOf = <T extends string>(known: readonly T[]): Codec<T> => ({ read: (value) => known.find((one) => one === value) });

const CODECS: { readonly [K in FragmentKey]: Codec<State[(typeof FRAGMENT_KEYS)[K]]> } = {
  map: { read: readView, write: formatView },
  site: TEXT,
  q: TEXT,
  category: IDS,
  lang: { read: (value) => (/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(value) ? value : undefined) },
  theme: oneOf(THEMES),
  base: { read: (value) => (isTextOrNone(value) ? value : undefined) },
  ui: oneOf(UIS),
  panel: oneOf(FACES),
  topic: TEXT_OR_NONE,
  color: FIELD,
  size: FIELD,
  year: { read: readYear, write: (year) => String(periodId(year)).padStart(4, "0") },
  scheme: oneOf(SCHEMES),
  classes: { read: (value) => (/^([2-9]|1[0-2])$/.test(value) ? Number(value) : undefined) },
  breaks: { read: readBreaks, write: (breaks) => breaks.join(",") },
  palette: { read: (value) => (rampKind(value) ? value : undefined) },
  where: { read: (value) => (isTextOrNone(value, LONGEST_FRAGMENT) ? parseWhere(value) : undefined), write: formatWhere },
  hide: { read: (value) => readIds(value, true), write: formatIds },
  columns: IDS,
  widths: { read: readWidths, write: formatWidths },
  sort: { read: readSort, write: formatSort },
  compare: IDS,
};

/** Read a fragment, with or without `#`; what is unknown or not right is as if it were not there. */
export function parseFragment(hash: string): Partial<State> {
  const draft: Draft = {};
  const text = hash.replace(/^#/, "");
  const pairs = text.length > LONGEST_FRAGMENT ? [] : text.split("&");
  if (pairs.length > MOST_PAIRS) return draft;
  for (const pair of pairs) {
    const equals = pair.indexOf("=");
    const key = pair.slice(0, equals);
    if (equals < 0 || !isKey(key)) continue;
    const value = decode(pair.slice(equals + 1));
    const part = value === null ? undefined : CODECS[key].read(value);
    if (part !== undefined) Object.assign(draft, splitCategories({ [FRAGMENT_KEYS[key]]: part }));
  }
  return draft;
}

/** Write a fragment, without `#`: what is not as it would be if nobody asked. */
export function formatFragment(state: State, usual: Usual = USUAL): string {
  // What a topic says stands in the address by its name; the categories its filter names, too.
  const said = lookout(usual.topics?.find(({ id }) => id === state.topic));
  const unsaid: State = { view: null, ...UNASKED, ...said, ...usual, topic: usual.topic ?? null };
  const pairs: string[] = [];
  for (const key of Object.keys(FRAGMENT_KEYS) as FragmentKey[]) {
    if (same(state[FRAGMENT_KEYS[key]], unsaid[FRAGMENT_KEYS[key]])) continue;
    pairs.push(`${key}=${encode(written(state, key))}`);
  }
  return pairs.join("&");
}

/** The whole state by the keys of the address, each part as it stands there; "" for none. */
export function stateTexts(state: State): Record<FragmentKey, string> {
  const keys = Object.keys(FRAGMENT_KEYS) as FragmentKey[];
  return Object.fromEntries(keys.map((key) => [key, written(state, key)])) as Record<FragmentKey, string>;
}

function written(state: State, key: FragmentKey): string {
  const part = state[FRAGMENT_KEYS[key]];
  const write = CODECS[key].write as ((part: unknown) => string) | undefined;
  return part === null ? "" : write ? write(part) : String(part);
}

function isKey(text: string): text is FragmentKey {
  return Object.hasOwn(FRAGMENT_KEYS, text);
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

/** What a fragment is about, where it says nothing of it but the topic. */
function unasked(head: Head, topic: string | null): Omit<State, keyof Setting> {
  return { ...UNASKED, ...lookout(topicById(head, topic)) };
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
export function bindFragment(store: Store, sites: Sites, signal: AbortSignal): void {
  const usual = usualOf(sites.head);
  let waiting: ReturnType<typeof setTimeout> | undefined;

  let isComplete = false;
  /** What the present step is to say, not written yet. */
  let unwritten = "";
  /** The site the present step is about. */
  let { site: presentSite } = store.state;
  const present = (): string => `#${formatFragment(store.state, usual)}`;
  /** The address as it was last written or read: another is one that somebody has just asked for. */
  let address = location.hash;

  const write = (step: "pushState" | "replaceState", fragment: string): void => {
    clearTimeout(waiting);
    waiting = undefined;
    // It is told in a moment, and would be lost if it were written over.
    if (location.hash !== address || fragment === (address || "#")) return;
    try {
      history[step](null, "", fragment);
    } catch {
      // A sandboxed frame, `about:srcdoc`, or too many in too short a time: the page works on.
    }
    address = location.hash;
  };

  store.listen((change) => {
    // The address is the reader's: a view the map takes by itself is no reason to touch it.
    if (store.origin === "opening" || (change.size === 1 && UNTOLD.some((key) => change.has(key)))) return;
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
    address = location.hash;
    // Site, filter, look and face are what a step is about; language, theme and base stay unless told.
    const asked = known(sites.head, parseFragment(location.hash));
    const { topic = usual.topic ?? null } = asked;
    const patch = { ...unasked(sites.head, topic), ...asked };
    store.set(isComplete ? { ...patch, ...sound(sites, { ...store.state, ...patch }) } : patch, "url");
  }, { signal });
  signal.addEventListener("abort", () => clearTimeout(waiting));

  onceRead(sites.complete, () => {
    isComplete = true;
    store.set(sound(sites, store.state), "url");
  });
}

/** A year, or a part of one, or several; undefined for what names no time alone. */
function readYear(value: string): number | null | undefined {
  if (value === "" || value === "0000") return null;
  const year = value.length > LONGEST_PERIOD ? NaN : periodIn(value);
  return Number.isNaN(year) || (Number.isInteger(year) && !/^\d{4}$/.test(value)) ? undefined : year;
}

function readView(value: string): View | undefined {
  const parts = value.split("/");
  if (parts.length !== 3 || !parts.every((part) => /^-?\d{1,3}(\.\d{1,12})?$/.test(part))) return undefined;
  const [zoom = NaN, lat = NaN, lon = NaN] = parts.map(Number);
  return zoom < 0 || zoom > 24 || Math.abs(lat) > 90 || Math.abs(lon) > 180 ? undefined : { zoom, lat, lon };
}

/** @param withNone whether an empty id stands for something, as it does for a group of those without a value */
function readIds(value: string, withNone = false): string[] {
  const ids = value.split(",").map((id) => id.replace(/%2C/gi, ",").replace(/%25/g, "%"));
  return [...new Set(ids.filter((id) => isText(id, LONGEST_FIELD) || (withNone && id === "")))].slice(0, MOST_IDS);
}

/** Whether they are numbers or dates, and rise, is told by the field they are for. */
function readBreaks(value: string): string[] | undefined {
  const breaks = breaksIn(value);
  return isText(value) && breaks.length > 0 && breaks.length <= MOST_BREAKS ? breaks : undefined;
}

/** `-FIELD` is from the largest down; a field that begins so itself is written with its sign encoded once more. */
function readSort(value: string): Sort | undefined {
  const isDescending = value.startsWith("-");
  const field = (isDescending ? value.slice(1) : value).replace(/^%(2D|25)/i, (_, code: string) => (code === "25" ? "%" : "-"));
  return isText(field, LONGEST_FIELD) ? { field, isDescending } : undefined;
}

function formatSort({ field, isDescending }: Sort): string {
  return `${isDescending ? "-" : ""}${field.replace(/^%(?=2[5D])/i, "%25").replace(/^-/, "%2D")}`;
}

/** Field and width, parted by the last colon. */
function readWidths(value: string): Widths {
  const found = new Map<string, number>();
  for (const entry of value.split(",").slice(0, MOST_IDS)) {
    const parts = /^(.+):(\d{1,3}(?:\.\d{1,4})?)$/s.exec(entry);
    const [field] = parts ? readIds(parts[1]!) : [];
    if (field !== undefined) found.set(field, Number(parts![2]));
  }
  return [...found];
}

function formatWidths(widths: Widths): string {
  return widths.map(([field, rem]) => `${formatIds([field])}:${rem}`).join(",");
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

/** Headings of a sheet have lines; what else controls a terminal is in no name. */
function isText(value: string, most = LONGEST_TEXT): boolean {
  return value.length > 0 && value.length <= most && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(value);
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
