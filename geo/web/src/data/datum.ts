/**
 * WGS 84 ⇄ GCJ-02 ⇄ BD-09: the shift of maps published in mainland China.
 *
 * The same as `geo/positions/datum.py`, which names the sources; both are tested with
 * `tests/fixtures/datum/points.json`. Longitudes and latitudes are in degrees. Outside the rectangle
 * taken for China nothing is shifted.
 */

export type Datum = "wgs84" | "gcj02" | "bd09";
export type LonLat = readonly [lon: number, lat: number];
type Shift = (lon: number, lat: number) => LonLat;

const WEST = 72.004;
const EAST = 137.8347;
const SOUTH = 0.8293;
const NORTH = 55.8271;

/** Krasovsky 1940, in metres. */
const SEMI_MAJOR_AXIS = 6378245.0;
const ECCENTRICITY_SQUARED = 0.00669342162296594323;
const BAIDU_WAVES = (Math.PI * 3000) / 180;
const BAIDU_EAST = 0.0065;
const BAIDU_NORTH = 0.006;
/** Three leave 0.23 mm in the worst corner of the rectangle, four leave 0.002 mm (measured). */
const INVERSE_STEPS = 4;

export function inChina(lon: number, lat: number): boolean {
  return lon >= WEST && lon <= EAST && lat >= SOUTH && lat <= NORTH;
}

/** Shift a WGS 84 position as a map in `datum` does. */
export function fromWgs84(lon: number, lat: number, datum: Datum): LonLat {
  if (datum === "wgs84" || !inChina(lon, lat)) return [lon, lat];
  const gcj02 = shiftGcj02(lon, lat);
  return datum === "gcj02" ? gcj02 : shiftBaidu(gcj02[0], gcj02[1]);
}

/**
 * Undo the shift, within 0.1 mm. Whether a position is in China is judged by the result, so that
 * every position inside comes back from a round trip.
 */
export function toWgs84(lon: number, lat: number, datum: Datum): LonLat {
  if (datum === "wgs84") return [lon, lat];
  const given: LonLat = [lon, lat];
  const gcj02 = datum === "gcj02" ? given : invert(shiftBaidu, given, guessBaidu(lon, lat));
  const wgs84 = invert(shiftGcj02, gcj02, gcj02);
  // A position on the very edge must not fall out by the last bit.
  return inChina(rounded(wgs84[0]), rounded(wgs84[1])) ? wgs84 : given;
}

/** Solve `shift(x) = target` by `x ← x − (shift(x) − target)`. */
function invert(shift: Shift, target: LonLat, guess: LonLat): LonLat {
  let [lon, lat] = guess;
  for (let step = 0; step < INVERSE_STEPS; step++) {
    const [shiftedLon, shiftedLat] = shift(lon, lat);
    lon -= shiftedLon - target[0];
    lat -= shiftedLat - target[1];
  }
  return [lon, lat];
}

/** WGS 84 → GCJ-02, wherever the position is. */
function shiftGcj02(lon: number, lat: number): LonLat {
  const { sin, cos, sqrt, abs, PI } = Math;
  const x = lon - 105;
  const y = lat - 35;
  const root = sqrt(abs(x));
  const short = ((20 * sin(6 * x * PI) + 20 * sin(2 * x * PI)) * 2) / 3;
  const east =
    300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + short +
    ((20 * sin(x * PI) + 40 * sin((x / 3) * PI)) * 2) / 3 +
    ((150 * sin((x / 12) * PI) + 300 * sin((x / 30) * PI)) * 2) / 3;
  const north =
    -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + short +
    ((20 * sin(y * PI) + 40 * sin((y / 3) * PI)) * 2) / 3 +
    ((160 * sin((y / 12) * PI) + 320 * sin((y * PI) / 30)) * 2) / 3;

  const radians = (lat / 180) * PI;
  const magic = 1 - ECCENTRICITY_SQUARED * sin(radians) ** 2;
  const meridian = (SEMI_MAJOR_AXIS * (1 - ECCENTRICITY_SQUARED)) / (magic * sqrt(magic));
  const parallel = (SEMI_MAJOR_AXIS / sqrt(magic)) * cos(radians);
  return [lon + degrees(east / parallel), lat + degrees(north / meridian)];
}

/** GCJ-02 → BD-09. */
function shiftBaidu(lon: number, lat: number): LonLat {
  const radius = Math.hypot(lon, lat) + 0.00002 * Math.sin(lat * BAIDU_WAVES);
  const angle = Math.atan2(lat, lon) + 0.000003 * Math.cos(lon * BAIDU_WAVES);
  return [radius * Math.cos(angle) + BAIDU_EAST, radius * Math.sin(angle) + BAIDU_NORTH];
}

/** BD-09 → GCJ-02 within 0.2 m: the waves taken where they end instead of where they start. */
function guessBaidu(lon: number, lat: number): LonLat {
  const x = lon - BAIDU_EAST;
  const y = lat - BAIDU_NORTH;
  const radius = Math.hypot(x, y) - 0.00002 * Math.sin(y * BAIDU_WAVES);
  const angle = Math.atan2(y, x) - 0.000003 * Math.cos(x * BAIDU_WAVES);
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e9) / 1e9;
}

function degrees(radians: number): number {
  return (radians / Math.PI) * 180;
}
