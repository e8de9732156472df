/** Grouping the sites by a field: its values, or classes of its numbers. */

import { pageWord } from "../words/pagewords.ts";
import { decimalsAlike, textsApart, valueText } from "../words/numbertext.ts";
import { classify, classOf, type Classes, fewestDigits } from "./classes.ts";
import { type Field, yearAsked } from "./fieldtype.ts";
import { type Group, type Grouping, NONE, type Style } from "./grouping.ts";
import { dateIn } from "./numerals.ts";
import { coloursOf, rampKind, rampLength, spread, type Colours } from "./ramps.ts";
import type { Sites } from "./sites.ts";

const CLASSES = 5;
/** More sorts than this are the most common ones and a rest. */
const MOST_SORTS = 9;
/** Id of the group of what is none of these. */
const REST = "*others*";
/** Drawn hollow, so that it is never one of the classes. */
const PALE: Colours = { light: "#8a8f98", dark: "#7d848e" };

/** Whether a field can colour a map: names of which each is another cannot. */
export function isGroupable(field: Field): boolean {
  return field.type !== "text" && field.count > 0;
}

/** Group the sites by a field. */
export function groupBy(sites: Sites, field: Field, style: Style = {}): Grouping {
  const isNumber = field.type === "number" || field.type === "date";
  const year = yearAsked(field, style.year) ?? field.usualYear;
  const made = isNumber && style.scheme !== "categories" ? byClasses(field, style, year) : bySorts(sites, field, style, year);
  const wording = style.key ?? {};
  const labels = wording.labels?.length === made.groups.length ? wording.labels : undefined;
  const groups = labels ? made.groups.map((group, n): Group => ({ ...group, label: () => labels[n]! })) : [...made.groups];
  let none = -1;
  const of = new Uint16Array(sites.count);
  for (let row = 0; row < sites.count; row++) {
    const index = made.of(row);
    if (index < 0 && none < 0) {
      none = groups.length;
      const { noneColor: colour, noneLabel } = wording;
      groups.push({ id: NONE, ...(colour ? { light: colour, dark: colour } : PALE), label: (lang) => noneLabel ?? pageWord("noValue", lang) });
    }
    of[row] = index < 0 ? none : index;
  }
  const counts = new Uint32Array(groups.length);
  for (const its of of) counts[its]!++;
  const key = JSON.stringify([field.id, year, style]);
  return { key, field, year, groups, of, none, counts, classes: made.classes, wording };
}

interface Made {
  readonly groups: readonly Group[];
  readonly of: (row: number) => number;
  readonly classes: Classes | null;
}

/** Classes are made of all years there are, so that a colour means the same in each. */
function byClasses(field: Field, style: Style, year: number | undefined): Made {
  const pool = clamped(field.pool(year), style);
  const { classes: found, zero = -1 } = (style.scheme === undefined ? fromZero(pool, style) : null)
    ?? zeroApart(classify(pool, style.scheme ?? "natural", style.classes ?? CLASSES, style.breaks), pool, style);
  if (!found) return { groups: [], of: () => -1, classes: null };
  const texts = style.key?.limits;
  const classes: Classes = { ...found, written: texts?.length === found.uppers.length + 1 ? texts : undefined };
  const isBoth = classes.least < 0 && classes.uppers[classes.uppers.length - 1]! > 0;
  const isDiverging = style.scheme === "deviation" || (isBoth && (style.scheme === undefined || style.scheme === "geometric"));
  const colours = coloursOf(style.palette ?? (isDiverging ? "RdBu" : "YlGnBu"), classes.places);
  const groups = colours.map((colour, n): Group => ({
    id: String(n), ...colour, label: (lang) => {
      const texts = limitTexts(field, classes, lang);
      return classText(n === zero ? texts[n + 1]! : texts[n]!, texts[n + 1]!, n === 0, lang);
    },
  }));
  return { groups, of: byUppers(classes.uppers, field.numbers(year)), classes };
}

/** A class in words: its upper limit belongs to it, its lower one to the class below. */
function classText(low: string, high: string, isFirst: boolean, lang: string): string {
  if (low === high) return low;
  return isFirst ? `${low} – ${high}` : pageWord("classRange", lang, { low, high });
}

