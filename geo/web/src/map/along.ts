/** Where along a line, or inside an area, a name can stand. Positions are units of the map. */

import { clearance, isInside, type Box } from "./geometry.ts";

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
 * The roomiest place inside an area for a name of a size, looked for in one cell of a grid that is
 * anchored to the world; null where it does not fit.
 */
export function standInside(
  rings: readonly Float64Array[],
  cell: Box,
  length: number,
  height: number,
): Stand | null {
  const near = ringsNear(rings, cell, length);
  if (near.length === 0 && !isInside(cell[0], cell[1], rings)) return null;
  const places = roomiest(rings, near, cell, height * 0.55);
  for (const [x, y] of places) {
    for (const angle of ANGLES) {
      if (fits(rings, x, y, angle, length, height)) return { x, y, angle };
    }
  }
  return null;
}

/** Points of a cell with most room around them, best first. */
function roomiest(
  rings: readonly Float64Array[],
  near: readonly Float64Array[],
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
      const room = Math.abs(clearance(x, y, near));
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

/** Segments of rings in or near a cell, as lines. */
function ringsNear(rings: readonly Float64Array[], cell: Box, margin: number): Float64Array[] {
  const [west, north, east, south] = [
    cell[0] - margin, cell[1] - margin, cell[2] + margin, cell[3] + margin,
  ];
  const near: Float64Array[] = [];
  for (const ring of rings) {
    for (let i = 0; i + 3 < ring.length; i += 2) {
      if (Math.max(ring[i]!, ring[i + 2]!) < west || Math.min(ring[i]!, ring[i + 2]!) > east) continue;
      if (Math.max(ring[i + 1]!, ring[i + 3]!) < north || Math.min(ring[i + 1]!, ring[i + 3]!) > south) continue;
      near.push(ring.subarray(i, i + 4));
    }
  }
  return near;
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
