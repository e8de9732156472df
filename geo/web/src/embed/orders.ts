/**
 * What a host page may tell the map, taken from a message only when it is exactly that.
 *
 * The message format is version 1 (`geo/contract/messages.schema.json`). A key that is unknown is ignored,
 * a value that is wrong makes the whole message one that was never sent.
 */

import type { ParkMapOrder } from "../contract/hostmessages.ts";
import { THEMES, UIS } from "../contract/mapstate.ts";
import { Choice, parseWhere, Range, unescape, type Where } from "../data/fieldfilters.ts";
import { knownCategories } from "../data/head.ts";
import type { Sites } from "../data/sites.ts";
import type { State } from "../store.ts";
import { soundWhere } from "../topics.ts";

/** An order as it is obeyed: what may be written in several ways is read. */
export type Order = Exclude<Wire, { type: "filter" }> | Filter;
export type OrderType = Wire["type"];

/** An order as it comes, but for what every message has. */
type Wire = Unwrapped<ParkMapOrder>;
type Unwrapped<T> = T extends unknown ? Omit<T, "target" | "version" | "seq"> : never;

/** Longest text, in UTF-16 units, and longest list a message may carry. */
export const LONGEST_TEXT = 512;
export const LONGEST_LIST = 256;

interface Filter {
  readonly type: "filter";
  readonly q?: string;
  readonly category?: readonly string[];
  readonly where?: Where;
}

type Data = Readonly<Record<string, unknown>>;

/** A table from type to reader; each gives null where the message is not right. */
const READERS: { readonly [T in OrderType]: (data: Data) => Extract<Order, { type: T }> | null } = {
  hello: () => ({ type: "hello" }),
  select: ({ id }) => (isTextOrNull(id) ? { type: "select", id: id || null } : null),
  filter: readFilter,
  view: readView,
  lang: ({ lang }) => (isText(lang) ? { type: "lang", lang } : null),
  theme: ({ theme }) => (isOneOf(THEMES, theme) ? { type: "theme", theme } : null),
  ui: ({ ui }) => (isOneOf(UIS, ui) ? { type: "ui", ui } : null),
  color: ({ field }) => (isTextOrNull(field) ? { type: "color", field: field || null } : null),
  topic: ({ id }) => (isTextOrNull(id) ? { type: "topic", id: id || null } : null),
  base: ({ base }) => (isText(base) ? { type: "base", base } : null),
};

/** The order a message gives, or null. */
export function readOrder(data: unknown): Order | null {
  if (!isData(data) || data["target"] !== "parkmap") return null;
  if ((data["version"] ?? 1) !== 1) return null;
  const type = data["type"];
  if (typeof type !== "string" || !Object.hasOwn(READERS, type)) return null;
  return READERS[type as OrderType](data);
}

/** The number a host gave to its message, to be named in what the map says after it. */
export function readNumber(data: unknown): number | undefined {
  const seq = isData(data) ? data["seq"] : undefined;
  return typeof seq === "number" && Number.isSafeInteger(seq) ? seq : undefined;
}

/**
 * The origins messages are exchanged with, or null for any.
 *
 * A list that names no usable origin allows none: a slip of the pen must not open the door.
 */
export function allowedOrigins(origins: readonly string[] | undefined): readonly string[] | null {
  if (!origins || origins.length === 0) return null;
  return origins.map(originOf).filter((origin) => origin !== "");
}

function originOf(address: string): string {
  try {
    const { origin, protocol } = new URL(address);
    return protocol === "https:" || protocol === "http:" ? origin : "";
  } catch {
    return "";
  }
}

/** What is asked of search, categories and fields, or null. */
export function readFilter({ q, category, where }: Data): Filter | null {
  const filters = where === undefined || where === null ? [] : readWhere(where);
  if (filters === null) return null;
  const ids = typeof category === "string" ? split(category) : category;
  if (q !== undefined && q !== null && !isText(q)) return null;
  if (ids !== undefined && ids !== null && !isTextList(ids)) return null;
  return {
    type: "filter",
    ...(q === undefined ? {} : { q: q ?? "" }),
    ...(ids === undefined ? {} : { category: ids ?? [] }),
    ...(where === undefined ? {} : { where: filters }),
  };
}

/** Filters as the address writes them, or by field: a text as there, a list of choices, or `{ min, max }`. */
function readWhere(where: unknown): Where | null {
  if (typeof where === "string") return where.length <= LONGEST_TEXT * LONGEST_LIST ? parseWhere(where) : null;
  if (!isData(where) || Array.isArray(where) || Object.keys(where).length > LONGEST_LIST) return null;
  const entries = Object.entries(where).map(([field, filter]) => [field, specOf(filter)] as const);
  return entries.some(([, spec]) => spec === null) ? null : entries.filter((entry): entry is readonly [string, string] => entry[1] !== "");
}

/** One filter as the address writes it; "" for none, null where it is not right. */
function specOf(filter: unknown): string | null {
  if (filter === null) return "";
  if (isText(filter)) return filter;
  if (isTextList(filter)) return filter.length === 0 ? "" : new Choice(filter).spec;
  if (!isData(filter) || Array.isArray(filter)) return null;
  const { min = "", max = "" } = filter;
  if (min === "" && max === "") return "";
  const isLimit = (limit: unknown): limit is string | number => isText(limit) || (typeof limit === "number" && Number.isFinite(limit));
  return isLimit(min) && isLimit(max) ? new Range(min, max).spec : null;
}

function readView({ center, zoom }: Data): Extract<Order, { type: "view" }> | null {
  if (!Array.isArray(center) || center.length !== 2) return null;
  const [lon, lat] = center as unknown[];
  if (!isBetween(lon, -180, 180) || !isBetween(lat, -90, 90) || !isBetween(zoom, 0, 24)) {
    return null;
  }
  return { type: "view", center: [lon, lat], zoom };
}

/** Ids of a text; a text too long for that is none, which is not the same as all. */
function split(ids: string): readonly string[] | false {
  if (ids.length > LONGEST_TEXT * LONGEST_LIST) return false;
  return ids.split(",").map((id) => id.trim()).filter((id) => id !== "");
}

/** What a filter changes; categories and fields the map does not have change nothing. */
export function filterPatch(sites: Sites, { q, category, where }: Filter): Partial<Pick<State, "q" | "categories" | "where">> {
  const own = where?.find(([field]) => field === "category");
  const asked = own ? own[1].split("|").map(unescape) : category;
  const categories = asked && knownCategories(sites.head, asked);
  const others = where?.filter((entry) => entry !== own) ?? [];
  const obeyed = soundWhere(sites, others);
  const isObeyed = where !== undefined && (obeyed.length > 0 || others.length === 0);
  return { ...(q === undefined ? {} : { q }), ...(categories ? { categories } : {}), ...(isObeyed ? { where: obeyed } : {}) };
}

function isData(value: unknown): value is Data {
  return typeof value === "object" && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.length <= LONGEST_TEXT;
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || isText(value);
}

function isOneOf<T>(known: readonly T[], value: unknown): value is T {
  return (known as readonly unknown[]).includes(value);
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.length <= LONGEST_LIST && value.every(isText);
}

function isBetween(value: unknown, low: number, high: number): value is number {
  return typeof value === "number" && value >= low && value <= high;
}
