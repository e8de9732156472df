/** Names of the ground: what could be written, and where. */

import type { GroundName } from "../data/groundfeatures.ts";
import { standInside, standsAlong, type Stand } from "./along.ts";
import type { Frame } from "./frame.ts";
import { innermost, joinLines, overlap, type Box } from "./geometry.ts";
import { stackedLength, type Label, type Rect, type Spot } from "./labels.ts";
import { at, colourOf, FONTS, KINDS, labelStyle, layerStyle, type LabelStyle, type Palette } from "./style.ts";
import { opacityAt, type Terrain, type Thing } from "./terrain.ts";
import { heightOf, isCjk, widthOf, type Measure, type TextLine } from "./text.ts";

/** Ground names come after all names of sites. */
export const GROUND_PRIORITY = 1000;
type Stands = readonly Stand[];

/** Two labels of one name are at least so many pixels apart. */
const LEAST_APART = 220;

export class GroundLabels {
  readonly #terrain: Terrain;
  readonly #measure: Measure;
  readonly #middles = new Map<Thing, readonly [number, number, number]>();
  readonly #lines = new Map<Thing, readonly Float64Array[]>();
  /** By thing: stands by zoom and name, found once. */
  readonly #stands = new Map<Thing, Map<string, Stands>>();

  constructor(terrain: Terrain, measure: Measure) {
    this.#terrain = terrain;
    this.#measure = measure;
  }

  /** Every name that could stand in a frame, in a language with another below it. */
  labels(frame: Frame, colours: Palette, lang: string, other: string): Label[] {
    const labels: Label[] = [];
    for (const kind of KINDS) {
      const style = labelStyle(kind);
      if (!style || frame.zoom < style.minZoom || frame.zoom > (style.maxZoom ?? Infinity)) continue;
      const halo = { colour: colourOf(colours, style.halo), width: 2 };
      for (const thing of this.#terrain.within(kind, frame.zoom, frame.box)) {
        const [name, second] = namesOf(thing.feature.name, lang, other);
        if (name === "" || opacityAt(thing, frame.zoom) < 1) continue;
        const lines = this.#write(style, colours, frame.zoom, name, second, kind);
        const spots = this.#spots(frame, thing, style, lines);
        const priority = GROUND_PRIORITY + style.priority * 100 + (thing.feature.rank ?? 50);
        const repeat = style.repeat ?? 0;
        const badge = style.fit === "badge";
        for (const group of spots) {
          labels.push({
            lines: badge ? badgeLines(lines) : lines,
            halo: badge ? { colour: "", width: 0 } : halo,
            priority,
            spots: group,
            once: { key: `${kind} ${name}`, distance: Math.max(repeat * 0.75, LEAST_APART) },
            ...(badge ? { plate: thing.feature.colour ?? colours.rail } : {}),
            row: -1,
          });
        }
      }
    }
    return labels;
  }

