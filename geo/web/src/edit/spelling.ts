/** What was not moved stays as it is written in the file. */

import type { Geometry, Position } from "geojson";

import { DECIMALS } from "../suggest/lonlat.ts";

/** A position that was not moved keeps its digits, and its height if it has one. */
export function keepSpelling(after: Geometry, before: Geometry): Geometry {
  if (after.type === "GeometryCollection" || before.type === "GeometryCollection") return after;
  const known = new Map<string, Position>();
  const remember = (value: unknown): void => {
    if (isPosition(value)) known.set(nameOf(value), value);
    else if (Array.isArray(value)) value.forEach(remember);
  };
  const respell = (value: unknown): unknown => {
    if (isPosition(value)) return known.get(nameOf(value)) ?? value;
    return Array.isArray(value) ? value.map(respell) : value;
  };
  remember(before.coordinates);
  return { ...after, coordinates: respell(after.coordinates) } as Geometry;
}

function isPosition(value: unknown): value is Position {
  return Array.isArray(value) && typeof value[0] === "number";
}

function nameOf([lon = NaN, lat = NaN]: Position): string {
  return `${lon.toFixed(DECIMALS)},${lat.toFixed(DECIMALS)}`;
}
