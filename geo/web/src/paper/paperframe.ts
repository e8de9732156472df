/** Windows of a sheet: which part of the world, and how large. */

import type { View } from "../data/head.ts";
import { mercatorX, mercatorY } from "../data/earth.ts";
import type { Frame, Surface } from "../map/frame.ts";
import type { Box } from "../map/geometry.ts";
import type { Rect } from "../map/rect.ts";
import { unitsOfMetres } from "../map/projection.ts";

/** How much finer than on a screen signs and letters are on paper, and how much more detail it bears. */
export const FINENESS = 1.3;

/** Room kept around the sites for their signs and names, in pixels of the sheet. */
const PADDING = 44;
/** Of a map in a common browser window, in pixels. */
const COMMON_WIDTH = 900;
/** However close together the sites are, so many metres are shown. */
const LEAST_SPAN = 1500;

/** A frame of what a page shows first, for a window of so many pixels of the sheet. */
export function frameOfView(context: Surface, { bounds, center, zoom }: View, windowWidth: number, windowHeight: number): Frame {
  const [width, height] = [windowWidth * FINENESS, windowHeight * FINENESS];
  if (bounds) {
    const [west, south, east, north] = bounds;
    const [x, y] = [(mercatorX(west) + mercatorX(east)) / 2, (mercatorY(north) + mercatorY(south)) / 2];
    const least = unitsOfMetres(LEAST_SPAN, y) / 2;
    const across = Math.max((mercatorX(east) - mercatorX(west)) / 2, least);
    const down = Math.max((mercatorY(south) - mercatorY(north)) / 2, least);
    return frameAround(context, [x - across, y - down, x + across, y + down], width, height, PADDING * FINENESS);
  }
  // A centre and a zoom say what a common screen would show.
  const world = ((256 * 2 ** zoom) / COMMON_WIDTH) * width;
  return frameOf(context, world, [mercatorX(center[0]) - width / world / 2, mercatorY(center[1]) - height / world / 2], width, height);
}

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
