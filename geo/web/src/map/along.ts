/** Where along a line, or inside an area, a name can stand. Positions are units of the map. */

import { clipRing, isInside, squaredDistance, type Box } from "./geometry.ts";

export interface Stand {
  readonly x: number;
  readonly y: number;
  /** Between −90° and 90°, in radians: never upside down. */
  readonly angle: number;
}

/** How far a line may stray from the straight where a name stands, in parts of the name's height. */
const MOST_STRAY = 0.3;

/**
 * Straight enough stretches of a line for a name, about `apart` from each other.
 *
 * @param length,height size of the name, in units
 */
export function standsAlong(
  line: Float64Array,
  length: number,
  height: number,
  apart: number,
): Stand[] {
  const reach = lengths(line);
  const whole = reach[reach.length - 1]!;
  if (whole < length) return [];
  const count = Math.max(1, Math.floor(whole / apart));
  const stands: Stand[] = [];
  for (let i = 0; i < count; i++) {
    const [from, to] = [(i * whole) / count, ((i + 1) * whole) / count];
    const best = straightest(line, reach, from, to, length);
    if (best && best.stray <= height * MOST_STRAY) stands.push(best);
  }
  return stands;
}

/** The straightest stretch of a length whose middle lies between two distances along a line. */
function straightest(
  line: Float64Array,
  reach: Float64Array,
  from: number,
  to: number,
  length: number,
): (Stand & { stray: number }) | null {
  let best: (Stand & { stray: number }) | null = null;
  const steps = 16;
  for (let step = 0; step < steps; step++) {
    // The middle first: names look best where they have room on both sides.
    const offset = (step % 2 === 0 ? 1 : -1) * Math.ceil(step / 2);
    const middle = (from + to) / 2 + (offset / steps) * (to - from);
    const start = middle - length / 2;
    if (start < 0 || start + length > reach[reach.length - 1]!) continue;
    const found = stretch(line, reach, start, start + length);
    if (!best || found.stray < best.stray * 0.8) best = found;
  }
  return best;
}

function stretch(
  line: Float64Array,
  reach: Float64Array,
  start: number,
  end: number,
): Stand & { stray: number } {
  const [ax, ay] = pointAt(line, reach, start);
  const [bx, by] = pointAt(line, reach, end);
  const chord = Math.hypot(bx - ax, by - ay);
  let stray = Math.abs(end - start - chord); // a loop comes back to where it was
  let [low, high] = [0, 0];
  for (let i = 0; i < reach.length; i++) {
    if (reach[i]! <= start || reach[i]! >= end) continue;
    const cross = ((line[2 * i]! - ax) * (by - ay) - (line[2 * i + 1]! - ay) * (bx - ax)) / (chord || 1);
    low = Math.min(low, cross);
    high = Math.max(high, cross);
  }
  stray = Math.max(stray, high - low);
  // Between the two rims of the bend, so that the name keeps to the middle of it.
  const shift = (low + high) / 2 / (chord || 1);
  return {
    x: (ax + bx) / 2 + (by - ay) * shift,
    y: (ay + by) / 2 - (bx - ax) * shift,
    angle: readable(Math.atan2(by - ay, bx - ax)),
    stray,
  };
}

/** Distance of each point of a line from its start. */
function lengths(line: Float64Array): Float64Array {
  const reach = new Float64Array(line.length / 2);
  for (let i = 1; i < reach.length; i++) {
    const step = Math.hypot(line[2 * i]! - line[2 * i - 2]!, line[2 * i + 1]! - line[2 * i - 1]!);
    reach[i] = reach[i - 1]! + step;
  }
  return reach;
}

function pointAt(line: Float64Array, reach: Float64Array, distance: number): readonly [number, number] {
  let i = 1;
  while (i < reach.length - 1 && reach[i]! < distance) i++;
  const span = reach[i]! - reach[i - 1]!;
  const part = span === 0 ? 0 : (distance - reach[i - 1]!) / span;
  return [
    line[2 * i - 2]! + part * (line[2 * i]! - line[2 * i - 2]!),
    line[2 * i - 1]! + part * (line[2 * i + 1]! - line[2 * i - 1]!),
  ];
}