  /** What stations and cities cover, in pixels of the canvas. */
  dots({ zoom, box, world, left, top }: Frame): Rect[] {
    return KINDS.filter((kind) => layerStyle(kind)?.paint === "dot").flatMap((kind) => {
      const radius = at(layerStyle(kind)?.radius, zoom);
      return [...this.#terrain.within(kind, zoom, box)].flatMap(({ point }): Rect[] => {
        if (!point) return [];
        const [x, y] = [point[0] * world - left, point[1] * world - top];
        return [{ minX: x - radius, minY: y - radius, maxX: x + radius, maxY: y + radius }];
      });
    });
  }

  #write(
    style: LabelStyle, colours: Palette, zoom: number, name: string, second: string, kind: string,
  ): TextLine[] {
    const size = at(style.size, zoom);
    const isWater = style.color === "textWater";
    const colour = colourOf(colours, style.color);
    const line = (text: string, its: number): TextLine => {
      // Water is written in italics where the script has them.
      const slant = isWater && !isCjk(text) ? "italic " : "";
      const font = `${slant}${its}px ${FONTS}`;
      const tracking = isCjk(text) ? (style.tracking ?? 0) * its : 0;
      const width = this.#measure(text, font) + tracking * ([...text].length - 1);
      return { text, font, size: its, colour, tracking, width };
    };
    const lines = [line(name, size)];
    const showsSecond = second !== "" && zoom >= (style.secondZoom ?? Infinity);
    // Along a line there is room for one line only.
    if (showsSecond && style.fit !== "line" && style.fit !== "badge" && kind !== "river") {
      lines.push(line(second, Math.max(9.5, size * 0.85)));
    }
    return lines;
  }

  /** Groups of places: one label is tried for each group. */
  #spots(frame: Frame, thing: Thing, style: LabelStyle, lines: readonly TextLine[]): Spot[][] {
    const { world, left, top } = frame;
    if (thing.point) {
      const [x, y] = [thing.point[0] * world - left, thing.point[1] * world - top];
      return [aroundDot(x, y, at(layerStyle(thing.feature.kind)?.radius, frame.zoom) + 4, lines)];
    }
    if (style.fit === "point") return this.#middle(frame, thing, lines);
    const inFrame = ({ x, y, angle }: Stand): Spot[] => {
      const spot = { x: x * world - left, y: y * world - top, align: 0 as const, angle };
      const margin = widthOf(lines);
      const isNear =
        spot.x > -margin && spot.y > -margin &&
        spot.x < frame.width + margin && spot.y < frame.height + margin;
      return isNear ? [style.fit === "badge" ? { ...spot, angle: 0 } : spot] : [];
    };
    const stands =
      style.fit === "area" && thing.isArea
        ? this.#inside(frame, thing, style, lines)
        : this.#along(frame, thing, style, lines);
    return stands.map(inFrame).filter((group) => group.length > 0);
  }

  /** The middle of an area, if the name is not far too wide for it. */
  #middle(frame: Frame, thing: Thing, lines: readonly TextLine[]): Spot[][] {
    if (!thing.isArea) return [];
    let middle = this.#middles.get(thing);
    if (!middle) {
      const largest = [...thing.parts].sort((a, b) => b[0]!.length - a[0]!.length)[0]!;
      this.#middles.set(thing, (middle = innermost(largest, thing.box)));
    }
    const [x, y, room] = middle;
    if (room * frame.world * 2 < widthOf(lines) * 0.55) return [];
    return [[{ x: x * frame.world - frame.left, y: y * frame.world - frame.top, align: 0, angle: 0 }]];
  }

  #along(frame: Frame, thing: Thing, style: LabelStyle, lines: readonly TextLine[]): Stands {
    return this.#once(thing, frame.zoom, lines, () => {
      const isBadge = style.fit === "badge";
      const length = isBadge ? 0 : (Math.max(widthOf(lines), stackedLength(lines)) + 8) / frame.world;
      const height = heightOf(lines) / frame.world;
      const apart = (style.repeat ?? 400) / frame.world;
      let joined = this.#lines.get(thing);
      if (!joined) this.#lines.set(thing, (joined = joinLines(thing.parts.flat())));
      return joined.flatMap((line) => standsAlong(line, length, height, apart));
    });
  }

  /** One place in each cell of a grid over the part of the area in view. */
  #inside(frame: Frame, thing: Thing, style: LabelStyle, lines: readonly TextLine[]): Stands {
    const size = (style.repeat ?? 600) / frame.world;
    const stands: Stand[] = [];
    const [west, north, east, south] = frame.box;
    const first = { column: Math.floor(west / size), line: Math.floor(north / size) };
    for (let column = first.column; column * size < east; column++) {
      for (let line = first.line; line * size < south; line++) {
        const cell: Box = [column * size, line * size, (column + 1) * size, (line + 1) * size];
        if (!overlap(cell, thing.box)) continue;
        const found = this.#once(thing, frame.zoom, lines, () => {
          const length = (widthOf(lines) + 6) / frame.world;
          const height = (heightOf(lines) * 0.9) / frame.world;
          return thing.parts.flatMap((rings) => standInside(rings, cell, length, height) ?? []).slice(0, 1);
        }, `${column} ${line}`);
        stands.push(...found);
      }
    }
    return stands;
  }

  #once(
    thing: Thing, zoom: number, lines: readonly TextLine[], find: () => Stands, cell = "",
  ): Stands {
    let known = this.#stands.get(thing);
    if (!known) this.#stands.set(thing, (known = new Map<string, Stands>()));
    const key = `${zoom} ${lines[0]!.text} ${cell}`;
    let stands = known.get(key);
    if (!stands) known.set(key, (stands = find()));
    return stands;
  }
}

/** The name in a language, and in the other one where it has another. */
export function namesOf(name: GroundName, lang: string, other: string): readonly [string, string] {
  const first = name[lang] ?? name[""] ?? "";
  const second = name[other] ?? name[""] ?? "";
  return [first, second === first ? "" : second];
}

/** Right, left, below and above a dot. */
export function aroundDot(x: number, y: number, away: number, lines: readonly TextLine[]): Spot[] {
  const half = heightOf(lines) / 2;
  return [
    { x: x + away, y, align: 1, angle: 0 },
    { x: x - away, y, align: -1, angle: 0 },
    { x, y: y + away + half - 2, align: 0, angle: 0 },
    { x, y: y - away - half + 2, align: 0, angle: 0 },
  ];
}

/** White on the line's colour. */
function badgeLines(lines: readonly TextLine[]): TextLine[] {
  return lines.slice(0, 1).map((line) => ({ ...line, colour: "#ffffff", tracking: 0 }));
}
