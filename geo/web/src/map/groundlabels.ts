/** Names of the ground: what could be written, and where. */

import type { GroundName } from "../data/groundfeatures.ts";
import { boxOf } from "../data/shapes.ts";
import { standsAlong, standsInside, type Stand } from "./along.ts";
import type { Frame } from "./frame.ts";
import { clipRing, doubleArea, innermost, joinLines, overlap, simplify, type Box } from "./geometry.ts";
import { graticule } from "./graticule.ts";
import { stackedLength, type Label, type Spot } from "./labels.ts";
import type { Rect } from "./rect.ts";
import { colourOf, dotRadius, FONTS, KINDS, labelStyle, layerStyle, letterSize, type LabelStyle, type Palette } from "./style.ts";
import { opacityAt, type Terrain, type Thing } from "./terrain.ts";
import { heightOf, isCjk, widthOf, type Measure, type TextLine } from "./text.ts";

/** Ground names come after all names of sites. */
export const GROUND_PRIORITY = 1000;
/** Names of meridians and parallels come last of all; their size, and how far from the edge, in pixels. */
const [GRID_PRIORITY, GRID_SIZE, GRID_EDGE] = [GROUND_PRIORITY + 2000, 9.5, 5];
type Stands = readonly Stand[];

/** Zooms by which paper names the ground sooner than a screen does. */
const EARLIER = 0.9;
/** Of its own width an area that is named must be wide, all around its middle. */
const LEAST_ROOM = 0.55;
/** Pixels from which on an area is named in the part of it that is seen, however one pans. */
const LARGE = 300;
/** How far from the middle of an area its name may be, in parts of the room there. */
const ASIDE = 0.6;
/** Parts of an area's width that do not matter for where its middle is. */
const ROUGH = 50;
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

  /**
   * Every name that could stand in a frame, in a language with another below it.
   *
   * @param seen the part of the frame that nothing covers: a large area is named in what is seen of it
   * @param isPaper whether nobody can move the map, nor zoom in: names come sooner than on a screen,
   *   rivers have both languages, and a small area too is named in what is seen of it
   */
  labels(frame: Frame, seen: Rect, colours: Palette, lang: string, other: string, isPaper = false): Label[] {
    const labels = [...this.naming(frame, seen, colours, lang, other, isPaper)].flat();
    return this.#terrain.isBare ? [...labels, ...this.#ofGrid(frame, seen, colours)] : labels;
  }

  /** The same thing by thing: where a name may stand is found once, and takes long. */
  *naming(frame: Frame, seen: Rect, colours: Palette, lang: string, other: string, isPaper = false): Generator<readonly Label[]> {
    const earlier = isPaper ? EARLIER : 0;
    for (const kind of KINDS) {
      const style = labelStyle(kind);
      if (!style || frame.zoom + earlier < style.minZoom || frame.zoom > (style.maxZoom ?? Infinity)) continue;
      const halo = { colour: colourOf(colours, style.halo), width: 2 };
      for (const thing of this.#terrain.within(kind, frame.zoom, frame.box)) {
        const [name, second] = namesOf(thing.feature.name, lang, other);
        if (name === "" || opacityAt(thing, frame.zoom) < 1) continue;
        const isBoth = second !== "" && frame.zoom + earlier >= (style.secondZoom ?? Infinity) && (kind !== "river" || isPaper);
        const lines = this.#write(style, colours, letterSize(style, thing.feature.rank, frame.zoom), name, isBoth ? second : "");
        const labels: Label[] = [];
        const priority = GROUND_PRIORITY + style.priority * 100 + (thing.feature.rank ?? 50);
        const repeat = style.repeat ?? 0;
        const badge = style.fit === "badge";
        const add = (its: readonly TextLine[], after: number): void => {
          const push = (spots: readonly Spot[], later: number): void => {
            if (spots.length === 0) return;
            labels.push({
              lines: badge ? badgeLines(its) : its,
              halo: badge ? { colour: "", width: 0 } : halo,
              priority: priority + after + later,
              spots,
              once: { key: `${kind} ${name}`, distance: Math.max(repeat * 0.75, LEAST_APART) },
              ...(badge ? { plate: thing.feature.colour ?? colours.rail } : {}),
              row: -1,
            });
          };
          for (const spots of this.#spots(frame, seen, thing, style, its, isPaper)) {
            // The best place anywhere along a river comes before the second best in its first bend.
            const isRiver = style.fit === "area";
            push(isRiver ? spots.slice(0, 1) : spots, 0);
            if (isRiver) push(spots.slice(1), 0.25);
          }
        };
        add(lines, 0);
        // Where both languages find no room, one may.
        if (lines.length > 1) add(lines.slice(0, 1), 0.5);
        yield labels;
      }
    }
  }

  /** What each meridian and parallel is, at the edges of what is seen. */
  #ofGrid(frame: Frame, seen: Rect, colours: Palette): Label[] {
    const font = `${GRID_SIZE}px ${FONTS}`;
    return graticule(frame).map(({ isMeridian, at: place, name }): Label => {
      const width = this.#measure(name, font);
      const [across, down] = [width / 2 + GRID_EDGE, GRID_SIZE / 2 + GRID_EDGE];
      const edges = isMeridian ? [seen.minY + down, seen.maxY - down] : [seen.minX + across, seen.maxX - across];
      return {
        lines: [{ text: name, font, size: GRID_SIZE, colour: colours.textRoad, tracking: 0, width }],
        halo: { colour: colours.halo, width: 2.5 },
        priority: GRID_PRIORITY,
        spots: edges.map((edge) => ({ x: isMeridian ? place : edge, y: isMeridian ? edge : place, align: 0, angle: 0 })),
        row: -1,
      };
    });
  }

  /** What stations and cities cover, in pixels of the canvas. */
  dots({ zoom, box, world, left, top }: Frame): Rect[] {
    return KINDS.filter((kind) => layerStyle(kind)?.paint === "dot").flatMap((kind) => {
      return [...this.#terrain.within(kind, zoom, box)].flatMap(({ point, feature }): Rect[] => {
        if (!point) return [];
        const radius = dotRadius(feature, zoom);
        const [x, y] = [point[0] * world - left, point[1] * world - top];
        return [{ minX: x - radius, minY: y - radius, maxX: x + radius, maxY: y + radius }];
      });
    });
  }

  #write(
    style: LabelStyle, colours: Palette, size: number, name: string, second: string,
  ): TextLine[] {
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
    // Along a line there is room for one line only.
    if (second !== "" && style.fit !== "line" && style.fit !== "badge") {
      lines.push(line(second, Math.max(9.5, size * 0.85)));
    }
    return lines;
  }

  /** Groups of places: one label is tried for each group. */
  #spots(
    frame: Frame, seen: Rect, thing: Thing, style: LabelStyle, lines: readonly TextLine[], isPaper: boolean,
  ): Spot[][] {
    const { world, left, top } = frame;
    if (thing.point) {
      const [x, y] = [thing.point[0] * world - left, thing.point[1] * world - top];
      if (style.fit === "point") return [onPoint(x, y, lines)];
      const radius = dotRadius(thing.feature, frame.zoom);
      const spots = aroundDot(x, y, radius + 4, lines);
      // Where sites stand upon a city it is named a little farther off rather than not at all.
      return [thing.feature.kind === "city" ? [...spots, ...aslant(x, y, radius + 4, lines)] : spots];
    }
    if (style.fit === "point") return this.#middle(frame, seen, thing, lines, isPaper);
    const inFrame = ({ x, y, angle }: Stand): Spot[] => {
      const spot = { x: x * world - left, y: y * world - top, align: 0 as const, angle };
      const margin = widthOf(lines);
      const isNear =
        spot.x > -margin && spot.y > -margin &&
        spot.x < frame.width + margin && spot.y < frame.height + margin;
      return isNear ? [style.fit === "badge" ? { ...spot, angle: 0 } : spot] : [];
    };
    const groups =
      style.fit === "area" && thing.isArea
        ? this.#inside(frame, thing, style, lines).map((cell) => cell.flatMap(inFrame))
        : this.#along(frame, thing, style, lines).map(inFrame);
    return groups.filter((group) => group.length > 0);
  }

  /** The middle of an area, if the name is not far too wide for it. */
  #middle(frame: Frame, seen: Rect, thing: Thing, lines: readonly TextLine[], isPaper: boolean): Spot[][] {
    if (!thing.isArea) return [];
    const least = widthOf(lines) * LEAST_ROOM;
    // No circle in it is wider than its box, nor larger than itself.
    const widest = Math.min(narrower(thing.box), 2 * Math.sqrt(thing.area / Math.PI));
    if (widest * frame.world < least) return [];
    let middle = this.#middles.get(thing);
    if (!middle) {
      const largest = [...thing.parts].sort((a, b) => b[0]!.length - a[0]!.length)[0]!;
      this.#middles.set(thing, (middle = roughMiddle(largest, thing.box)));
    }
    const isLarge = isPaper || widest * frame.world > LARGE;
    if (isLarge && !isWholeAt(middle[0] * frame.world - frame.left, middle[1] * frame.world - frame.top, lines, seen)) {
      const box = unitsOf(seen, frame);
      const inView = thing.parts.map((rings) => rings.map((ring) => closed(clipRing(ring, box))).filter((ring) => ring.length > 0));
      const [largest] = inView.filter(([outer]) => outer).sort((a, b) => Math.abs(doubleArea(b[0]!)) - Math.abs(doubleArea(a[0]!)));
      if (!largest) return [];
      middle = roughMiddle(largest, boxOf([largest]));
    }
    const [x, y, room] = middle;
    if (room * frame.world * 2 < least) return [];
    const spot = { x: x * frame.world - frame.left, y: y * frame.world - frame.top, align: 0, angle: 0 } as const;
    // Beside it, where something stands there that cannot be moved away.
    const aside = room * frame.world * ASIDE;
    const others = isPaper ? [[0, 1], [0, -1], [1, 0], [-1, 0], [1, 1], [-1, 1], [1, -1], [-1, -1]] : [];
    return [[spot, ...others.map(([right = 0, down = 0]) => ({ ...spot, x: spot.x + right * aside, y: spot.y + down * aside }))]];
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

  /** Places in each cell of a grid over the part of the area in view, the best of a cell first. */
  #inside(frame: Frame, thing: Thing, style: LabelStyle, lines: readonly TextLine[]): Stands[] {
    const size = (style.repeat ?? 600) / frame.world;
    const cells: Stands[] = [];
    const [west, north, east, south] = frame.box;
    const first = { column: Math.floor(west / size), line: Math.floor(north / size) };
    for (let column = first.column; column * size < east; column++) {
      for (let line = first.line; line * size < south; line++) {
        const cell: Box = [column * size, line * size, (column + 1) * size, (line + 1) * size];
        if (!overlap(cell, thing.box)) continue;
        const found = this.#once(thing, frame.zoom, lines, () => {
          const length = (widthOf(lines) + 6) / frame.world;
          const height = (heightOf(lines) * 0.9) / frame.world;
          return thing.parts.map((rings) => standsInside(rings, cell, length, height)).find((places) => places.length > 0) ?? [];
        }, `${column} ${line}`);
        cells.push(found);
      }
    }
    return cells;
  }

  #once(
    thing: Thing, zoom: number, lines: readonly TextLine[], find: () => Stands, cell = "",
  ): Stands {
    let known = this.#stands.get(thing);
    if (!known) this.#stands.set(thing, (known = new Map<string, Stands>()));
    const key = `${zoom} ${lines[0]!.text} ${lines.length} ${cell}`;
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

/** On a position that has no dot, or a little above or below it. */
function onPoint(x: number, y: number, lines: readonly TextLine[]): Spot[] {
  return [0, -1, 1].map((down) => ({ x, y: y + down * heightOf(lines), align: 0, angle: 0 }));
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

/** Above and below on either side of a dot. */
function aslant(x: number, y: number, away: number, lines: readonly TextLine[]): Spot[] {
  const down = heightOf(lines) + 2;
  const sides = [[1, -1], [-1, -1], [1, 1], [-1, 1]] as const;
  return sides.map(([align, way]) => ({ x: x + align * away, y: y + way * down, align, angle: 0 }));
}

/** A ring that ends where it begins. */
function closed(ring: Float64Array): Float64Array {
  return Float64Array.from([...ring, ...ring.subarray(0, 2)]);
}

function isWholeAt(x: number, y: number, lines: readonly TextLine[], { minX, minY, maxX, maxY }: Rect): boolean {
  const [across, down] = [widthOf(lines) / 2, heightOf(lines) / 2];
  return x > minX + across && x < maxX - across && y > minY + down && y < maxY - down;
}

/** A part of a frame in units of the map. */
function unitsOf({ minX, minY, maxX, maxY }: Rect, { left, top, world }: Frame): Box {
  return [(left + minX) / world, (top + minY) / world, (left + maxX) / world, (top + maxY) / world];
}

function narrower([west, north, east, south]: Box): number {
  return Math.min(east - west, south - north);
}

/** A wood has thousands of points: its middle needs no more than its rough shape. */
function roughMiddle(rings: readonly Float64Array[], box: Box): readonly [x: number, y: number, room: number] {
  const tolerance = narrower(box) / ROUGH;
  return innermost(rings.map((ring) => simplify(ring, tolerance)), box);
}

/** White on the line's colour. */
function badgeLines(lines: readonly TextLine[]): TextLine[] {
  return lines.slice(0, 1).map((line) => ({ ...line, colour: "#ffffff", tracking: 0 }));
}