// What finds a row's group is made apart from the groups: their labels live on, and with them, in browsers,
// all that was captured where they were made.
function byUppers(uppers: readonly number[], numbers: Float64Array): Made["of"] {
  return (row) => classOf(uppers, numbers[row]!);
}

/** @param rest the group of keys that have none of their own */
function byPlace(place: ReadonlyMap<string, number>, keys: readonly (string | null)[], rest: number): Made["of"] {
  return (row) => {
    const key = keys[row];
    return key === null || key === undefined ? -1 : (place.get(key) ?? rest);
  };
}

/** Numbers beyond the limits count as the limits do. */
function clamped(pool: Float64Array, { least = -Infinity, most = Infinity }: Style): Float64Array {
  if (least === -Infinity && most === Infinity) return pool;
  return pool.map((value) => Math.max(least, Math.min(most, value)));
}

function isAboutZero(palette: Style["palette"]): boolean {
  return palette === undefined || (typeof palette === "string" && rampKind(palette) === "diverging");
}

/** More zeros than this share of all numbers are a class of their own. */
const MANY_ZEROS = 1 / 3;

interface FromZero {
  readonly classes: Classes | null;
  /** Which class holds nothing but zeros. */
  readonly zero?: number;
}

/**
 * Where colours part loss from gain at zero, zero is neither: limits belong to the class below them, which would make
 * it a loss. Classes that a program has names for stay as they are.
 */
function zeroApart(classes: Classes | null, pool: Float64Array, { scheme, palette, key }: Style): FromZero {
  const at = classes?.uppers.indexOf(0) ?? -1;
  const isParted = (scheme === "geometric" && palette === undefined) || (palette !== undefined && isAboutZero(palette));
  if (!classes || at < 0 || at === classes.uppers.length - 1 || !isParted || key !== undefined || !pool.includes(0)) return { classes };
  const loss = pool.reduce((most, value) => (value < 0 && value > most ? value : most), -Infinity);
  if (loss === -Infinity) return { classes };
  // There may be nothing but zeros in it already.
  const below = classes.uppers[at - 1] ?? -Infinity;
  if (below >= loss) return { classes, zero: at };
  const put = (list: readonly number[], one: number): number[] => [...list.slice(0, at), one, ...list.slice(at)];
  const middle = (classes.places[at]! + classes.places[at + 1]!) / 2;
  const places = [...classes.places.slice(0, at + 1), middle, ...classes.places.slice(at + 1)];
  const limit = fewestDigits(loss, 0);
  return { classes: { ...classes, uppers: put(classes.uppers, limit), shown: put(classes.shown, limit), places }, zero: at + 1 };
}

/**
 * Classes for which zero means something, where nobody has said how to class: of both signs on either side of it,
 * paler towards it; of very many zeros with a class for them alone. Null where it means nothing.
 */
function fromZero(pool: Float64Array, { palette, classes: said }: Style): FromZero | null {
  const asked = said ?? CLASSES;
  const zeros = pool.reduce((count, value) => count + (value === 0 ? 1 : 0), 0);
  const isBoth = pool.some((value) => value < 0 && value > -Infinity) && pool.some((value) => value > 0 && value < Infinity);
  // Beside losses and gains even one zero is neither.
  const isApart = zeros > (isBoth ? 0 : pool.length * MANY_ZEROS) && zeros < pool.length && asked > 1;
  if (isBoth ? !isAboutZero(palette) : !isApart) return null;
  const losses = pool.filter((value) => value < 0 || (value === 0 && !isApart));
  const gains = pool.filter((value) => value > 0);
  const side = isBoth ? Math.max(1, Math.floor(asked / 2)) : asked - 1;
  // As many as were asked for: where they cannot be halved, the side with more numbers has one more.
  const least = Math.max(1, Math.floor((asked - (isApart ? 1 : 0)) / 2));
  const more = Math.max(1, asked - (isApart ? 1 : 0) - least);
  const isCounted = isBoth && said !== undefined;
  const below = classify(losses, "natural", !isCounted ? side : losses.length > gains.length ? more : least);
  const above = classify(gains, "natural", !isCounted ? side : losses.length > gains.length ? least : more);
  const [low, high] = [below ?? NOTHING, above ?? NOTHING];
  // The last limit below zero is zero itself, or, where zeros are apart, any number before it.
  const before = (limits: readonly number[]): number[] => (isApart ? [...limits.slice(0, -1), ...limits.slice(-1).map((last) => fewestDigits(last, 0)), 0] : [...limits.slice(0, -1), 0]);
  const uppers = [...before(low.uppers), ...high.uppers];
  const places = isBoth ? [
    ...low.uppers.map((_, n) => (n / (isCounted ? more : side)) * 0.5),
    ...(isApart ? [0.5] : []),
    ...high.uppers.map((_, n) => 1 - ((high.uppers.length - 1 - n) / (isCounted ? more : side)) * 0.5),
  ] : spread(uppers.length);
  const classes = { least: below?.least ?? 0, uppers, shown: [...before(low.shown), ...high.shown], places };
  return { classes, zero: isApart ? low.uppers.length : -1 };
}

