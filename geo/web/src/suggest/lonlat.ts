/** Longitude and latitude as they are written down. */

import type { LonLat } from "../data/datum.ts";

/** A tenth of a metre: finer than any clicked or pasted place is true. */
export const DECIMALS = 6;

export function rounded([lon, lat]: LonLat): LonLat {
  return [Number(lon.toFixed(DECIMALS)), Number(lat.toFixed(DECIMALS))];
}
