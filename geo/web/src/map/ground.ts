/** Painting the built-in base map, all but its names. */

import { blankFor, type Frame } from "./frame.ts";
import type { Box } from "./geometry.ts";
import { graticule } from "./graticule.ts";
import { at, colourOf, dotRadius, KINDS, layerStyle, MELTING, type LayerStyle, type Palette } from "./style.ts";
import { opacityAt, type Terrain, type Thing } from "./terrain.ts";
import { trace, traceRims } from "./trace.ts";

/** Where it is so small a part of what is seen, from side to side, it is gone: no island in plain land. */
const [GONE, WHOLE] = [0.34, 0.66];
/** And what is left of it is nearly all rim, from where it fills the frame to where half of it. */
const [FRAMED, SMALL, WIDEST] = [0.9, 0.5, 0.46];
/** By how many pixels what is taken away is larger than it is painted: of a soft edge nothing is to stay. */
const SWELL = 1.5;
/** What reaches so far across the window, or down it, is a large river. */
const LONG = 0.4;
/** How the rim fades: gently at both its ends. */
const FADING = [[0, 0], [0.25, 0.16], [0.5, 0.5], [0.75, 0.84], [1, 1]] as const;
/** How strongly meridians and parallels show. */
const GRATICULE = 0.45;
/** What is so near an end of the world is its end. */
const SEAM = 1e-5;

export function paintGround(frame: Frame, terrain: Terrain, colours: Palette): void {
  const { window } = terrain;
  if (!window) {
    const painter = new Painter(frame, terrain, colours, () => true);
    painter.land();
    paintOtherWorlds(frame, terrain, colours, () => true);
    painter.shapes();
    if (terrain.isBare) paintGraticule(frame, colours);
    painter.districts();
    painter.dots();
    return;
  }
  const isOwn = ({ feature }: Thing): boolean => !feature.wide;
  const below = new Painter(frame, terrain, colours, (thing) => !isOwn(thing));
  below.land();
  paintOtherWorlds(frame, terrain, colours, (thing) => !isOwn(thing));
  below.shapes();
  const filled = filledBy(frame, window);
  const strength = between(GONE, WHOLE, filled);
  if (strength === 1 && contains(shrunk(frame, window), frame.box)) new Painter(frame, terrain, colours, isOwn).shapes();
  else {
    // A large river is seen from however far, and turns at the rim into what the world knows of it.
    const isRiver = (thing: Thing): boolean => isOwn(thing) && thing.feature.kind === "river" && isLong(thing.box, window);
    const melting = { frame, terrain, colours, window };
    const widest = WIDEST * (1 - between(SMALL, FRAMED, filled));
    const wide = (length: number): number => Math.max(widest, rimOf(length));
    const isAlike = strength === 1 && [window[2] - window[0], window[3] - window[1]].every((side) => wide(side * frame.world) === rimOf(side * frame.world));
    paintMelting(melting, { isPainted: isAlike ? isOwn : isRiver, strength: 1, rimOf, instead: (thing) => !isOwn(thing) });
    if (!isAlike) paintMelting(melting, { isPainted: (thing) => isOwn(thing) && !isRiver(thing), strength, rimOf: wide });
  }
  const above = new Painter(frame, terrain, colours, () => true);
  above.districts();
  above.dots();
}

