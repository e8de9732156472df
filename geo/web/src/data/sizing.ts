/** What sizes say: discs whose area is as large as a number, from nothing at zero. */

import { isTotal } from "./counts.ts";
import { type Field, yearAsked } from "./fieldtype.ts";

export interface Sizing {
  readonly key: string;
  readonly field: Field;
  readonly year: number | undefined;
  /** Radius by site in pixels; NaN where there is no number, 0 where it is not above zero. */
  readonly radius: Float32Array;
  /** Round numbers for the legend, the largest first, each with its radius. */
  readonly steps: readonly (readonly [value: number, radius: number])[];
}

/** Radius of the largest number; all have half of it where they are one and the same. */
const LARGEST_RADIUS = 30;

/** Whether sizes show a field best: a total, of which no site has less than nothing. */
export function isForSize(field: Field): boolean {
  const pool = isTotal(field) ? field.pool() : [];
  return pool.every((value) => value >= 0) && pool.some((value) => value > 0 && value < Infinity);
}

/** Whether any number of a field is above zero, and so has a size at all. */
export function hasSizes(field: Field): boolean {
  return field.type === "number" && field.pool().some((value) => value > 0 && value < Infinity);
}

/**
 * Size the sites by a field of numbers; null where it has none above zero.
 *
 * @param largest radius of the largest number, in pixels
 */
export function sizeBy(field: Field, asked: number | undefined, largest = LARGEST_RADIUS): Sizing | null {
  if (field.type !== "number") return null;
  const year = yearAsked(field, asked) ?? field.usualYear;
  const above = field.pool(year).filter((value) => value > 0 && value < Infinity);
  if (above.length === 0) return null;
  const most = above.reduce((largest, value) => Math.max(largest, value));
  const least = above.reduce((smallest, value) => Math.min(smallest, value));
  const radiusOf = (value: number): number => {
    if (Number.isNaN(value)) return NaN;
    if (value <= 0) return 0;
    return least === most ? largest / 2 : largest * Math.sqrt(Math.min(1, value / most));
  };
  const radius = Float32Array.from(field.numbers(year), radiusOf);
  const steps = roundSteps(least, most).map((value) => [value, radiusOf(value)] as const);
  return { key: `${field.id} ${year} ${largest}`, field, year, radius, steps };
}

/** Near the largest, a third and a tenth of it, as far down as there are any so small; the number itself where it is the only one. */
function roundSteps(least: number, most: number): number[] {
  if (least === most) return [most];
  const round = (value: number): number => {
    const unit = 10 ** Math.floor(Math.log10(value));
    const step = [5, 2, 1].find((one) => one * unit <= value * 1.0000001) ?? 1;
    return Number((step * unit).toPrecision(12));
  };
  const steps = [...new Set([round(most), round(most / 3.5), round(most / 14)])].filter((step) => step >= least);
  return steps.length > 0 ? steps : [most];
}
