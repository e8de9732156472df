/** How long a line is and how large an area, as the map's own measuring has it. */

import type { Position } from "geojson";

import type { LonLat } from "../data/datum.ts";
import { geodesicArea, geodesicDistance } from "../data/geodesic.ts";
import type { Outline, Ring } from "./corners.ts";

/** Metres along a line, or around a ring. */
export function lengthOf(ring: Ring, isClosed: boolean): number {
  const corners = ring.map(lonLatOf);
  const ends = isClosed ? [...corners, corners[0]!] : corners;
  return ends.slice(1).reduce((sum, corner, index) => sum + geodesicDistance(ends[index]!, corner), 0);
}

/** Square metres within an outline, without its holes. */
export function areaOf({ parts }: Outline): number {
  const within = (ring: Ring): number => geodesicArea(ring.map(lonLatOf));
  return parts.reduce(
    (sum, [outer = [], ...holes]) => sum + within(outer) - holes.reduce((hole, ring) => hole + within(ring), 0),
    0,
  );
}

function lonLatOf([lon = NaN, lat = NaN]: Position): LonLat {
  return [lon, lat];
}
