/** Numbers as a language writes them. */

import { decimalPoint, digitsText } from "./language.ts";

export interface NumberParts {
  readonly sign: string;
  /** Digits before the point. */
  readonly whole: string;
  /** Point and what follows it. */
  readonly decimals: string;
}

/** Take a number apart; null for what is not a plain number. */
export function numberParts(value: unknown): NumberParts | null {
  const text = typeof value === "number" && Number.isFinite(value) ? plain(value) : value;
  if (typeof text !== "string") return null;
  const match = /^([+\-−]?)(\d+)(\.\d+)?$/.exec(text.trim());
  if (!match) return null;
  const [, sign = "", whole = "", decimals = ""] = match;
  return { sign: sign.replace("-", "−"), whole, decimals };
}

/** Of a longer tail nobody reads more than so many digits in all: 2402.09940363842 is 2402.1. */
const LONGEST_TAIL = 6;
const DIGITS = 6;

/** A number with so many decimals; or, where nobody said how many, without a tail that says nothing. */
export function roundedParts(value: unknown, decimals?: number): NumberParts | null {
  const parts = numberParts(value);
  if (!parts || (decimals === undefined && parts.decimals.length <= LONGEST_TAIL + 1)) return parts;
  const number = Number(`${parts.sign.replace("−", "-")}${parts.whole}${parts.decimals}`);
  // Beyond that, a number is not exact and its digits are left as they are.
  if (!Number.isFinite(number) || parts.whole.length > 15) return parts;
  const fixed = decimals ?? Math.max(0, DIGITS - (number < 1 && number > -1 ? 0 : parts.whole.length));
  const text = number.toFixed(Math.min(fixed, 20));
  const rounded = numberParts(decimals === undefined ? text.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "") : text);
  return rounded && Number(text) === 0 ? { ...rounded, sign: "" } : rounded;
}

/** A number as a language writes it. */
export function numberText({ sign, whole, decimals }: NumberParts, lang: string): string {
  return sign + digitsText(whole, lang) + decimals.replace(".", decimalPoint(lang));
}

/** A value as a language writes it where it is a number, as it stands where it is not. */
export function valueText(value: unknown, lang: string): string {
  const parts = roundedParts(value);
  return parts ? numberText(parts, lang) : String(value ?? "");
}

/** Without exponent, and without the tail of binary fractions (0.1 + 0.2). */
export function plain(value: number): string {
  const text = String(value);
  if (/e/i.test(text)) return text.includes("e-") ? value.toFixed(12).replace(/\.?0+$/, "") : BigInt(Math.round(value)).toString();
  return text.length > 16 ? String(Number(value.toPrecision(12))) : text;
}