/** Beyond the ends of the world it begins again: land and water, without names. */
function paintOtherWorlds(frame: Frame, terrain: Terrain, colours: Palette, isPainted: (thing: Thing) => boolean): void {
  const { context, world, top, width, box: [west, north, east, south] } = frame;
  const sea = terrain.all("sea").find(({ box }) => isWorldwide(box));
  if (sea && isPainted(sea)) {
    // No map goes to the poles: the northern one lies in the sea, the southern on land.
    context.fillStyle = colourOf(colours, layerStyle("sea")?.fill);
    context.fillRect(0, 0, width, sea.box[1] * world - top + 1);
  }
  for (let away = Math.floor(west) - 1; away <= east; away++) {
    const box: Box = [west - away, north, east - away, south];
    if (away !== 0) new Painter({ ...frame, left: frame.left - away * world, box }, terrain, colours, isPainted).shapes();
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

function contains(outer: Box, inner: Frame["box"]): boolean {
  return outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3];
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

function shrunk({ world }: Frame, [west, north, east, south]: Box): Box {
  const across = (east - west) * rimOf((east - west) * world);
  const down = (south - north) * rimOf((south - north) * world);
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

/** Paint what is in detail so that it fades at the rim of its window into what is painted already. */
function paintMelting({ frame, terrain, colours, window: [west, north, east, south] }: Melting, layer: Layer): void {
  if (layer.strength === 0) return;
  const { context, width, height, ratio, world, left, top } = frame;
  const { image, surface: own } = blankFor(context, Math.round(width * ratio), Math.round(height * ratio));
  own.setTransform(ratio, 0, 0, ratio, 0, 0);
  const upon = { ...frame, context: own };
  // Plain land is left as it is: land that melts into land is one shade off, from rounding, and shows as a rim.
  if (layer.instead) new Painter(upon, terrain, flat(colours), layer.instead, true).shapes();
  new Painter(upon, terrain, colours, layer.isPainted).shapes();
  const [x0, y0, x1, y1] = [west * world - left, north * world - top, east * world - left, south * world - top];
  own.globalCompositeOperation = "destination-in";
  for (const [from, to, length, gradient] of [
    [x0, x1, width, own.createLinearGradient(x0, 0, x1, 0)],
    [y0, y1, height, own.createLinearGradient(0, y0, 0, y1)],
  ] as const) {
    const rim = layer.rimOf(to - from);
    if (from + rim * (to - from) <= 0 && to - rim * (to - from) >= length) continue;
    for (const [part, opacity] of FADING) gradient.addColorStop(part * rim, blackOf(opacity));
    for (const [part, opacity] of [...FADING].reverse()) gradient.addColorStop(1 - part * rim, blackOf(opacity));
    own.fillStyle = gradient;
    own.fillRect(0, 0, width, height);
  }
  context.globalAlpha = layer.strength;
  context.drawImage(image, 0, 0, width, height);
  context.globalAlpha = 1;
}

/** All of it land. */
function flat(colours: Palette): Palette {
  return Object.fromEntries(Object.keys(colours).map((name) => [name, colours.land])) as Palette;
}

function blackOf(opacity: number): string {
  return `#000000${Math.round(opacity * 255).toString(16).padStart(2, "0")}`;
}

class Painter {
  readonly #frame: Frame;
  readonly #terrain: Terrain;
  readonly #colours: Palette;
  readonly #isPainted: (thing: Thing) => boolean;
  readonly #isFull: boolean;
  /** What is painted now: what fades so far, and no other. */
  #opacity = 1;

  /** @param isFull whether all of it is painted opaque, and somewhat larger */
  constructor(frame: Frame, terrain: Terrain, colours: Palette, isPainted: (thing: Thing) => boolean, isFull = false) {
    this.#frame = frame;
    this.#isPainted = isPainted;
    this.#isFull = isFull;
    this.#terrain = terrain;
    this.#colours = colours;
    frame.context.lineJoin = "round";
  }

  /** All but what is an outline or a dot. */
  shapes(): void {
    this.fadingAreas();
    this.areas();
    this.roads();
    this.metro();
  }

  land(): void {
    const { context, width, height } = this.#frame;
    context.fillStyle = this.#colours.land;
    context.fillRect(0, 0, width, height);
  }

  /** Areas on the way out, each by how far it is. */
  fadingAreas(): void {
    if (this.#isFull) return;
    const opacities = new Set<number>();
    for (const [kind] of kindsPainted("fill")) {
      for (const thing of this.#terrain.within(kind, this.#frame.zoom, this.#frame.box)) {
        opacities.add(opacityAt(thing, this.#frame.zoom));
      }
    }
    opacities.delete(1);
    for (const opacity of opacities) {
      this.#frame.context.globalAlpha = this.#opacity = opacity;
      this.areas();
    }
    this.#frame.context.globalAlpha = this.#opacity = 1;
  }

  areas(): void {
    const kinds = kindsPainted("fill");
    for (const [index, [kind, style]] of kinds.entries()) {
      // Kinds with one rim are one thing to the eye (river and lake): all rims first, then all
      // fills, and no rim runs through the water where two areas meet.
      if (style.edge && kinds[index - 1]?.[1].edge !== style.edge) {
        for (const [other, its] of kinds.slice(index)) {
          if (its.edge !== style.edge) break;
          this.#rims(other, its);
        }
      }
      this.#fills(kind, style);
    }
  }

  #rims(kind: string, style: LayerStyle): void {
    const { context, zoom } = this.#frame;
    const hasEnd = (thing: Thing): boolean => isWorldwide(thing.box) && !contains(within(thing.box), this.#frame.box);
    this.#begin(kind, (thing) => thing.isArea && !hasEnd(thing));
    for (const thing of this.#visible(kind)) {
      if (thing.isArea && hasEnd(thing)) traceRims(this.#frame, this.#terrain.parts(thing, zoom), within(thing.box));
    }
    context.strokeStyle = colourOf(this.#colours, style.edge);
    const edge = 2 * at(style.edgeWidth, zoom) + (this.#isFull ? 2 * SWELL : 0);
    context.lineWidth = edge; // the inner half is painted over
    context.stroke();
    this.#strokeLines(kind, style, style.edge, edge);
  }

  #fills(kind: string, style: LayerStyle): void {
    const { context } = this.#frame;
    this.#begin(kind, (thing) => thing.isArea);
    context.fillStyle = colourOf(this.#colours, style.fill);
    // Areas of a kind may overlap, so each shows by itself where it is not a hole.
    context.fill("nonzero");
    this.#strokeLines(kind, style, style.fill, 0);
  }

  /** Streams given as lines. */
  #strokeLines(kind: string, style: LayerStyle, colour: string | undefined, extra: number): void {
    const { context, zoom } = this.#frame;
    if (!style.width) return;
    this.#begin(kind, (thing) => !thing.isArea);
    context.lineCap = "round";
    context.strokeStyle = colourOf(this.#colours, colour);
    context.lineWidth = at(style.width, zoom) + extra;
    context.stroke();
  }

  /** Tunnels below, then roads by class, then bridges; each with its casing underneath. */
  roads(): void {
    const kinds = kindsPainted("line").filter(([kind]) => kind !== "metro");
    const { context, zoom } = this.#frame;
    const pass = (which: (thing: Thing) => boolean, cap: CanvasLineCap): void => {
      for (const part of ["casing", "stroke"] as const) {
        for (const [kind, style] of kinds) {
          if (!style[part]) continue;
          this.#begin(kind, which);
          context.lineCap = cap;
          context.strokeStyle = colourOf(this.#colours, style[part]);
          const casing = part === "casing" ? 2 * at(style.casingWidth, zoom) : 0;
          context.lineWidth = at(style.width, zoom) + casing;
          context.stroke();
        }
      }
    };
    context.globalAlpha = 0.45;
    pass(({ feature }) => feature.tunnel === true, "butt");
    context.globalAlpha = 1;
    pass(({ feature }) => !feature.tunnel && !feature.bridge, "round");
    pass(({ feature }) => feature.bridge === true && !feature.tunnel, "butt");
  }

  /** Each line in its own colour, all casings below. */
  metro(): void {
    const style = layerStyle("metro");
    if (!style) return;
    const { context, zoom } = this.#frame;
    const width = at(style.width, zoom);
    const colours = new Set<string | undefined>();
    for (const { feature } of this.#visible("metro")) colours.add(feature.colour);
    context.lineCap = "round";
    this.#begin("metro", () => true);
    context.globalAlpha = 0.7;
    context.strokeStyle = colourOf(this.#colours, style.casing);
    context.lineWidth = width + 2 * at(style.casingWidth, zoom);
    context.stroke();
    context.globalAlpha = style.opacity ?? 1;
    context.lineWidth = width;
    for (const colour of colours) {
      this.#begin("metro", ({ feature }) => feature.colour === colour);
      context.strokeStyle = colourOf(this.#colours, colour ?? style.stroke);
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  /** The districts' outlines; what lies outside all of them steps back a little. */
  districts(): void {
    const style = layerStyle("district");
    const all = this.#terrain.all("district").filter(({ isArea }) => isArea);
    const { context, zoom, width, height } = this.#frame;
    if (!style || all.length === 0 || zoom < style.minZoom) return;
    context.beginPath();
    context.rect(0, 0, width, height);
    for (const thing of all) trace(this.#frame, this.#terrain.parts(thing, zoom), thing.box, true);
    context.globalAlpha = style.veil ?? 0;
    context.fillStyle = this.#colours.veil;
    context.fill("evenodd");
    context.globalAlpha = 1;
    context.beginPath();
    for (const thing of this.#visible("district")) {
      traceRims(this.#frame, this.#terrain.parts(thing, zoom));
    }
    context.setLineDash([...(style.dash ?? [])]);
    context.lineCap = "butt";
    context.strokeStyle = colourOf(this.#colours, style.stroke);
    context.lineWidth = at(style.width, zoom);
    context.stroke();
    context.setLineDash([]);
  }

  /** Stations and cities. */
  dots(): void {
    const { context, world, left, top, zoom } = this.#frame;
    for (const [kind, style] of kindsPainted("dot")) {
      context.beginPath();
      for (const { point, feature } of this.#visible(kind)) {
        if (!point) continue;
        const radius = dotRadius(feature, zoom);
        const [x, y] = [point[0] * world - left, point[1] * world - top];
        context.moveTo(x + radius, y);
        context.arc(x, y, radius, 0, 2 * Math.PI);
      }
      context.fillStyle = colourOf(this.#colours, style.fill);
      context.fill();
      context.strokeStyle = colourOf(this.#colours, style.stroke);
      context.lineWidth = at(style.width, zoom);
      context.stroke();
    }
  }

  /** Begin a path with all visible things of a kind that pass. */
  #begin(kind: string, passes: (thing: Thing) => boolean): void {
    this.#frame.context.beginPath();
    for (const thing of this.#visible(kind)) {
      if (!passes(thing) || thing.point) continue;
      trace(this.#frame, this.#terrain.parts(thing, this.#frame.zoom), thing.box, thing.isArea);
    }
  }

  *#visible(kind: string): Generator<Thing> {
    for (const thing of this.#terrain.within(kind, this.#frame.zoom, this.#frame.box)) {
      if (this.#isPainted(thing) && (this.#isFull || opacityAt(thing, this.#frame.zoom) === this.#opacity)) yield thing;
    }
  }
}

/** Whether a thing ends only where the world does. */
function isWorldwide([west, , east]: Box): boolean {
  return east - west > 1 - 2 * SEAM;
}

/** All but the ends of the world, which are no shore. */
function within([west, north, east, south]: Box): Box {
  return [west + SEAM, north + SEAM, east - SEAM, south - SEAM];
}

function kindsPainted(paint: LayerStyle["paint"]): (readonly [string, LayerStyle])[] {
  return KINDS.flatMap((kind) => {
    const style = layerStyle(kind);
    return style?.paint === paint ? [[kind, style] as const] : [];
  });
}
