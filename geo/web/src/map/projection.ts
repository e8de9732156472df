/** Positions as a map in another datum has them, in spherical-Mercator units (0–1, y down). */

import { fromWgs84, type Datum } from "../data/datum.ts";

export type Units = readonly [x: number, y: number];

/** Where a WGS 84 position lies on a map in `datum`. */
export function shiftUnits(x: number, y: number, datum: Datum): Units {
  if (datum === "wgs84" || Number.isNaN(x)) return [x, y];
  const [lon, lat] = fromWgs84(lonOf(x), latOf(y), datum);
  return [unitX(lon), unitY(lat)];
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

export function lonOf(x: number): number {
  return (x - 0.5) * 360;
}

export function latOf(y: number): number {
  return (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI;
}

export function unitX(lon: number): number {
  return lon / 360 + 0.5;
}

export function unitY(lat: number): number {
  return 0.5 - Math.atanh(Math.sin((lat * Math.PI) / 180)) / (2 * Math.PI);
}

/** Circumference of the sphere that web maps are projected from, in metres. */
const AROUND = 2 * Math.PI * 6_378_137;

/** Length of so many metres at a height of the map, in units. */
export function unitsOfMetres(metres: number, y: number): number {
  return metres / (AROUND * Math.cos((latOf(y) * Math.PI) / 180));
}

/** Distance between two positions in metres, on a sphere of the Earth's mean radius. */
export function distance(a: Units, b: Units): number {
  const [latA, latB] = [latOf(a[1]), latOf(b[1])].map((lat) => (lat * Math.PI) / 180) as [number, number];
  const halfLat = Math.sin((latB - latA) / 2);
  const halfLon = Math.sin((b[0] - a[0]) * Math.PI);
  const chord = halfLat ** 2 + Math.cos(latA) * Math.cos(latB) * halfLon ** 2;
  return 2 * 6_371_008.8 * Math.asin(Math.min(1, Math.sqrt(chord)));
}
