/** Sites beyond a part of the map, by direction. */

import type { Box } from "./geometry.ts";
import { distance, type Units } from "./projection.ts";

/** Clockwise from the north. */
export const DIRECTIONS = ["north", "northEast", "east", "southEast", "south", "southWest", "west", "northWest"] as const;

/** Sites in one direction, seen from the middle of a view. */
export interface Group {
  /** 0 north, 1 north-east, … 7 north-west. */
  readonly direction: number;
  readonly rows: readonly number[];
  /** Mean position, in WGS 84 units. */
  readonly middle: Units;
  /** From the middle of the view, in metres. */
  readonly distance: number;
}

const MOST_GROUPS = 3;

/** Place among {@link DIRECTIONS} of the way from one position to another. */
function directionTo([x, y]: Units, [toX, toY]: Units): number {
  const turn = Math.atan2(toX - x, y - toY) / (Math.PI / 4);
  return (Math.round(turn) + 8) % 8;
}

/** The located, visible site nearest to a position on the map, or −1. */
export function nearestTo([x, y]: Units, xs: Float64Array, ys: Float64Array, visible: Uint8Array): number {
  let [nearest, least] = [-1, Infinity];
  for (let row = 0; row < xs.length; row++) {
    if (visible[row] !== 1) continue;
    const away = (xs[row]! - x) ** 2 + (ys[row]! - y) ** 2;
    // NaN is less than nothing.
    if (away < least) [nearest, least] = [row, away];
  }
  return nearest;
}

/** The nearest site where a view shows none; null where it shows one, or there is none to show. */
export function wayBack(x: Float64Array, y: Float64Array, visible: Uint8Array, box: Box): Group | null {
  const [west, north, east, south] = box;
  const home: Units = [(west + east) / 2, (north + south) / 2];
  for (let row = 0; row < x.length; row++) {
    const isIn = x[row]! >= west && x[row]! <= east && y[row]! >= north && y[row]! <= south;
    if (isIn && visible[row] === 1) return null;
  }
  const row = nearestTo(home, x, y, visible);
  if (row < 0) return null;
  const middle: Units = [x[row]!, y[row]!];
  return { direction: directionTo(home, middle), rows: [row], middle, distance: distance(home, middle) };
}

/** Located, visible sites outside a box, grouped by direction, the fullest groups first. */
export function groupsBeyond(
  x: Float64Array,
  y: Float64Array,
  visible: Uint8Array,
  box: Box,
): Group[] {
  const [west, north, east, south] = box;
  const home: Units = [(west + east) / 2, (north + south) / 2];
  const rows: number[][] = DIRECTIONS.map(() => []);
  for (let row = 0; row < x.length; row++) {
    const [right, down] = [x[row]!, y[row]!];
    if (visible[row] !== 1 || Number.isNaN(right)) continue;
    if (right >= west && right <= east && down >= north && down <= south) continue;
    rows[directionTo(home, [right, down])]!.push(row);
  }
  return rows
    .flatMap((found, direction): Group[] => {
      if (found.length === 0) return [];
      const mean = (values: Float64Array): number =>
        found.reduce((sum, row) => sum + values[row]!, 0) / found.length;
      const middle: Units = [mean(x), mean(y)];
      return [{ direction, rows: found, middle, distance: distance(home, middle) }];
    })
    .sort((a, b) => b.rows.length - a.rows.length || a.direction - b.direction)
    .slice(0, MOST_GROUPS);
}
