/**
 * One place, many longitudes: the map shows the world once, from a seam eastwards, and sites lie
 * there; everybody else counts from −180° to 180°.
 */

import type { View } from "./head.ts";

const DATE_LINE = -180;

/** Where the map of the world begins; `geo/page/date_line.py` chooses it. */
export function seamOf({ west = DATE_LINE }: Pick<View, "west">): number {
  return west;
}

/** A longitude between a seam and once around from there; itself where it is that already. */
export function lonFrom(seam: number, lon: number): number {
  if (lon >= seam && lon <= seam + 360) return lon;
  return lon - 360 * Math.floor((lon - seam) / 360);
}

/** A longitude as it is written: from −180° to 180°. */
export function writtenLon(lon: number): number {
  return lonFrom(DATE_LINE, lon);
}
