/** Every site by itself, for signs whose size says something: they may overlap, the smaller above the larger. */

import type { Clusters, Window } from "./clusters.ts";

/** More signs than this only cover each other. */
export const MOST_SINGLY = 3000;

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
