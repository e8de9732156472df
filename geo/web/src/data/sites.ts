import type { Head } from "./head.ts";

/** What a site's geometry is. `none`: not located yet. */
export const Kind = { none: 0, point: 1, line: 2, area: 3 } as const;
export type Kind = (typeof Kind)[keyof typeof Kind];

/** Lines or rings in spherical-Mercator units (0–1, y down), x and y in turn. */
export interface Shape {
  readonly kind: Kind;
  /** One entry a part (line, or polygon with its holes): its lines or rings. */
  readonly parts: readonly (readonly Float64Array[])[];
  /** West, north, east, south in the same units. */
  readonly box: readonly [number, number, number, number];
}

/** A row of a many-row table. */
export type Row = Readonly<Record<string, Value>>;
export type Value = string | number | boolean | null;

/** A column of whose values each has a number, and most are those of several rows. */
export interface Coded {
  /** Numbers of the different values there are, rising. */
  readonly codes: Uint32Array;
  value(code: number): string | number;
  /** Find the rows whose code is marked. */
  eachRow(isMarked: Uint8Array, found: (row: number) => void): void;
}

/** A table as columns: rows of a site stand together. */
export interface TableColumns {
  readonly length: number;
  /** Where the rows of each site begin, and where the last end; absent for tables not tied to sites. */
  readonly starts?: Uint32Array;
  /** A cell; null where it is empty, or there is no such column. */
  cell(row: number, column: string): Value;
}

/**
 * All sites, as columns. A site is named by its row (0 … count − 1) everywhere inside the page;
 * its `id` is for the URL, the API and the reader.
 */
export interface Sites {
  readonly head: Head;
  readonly count: number;
  /**
   * Sign position in spherical-Mercator units (y down, WGS 84); NaN where not located. One world wide:
   * 0–1, or a part of that and of the next world where the map goes on across the date line.
   */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly kind: Uint8Array;
  /** Index into `head.categories`. */
  readonly category: Uint16Array;
  /** Radius in metres within which the true place lies; NaN where unknown. */
  readonly accuracy: Float32Array;
  /** Resolves when names, attributes and tables can be read (positions are there at once). */
  readonly complete: Promise<void>;

  id(row: number): string;
  /** −1 where there is no such site. */
  rowOf(id: string): number;
  /** The name in a language, or in the default one. */
  name(row: number, lang: string): string;
  /** A field in a language, falling back to the default one; null where empty. */
  value(row: number, field: string, lang: string): Value;
  /** A field, in whatever languages, by its different values; null where most rows have one of their own. */
  coded(field: string): readonly Coded[] | null;
  lonLat(row: number): readonly [lon: number, lat: number] | null;
  /** Null for points and for sites not located. */
  shape(row: number): Shape | null;
  /** The site this one is part of, or −1. */
  partOf(row: number): number;
  /** Rows of a many-row table that belong to a site, in the table's order. */
  rows(table: string, row: number): readonly Row[];
  /** All rows of a table not tied to sites (`sources`). */
  allRows(table: string): readonly Row[];
  /** All numbers of a field, NaN where it has none. */
  numbers(field: string): Float64Array;
  /** A many-row table as columns; null where there is none of that name. */
  table(name: string): TableColumns | null;
}

/** The row that shows a site on the map: itself, or the nearest located one it is part of; or −1. */
export function focusOf(sites: Sites, row: number): number {
  const seen = new Set<number>();
  let at = row;
  while (at >= 0 && Number.isNaN(sites.x[at]!) && !seen.has(at)) {
    seen.add(at);
    at = sites.partOf(at);
  }
  return at >= 0 && !Number.isNaN(sites.x[at]!) ? at : -1;
}

/** Whether most of what is located are areas. */
export function isAreal({ kind }: Sites): boolean {
  let [areas, others] = [0, 0];
  for (const one of kind) {
    if (one === Kind.area) areas++;
    else if (one !== Kind.none) others++;
  }
  return areas > others;
}
