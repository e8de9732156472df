/** Areas and lines whose colours say something: filled as on a printed map, with a hairline between neighbours. */

import { Kind } from "../data/sites.ts";
import type { Frame, Surface } from "./frame.ts";
import type { Box } from "./geometry.ts";
import type { Outline } from "./places.ts";
import type { SignPainter } from "./signs.ts";
import { SITE_STYLE, type Palette } from "./style.ts";
import { trace, traceRims } from "./trace.ts";

/** What shading needs to know. */
export interface Shades {
  readonly painter: SignPainter;
  readonly colours: Palette;
  readonly of: Uint16Array;
  /** Whether an area of such a box is the ground of other sites, and no more than tinted. */
  readonly isFaint: (box: Box) => boolean;
  /** Whether areas are the ground of circles that say all there is to say. */
  readonly isGround: boolean;
  /** Width of a line in pixels, where sizes say something too. */
  readonly widthOf: (row: number) => number | undefined;
}

/** The ground shows through a little: its water and its roads stay where they are. */
const FILL = 0.85;
/** Of an area that is the ground of points, and of one with a circle in it. */
const FAINT = 0.16;
const QUIET = 0.07;
/** Between the lines of a hatching, in pixels. */
const HATCH = 6;
/** Sides of what is drawn of an area that is smaller, in pixels. */
const LEAST_SIDE = 3.5;

export function shade(frame: Frame, outline: Outline, shades: Shades, isStrong: boolean): void {
  const { context } = frame;
  const { painter, colours } = shades;
  const group = shades.of[outline.row]!;
  const colour = painter.colour(group, colours);
  const isNone = painter.isNone(group);
  context.save();
  context.lineJoin = "round";
  if (outline.kind === Kind.line) {
    context.beginPath();
    trace(frame, outline.parts, outline.box, false);
    context.lineCap = "round";
    context.strokeStyle = colour;
    context.lineWidth = (shades.widthOf(outline.row) ?? SITE_STYLE.lineWidth) * (isStrong ? 1.6 : 1);
    if (isNone) context.setLineDash([3, 4]);
    context.stroke();
    context.restore();
    return;
  }
  if (isTiny(frame, outline.box) && !shades.isGround) {
    speck(frame, outline.box, isStrong ? colours.ink : colour, isNone);
    context.restore();
    return;
  }
  context.beginPath();
  trace(frame, outline.parts, outline.box, true);
  const isFaint = shades.isFaint(outline.box);
  if (shades.isGround) {
    drawGround(frame, outline, colours, isStrong);
    context.restore();
    return;
  }
  if (isNone && !isFaint) {
    context.save();
    context.clip("evenodd");
    hatch(frame, outline, colour);
    context.restore();
  } else if (!isNone) {
    context.globalAlpha = isFaint ? FAINT : FILL;
    context.fillStyle = colour;
    context.fill("evenodd");
    context.globalAlpha = 1;
  }
  context.beginPath();
  traceRims(frame, outline.parts);
  context.strokeStyle = isStrong ? colours.ink : isNone || isFaint ? colour : (painter.rim(group, colours) ?? colours.land);
  context.lineWidth = isStrong ? 2.2 : 0.9;
  context.stroke();
  context.restore();
}

function isTiny({ world }: Frame, [west, north, east, south]: Box): boolean {
  return Math.max(east - west, south - north) * world < LEAST_SIDE;
}

/** An area too small for an outline: a square of its colour in its middle, hollow where it has no value. */
function speck({ context, world, left, top }: Frame, [west, north, east, south]: Box, colour: string, isNone: boolean): void {
  const [x, y] = [((west + east) / 2) * world - left, ((north + south) / 2) * world - top];
  const side = isNone ? LEAST_SIDE - 1 : LEAST_SIDE;
  context.beginPath();
  context.rect(x - side / 2, y - side / 2, side, side);
  if (isNone) {
    context.strokeStyle = colour;
    context.lineWidth = 0.9;
    context.stroke();
    return;
  }
  context.fillStyle = colour;
  context.fill();
}

/** An area whose colour says nothing, as its path has it. */
function drawGround(frame: Frame, outline: Outline, colours: Palette, isStrong: boolean): void {
  const { context } = frame;
  context.fillStyle = colours.ink;
  context.globalAlpha = isStrong ? 2 * QUIET : QUIET;
  context.fill("evenodd");
  context.beginPath();
  traceRims(frame, outline.parts);
  context.strokeStyle = colours.ink;
  context.globalAlpha = isStrong ? 1 : 0.35;
  context.lineWidth = isStrong ? 2.2 : 0.9;
  context.stroke();
}

/** A piece of a group, for keys, so wide and high about the origin: as see-through as an area where areas are filled. */
export function swatch(context: Surface, painter: SignPainter, colours: Palette, group: number, width: number, height: number, isFilled: boolean): void {
  const colour = painter.colour(group, colours);
  context.beginPath();
  context.rect(-width / 2, -height / 2, width, height);
  if (!painter.isNone(group)) {
    context.globalAlpha = isFilled ? FILL : 1;
    context.fillStyle = colour;
    context.fill();
    context.globalAlpha = 1;
    return;
  }
  context.strokeStyle = colour;
  context.lineWidth = 0.8;
  context.stroke();
  context.beginPath();
  // Every line from the upper or the right side down to the left or the lower one.
  for (let at = HATCH / 2; at < width + height; at += HATCH / 1.5) {
    context.moveTo(-width / 2 + Math.min(at, width), -height / 2 + Math.max(0, at - width));
    context.lineTo(-width / 2 + Math.max(0, at - height), -height / 2 + Math.min(at, height));
  }
  context.stroke();
}

/** Thin slanting lines over the part of an area that is in view; they stand still while the map is moved. */
function hatch({ context, world, left, top, width, height }: Frame, { box }: Outline, colour: string): void {
  const west = Math.max(0, box[0] * world - left);
  const east = Math.min(width, box[2] * world - left);
  const north = Math.max(0, box[1] * world - top);
  const south = Math.min(height, box[3] * world - top);
  context.strokeStyle = colour;
  context.globalAlpha = 0.55;
  context.lineWidth = 0.8;
  context.beginPath();
  const phase = (left + top) % HATCH;
  for (let at = west + north - ((west + north + phase) % HATCH); at < east + south; at += HATCH) {
    context.moveTo(at - north, north);
    context.lineTo(at - south, south);
  }
  context.stroke();
}
