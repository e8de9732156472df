/** Windows of a sheet: which part of the world, and how large. */

import type { Frame, Surface } from "../map/frame.ts";
import type { Box } from "../map/geometry.ts";
import type { Rect } from "../map/labels.ts";

/** How much finer than on a screen signs and letters are on paper, and how much more detail it bears. */
export const FINENESS = 1.3;

/** A frame of a part of the world that is so many pixels large, drawn with a surface. */
export function frameOf(context: Surface, world: number, [west, north]: readonly [number, number], width: number, height: number): Frame {
  return {
    context, world, width, height, ratio: 1,
    zoom: Math.log2(world / 256),
    left: west * world,
    top: north * world,
    box: [west, north, west + width / world, north + height / world],
  };
}

/** A frame that shows all of a box, as large as there is room. */
export function frameAround(context: Surface, [west, north, east, south]: Box, width: number, height: number, padding: number): Frame {
  const world = Math.min((width - 2 * padding) / (east - west), (height - 2 * padding) / (south - north));
  const corner = [(west + east - width / world) / 2, (north + south - height / world) / 2] as const;
  return frameOf(context, world, corner, width, height);
}

export function within({ width, height }: Frame, by: number): Rect {
  return { minX: by, minY: by, maxX: width - by, maxY: height - by };
}

export function holds({ minX, minY, maxX, maxY }: Rect, [x, y]: readonly [number, number]): boolean {
  return x >= minX && x <= maxX && y >= minY && y <= maxY;
}