const NOTHING: Pick<Classes, "uppers" | "shown"> = { uppers: [], shown: [] };

/** Where the first class begins, and where each ends, as a language writes it: no two limits look alike. */
export function limitTexts({ type, decimals }: Field, { least, shown, written }: Pick<Classes, "least" | "shown" | "written">, lang: string): string[] {
  if (written) return [...written];
  const limits = [least, ...shown];
  if (type === "date") return limits.map(dayText);
  const alike = decimalsAlike(limits);
  // Nought is what it is, to any decimal.
  return textsApart(limits, lang, (value) => valueText(value, lang, decimals ?? (value === 0 ? undefined : alike)));
}

/** A date in years, where it is a whole one. */
function dayText(value: number): string {
  const year = Math.floor(value);
  if (value === year) return String(year);
  const start = new Date(0).setUTCFullYear(year, 0, 1);
  const whole = new Date(0).setUTCFullYear(year + 1, 0, 1) - start;
  return new Date(start + Math.round((value - year) * whole)).toISOString().slice(0, 10);
}

/** One group a value: the most common first, and of very many a rest. */
function bySorts(sites: Sites, field: Field, style: Style, year: number | undefined): Made {
  const counts = new Map<string, number>();
  const keys: (string | null)[] = [];
  for (let row = 0; row < sites.count; row++) {
    const value = field.get(row, year);
    const key = value === null ? null : String(value);
    keys.push(key);
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const ordered = style.order ?? ordering(field, counts);
  const palette = style.palette ?? "OkabeIto";
  const most = style.order ? style.order.length : typeof palette === "string" ? Math.min(MOST_SORTS, rampLength(palette)) : rampLength(palette);
  const isMany = ordered.length > most;
  const shown = isMany ? mostCommon(ordered, counts, most - 1) : ordered;
  const place = new Map(shown.map((key, n) => [key, n]));
  const groups = coloursOf(palette, spread(shown.length)).map((colour, n): Group => {
    const id = shown[n]!;
    return { id, ...colour, label: (lang) => sortText(field, id, lang) };
  });
  if (isMany) {
    const rest = ordered.length - shown.length;
    groups.push({ id: REST, light: "#5f6770", dark: "#9aa2ab", label: (lang) => `${pageWord("otherValues", lang)} (${rest})` });
  }
  return { groups, of: byPlace(place, keys, isMany ? shown.length : -1), classes: null };
}

function ordering(field: Field, counts: ReadonlyMap<string, number>): string[] {
  const keys = [...counts.keys()];
  if (field.type === "number") return keys.sort((a, b) => Number(a) - Number(b));
  if (field.type === "date") return keys.sort((a, b) => dateIn(a) - dateIn(b));
  return keys.sort((a, b) => counts.get(b)! - counts.get(a)! || (a < b ? -1 : 1));
}

/** The most common of some sorts, in the order they have. */
function mostCommon(ordered: readonly string[], counts: ReadonlyMap<string, number>, most: number): string[] {
  const kept = new Set([...ordered].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0)).slice(0, most));
  return ordered.filter((key) => kept.has(key));
}

function sortText(field: Field, key: string, lang: string): string {
  if (field.type === "boolean" && (key === "true" || key === "false")) return pageWord(key === "true" ? "yes" : "no", lang);
  return field.type === "number" ? valueText(Number(key), lang, field.decimals) : field.word(key, lang);
}
