/** Longitude and latitude as people type them. */

import { toWgs84, type Datum, type LonLat } from "../data/datum.ts";

/** A tenth of a metre: finer than any clicked or pasted place is true. */
export const DECIMALS = 6;

const FULL_WIDTH_MARKS: Readonly<Record<string, string>> = {
  "，": ",", "；": ";", "。": ".", "－": "-", "　": " ", "（": "(", "）": ")",
}; // prettier-ignore
const PAIR = /^\(?\s*([+-]?\d{1,3}(?:\.\d+)?)\s*°?\s*[,;\s]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*°?\s*\)?$/;

/**
 * Read a pair of degrees and bring it to WGS 84; null where it is none.
 *
 * @param near what decides the order where both are possible: the place the map shows
 */
export function readLonLat(text: string, datum: Datum, near: LonLat): LonLat | null {
  const plain = text.trim().replace(/[，；。－　（）]/g, (mark) => FULL_WIDTH_MARKS[mark] ?? mark);
  const found = PAIR.exec(plain);
  if (!found) return null;
  const [first, second] = [Number(found[1]), Number(found[2])];
  const orders: readonly LonLat[] = [[first, second], [second, first]];
  const sound = orders.filter(([lon, lat]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90);
  const away = ([lon, lat]: LonLat): number => Math.hypot(lon - near[0], lat - near[1]);
  const [best] = sound.sort((one, other) => away(one) - away(other));
  return best ? rounded(toWgs84(best[0], best[1], datum)) : null;
}

export function rounded([lon, lat]: LonLat): LonLat {
  return [Number(lon.toFixed(DECIMALS)), Number(lat.toFixed(DECIMALS))];
}
