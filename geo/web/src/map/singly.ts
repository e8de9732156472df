/** Every site by itself, for signs whose size says something: they may overlap, the smaller above the larger. */

import { Kind, type Sites } from "../data/sites.ts";
import type { Clusters, Window } from "./clusters.ts";
import type { Places } from "./places.ts";

/** More signs than this only cover each other. */
export const MOST_SINGLY = 3000;

/** Signs shrink where there are many: at most so many, and how large. */
const CROWDS: readonly (readonly [most: number, share: number])[] = [[60, 1], [250, 0.72], [1000, 0.5], [Infinity, 0.34]];

/** How large signs are where so many stand by themselves, as a share of their size. */
export function shareAmong(count: number): number {
  return CROWDS.find(([most]) => count <= most)![1];
}

/** @param radiusOf in pixels; what has none stands above all */
export function singly(
  { x, y }: { readonly x: Float64Array; readonly y: Float64Array },
  visible: Uint8Array,
  [west, north, east, south]: Window,
  radiusOf: (row: number) => number,
): Clusters {
  const rows: number[] = [];
  for (let row = 0; row < x.length; row++) {
    // NaN is within nothing.
    if (visible[row] === 1 && x[row]! >= west && x[row]! <= east && y[row]! >= north && y[row]! <= south) rows.push(row);
  }
  rows.sort((a, b) => radiusOf(b) - radiusOf(a) || a - b);
  const first = Uint32Array.from(rows);
  return {
    count: rows.length,
    x: Float64Array.from(first, (row) => x[row]!),
    y: Float64Array.from(first, (row) => y[row]!),
    size: new Uint32Array(rows.length).fill(1),
    first,
    members: (sign) => first.subarray(sign, sign + 1),
    mixes: () => new Uint32Array(0),
  };
}

/** Those that a sign stands for: lines and areas that are seen as what they are have none. */
export function withoutPlain(sites: Sites, places: Places, visible: Uint8Array, zoom: number): Uint8Array {
  return visible.map((is, row) => {
    if (is !== 1 || sites.kind[row] === Kind.none) return 0;
    const outline = places.outline(row);
    return outline && places.isUnsigned(outline, zoom) ? 0 : 1;
  });
}
