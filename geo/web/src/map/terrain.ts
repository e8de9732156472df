/** The ground made ready for painting: in the map's datum, and simplified for each zoom. */

import type { Datum } from "../data/datum.ts";
import { isPosition, type GroundFeature } from "../data/groundfeatures.ts";
import { boxOf } from "../data/shapes.ts";
import { Kind, type Shape } from "../data/sites.ts";
import { doubleArea, overlap, reversed, simplify, type Box } from "./geometry.ts";
import { shiftLine, shiftUnits, type Units } from "./projection.ts";
import { layerStyle, MELTING } from "./style.ts";

/** Simplified lines may stray so far, in pixels of the next whole zoom. */
const TOLERANCE = 0.35;
/** Beyond this zoom every point is drawn. */
const FULL_DETAIL = 17;

/** A feature as it lies on the map. */
export interface Thing {
  readonly feature: GroundFeature;
  readonly box: Box;
  /** Where it is a single position. */
  readonly point: Units | null;
  readonly isArea: boolean;
  /** In square units; 0 for lines. */
  readonly area: number;
  /** Its parts with all their points. */
  readonly parts: Shape["parts"];
}

/** What the ground shows by itself: a site that is one of them is not painted over it, and its roads. */
const SHOWN_AS_GROUND = ["district", "lake", "water"];
/** Parts of an area's width by which bounds may differ that are the same. */
const SAME = 0.01;
/** What a ground that knows no streets has. */
const WORLDLY = new Set(["land", "sea", "river", "lake", "town", "city"]);

export class Terrain {
  /** Whether it knows of a place no more than coast, waters and towns. */
  readonly isBare: boolean;
  readonly datum: Datum;
  readonly #things: readonly Thing[];
  /** A picture asks for each kind many times. */
  readonly #ofKind = new Map<string, Thing[]>();
  readonly #simple = new Map<Thing, Shape["parts"][]>();
  #window: Box | null | undefined;

  constructor(features: readonly GroundFeature[], datum: Datum, things = features.map((feature) => place(feature, datum))) {
    this.datum = datum;
    this.#things = things;
    for (const thing of this.#things) {
      const { kind } = thing.feature;
      const those = this.#ofKind.get(kind);
      if (those) those.push(thing);
      else this.#ofKind.set(kind, [thing]);
    }
    this.isBare = features.length > 0 && datum === "wgs84" && features.every(({ kind }) => WORLDLY.has(kind));
  }

  /** Make it, a thing at a time. */
  static *inSteps(features: readonly GroundFeature[], datum: Datum): Generator<void, Terrain> {
    const things: Thing[] = [];
    for (const feature of features) {
      things.push(place(feature, datum));
      yield;
    }
    return new Terrain(features, datum, things);
  }

  /** Features of a kind that show at a zoom and reach into a box, in their order. */
  *within(kind: string, zoom: number, box: Box): Generator<Thing> {
    const style = layerStyle(kind);
    if (!style || zoom < style.minZoom) return;
    const leastArea = (style.minArea ?? 0) / (256 * 2 ** zoom) ** 2;
    for (const thing of this.all(kind)) {
      if (zoom < (thing.feature.minZoom ?? 0) || opacityAt(thing, zoom) === 0) continue;
      if (thing.isArea && thing.area < leastArea) continue;
      if (overlap(thing.box, box)) yield thing;
    }
  }

  /** Where a ground in detail ends above a wide one; null where there is one ground only. */
  get window(): Box | null {
    if (this.#window === undefined) {
      const inDetail = this.#things.filter(({ feature }) => !feature.wide && !MELTING.reaching.includes(feature.kind));
      const isAbove = inDetail.length > 0 && this.#things.some(({ feature }) => feature.wide);
      this.#window = isAbove ? inDetail.map(({ box }) => box).reduce(around) : null;
    }
    return this.#window;
  }

  /** All features of a kind, wherever they are. */
  all(kind: string): readonly Thing[] {
    return this.#ofKind.get(kind) ?? [];
  }

  /** Whether it has a district or a water within about these bounds: an area that is that very thing. */
  hasSame(box: Box): boolean {
    const slack = (box[2] - box[0]) * SAME;
    return SHOWN_AS_GROUND.some((kind) =>
      this.all(kind).some((thing) => thing.box.every((side, index) => Math.abs(side - box[index]!) < slack)));
  }

  /** Simplify what is seen of a box at a zoom, a thing at a time. */
  *simplifying(zoom: number, box: Box): Generator<void> {
    for (const kind of this.#ofKind.keys()) {
      for (const thing of this.within(kind, zoom, box)) {
        this.parts(thing, zoom);
        yield;
      }
    }
  }

  /** The lines or rings of a thing, with the points that can be told apart at a zoom. */
  parts(thing: Thing, zoom: number): Shape["parts"] {
    const level = Math.ceil(zoom);
    if (level >= FULL_DETAIL) return thing.parts;
    let levels = this.#simple.get(thing);
    if (!levels) this.#simple.set(thing, (levels = []));
    const tolerance = TOLERANCE / (256 * 2 ** level);
    return (levels[level] ??= thing.parts.map((lines) =>
      lines.map((line) => simplify(line, tolerance)).filter((line) => line.length > 4 || !thing.isArea),
    ));
  }
}

/** How much of a thing is seen at a zoom: it fades where it can be shown no larger. */
export function opacityAt({ feature: { maxZoom = Infinity } }: Thing, zoom: number): number {
  return Math.max(0, Math.min(1, maxZoom + 1 - zoom));
}

function place(feature: GroundFeature, datum: Datum): Thing {
  const { shape } = feature;
  if (isPosition(shape)) {
    const point = shiftUnits(shape[0], shape[1], datum);
    return { feature, point, box: [...point, ...point], isArea: false, area: 0, parts: [] };
  }
  const isArea = shape.kind === Kind.area;
  const parts = shape.parts.map((lines) =>
    lines.map((line, index) => {
      const shifted = shiftLine(line, datum);
      // Holes turn against their outer ring, so that overlapping areas may be filled as one.
      return isArea && doubleArea(shifted) > 0 !== (index === 0) ? reversed(shifted) : shifted;
    }),
  );
  const rings = isArea ? parts.map(([outer]) => Math.abs(doubleArea(outer!)) / 2) : [];
  return { feature, point: null, box: boxOf(parts), isArea, area: Math.max(0, ...rings), parts };
}

function around(a: Box, b: Box): Box {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}
