/** Meridians and parallels, where a ground knows nothing of the place but coast, waters and towns. */

import type { Frame } from "./frame.ts";
import { latOf, lonOf, unitX, unitY } from "./projection.ts";

/** A meridian or a parallel in a frame. */
export interface GridLine {
  readonly isMeridian: boolean;
  /** Pixels from the left, of a meridian, or from the top. */
  readonly at: number;
  /** As maps write it: 13°24′ E. */
  readonly name: string;
}

/** Seconds of arc from line to line. */
const STEPS = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 18_000];
/** Two meridians are at least so many pixels apart. */
const LEAST_APART = 190;
/** Farther out the coast says where one is. */
const FROM_ZOOM = 9;
const SECONDS = 3600;

/** The lines of a frame, from the west and from the north. */
export function graticule(frame: Frame): readonly GridLine[] {
  const { zoom, world, box: [west, north, east, south], left, top } = frame;
  if (zoom < FROM_ZOOM) return [];
  const step = STEPS.find((seconds) => (seconds / SECONDS / 360) * world >= LEAST_APART) ?? STEPS.at(-1)!;
  const meridians = multiples(lonOf(west), lonOf(east), step).map((lon): GridLine =>
    ({ isMeridian: true, at: unitX(lon / SECONDS) * world - left, name: nameOf(around(lon), "E", "W") }));
  const parallels = multiples(latOf(south), latOf(north), step).reverse().map((lat): GridLine =>
    ({ isMeridian: false, at: unitY(lat / SECONDS) * world - top, name: nameOf(lat, "N", "S") }));
  return [...meridians, ...parallels];
}

/** Whole steps between two degrees, in seconds. */
function multiples(from: number, to: number, step: number): number[] {
  const first = Math.ceil((from * SECONDS) / step);
  const last = Math.floor((to * SECONDS) / step);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => (first + n) * step);
}

/** A longitude within half a turn. */
function around(seconds: number): number {
  const turn = 360 * SECONDS;
  return seconds - turn * Math.round(seconds / turn);
}

function nameOf(seconds: number, positive: string, negative: string): string {
  const whole = Math.abs(seconds);
  const minutes = Math.floor(whole / 60) % 60;
  const rest = whole % 60;
  const parts = [`${Math.floor(whole / SECONDS)}°`, ...(minutes || rest ? [`${minutes}′`] : []), ...(rest ? [`${rest}″`] : [])];
  // Of the meridians between the halves there is one each.
  const isBetween = whole % (180 * SECONDS) === 0;
  return `${parts.join("")}${isBetween ? "" : `\u00a0${seconds > 0 ? positive : negative}`}`;
}
