/** Sites beyond a part of the map, by direction. */

import type { Box } from "./geometry.ts";
import { distance, type Units } from "./projection.ts";

/** Clockwise from the north. */
export const DIRECTIONS = ["north", "northEast", "east", "southEast", "south", "southWest", "west", "northWest"] as const;

/** Sites in one direction, seen from the middle of the first view. */
export interface Group {
  /** 0 north, 1 north-east, … 7 north-west. */
  readonly direction: number;
  readonly rows: readonly number[];
  /** Mean position, in WGS 84 units. */
  readonly middle: Units;
  /** From the middle of the first view, in metres. */
  readonly distance: number;
}

const MOST_GROUPS = 3;

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
    const turn = Math.atan2(right - home[0], home[1] - down) / (Math.PI / 4);
    rows[(Math.round(turn) + 8) % 8]!.push(row);
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
