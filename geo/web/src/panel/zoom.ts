/** Showing a site large: a point with its surroundings, an area whole. */

import type { App } from "../app.ts";
import type { LonLat } from "../data/datum.ts";
import { latOf, lonOf, unitsOfMetres } from "../data/earth.ts";
import { insetOf } from "../ui/insets.ts";

const TILE_PX = 256;
/** Zoom for a point, and the share of the free map an area is to fill. */
const POINT_ZOOM = 16;
const FILL = 0.8;

/** Ask for a view of a site. Panel and card are kept clear of. */
export function zoomToSite(app: App, row: number): void {
  const { sites } = app;
  zoomToBox(app, boxOf(sites.x[row] ?? NaN, sites.y[row] ?? NaN, row, sites));
}

/**
 * Ask for a view of a box in spherical-Mercator units, which may have no size.
 *
 * @returns its middle
 */
export function zoomToBox({ root, sites, store }: App, [west, north, east, south]: Box): LonLat {
  const middle = lonLatOf((west + east) / 2, (north + south) / 2);
  const map = root.querySelector<HTMLElement>(".pm-map");
  if (!map || Number.isNaN(west)) return middle;
  const [left, right, top, bottom] = (["left", "right", "top", "bottom"] as const).map((side) => insetOf(root, side)) as
    [number, number, number, number];
  const width = Math.max(map.clientWidth - left - right, 80) * FILL;
  const height = Math.max(map.clientHeight - top - bottom, 80) * FILL;
  const { minZoom, maxZoom } = sites.head.view;
  const fitting = Math.log2(Math.min(width / (east - west || 1e-9), height / (south - north || 1e-9)) / TILE_PX);
  const zoom = Math.min(Math.max(Math.min(Math.floor(fitting), POINT_ZOOM), minZoom), maxZoom);
  const world = TILE_PX * 2 ** zoom;
  // The middle of the free part, not of the whole map.
  const x = (west + east) / 2 - (left - right) / 2 / world;
  const y = (north + south) / 2 - (top - bottom) / 2 / world;
  const [lon, lat] = lonLatOf(x, y);
  store.set({ view: { zoom, lat, lon } });
  return middle;
}

function lonLatOf(x: number, y: number): LonLat {
  return [lonOf(x), latOf(y)];
}

export type Box = readonly [west: number, north: number, east: number, south: number];

/** What is to be seen: the outline, or the circle in which the true place lies. */
function boxOf(x: number, y: number, row: number, sites: App["sites"]): Box {
  const outline = sites.shape(row)?.box;
  if (outline) return outline;
  const metres = sites.accuracy[row] ?? NaN;
  const radius = Number.isNaN(metres) ? 0 : unitsOfMetres(metres, y);
  return [x - radius, y - radius, x + radius, y + radius];
}
