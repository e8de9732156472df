/** Putting shapes onto a canvas' path. */

import type { Shape } from "../data/sites.ts";
import type { Frame } from "./frame.ts";
import { clipLine, clipRing, type Box } from "./geometry.ts";

/** Pixels beyond the canvas that shapes are still drawn to, so that rims do not show. */
const OVERHANG = 64;
const EVERYWHERE: Box = [-Infinity, -Infinity, Infinity, Infinity];

/** Add a shape to the current path, without what lies far outside the canvas. */
export function trace(frame: Frame, parts: Shape["parts"], box: Box, isArea: boolean): void {
  const { world, width, height } = frame;
  const [across, down] = [(box[2] - box[0]) * world, (box[3] - box[1]) * world];
  // Clipping costs more than it saves where a shape is hardly larger than the canvas.
  const isLarge = across > 3 * width || down > 3 * height;
  const rim = OVERHANG / world;
  const [west, north, east, south] = frame.box;
  const limits: Box = [west - rim, north - rim, east + rim, south + rim];
  for (const line of parts.flat()) {
    if (!isLarge) traceLine(frame, line, isArea);
    else if (isArea) traceLine(frame, clipRing(line, limits), true);
    else for (const piece of clipLine(line, limits)) traceLine(frame, piece, false);
  }
}

/**
 * The rims of an area as lines: clipped ones must not run along the canvas.
 *
 * @param within what lies outside is no rim
 */
export function traceRims(frame: Frame, parts: Shape["parts"], within: Box = EVERYWHERE): void {
  const rim = OVERHANG / frame.world;
  const [west, north, east, south] = frame.box;
  const limits: Box = [
    Math.max(west - rim, within[0]), Math.max(north - rim, within[1]),
    Math.min(east + rim, within[2]), Math.min(south + rim, within[3]),
  ];
  for (const ring of parts.flat()) {
    const pieces = clipLine(ring, limits);
    for (const piece of pieces) traceLine(frame, piece, false);
  }
}

function traceLine({ context, world, left, top }: Frame, line: Float64Array, closed: boolean): void {
  if (line.length < 4) return;
  context.moveTo(line[0]! * world - left, line[1]! * world - top);
  for (let i = 2; i < line.length; i += 2) {
    context.lineTo(line[i]! * world - left, line[i + 1]! * world - top);
  }
  if (closed) context.closePath();
}
