import type { Rect } from "./rect.ts";

/** A sign on the canvas. */
export interface Sign {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Where its site lies: the same place, unless it had to make room for another. */
  readonly home: readonly [x: number, y: number];
  /** The site, where the sign stands for one; else −1. */
  readonly row: number;
  /** Its place among the clusters; less than −1 where it stands for one site of a cluster. */
  readonly index: number;
  readonly size: number;
  /** Radius in pixels within which the site truly lies; 0 where that is no more than the sign. */
  readonly disc: number;
  /** Whether it says that its site lies somewhere around. */
  readonly isWeak: boolean;
  /** Whether its number is all there is of it: its line or area is seen as what it is. */
  readonly isBare: boolean;
}

/** What a sign covers by itself. */
export function roomOf({ x, y, radius }: Sign): Rect {
  return { minX: x - radius, minY: y - radius, maxX: x + radius, maxY: y + radius };
}
