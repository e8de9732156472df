/** Limits between classes that somebody sets by hand, as they are typed and as the address has them. */

import { MOST_CLASSES } from "./classes.ts";
import type { Field } from "./fieldtype.ts";
import { dateIn, numberIn } from "./numerals.ts";

/** Between so many classes as an eye tells apart. */
export const MOST_BREAKS = MOST_CLASSES - 1;

/** The limits in a text, whatever parts them: `10, 50, 100`, `10 50 100`, `2019-03；2021`. */
export function breaksIn(text: string): string[] {
  return text.split(/[\s,;，；、|]+/).filter((part) => part !== "");
}

/** Limits as numbers of a field, rising; null where one is none, they do not rise, or there are too many. */
export function limitsOf({ type }: Pick<Field, "type">, breaks: readonly string[]): number[] | null {
  if ((type !== "number" && type !== "date") || breaks.length > MOST_BREAKS) return null;
  const limits = breaks.map((text) => (type === "date" ? dateIn(text) : numberIn(text)));
  return limits.every((limit, n) => Number.isFinite(limit) && (n === 0 || limit > limits[n - 1]!)) ? limits : null;
}