function readable(angle: number): number {
  if (angle > Math.PI / 2) return angle - Math.PI;
  return angle < -Math.PI / 2 ? angle + Math.PI : angle;
}

const ANGLES = Array.from({ length: 12 }, (_, i) => readable((i * Math.PI) / 12)).sort(
  (a, b) => Math.abs(a) - Math.abs(b),
);

/**
 * The roomiest places inside an area for a name of a size, the best first, looked for in one cell of a
 * grid that is anchored to the world; none where it does not fit.
 */
export function standsInside(
  rings: readonly Float64Array[],
  cell: Box,
  length: number,
  height: number,
): Stand[] {
  const near = segmentsNear(rings, cell, length);
  if (near.length === 0 && !isInside(cell[0], cell[1], rings)) return [];
  // Nobody looks farther than a name beyond the cell: of a long river's rims the rest need not be asked.
  const reach: Box = [cell[0] - length, cell[1] - length, cell[2] + length, cell[3] + length];
  const own = rings.map((ring) => clipRing(ring, reach)).filter((ring) => ring.length > 0);
  const places = roomiest(own, near, cell, height * 0.55);
  return places.flatMap(([x, y]): Stand[] => {
    const angle = ANGLES.find((one) => fits(own, x, y, one, length, height));
    return angle === undefined ? [] : [{ x, y, angle }];
  });
}

/** Points of a cell with most room around them, best first. */
function roomiest(
  rings: readonly Float64Array[],
  near: Float64Array,
  [west, north, east, south]: Box,
  least: number,
): (readonly [x: number, y: number])[] {
  const steps = 14;
  const found: { x: number; y: number; room: number }[] = [];
  for (let i = 0; i < steps; i++) {
    for (let j = 0; j < steps; j++) {
      const x = west + ((i + 0.5) / steps) * (east - west);
      const y = north + ((j + 0.5) / steps) * (south - north);
      if (!isInside(x, y, rings)) continue;
      const room = distanceTo(near, x, y, least * 0.999);
      if (room >= least) found.push({ x, y, room });
    }
  }
  const middle = [(west + east) / 2, (north + south) / 2] as const;
  // Of equal room, the middle of the cell: neighbouring cells' names then keep apart.
  const rank = ({ x, y, room }: { x: number; y: number; room: number }): number =>
    Math.min(room, least * 3) - 0.15 * Math.hypot(x - middle[0], y - middle[1]);
  found.sort((a, b) => rank(b) - rank(a));
  return found.slice(0, 8).map(({ x, y }) => [x, y] as const);
}

/** Segments of rings in or near a cell: both ends of each in turn. */
function segmentsNear(rings: readonly Float64Array[], cell: Box, margin: number): Float64Array {
  const west = cell[0] - margin;
  const north = cell[1] - margin;
  const east = cell[2] + margin;
  const south = cell[3] + margin;
  const near: number[] = [];
  for (const ring of rings) {
    let ax = ring[0]!;
    let ay = ring[1]!;
    for (let i = 2; i + 1 < ring.length; i += 2) {
      const bx = ring[i]!;
      const by = ring[i + 1]!;
      const isOff = (ax < west && bx < west) || (ax > east && bx > east) || (ay < north && by < north) || (ay > south && by > south);
      if (!isOff) near.push(ax, ay, bx, by);
      ax = bx;
      ay = by;
    }
  }
  return Float64Array.from(near);
}

/** Distance of a point from the nearest of some segments; what is no farther than `enough` may be told short. */
function distanceTo(segments: Float64Array, x: number, y: number, enough: number): number {
  let least = Infinity;
  const square = enough * enough;
  for (let i = 0; i < segments.length && least > square; i += 4) {
    const away = squaredDistance(x, y, segments[i]!, segments[i + 1]!, segments[i + 2]!, segments[i + 3]!);
    if (away < least) least = away;
  }
  return Math.sqrt(least);
}

function fits(
  rings: readonly Float64Array[],
  x: number, y: number, angle: number, length: number, height: number,
): boolean {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  for (const along of [-0.5, -0.25, 0, 0.25, 0.5]) {
    for (const across of [-0.5, 0.5]) {
      const [dx, dy] = [along * length, across * height];
      if (!isInside(x + dx * cos - dy * sin, y + dx * sin + dy * cos, rings)) return false;
    }
  }
  return true;
}
