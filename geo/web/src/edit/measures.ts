/** How long a line is and how large an area, on a sphere: right to a third of a per cent. */

import type { Position } from "geojson";

import type { Outline, Ring } from "./corners.ts";

/** Metres; the sphere as large as the earth (IUGG). */
const RADIUS = 6_371_008.8;
const RADIANS = Math.PI / 180;

/** Metres along a line, or around a ring. */
export function lengthOf(ring: Ring, isClosed: boolean): number {
  const ends = isClosed ? [...ring, ring[0]!] : ring;
  return ends.slice(1).reduce((sum, corner, index) => sum + distance(ends[index]!, corner), 0);
}

/** Square metres within an outline, without its holes. */
export function areaOf({ parts }: Outline): number {
  return parts.reduce(
    (sum, [outer = [], ...holes]) => sum + ringArea(outer) - holes.reduce((hole, ring) => hole + ringArea(ring), 0),
    0,
  );
}

function ringArea(ring: Ring): number {
  let sum = 0;
  ring.forEach(([lon = NaN, lat = NaN], index) => {
    const [nextLon = NaN, nextLat = NaN] = ring[(index + 1) % ring.length] ?? [];
    sum += (nextLon - lon) * RADIANS * (2 + Math.sin(lat * RADIANS) + Math.sin(nextLat * RADIANS));
  });
  return Math.abs((sum * RADIUS * RADIUS) / 2);
}

function distance([lon1 = NaN, lat1 = NaN]: Position, [lon2 = NaN, lat2 = NaN]: Position): number {
  const half = (angle: number): number => Math.sin((angle * RADIANS) / 2) ** 2;
  const share = half(lat2 - lat1) + Math.cos(lat1 * RADIANS) * Math.cos(lat2 * RADIANS) * half(lon2 - lon1);
  return 2 * RADIUS * Math.asin(Math.sqrt(share));
}
