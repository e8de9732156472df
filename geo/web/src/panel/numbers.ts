/** Figures as they are printed: thousands parted as the language does, ▲ and ▼. */

import { h } from "../dom.ts";
import { decimalPoint, digitsText, type Messages } from "../i18n.ts";

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

/** What a change says: which way, and by how much. */
export interface ChangeParts {
  readonly direction: "up" | "down" | null;
  readonly text: string;
}

/** `"+5.9 %"`, `-3`, `"doubled"`. */
export function changeParts(value: string | number): ChangeParts {
  const text = typeof value === "number" ? plain(value) : value.trim();
  const match = /^([+\-−▲▼])\s*(\d.*)$/.exec(text);
  if (match) {
    return { direction: "+▲".includes(match[1] ?? "") ? "up" : "down", text: match[2] ?? "" };
  }
  return { direction: typeof value === "number" && value > 0 ? "up" : null, text };
}

/** A change written as a number with its unit in a column of its own: `5.9` and `%` give `+5.9%`. */
export function withUnit(value: string | number, unit: string): string | number {
  if (typeof value !== "number" || unit === "") return value;
  return `${value > 0 ? "+" : ""}${plain(value)}${unit === "%" ? "" : " "}${unit}`;
}

/** A change with its arrow, and in words for who hears it. */
export function changeElement(value: string | number, t: Messages): HTMLElement {
  const { direction, text } = changeParts(value);
  if (!direction) return h("span", { class: "pm-change" }, text);
  const words = t(direction === "up" ? "changeUp" : "changeDown", { by: text });
  return h(
    "span",
    { class: "pm-change" },
    h("span", { "aria-hidden": "true" }, `${direction === "up" ? "▲" : "▼"} ${text}`),
    h("span", { class: "pm-unseen" }, words),
  );
}

/** Without exponent, and without the tail of binary fractions (0.1 + 0.2). */
function plain(value: number): string {
  const text = String(value);
  if (/e/i.test(text)) return text.includes("e-") ? value.toFixed(12).replace(/\.?0+$/, "") : BigInt(Math.round(value)).toString();
  return text.length > 16 ? String(Number(value.toPrecision(12))) : text;
}
