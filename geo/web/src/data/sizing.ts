/** What sizes say: discs whose area is as large as a number, from nothing at zero. */

import type { Field } from "./fieldtype.ts";

export interface Sizing {
  readonly key: string;
  readonly field: Field;
  readonly year: number | undefined;
  /** Radius by site in pixels; NaN where there is no number, 0 where it is not above zero. */
  readonly radius: Float32Array;
  /** The largest number of any year, and its radius. */
  readonly most: number;
}

/** Radius of the largest number. */
export const LARGEST_RADIUS = 30;

/** The radius of a number where another is the largest. */
export function radiusOf(value: number, most: number): number {
  if (Number.isNaN(value)) return NaN;
  return value > 0 && most > 0 ? LARGEST_RADIUS * Math.sqrt(value / most) : 0;
}

/** Size the sites by a field of numbers; null where it has none above zero. */
export function sizeBy(field: Field, asked: number | undefined): Sizing | null {
  if (field.type !== "number") return null;
  const year = field.year ?? (field.years.length > 0 ? (asked ?? field.years[field.years.length - 1]) : undefined);
  const most = field.pool().reduce((largest, value) => (value > largest ? value : largest), 0);
  if (most <= 0) return null;
  const radius = Float32Array.from(field.numbers(year), (value) => radiusOf(value, most));
  return { key: `${field.id} ${year}`, field, year, radius, most };
}

/** Round numbers for the legend: near the largest, a third and a tenth of it. */
export function roundSteps(most: number): number[] {
  const round = (value: number): number => {
    const unit = 10 ** Math.floor(Math.log10(value));
    const step = [5, 2, 1].find((one) => one * unit <= value * 1.0000001) ?? 1;
    return Number((step * unit).toPrecision(12));
  };
  return [...new Set([round(most), round(most / 3.5), round(most / 14)])];
}
