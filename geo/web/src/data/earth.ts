/**
 * The earth in numbers, and the square that web maps make of it: 0 to 1, y down.
 *
 * `geo/positions/earth.py` has the same; `tests/fixtures/earth.json` binds them.
 */

/** Of the ellipsoid of WGS 84, in metres; the sphere web maps are projected from is as wide. */
export const MAJOR_AXIS = 6_378_137;
export const FLATTENING = 1 / 298.257223563;
/** Of the sphere that stands for the ellipsoid (IUGG), in metres. */
export const MEAN_RADIUS = 6_371_008.8;
/** Spherical Mercator ends here: its map of the world is a square. */
export const MOST_LATITUDE = 85.0511287798066;

const RADIANS = Math.PI / 180;
/** Length of the equator, in metres. */
const AROUND = 2 * Math.PI * MAJOR_AXIS;

/** Longitude in Mercator units: 0 at 180° west, 1 at 180° east. */
export function mercatorX(lon: number): number {
  return lon / 360 + 0.5;
}

/** Latitude in Mercator units: 0 in the north, 1 in the south. */
export function mercatorY(lat: number): number {
  const within = Math.max(-MOST_LATITUDE, Math.min(MOST_LATITUDE, lat));
  return 0.5 - Math.atanh(Math.sin(within * RADIANS)) / (2 * Math.PI);
}

export function lonOf(x: number): number {
  return (x - 0.5) * 360;
}

export function latOf(y: number): number {
  return Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) / RADIANS;
}

/** Length of so many metres at a height of the map, in units. */
export function unitsOfMetres(metres: number, y: number): number {
  return metres / (AROUND * Math.cos(latOf(y) * RADIANS));
}

/** Metres between two positions on the sphere: right to half a per cent, and quick. */
export function sphereDistance(lonA: number, latA: number, lonB: number, latB: number): number {
  const half = (degrees: number): number => Math.sin((degrees * RADIANS) / 2) ** 2;
  const chord = half(latB - latA) + Math.cos(latA * RADIANS) * Math.cos(latB * RADIANS) * half(lonB - lonA);
  return 2 * MEAN_RADIUS * Math.asin(Math.min(1, Math.sqrt(chord)));
}
