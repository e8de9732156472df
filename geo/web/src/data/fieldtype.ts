/** What a field is: everything the sites can be coloured, sized, filtered, ranked and listed by. */

import type { FigureKind } from "./figurekinds.ts";
import type { Texts } from "./head.ts";
import type { Value } from "./sites.ts";

export type FieldKind = "number" | "category" | "date" | "boolean" | "text";

export interface Field {
  /** `seats`, `profile.area`, `indicators/gdp`, `indicators/gdp@2022`. */
  readonly id: string;
  readonly type: FieldKind;
  readonly unit: Texts | undefined;
  /** How many decimals its numbers are written with; undefined: each with those it has. */
  readonly decimals: number | undefined;
  /** Years it has values of, rising, or other periods (`periods.ts`); empty where years do not matter. */
  readonly years: readonly number[];
  /** The year it is shown of where none is asked for: the last in which anything has happened, or else its last. */
  readonly usualYear: number | undefined;
  /** The year it is bound to, where it names one of its own. */
  readonly year: number | undefined;
  /** The table it comes from; undefined for the layer's own. */
  readonly table: string | undefined;
  /** What it belongs to among others of its table. */
  readonly theme: Texts | undefined;
  /** What kinds of figures it has, those that have happened first; empty where it has no figures. */
  readonly kinds: readonly FigureKind[];
  /** How many sites have a value, of any year. */
  readonly count: number;
  /** How many of its figures are left out because they measure something else than the others. */
  readonly leftOut: number;
  label(lang: string): string;
  /** The value in the map's first language; null where there is none. Without a year: its usual one. */
  get(site: number, year?: number): Value;
  /** Several values of one site, where it has them. */
  all(site: number): readonly Value[];
  /** The same value as a reader of a language is to see it. */
  text(site: number, lang: string, year?: number): string;
  /** The same as it is printed: a number as the language writes it, with what qualifies it. */
  written(site: number, lang: string, year?: number): string;
  /** One of its values, written as it is kept, as a reader of a language is to see it. */
  word(value: string, lang: string): string;
  /** The digits of a site's number where they are more than a number of JavaScript holds; null for all others. */
  exact(site: number, year?: number): string | null;
  /** What orders the sites: their numbers, or, where any has more digits than those hold, places among them. */
  order(year?: number): Float64Array;
  /** Numbers by site, NaN where there is none; dates as years and parts of them, yes and no as 1 and 0. */
  numbers(year?: number): Float64Array;
  /** Every number it has, of whatever year, or of all periods as long as one: what classes are made of. */
  pool(year?: number): Float64Array;
  /** What kind the figures of a year are; undefined where that is not said. */
  kindIn(year?: number): FigureKind | undefined;
}

/** Whether its values say what sort of thing a site is: one site can be of several. */
export const isOfSorts = ({ type }: Pick<Field, "type">): boolean => type === "category";

/** The year a field is shown of where one is asked for: another field's year is not its own, and leaves it its usual one. */
export function yearAsked({ year, years }: Pick<Field, "year" | "years">, asked: number | null | undefined): number | undefined {
  return year ?? (asked !== null && asked !== undefined && years.includes(asked) ? asked : undefined);
}

export interface Fields {
  readonly all: readonly Field[];
  /** A field by its id, a year of its own among it; undefined where there is none. */
  find(id: string): Field | undefined;
}
