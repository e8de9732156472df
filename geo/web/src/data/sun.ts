/** When the sun rises and sets, to a minute or two: https://en.wikipedia.org/wiki/Sunrise_equation. */

import type { SunEvent } from "./openinghours.ts";

const DAY_MS = 86_400_000;
/** Noon of 1 January 2000, from which the days are counted. */
const J2000 = Date.UTC(2000, 0, 1, 12);
const RADIANS = Math.PI / 180;
const TILT = 23.4397;
/** Height of the sun's middle at each, in degrees: at its rise half its disc and the bent light are below; civil twilight ends at −6. */
const HEIGHTS: Readonly<Record<SunEvent, number>> = { dawn: -6, sunrise: -0.833, sunset: -0.833, dusk: -6 };

/** @returns null where it does not on that day: in a polar summer or winter */
export function sunAt(event: SunEvent, date: Date, [lon, lat]: readonly [lon: number, lat: number]): Date | null {
  const days = Math.round((Date.UTC(date.getFullYear(), date.getMonth(), date.getDate(), 12) - J2000) / DAY_MS);
  const solar = days - lon / 360;
  const anomaly = (357.5291 + 0.98560028 * solar) * RADIANS;
  const centre = 1.9148 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly) + 0.0003 * Math.sin(3 * anomaly);
  const longitude = anomaly + (centre + 180 + 102.9372) * RADIANS;
  const noon = solar + 0.0053 * Math.sin(anomaly) - 0.0069 * Math.sin(2 * longitude);
  const sine = Math.sin(longitude) * Math.sin(TILT * RADIANS);
  const cosine = (Math.sin(HEIGHTS[event] * RADIANS) - Math.sin(lat * RADIANS) * sine) / (Math.cos(lat * RADIANS) * Math.cos(Math.asin(sine)));
  if (Math.abs(cosine) > 1) return null;
  const half = Math.acos(cosine) / RADIANS / 360;
  return new Date(J2000 + (noon + (event === "dawn" || event === "sunrise" ? -half : half)) * DAY_MS);
}
