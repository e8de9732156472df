/** Painting the built-in base map, all but its names. */

import { allOf } from "../data/later.ts";
import { blankFor, type Frame } from "./frame.ts";
import { contains, type Box } from "./geometry.ts";
import { graticule } from "./graticule.ts";
import { isWorldwide, Painter } from "./groundpainter.ts";
import { colourOf, layerStyle, MELTING, type Palette } from "./style.ts";
import type { Terrain, Thing } from "./terrain.ts";

/** Where it is so small a part of what is seen, from side to side, it is gone: no island in plain land. */
const [GONE, WHOLE] = [0.34, 0.66];
/** And what is left of it is nearly all rim, from where it fills the frame to where half of it. */
const [FRAMED, SMALL, WIDEST] = [0.9, 0.5, 0.46];
/** What reaches so far across the window, or down it, is a large river. */
const LONG = 0.4;
/** How the rim fades: gently at both its ends. */
const FADING = [[0, 0], [0.25, 0.16], [0.5, 0.5], [0.75, 0.84], [1, 1]] as const;
/** How strongly meridians and parallels show. */
const GRATICULE = 0.45;
/** How far around what is painted apart things are looked for, in CSS pixels: half of the widest line. */
const WIDEST_HALF = 32;

export function paintGround(frame: Frame, terrain: Terrain, colours: Palette): void {
  allOf(paintingGround(frame, terrain, colours));
}

/** The same, a kind of things at a time. */
export function* paintingGround(frame: Frame, terrain: Terrain, colours: Palette): Generator<void> {
  const { window } = terrain;
  if (!window) {
    const painter = new Painter(frame, terrain, colours, () => true);
    painter.land();
    yield* paintOtherWorlds(frame, terrain, colours, () => true);
    yield* painter.shapes();
    if (terrain.isBare) paintGraticule(frame, colours);
    painter.districts();
    painter.dots();
    return;
  }
  const isOwn = ({ feature }: Thing): boolean => !feature.wide;
  const below = new Painter(frame, terrain, colours, (thing) => !isOwn(thing));
  below.land();
  yield* paintOtherWorlds(frame, terrain, colours, (thing) => !isOwn(thing));
  yield* below.shapes();
  const filled = filledBy(frame, window);
  const strength = between(GONE, WHOLE, filled);
  if (strength === 1 && contains(shrunk(frame, window, rimOf), frame.box)) yield* new Painter(frame, terrain, colours, isOwn).shapes();
  else {
    // A large river is seen from however far, and turns at the rim into what the world knows of it.
    const isRiver = (thing: Thing): boolean => isOwn(thing) && thing.feature.kind === "river" && isLong(thing.box, window);
    const melting = { frame, terrain, colours, window };
    const widest = WIDEST * (1 - between(SMALL, FRAMED, filled));
    const wide = (length: number): number => Math.max(widest, rimOf(length));
    const isAlike = strength === 1 && [window[2] - window[0], window[3] - window[1]].every((side) => wide(side * frame.world) === rimOf(side * frame.world));
    yield* paintMelting(melting, { isPainted: isAlike ? isOwn : isRiver, strength: 1, rimOf, instead: (thing) => !isOwn(thing) });
    if (!isAlike) yield* paintMelting(melting, { isPainted: (thing) => isOwn(thing) && !isRiver(thing), strength, rimOf: wide });
  }
  const above = new Painter(frame, terrain, colours, () => true);
  above.districts();
  above.dots();
}

/** Beyond the ends of the world it begins again: land and water, without names. */
function* paintOtherWorlds(frame: Frame, terrain: Terrain, colours: Palette, isPainted: (thing: Thing) => boolean): Generator<void> {
  const { context, world, top, width, box: [west, north, east, south] } = frame;
  const sea = terrain.all("sea").find(({ box }) => isWorldwide(box));
  if (sea && isPainted(sea)) {
    // No map goes to the poles: the northern one lies in the sea, the southern on land.
    context.fillStyle = colourOf(colours, layerStyle("sea")?.fill);
    context.fillRect(0, 0, width, sea.box[1] * world - top + 1);
  }
  for (let away = Math.floor(west) - 1; away <= east; away++) {
    const box: Box = [west - away, north, east - away, south];
    if (away !== 0) yield* new Painter({ ...frame, left: frame.left - away * world, box }, terrain, colours, isPainted).shapes();
  }
}

