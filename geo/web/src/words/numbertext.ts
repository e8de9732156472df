/** Numbers as a language writes them. */

import { decimalPoint, digitsText, shortUnit } from "./language.ts";

export interface NumberParts {
  readonly sign: string;
  /** Digits before the point. */
  readonly whole: string;
  /** Point and what follows it. */
  readonly decimals: string;
  /** The power of ten it is to be multiplied by, of numbers whose digits nobody would count. */
  readonly power?: number;
}

/** Take a number apart; null for what is not a plain number. */
export function numberParts(value: unknown): NumberParts | null {
  if (typeof value === "number" && Number.isFinite(value) && isBeyond(value)) return powerParts(value);
  const text = typeof value === "number" && Number.isFinite(value) ? plain(value) : value;
  if (typeof text !== "string") return null;
  const match = /^([+\-−]?)(\d+)(\.\d+)?$/.exec(text.trim());
  if (!match) return null;
  const [, sign = "", whole = "", decimals = ""] = match;
  return { sign: sign.replace("-", "−"), whole, decimals };
}

function isBeyond(value: number): boolean {
  const size = Math.abs(value);
  return size >= 1e21 || (size > 0 && size < 1e-6);
}

function powerParts(value: number): NumberParts {
  const [mantissa = "", power = ""] = Number(value.toPrecision(DIGITS)).toExponential().split("e");
  return { ...numberParts(mantissa)!, power: Number(power) };
}

/** Of a longer tail nobody reads more than so many digits in all: 2402.09940363842 is 2402.1. */
const LONGEST_TAIL = 6;
const DIGITS = 6;

/** A number with so many decimals; or, where nobody said how many, without a tail that says nothing. */
export function roundedParts(value: unknown, decimals?: number): NumberParts | null {
  const parts = numberParts(value);
  if (!parts || parts.power !== undefined || (decimals === undefined && parts.decimals.length <= LONGEST_TAIL + 1)) return parts;
  const number = Number(`${parts.sign.replace("−", "-")}${parts.whole}${parts.decimals}`);
  // Beyond that, a number is not exact and its digits are left as they are.
  if (!Number.isFinite(number) || parts.whole.length > 15) return parts;
  const before = Math.abs(number) >= 1 ? parts.whole.length : number === 0 ? 0 : Math.floor(Math.log10(Math.abs(number))) + 1;
  const fixed = decimals ?? Math.max(0, DIGITS - before);
  const text = number.toFixed(Math.min(fixed, 20));
  const rounded = numberParts(decimals === undefined ? text.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "") : text);
  return rounded && Number(text) === 0 ? { ...rounded, sign: "" } : rounded;
}

/** A number as a language writes it. */
export function numberText({ sign, whole, decimals, power }: NumberParts, lang: string): string {
  return sign + digitsText(whole, lang) + decimals.replace(".", decimalPoint(lang)) + (power === undefined ? "" : `×10${raised(power)}`);
}

function raised(power: number): string {
  return [...String(power)].map((sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)])).join("");
}

/** A value as a language writes it where it is a number, with so many decimals if any are named; as it stands where it is not. */
export function valueText(value: unknown, lang: string, decimals?: number): string {
  const parts = roundedParts(value, decimals);
  return parts ? numberText(parts, lang) : String(value ?? "");
}

/** How many decimals numbers have at most; 0 of those that were measured, and have no end of them. */
export function decimalsIn(numbers: Iterable<number>): number {
  let most = 0;
  for (const value of numbers) {
    while (!isWhole(value * 10 ** most)) {
      if (++most > LONGEST_TAIL) return 0;
    }
  }
  return most;
}

/** Whether a number has no decimals but those that binary fractions leave (1.005 × 1000). */
function isWhole(value: number): boolean {
  return !Number.isFinite(value) || Math.abs(value - Math.round(value)) <= Math.abs(value) * 1e-12;
}

/** More digits than this stand in no row: 4.5 and 12 are written 4.5 and 12.0, but 0.001 and 90 000 as they are. */
const ALIKE = 5;

/** How many decimals all of some numbers are to be written with; undefined: each with those it has. */
export function decimalsAlike(numbers: readonly number[]): number | undefined {
  const most = decimalsIn(numbers);
  const before = Math.max(...numbers.map((value) => String(Math.trunc(value)).length));
  return most > 0 && before + most <= ALIKE ? most : undefined;
}

/** Numbers as a language writes them, each so that no two of them look alike that are not. */
export function textsApart(values: readonly number[], lang: string, write: (value: number) => string = (value) => valueText(value, lang)): string[] {
  const isApart = (texts: readonly string[]): boolean => new Set(texts).size === new Set(values).size;
  const exact = (value: number): string => numberText(numberParts(plain(value)) ?? { sign: "", whole: String(value), decimals: "" }, lang);
  const found = [write, (value: number) => valueText(value, lang), exact].map((one) => values.map(one)).find(isApart);
  return found ?? values.map(String);
}

/** A number in few letters, as `2.3M` or `230万`, with all the digits it has; as it is where it is short anyway. */
export function shortText(value: number, lang: string): string {
  const [unit, sign] = shortUnit(value, lang);
  return unit === 1 || isBeyond(value) ? valueText(value, lang) : `${valueText(Number((value / unit).toPrecision(12)), lang)}${sign}`;
}

/** Without exponent, and without the tail of binary fractions (0.1 + 0.2). */
export function plain(value: number): string {
  const text = String(value);
  if (/e/i.test(text)) return text.includes("e-") ? value.toFixed(12).replace(/\.?0+$/, "") : BigInt(Math.round(value)).toString();
  return text.length > 16 ? String(Number(value.toPrecision(12))) : text;
}
