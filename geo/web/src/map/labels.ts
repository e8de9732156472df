/**
 * Which names are written, and where. Sites and ground go through the same sieve: names come in
 * order of importance, each tries its places in turn, and none covers another or a sign.
 */

import RBush from "rbush";

import type { Rect } from "./rect.ts";
import { heightOf, isCjk, widthOf, type Align, type TextLine } from "./text.ts";

/** A place for a name, in pixels of the canvas. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly align: Align;
  /** Turn of the line, clockwise, in radians. */
  readonly angle: number;
  /** What is written here, where that is not all of the label. */
  readonly lines?: readonly TextLine[];
  /** A thin line to the name from what it names, where it stands off that. */
  readonly leader?: readonly [fromX: number, fromY: number, toX: number, toY: number];
}

export interface Label {
  readonly lines: readonly TextLine[];
  readonly halo: { readonly colour: string; readonly width: number };
  /** Small comes first; equals in the order they are given. */
  readonly priority: number;
  /** Best first. */
  readonly spots: readonly Spot[];
  /** Places where none of those is free. */
  readonly more?: () => readonly Spot[];
  /** Things of one name are not named again within so many pixels. */
  readonly once?: { readonly key: string; readonly distance: number };
  /** Written even where it covers others: the selected site. */
  readonly always?: boolean;
  /** Colour of the plate behind it: a line's badge. */
  readonly plate?: string;
  /** The site it names; −1 for the ground, −2 for the sites of a cluster. */
  readonly row: number;
}

export interface Placed {
  readonly label: Label;
  readonly spot: Spot;
}

/** A sign in the way of names; its own name need not avoid it. */
export interface Obstacle extends Rect {
  /** Its site; −1 where it has none, `COVERED` for what hides all below it. */
  readonly row: number;
}

/** `row` of what stands on the map: the selected name is written across a sign rather than below it. */
export const COVERED = -3;
/** `row` of a dot of the ground: no name of the ground is written upon it, but a site's may be. */
export const GROUND_DOT = -4;
/** `row` of the edge of what is seen: no name of the ground is cut there, but for those along a line. */
const EDGE = -5;
const COVERED_WEIGHT = 100;

/** Least room between two names. */
const SPARE = 2;

/** Choose names and places. The outcome depends on nothing but the arguments. */
export function placeLabels(labels: readonly Label[], obstacles: readonly Obstacle[]): Placed[] {
  if (labels.length === 0) return [];
  const taken = new RBush<Obstacle>();
  taken.load([...obstacles]);
  const written = new Map<string, { x: number; y: number }[]>();
  const placed: Placed[] = [];
  const ordered = labels
    .map((label, index) => ({ label, index }))
    .sort((a, b) => a.label.priority - b.label.priority || a.index - b.index);
  for (const { label } of ordered) {
    const isGood = (candidate: Spot): boolean => isFree(label, candidate, taken) && !isRepeated(label, candidate, written);
    const spot = label.spots.find(isGood) ?? label.more?.().find(isGood) ?? (label.always ? leastCovering(label, taken) : undefined);
    if (!spot) continue;
    placed.push({ label, spot });
    for (const rect of rectsOf(label, spot)) taken.insert({ ...rect, row: -1 });
    if (label.once) {
      const places = written.get(label.once.key) ?? [];
      written.set(label.once.key, [...places, { x: spot.x, y: spot.y }]);
    }
  }
  return placed;
}

function isFree(label: Label, spot: Spot, taken: RBush<Obstacle>): boolean {
  return rectsOf(label, spot).every((rect) =>
    taken.search(rect).every(({ row }) =>
      row === GROUND_DOT ? label.row !== -1
        : row === EDGE ? label.row !== -1 || spot.angle !== 0
          : row >= 0 && row === label.row,
    ),
  );
}

/** The edge of what is seen, as something in the way. */
export function edgeOf({ minX, minY, maxX, maxY }: Rect): Obstacle[] {
  return [
    { minX, minY, maxX, maxY: minY, row: EDGE },
    { minX, minY: maxY, maxX, maxY, row: EDGE },
    { minX, minY, maxX: minX, maxY, row: EDGE },
    { minX: maxX, minY, maxX, maxY, row: EDGE },
  ];
}

/** The place where a name covers least of others. */
function leastCovering(label: Label, taken: RBush<Obstacle>): Spot | undefined {
  const covered = (spot: Spot): number =>
    rectsOf(label, spot)
      .flatMap((rect) => taken.search(rect).map((other) => ({ other, area: overlap(rect, other) })))
      .filter(({ other }) => other.row !== label.row && other.row !== GROUND_DOT && other.row !== EDGE)
      .reduce((sum, { other, area }) => sum + area * (other.row === COVERED ? COVERED_WEIGHT : 1), 0);
  return label.spots.map((spot) => ({ spot, area: covered(spot) })).sort((a, b) => a.area - b.area)[0]?.spot;
}

function overlap(a: Rect, b: Rect): number {
  const across = Math.min(a.maxX, b.maxX) - Math.max(a.minX, b.minX);
  const down = Math.min(a.maxY, b.maxY) - Math.max(a.minY, b.minY);
  return Math.max(0, across) * Math.max(0, down);
}

function isRepeated(
  { once }: Label,
  spot: Spot,
  written: ReadonlyMap<string, readonly { x: number; y: number }[]>,
): boolean {
  if (!once) return false;
  const places = written.get(once.key) ?? [];
  return places.some(({ x, y }) => Math.hypot(x - spot.x, y - spot.y) < once.distance);
}

/** What a name covers: one rectangle, or a chain of small ones where it is turned. */
export function rectsOf({ lines: all, plate }: Label, { x, y, align, angle, lines = all }: Spot): Rect[] {
  const spare = plate ? SPARE + 4 : SPARE;
  const [width, height] = [widthOf(lines), heightOf(lines)];
  if (angle === 0) {
    const left = align === 1 ? x : align === 0 ? x - width / 2 : x - width;
    return [{
      minX: left - spare, minY: y - height / 2 - spare,
      maxX: left + width + spare, maxY: y + height / 2 + spare,
    }];
  }
  const along = isStacked(lines, angle) ? stackedLength(lines) : width;
  const count = Math.max(1, Math.ceil(along / height));
  const half = height / 2 + spare;
  return Array.from({ length: count }, (_, index) => {
    const away = ((index + 0.5) / count - 0.5) * along;
    const [midX, midY] = [x + Math.cos(angle) * away, y + Math.sin(angle) * away];
    return { minX: midX - half, minY: midY - half, maxX: midX + half, maxY: midY + half };
  });
}

/** Chinese names along what runs steeply stand upright, one character below the other. */
export function isStacked(lines: readonly TextLine[], angle: number): boolean {
  return Math.abs(angle) > STEEP && lines.length === 1 && isCjk(lines[0]!.text);
}

const STEEP = (50 * Math.PI) / 180;

/** Length of characters one below the other. */
export function stackedLength(lines: readonly TextLine[]): number {
  const [line] = lines;
  return line ? [...line.text].length * (line.size + line.tracking) : 0;
}