function paintGraticule(frame: Frame, colours: Palette): void {
  const { context, width, height } = frame;
  context.beginPath();
  for (const { isMeridian, at: place } of graticule(frame)) {
    context.moveTo(isMeridian ? place : 0, isMeridian ? 0 : place);
    context.lineTo(isMeridian ? place : width, isMeridian ? height : place);
  }
  context.globalAlpha = GRATICULE;
  context.strokeStyle = colours.rail;
  context.lineWidth = 0.6;
  context.stroke();
  context.globalAlpha = 1;
}

function isLong(box: Box, window: Box): boolean {
  return box[2] - box[0] > (window[2] - window[0]) * LONG || box[3] - box[1] > (window[3] - window[1]) * LONG;
}

/** How much of a frame a window fills, from side to side: its whole size is 1. */
function filledBy({ world, width, height }: Frame, [west, north, east, south]: Box): number {
  return Math.sqrt(Math.min(1, ((east - west) * world) / width) * Math.min(1, ((south - north) * world) / height));
}

/** How far a number has come from one to another, from 0 to 1. */
function between(from: number, to: number, number: number): number {
  return Math.max(0, Math.min(1, (number - from) / (to - from)));
}

/** Which part of a length from side to side is rim. */
function rimOf(length: number): number {
  return Math.min(MELTING.rim, MELTING.rimPixels / length);
}

/** A window without its rim. */
function shrunk({ world }: Frame, [west, north, east, south]: Box, rim: Layer["rimOf"]): Box {
  const across = (east - west) * rim((east - west) * world);
  const down = (south - north) * rim((south - north) * world);
  return [west + across, north + down, east - across, south - down];
}

interface Melting {
  readonly frame: Frame;
  readonly terrain: Terrain;
  readonly colours: Palette;
  readonly window: Box;
}

interface Layer {
  readonly isPainted: (thing: Thing) => boolean;
  readonly strength: number;
  /** Which part of a length from side to side is rim. */
  readonly rimOf: (length: number) => number;
  /** What it takes the place of, of all that is painted already; absent: it only lies upon it. */
  readonly instead?: (thing: Thing) => boolean;
}

/**
 * Paint what is in detail so that it fades at the rim of its window into what is painted already.
 *
 * Only the rim is painted apart: what is put on a canvas as a picture is painted twice, and at once.
 */
function* paintMelting(melting: Melting, layer: Layer): Generator<void> {
  const { frame, window } = melting;
  const { context, ratio, width, height } = frame;
  if (layer.strength === 0) return;
  const whole: Box = [0, 0, Math.round(width * ratio), Math.round(height * ratio)];
  if (context.blank) {
    yield* paintApart(melting, layer, whole);
    return;
  }
  const seen = common(whole, pixelsOf(frame, window, Math.floor, Math.ceil));
  const full = common(whole, pixelsOf(frame, shrunk(frame, window, layer.rimOf), Math.ceil, Math.floor));
  if (layer.strength < 1 || isEmpty(full)) {
    if (!isEmpty(seen)) yield* paintApart(melting, layer, seen);
    return;
  }
  context.save();
  context.beginPath();
  context.rect(full[0] / ratio, full[1] / ratio, (full[2] - full[0]) / ratio, (full[3] - full[1]) / ratio);
  context.clip();
  // Nothing fades here: what it takes the place of is gone as a whole.
  const painter = new Painter(frame, melting.terrain, melting.colours, layer.isPainted);
  if (layer.instead) painter.land();
  yield* painter.shapes();
  context.restore();
  for (const side of around(full, seen)) yield* paintApart(melting, layer, side);
}

