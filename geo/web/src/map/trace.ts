/** Putting shapes onto a canvas' path. */

import type { Shape } from "../data/sites.ts";
import type { Frame, Surface } from "./frame.ts";
import { clipLine, clipRing, type Box } from "./geometry.ts";

/** Pixels beyond the canvas that shapes are still drawn to, so that rims do not show. */
const OVERHANG = 64;
/** The same in a drawing that is to be a file: what nobody sees need not be in it. */
const OVERHANG_KEPT = 12;
const EVERYWHERE: Box = [-Infinity, -Infinity, Infinity, Infinity];

/** How far around a frame shapes are drawn, in units. */
function limitsOf({ context, world, box: [west, north, east, south] }: Frame): Box {
  const rim = (context.part ? OVERHANG_KEPT : OVERHANG) / world;
  return [west - rim, north - rim, east + rim, south + rim];
}

/** Whether a shape is to be clipped: on a canvas that costs more than it saves where it is hardly larger. */
function isClipped({ context, world, width, height }: Frame, box: Box, limits: Box): boolean {
  if (!context.part) return (box[2] - box[0]) * world > 3 * width || (box[3] - box[1]) * world > 3 * height;
  return box[0] < limits[0] || box[1] < limits[1] || box[2] > limits[2] || box[3] > limits[3];
}

/** Add a shape to the current path, without what lies far outside the canvas. */
export function trace(frame: Frame, parts: Shape["parts"], box: Box, isArea: boolean): void {
  const limits = limitsOf(frame);
  const isCut = isClipped(frame, box, limits);
  for (const line of parts.flat()) {
    if (!isCut) traceLine(frame, line, isArea);
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
  const [west, north, east, south] = limitsOf(frame);
  const limits: Box = [Math.max(west, within[0]), Math.max(north, within[1]), Math.min(east, within[2]), Math.min(south, within[3])];
  for (const ring of parts.flat()) {
    for (const piece of clipLine(ring, limits)) traceLine(frame, piece, false);
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

/** Older browsers have no `roundRect`. */
export function roundedRect(
  context: Surface, x: number, y: number, width: number, height: number, radius: number,
): void {
  context.moveTo(x + radius, y);
  context.arcTo(x + width, y, x + width, y + height, radius);
  context.arcTo(x + width, y + height, x, y + height, radius);
  context.arcTo(x, y + height, x, y, radius);
  context.arcTo(x, y, x + width, y, radius);
  context.closePath();
}
