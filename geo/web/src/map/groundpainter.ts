/** Painting the things of the built-in base map, kind by kind, all but its names. */

import type { Frame } from "./frame.ts";
import { contains, type Box } from "./geometry.ts";
import { at, colourOf, dotRadius, KINDS, layerStyle, type LayerStyle, type Palette } from "./style.ts";
import { opacityAt, type Terrain, type Thing } from "./terrain.ts";
import { trace, traceRims } from "./trace.ts";

/** By how many pixels what is taken away is larger than it is painted: of a soft edge nothing is to stay. */
const SWELL = 1.5;
/** What is so near an end of the world is its end. */
const SEAM = 1e-5;

export class Painter {
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

  /** All but what is an outline or a dot, a kind at a time. */
  *shapes(): Generator<void> {
    yield* this.#fadingAreas();
    yield* this.#areas();
    yield* this.#roads();
    this.#metro();
    yield;
  }

  land(): void {
    const { context, width, height } = this.#frame;
    context.fillStyle = this.#colours.land;
    context.fillRect(0, 0, width, height);
  }

  /** Areas on the way out, each by how far it is. */
  *#fadingAreas(): Generator<void> {
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
      yield* this.#areas();
    }
    this.#frame.context.globalAlpha = this.#opacity = 1;
  }

  *#areas(): Generator<void> {
    const kinds = kindsPainted("fill");
    for (const [index, [kind, style]] of kinds.entries()) {
      // Kinds with one rim are one thing to the eye (river and lake): all rims first, then all
      // fills, and no rim runs through the water where two areas meet.
      if (style.edge && kinds[index - 1]?.[1].edge !== style.edge) {
        for (const [other, its] of kinds.slice(index)) {
          if (its.edge !== style.edge) break;
          this.#rims(other, its);
          yield;
        }
      }
      this.#fills(kind, style);
      yield;
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
  *#roads(): Generator<void> {
    const kinds = kindsPainted("line").filter(([kind]) => kind !== "metro");
    const { context } = this.#frame;
    context.globalAlpha = 0.45;
    yield* this.#pass(kinds, ({ feature }) => feature.tunnel === true, "butt");
    context.globalAlpha = 1;
    yield* this.#pass(kinds, ({ feature }) => !feature.tunnel && !feature.bridge, "round");
    yield* this.#pass(kinds, ({ feature }) => feature.bridge === true && !feature.tunnel, "butt");
  }

  /** All casings of some roads, then all of them upon these. */
  *#pass(kinds: readonly (readonly [string, LayerStyle])[], which: (thing: Thing) => boolean, cap: CanvasLineCap): Generator<void> {
    const { context, zoom } = this.#frame;
    for (const part of ["casing", "stroke"] as const) {
      for (const [kind, style] of kinds) {
        if (!style[part]) continue;
        this.#begin(kind, which);
        context.lineCap = cap;
        context.strokeStyle = colourOf(this.#colours, style[part]);
        const casing = part === "casing" ? 2 * at(style.casingWidth, zoom) : 0;
        context.lineWidth = at(style.width, zoom) + casing;
        context.stroke();
        yield;
      }
    }
  }

  /** Each line in its own colour, all casings below. */
  #metro(): void {
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
export function isWorldwide([west, , east]: Box): boolean {
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