/** Paint a part of it on something empty, let that fade, and put it where it belongs. */
function* paintApart(melting: Melting, layer: Layer, part: Box): Generator<void> {
  const { frame, terrain, colours, window: [west, north, east, south] } = melting;
  const { context, ratio, world } = frame;
  const { image, surface: own } = blankFor(context, part[2] - part[0], part[3] - part[1]);
  own.setTransform(ratio, 0, 0, ratio, 0, 0);
  const upon = partOf(frame, part, own);
  const { left, top, width, height } = upon;
  // Plain land is left as it is: land that melts into land is one shade off, from rounding, and shows as a rim.
  if (layer.instead) yield* new Painter(upon, terrain, flat(colours), layer.instead, true).shapes();
  yield* new Painter(upon, terrain, colours, layer.isPainted).shapes();
  const [x0, y0, x1, y1] = [west * world - left, north * world - top, east * world - left, south * world - top];
  own.globalCompositeOperation = "destination-in";
  for (const [from, to, length, gradient] of [
    [x0, x1, width, own.createLinearGradient(x0, 0, x1, 0)],
    [y0, y1, height, own.createLinearGradient(0, y0, 0, y1)],
  ] as const) {
    const rim = layer.rimOf(to - from);
    if (from + rim * (to - from) <= 0 && to - rim * (to - from) >= length) continue;
    for (const [share, opacity] of FADING) gradient.addColorStop(share * rim, blackOf(opacity));
    for (const [share, opacity] of [...FADING].reverse()) gradient.addColorStop(1 - share * rim, blackOf(opacity));
    own.fillStyle = gradient;
    own.fillRect(0, 0, width, height);
  }
  context.globalAlpha = layer.strength;
  context.drawImage(image, part[0] / ratio, part[1] / ratio, width, height);
  context.globalAlpha = 1;
}

/** The frame of a part of it, whose lines may reach in from outside. */
function partOf(frame: Frame, [x0, y0, x1, y1]: Box, context: Frame["context"]): Frame {
  const { ratio, world } = frame;
  const [left, top] = [frame.left + x0 / ratio, frame.top + y0 / ratio];
  const [width, height] = [(x1 - x0) / ratio, (y1 - y0) / ratio];
  const box = [left - WIDEST_HALF, top - WIDEST_HALF, left + width + WIDEST_HALF, top + height + WIDEST_HALF].map((side) => side / world);
  return { ...frame, context, left, top, width, height, box: box as [number, number, number, number] };
}

/** A box of the world in device pixels of the frame, each side rounded. */
function pixelsOf({ world, left, top, ratio }: Frame, [west, north, east, south]: Box, low: (side: number) => number, high: (side: number) => number): Box {
  return [low((west * world - left) * ratio), low((north * world - top) * ratio), high((east * world - left) * ratio), high((south * world - top) * ratio)];
}

function common(a: Box, b: Box): Box {
  return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
}

function isEmpty([x0, y0, x1, y1]: Box): boolean {
  return x0 >= x1 || y0 >= y1;
}

/** What of the outer box lies around the inner one: above, below, and to its sides. */
function around(inner: Box, outer: Box): Box[] {
  return ([
    [outer[0], outer[1], outer[2], inner[1]],
    [outer[0], inner[3], outer[2], outer[3]],
    [outer[0], inner[1], inner[0], inner[3]],
    [inner[2], inner[1], outer[2], inner[3]],
  ] satisfies Box[]).filter((side) => !isEmpty(side));
}

/** All of it land. */
function flat(colours: Palette): Palette {
  return Object.fromEntries(Object.keys(colours).map((name) => [name, colours.land])) as Palette;
}

function blackOf(opacity: number): string {
  return `#000000${Math.round(opacity * 255).toString(16).padStart(2, "0")}`;
}
