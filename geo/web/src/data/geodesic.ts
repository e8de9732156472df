/** Distances and areas on the ellipsoid of WGS 84, in metres; positions are longitude and latitude in degrees. */

import type { LonLat } from "./datum.ts";
import { FLATTENING, MAJOR_AXIS } from "./earth.ts";

const MINOR = MAJOR_AXIS * (1 - FLATTENING);
const ECCENTRICITY = Math.sqrt(FLATTENING * (2 - FLATTENING));
/** Radius of the sphere that has the ellipsoid's surface. */
const AUTHALIC = 6_371_007.1809;
const RADIANS = Math.PI / 180;
/** Vincenty's series settles within a few rounds, except between opposite ends of the Earth. */
const MOST_ROUNDS = 100;
const SETTLED = 1e-12;

/** Length of the shortest way between two positions (Vincenty 1975), right to a millimetre. */
export function geodesicDistance([lonA, latA]: LonLat, [lonB, latB]: LonLat): number {
  const { sin, cos, tan, atan, atan2, sqrt, abs } = Math;
  const along = (lonB - lonA) * RADIANS;
  const [u1, u2] = [latA, latB].map((lat) => atan((1 - FLATTENING) * tan(lat * RADIANS))) as [number, number];
  let lambda = along;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const sinSigma = sqrt(
      (cos(u2) * sin(lambda)) ** 2 + (cos(u1) * sin(u2) - sin(u1) * cos(u2) * cos(lambda)) ** 2,
    );
    if (sinSigma === 0) return 0;
    const cosSigma = sin(u1) * sin(u2) + cos(u1) * cos(u2) * cos(lambda);
    const sigma = atan2(sinSigma, cosSigma);
    const sinAlpha = (cos(u1) * cos(u2) * sin(lambda)) / sinSigma;
    const cos2Alpha = 1 - sinAlpha ** 2;
    // On the equator there is no middle to speak of.
    const middle = cos2Alpha === 0 ? 0 : cosSigma - (2 * sin(u1) * sin(u2)) / cos2Alpha;
    const c = (FLATTENING / 16) * cos2Alpha * (4 + FLATTENING * (4 - 3 * cos2Alpha));
    const before = lambda;
    lambda =
      along +
      (1 - c) * FLATTENING * sinAlpha *
        (sigma + c * sinSigma * (middle + c * cosSigma * (2 * middle ** 2 - 1)));
    if (abs(lambda - before) > SETTLED) continue;
    const square = (cos2Alpha * (MAJOR_AXIS ** 2 - MINOR ** 2)) / MINOR ** 2;
    const a = 1 + (square / 16384) * (4096 + square * (-768 + square * (320 - 175 * square)));
    const b = (square / 1024) * (256 + square * (-128 + square * (74 - 47 * square)));
    const delta =
      b * sinSigma *
      (middle + (b / 4) * (cosSigma * (2 * middle ** 2 - 1) - (b / 6) * middle * (4 * sinSigma ** 2 - 3) * (4 * middle ** 2 - 3)));
    return MINOR * a * (sigma - delta);
  }
  // All ways between opposite ends are as long as half a meridian, about.
  return Math.PI * AUTHALIC;
}

/** Square metres inside a ring, the last corner joined to the first; the sides are shortest ways. */
export function geodesicArea(ring: readonly LonLat[]): number {
  let excess = 0;
  for (const [index, [lon, lat]] of ring.entries()) {
    const [nextLon, nextLat] = ring[(index + 1) % ring.length]!;
    const turn = Math.tan(((nextLon - lon) * RADIANS) / 2);
    const [here, there] = [lat, nextLat].map((one) => Math.tan(authalic(one) / 2)) as [number, number];
    excess += 2 * Math.atan2(turn * (here + there), 1 + here * there);
  }
  return Math.abs(excess) * AUTHALIC ** 2;
}

/** Latitude on the sphere of the same surface, in radians. */
function authalic(lat: number): number {
  const share = (sin: number): number => {
    const e = ECCENTRICITY * sin;
    return (1 - ECCENTRICITY ** 2) * (sin / (1 - e * e) + Math.atanh(e) / ECCENTRICITY);
  };
  return Math.asin(Math.max(-1, Math.min(1, share(Math.sin(lat * RADIANS)) / share(1))));
}
