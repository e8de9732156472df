/** Numbers as they stand in tables: 约 10, ≥ 5, 1,234, 12①. */

import words from "../../../sources/recognised_numbers.json" with { type: "json" };
import { oneOf } from "../words/oneof.ts";

/** What may stand before a number, or after it, and is none of it. */
const SIGN = new RegExp(`^(${oneOf(words.before)})\\s*`, "u");
const TAIL = new RegExp(`\\s*(${oneOf(words.after)})$`, "u");
/** Signs of a note below the table. Unmarked they would be digits: 12① is not 121, nor is 12¹. */
const NOTE = new RegExp(`\\s*(?:[${words.notes.marks}]+|[(（](?:${oneOf(words.notes.words)})\\d?[)）])$`, "u");

/** What a cell says of its number, before it; "" where it says nothing but the number. */
export function signIn(value: unknown): string {
  const sign = typeof value === "string" ? (SIGN.exec(plainOf(value))?.[1] ?? "") : "";
  return sign === "+" ? "" : sign;
}

/** What a cell says of its number, after it. */
export function tailIn(value: unknown): string {
  return typeof value === "string" ? (TAIL.exec(plainOf(value))?.[1] ?? "") : "";
}

/** The number a cell says; NaN where it says none. “…” and “—” are no zero. */
export function numberIn(value: unknown): number {
  if (typeof value === "number") return Number.isFinite(value) ? value : NaN;
  if (typeof value !== "string") return NaN;
  const digits = digitsIn(value);
  return /^-?(\d+(\.\d+)?|\.\d+)(e[+-]?\d+)?$/i.test(digits) ? Number(digits) : NaN;
}

/** A number in digits alone, without what stands around it and between its thousands. */
function digitsIn(value: string): string {
  return plainOf(value).replace(SIGN, "").replace(TAIL, "").replace(/(\d)[, ](?=\d{3}(\D|$))/g, "$1").replace(/^[−–](?=\d)/, "-");
}

/** More digits before the point than a number of JavaScript always holds; NaN is none. */
const LONG_NUMBER = /^-?0*[1-9]\d{15,}(\.\d+)?$/;

/** The digits of a number too long for JavaScript, which would round them; null for all others. */
export function exactIn(value: unknown): string | null {
  if (typeof value !== "string" || value.length < 16) return null;
  const digits = digitsIn(value);
  return LONG_NUMBER.test(digits) && !Number.isSafeInteger(Number(digits)) ? digits : null;
}

/** Which of two such numbers, or of numbers as JavaScript writes them, comes first. */
export function compareExact(one: string, other: string): number {
  const [a, b] = [Number(one), Number(other)];
  if (a !== b || !Number.isFinite(a)) return a - b || 0;
  const [whole, rest] = [one, other].map((text) => text.split(".")) as [string[], string[]];
  if (!/^-?\d+$/.test(whole[0]!) || !/^-?\d+$/.test(rest[0]!)) return 0;
  const [x, y] = [BigInt(whole[0]!), BigInt(rest[0]!)];
  if (x !== y) return x < y ? -1 : 1;
  const [tail, its] = [(whole[1] ?? "").replace(/0+$/, ""), (rest[1] ?? "").replace(/0+$/, "")];
  return (tail < its ? -1 : tail > its ? 1 : 0) * (a < 0 ? -1 : 1);
}

function plainOf(text: string): string {
  return text.trim().replace(NOTE, "").normalize("NFKC").trim();
}

/** How far a number lies between two others, from 0 to 1. Halved first: their span may be more than a number holds. */
export function shareBetween(value: number, low: number, high: number): number {
  return high > low ? (value / 2 - low / 2) / (high / 2 - low / 2) : 0.5;
}

/** 20190321, 201903 and 20190321172216. */
const STAMP = /^\s*(\d{4})(\d{2})(\d{2})?(?:\d{6})?\s*$/;
const dashed = (_: string, year: string, month: string, day?: string): string => `${year}-${month}${day === undefined ? "" : `-${day}`}`;

/** A date as years and parts of them: whole for `1990`, and no epoch before which something ends. */
export function dateIn(value: unknown, atEnd = false): number {
  const day = atEnd ? NaN : wholeDate(value);
  if (!Number.isNaN(day)) return day;
  // Days and months may be written as one number.
  const written = typeof value === "number" || typeof value === "string" ? String(value).replace(STAMP, dashed) : null;
  const found = typeof written === "string" ? /^\s*(-?\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d)/.exec(written) : null;
  if (!found) return NaN;
  const [year, month, dayText] = [Number(found[1]), found[2], found[3]];
  const [m, d] = [Number(month ?? 1), Number(dayText ?? 1)];
  const start = dayOf(year, 1, 1);
  const whole = dayOf(year + 1, 1, 1) - start;
  if (!atEnd) return year + (dayOf(year, m, d) - start) / whole;
  const next = dayText ? dayOf(year, m, d + 1) : month ? dayOf(year, m + 1, 1) : dayOf(year + 1, 1, 1);
  // A moment before the next one begins.
  return year + (next - start - 1 / 86_400_000) / whole;
}

/** A date written `2019-03-21` and no more, as most are: without a pattern 100 000 are read in a moment. NaN for others. */
function wholeDate(value: unknown): number {
  if (typeof value !== "string" || value.length !== 10 || value[4] !== "-" || value[7] !== "-") return NaN;
  let digits = 0;
  for (let at = 0; at < 10; at++) {
    if (at === 4 || at === 7) continue;
    const digit = value.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return NaN;
    digits = digits * 10 + digit;
  }
  const year = Math.floor(digits / 10_000);
  const start = dayOf(year, 1, 1);
  return year + (dayOf(year, Math.floor(digits / 100) % 100, digits % 100) - start) / (dayOf(year + 1, 1, 1) - start);
}

/** Days before each month of a common year. */
const BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/** Which day it is, counted on in the calendar of today; months and days may run over. A date object takes ten times as long. */
function dayOf(year: number, month: number, day: number): number {
  const y = year + Math.floor((month - 1) / 12);
  const m = (((month - 1) % 12) + 12) % 12;
  const isLeap = y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0);
  const years = y - 1; // years that are over, and the leap days in them
  return 365 * years + Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400)
    + BEFORE[m]! + (isLeap && m > 1 ? 1 : 0) + day;
}
