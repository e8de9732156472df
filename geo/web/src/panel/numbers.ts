/** Figures as they are printed: thousands parted as the language does, ▲ and ▼. */

import { h } from "../dom.ts";
import type { Messages } from "../i18n.ts";
import { decimalPoint } from "../words/language.ts";
import { plain } from "../words/numbertext.ts";

export { type NumberParts, numberParts, numberText, roundedParts } from "../words/numbertext.ts";

/** What a number lacks to the longest decimals, the point among them, so that points stand under each other. */
export function missingDecimals(own: number, most: number): string {
  return ".".repeat(own === 0 && most > 0 ? 1 : 0) + "0".repeat(Math.max(0, most - Math.max(own, 1)));
}

/** What a number as it is written lacks to the most decimals of its column; null where nothing, or where words stand after it. */
export function paddingOf(text: string, most: number, lang: string): string | null {
  if (most === 0 || !/\p{Nd}$/u.test(text)) return null;
  const point = text.lastIndexOf(decimalPoint(lang));
  return missingDecimals(point < 0 ? 0 : text.length - point, most + 1) || null;
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

/**
 * A change written as a number with its unit in a column of its own: `5.9` and `%` give `+5.9%`. Beside changes in
 * words numbers are texts, too.
 */
export function withUnit(value: string | number, unit: string): string | number {
  const number = typeof value === "number" ? value : value.trim() === "" ? NaN : Number(value);
  if (Number.isNaN(number)) return value;
  if (unit === "") return number;
  return `${number > 0 ? "+" : ""}${plain(number)}${unit === "%" ? "" : " "}${unit}`;
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
