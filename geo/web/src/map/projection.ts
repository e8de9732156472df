/** Positions as a map in another datum has them, in spherical-Mercator units (0–1, y down). */

import { fromWgs84, type Datum } from "../data/datum.ts";
import { latOf, lonOf, mercatorX, mercatorY, sphereDistance } from "../data/earth.ts";

export { latOf, lonOf, mercatorX as unitX, mercatorY as unitY, unitsOfMetres } from "../data/earth.ts";

export type Units = readonly [x: number, y: number];

/** Where a WGS 84 position lies on a map in `datum`. */
export function shiftUnits(x: number, y: number, datum: Datum): Units {
  if (datum === "wgs84" || Number.isNaN(x)) return [x, y];
  const [lon, lat] = fromWgs84(lonOf(x), latOf(y), datum);
  return [mercatorX(lon), mercatorY(lat)];
}

/** The same for a line of x and y in turn; the line itself where nothing is shifted. */
export function shiftLine(line: Float64Array, datum: Datum): Float64Array {
  if (datum === "wgs84") return line;
  const shifted = new Float64Array(line.length);
  for (let i = 0; i < line.length; i += 2) {
    [shifted[i], shifted[i + 1]] = shiftUnits(line[i]!, line[i + 1]!, datum) as [number, number];
  }
  return shifted;
}

/** Distance between two positions in metres, on the sphere. */
export function distance(a: Units, b: Units): number {
  return sphereDistance(lonOf(a[0]), latOf(a[1]), lonOf(b[0]), latOf(b[1]));
}
