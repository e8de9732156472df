/** Painting the built-in base map, all but its names. */

import { blankFor, type Frame } from "./frame.ts";
import type { Box } from "./geometry.ts";
import { graticule } from "./graticule.ts";
import { at, colourOf, KINDS, layerStyle, MELTING, type LayerStyle, type Palette } from "./style.ts";
import { opacityAt, type Terrain, type Thing } from "./terrain.ts";
import { trace, traceRims } from "./trace.ts";

/** Where it is so small a part of what is seen, from side to side, it is gone: no island in plain land. */
const [GONE, WHOLE] = [0.34, 0.62];
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
  const strength = strengthOf(frame, window);
  if (strength === 1 && contains(shrunk(frame, window), frame.box)) new Painter(frame, terrain, colours, isOwn).shapes();
  else {
    // A large river is seen from however far, and turns at the rim into what the world knows of it.
    const isRiver = (thing: Thing): boolean => isOwn(thing) && thing.feature.kind === "river" && isLong(thing.box, window);
    paintMelting(frame, terrain, colours, window, strength === 1 ? isOwn : isRiver, 1, true);
    if (strength > 0 && strength < 1) paintMelting(frame, terrain, colours, window, (thing) => isOwn(thing) && !isRiver(thing), strength);
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

/** How strongly the ground in detail shows, from 0 to 1, by how much of the frame it fills. */
function strengthOf({ world, width, height }: Frame, [west, north, east, south]: Box): number {
  const filled = Math.sqrt(Math.min(1, ((east - west) * world) / width) * Math.min(1, ((south - north) * world) / height));
  return Math.max(0, Math.min(1, (filled - GONE) / (WHOLE - GONE)));
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

/**
 * Paint what is in detail so that it fades at the rim of its window into what is painted already.
 *
 * @param isInstead whether it takes the place of that, and does not only lie upon it
 */
function paintMelting(
  frame: Frame, terrain: Terrain, colours: Palette, [west, north, east, south]: Box,
  isPainted: (thing: Thing) => boolean, strength: number, isInstead = false,
): void {
  const { context, width, height, ratio, world, left, top } = frame;
  const { image, surface: own } = blankFor(context, Math.round(width * ratio), Math.round(height * ratio));
  own.setTransform(ratio, 0, 0, ratio, 0, 0);
  const painter = new Painter({ ...frame, context: own }, terrain, colours, isPainted);
  if (isInstead) painter.land();
  painter.shapes();
  const [x0, y0, x1, y1] = [west * world - left, north * world - top, east * world - left, south * world - top];
  own.globalCompositeOperation = "destination-in";
  const gradients = [
    ...(isRimIn(x0, x1, width) ? [[own.createLinearGradient(x0, 0, x1, 0), rimOf(x1 - x0)] as const] : []),
    ...(isRimIn(y0, y1, height) ? [[own.createLinearGradient(0, y0, 0, y1), rimOf(y1 - y0)] as const] : []),
  ];
  for (const [gradient, rim] of gradients) {
    for (const [part, opacity] of FADING) gradient.addColorStop(part * rim, blackOf(opacity));
    for (const [part, opacity] of [...FADING].reverse()) gradient.addColorStop(1 - part * rim, blackOf(opacity));
    own.fillStyle = gradient;
    own.fillRect(0, 0, width, height);
  }
  context.globalAlpha = strength;
  context.drawImage(image, 0, 0, width, height);
  context.globalAlpha = 1;
}

function blackOf(opacity: number): string {
  return `#000000${Math.round(opacity * 255).toString(16).padStart(2, "0")}`;
}

/** Whether either rim of what goes from one place to another lies between 0 and a length. */
function isRimIn(from: number, to: number, length: number): boolean {
  const rim = rimOf(to - from) * (to - from);
  return from + rim > 0 || to - rim < length;
}

class Painter {
  readonly #frame: Frame;
  readonly #terrain: Terrain;
  readonly #colours: Palette;
  readonly #isPainted: (thing: Thing) => boolean;
  /** What is painted now: what fades so far, and no other. */
  #opacity = 1;

  constructor(frame: Frame, terrain: Terrain, colours: Palette, isPainted: (thing: Thing) => boolean) {
    this.#frame = frame;
    this.#isPainted = isPainted;
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
    context.lineWidth = 2 * at(style.edgeWidth, zoom); // the inner half is painted over
    context.stroke();
    this.#strokeLines(kind, style, style.edge, 2 * at(style.edgeWidth, zoom));
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
      const radius = at(style.radius, zoom);
      context.beginPath();
      for (const { point } of this.#visible(kind)) {
        if (!point) continue;
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
      if (this.#isPainted(thing) && opacityAt(thing, this.#frame.zoom) === this.#opacity) yield thing;
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
