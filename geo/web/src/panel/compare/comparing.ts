/** What of some sites is alike and what is not. */

import type { Field } from "../../data/fields.ts";

export interface ComparedCell {
  readonly row: number;
  /** Year of the value; null where years do not matter, or there is no value. */
  readonly year: number | null;
  readonly isEmpty: boolean;
  /** Whether no other is larger, and not all are equal; only among numbers that may be compared. */
  readonly isMost: boolean;
}

export interface Compared {
  readonly cells: readonly ComparedCell[];
  readonly isDifferent: boolean;
}

/**
 * The year to show of each site: the last one they all have, so that like stands beside like; otherwise the last
 * one of each. What has happened comes before what is expected or aimed at.
 */
export function yearsFor(field: Field, rows: readonly number[]): readonly (number | null)[] {
  if (field.years.length === 0 || field.year !== undefined) return rows.map(() => field.year ?? null);
  const isToCome = (year: number): boolean => (field.kindIn(year) ?? "actual") !== "actual";
  const latest = [...field.years].reverse().sort((a, b) => Number(isToCome(a)) - Number(isToCome(b)));
  const has = (row: number, year: number): boolean => field.get(row, year) !== null;
  const common = latest.find((year) => rows.every((row) => has(row, year)));
  return rows.map((row) => common ?? latest.find((year) => has(row, year)) ?? null);
}

/** Whether any of the sites has a value, of whatever year. */
export function hasAny(field: Field, rows: readonly number[]): boolean {
  const years = yearsFor(field, rows);
  return rows.some((row, at) => field.get(row, years[at] ?? undefined) !== null);
}

export function compareCells(field: Field, rows: readonly number[], years: readonly (number | null)[]): Compared {
  const values = rows.map((row, at) => field.exact(row, years[at] ?? undefined) ?? field.get(row, years[at] ?? undefined));
  const filled = values.filter((value) => value !== null && value !== "");
  // A difference means something only between values of one year and kind; the unit is the field's.
  const contexts = new Set(rows.flatMap((_, at) => (values[at] === null ? [] : [`${years[at]} ${field.kindIn(years[at] ?? undefined) ?? ""}`])));
  const numbers = field.type === "number" ? rows.map((row, at) => field.order(years[at] ?? undefined)[row]!) : [];
  const known = numbers.filter((number) => !Number.isNaN(number));
  const most = Math.max(...known);
  const isRanked = contexts.size <= 1 && known.length > 1 && known.some((number) => number !== most);
  return {
    isDifferent: filled.length < values.length ? filled.length > 0 : new Set(values).size > 1,
    cells: rows.map((row, at) => ({
      row,
      year: values[at] === null ? null : (years[at] ?? null),
      isEmpty: values[at] === null || values[at] === "",
      isMost: isRanked && numbers[at] === most,
    })),
  };
}
