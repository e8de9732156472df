/** Where sites lie on the map as it is now: in its datum, grouped into signs, with their outlines. */

import RBush from "rbush";

import type { Datum } from "../data/datum.ts";
import { Recent } from "../data/recent.ts";
import { boxOf } from "../data/shapes.ts";
import { isAreal, Kind, type Shape, type Sites } from "../data/sites.ts";
import { cluster, signRadius, type Clusters, type Window } from "./clusters.ts";
import { isInside, thinLine, type Box } from "./geometry.ts";
import { shiftLine, shiftUnits } from "./projection.ts";

/** Signs are found for whole blocks of the world, so that a small pan changes nothing. */
const BLOCK = 512;
/** Sites so far beyond what is painted may still share a sign with one in it. */
const BEYOND = 192;
const KEPT = 8;
/** Outlines read at a time, so that a map of many areas stays alive meanwhile. */
const READ_AT_ONCE = 2000;

/** A line of so many pixels is seen by itself, and so is an area among others that lie side by side. */
const SEEN = 10;
/** An area that stands alone is, where a sign would not hide it. */
const SEEN_ALONE = 2 * signRadius(1);
/** An outline of fewer points is drawn as it is. */
const MANY_POINTS = 100;
/** Points closer than so many pixels are drawn as one; beyond this zoom each is drawn. */
const TOLD_APART = 0.5;
const FULL_DETAIL = 19;
/** Areas that take so much of the box around them lie side by side. */
const FILLED = 0.35;
/** Where the usual parcel has more pixels than this, all that are more than specks are seen. */
const USUAL = 4;
export const SPECK = 1.5;
/** With fewer areas a pattern is not seen. */
const MANY_AREAS = 30;
/** How many usual areas a block is long in which they are held against the ground between them. */
const BLOCK_SIDES = 2.5;

export interface Outline {
  readonly row: number;
  readonly kind: Kind;
  /** Its lines, or its polygons with their holes. */
  readonly parts: Shape["parts"];
  /** Its single positions, x and y in turn: those of a MultiPoint, and points of a collection. */
  readonly dots: Float64Array;
  readonly box: Box;
}

interface Entry {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
  readonly outline: Outline;
}

export class Places {
  readonly datum: Datum;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly #sites: Sites;
  readonly #clusters = new Recent<string, Clusters>(KEPT);
  readonly #signed = new Map<number, Uint8Array>();
  readonly #holding = new Map<string, boolean>();
  #visible: Uint8Array | null = null;
  #outlines = new RBush<Entry>();
  readonly #byRow = new Map<number, Outline>();
  /** By row and zoom. */
  readonly #thinned = new Map<number, Outline>();
  #level = -1;
  readonly #isAreal: boolean;
  #leastSeen = SEEN_ALONE;
  readonly #plain = new Recent<number, Uint8Array>(KEPT);
  /** The longer side of the usual area where many lie side by side. */
  #usualArea = 0;
  #read = 0;

  constructor(sites: Sites, datum: Datum) {
    this.#sites = sites;
    this.datum = datum;
    this.x = datum === "wgs84" ? sites.x : new Float64Array(sites.count);
    this.y = datum === "wgs84" ? sites.y : new Float64Array(sites.count);
    this.#isAreal = isAreal(sites);
    if (datum === "wgs84") return;
    for (let row = 0; row < sites.count; row++) {
      [this.x[row], this.y[row]] = shiftUnits(sites.x[row]!, sites.y[row]!, datum) as [number, number];
    }
  }

  /** The signs for a part of the world. Those of a whole zoom serve up to the next one. */
  clusters(visible: Uint8Array, zoom: number, box: Box): Clusters {
    this.#follow(visible);
    const world = 256 * 2 ** Math.floor(zoom);
    const block = BLOCK / world;
    const rim = BEYOND / world;
    const window: Window = [
      Math.floor((box[0] - rim) / block) * block, Math.floor((box[1] - rim) / block) * block,
      Math.ceil((box[2] + rim) / block) * block, Math.ceil((box[3] + rim) / block) * block,
    ];
    const key = `${world} ${window.join(" ")}`;
    return this.#clusters.get(key, () => cluster(this.x, this.y, this.#withSign(visible, world), world, window));
  }

  /** Which sites a sign stands for at a width of the world; the others show as what they are. */
  #withSign(visible: Uint8Array, world: number): Uint8Array {
    let signed = this.#signed.get(world);
    if (!signed) {
      const plain = this.#plainAt(world);
      signed = visible.map((shown, row) => (plain[row] === 1 ? 0 : shown));
      this.#signed.set(world, signed);
    }
    return signed;
  }

  /** Whether a site shows without a sign: its line or area is wider than the sign would be. */
  isUnsigned(outline: Outline, zoom: number): boolean {
    return this.#isRead && this.#plainAt(256 * 2 ** Math.floor(zoom))[outline.row] === 1;
  }

  /** Whether a site is a line or an area that could show without a sign. */
  isShape({ kind, dots }: Outline): boolean {
    return dots.length === 0 && (kind === Kind.line || (kind === Kind.area && this.#isAreal));
  }

  /** The rows that show without a sign at a width of the world, each with 1. */
  #plainAt(world: number): Uint8Array {
    return this.#plain.get(world, () => {
      const plain = new Uint8Array(this.#sites.count);
      const short: Outline[] = [];
      for (const outline of this.#byRow.values()) {
        // A line shorter than what is told apart on Earth has come down to a point.
        if (!this.isShape(outline) && (outline.kind !== Kind.line || outline.parts.length > 0)) continue;
        const size = longerSide(outline.box) * world;
        const isLine = outline.kind === Kind.line;
        const isParcel = !isLine && this.#usualArea * world > USUAL;
        if (size > (isLine ? SEEN : this.#leastSeen) || (isParcel && size > SPECK)) plain[outline.row] = 1;
        else if (isLine || isParcel) short.push(outline);
      }
      // Beside parcels and lines that are seen a smaller one has no sign: it would hide its neighbours.
      for (let [left, last] = [short, Infinity]; left.length < last;) {
        last = left.length;
        const beside = new Set(left.filter((outline) => this.#isBeside(outline, plain, SEEN / world)));
        for (const { row } of beside) plain[row] = 1;
        left = left.filter((outline) => !beside.has(outline));
      }
      return plain;
    });
  }

  /** Whether another of its kind that is seen lies as near as that. */
  #isBeside({ kind, box: [west, north, east, south] }: Outline, plain: Uint8Array, about: number): boolean {
    return this.#outlines
      .search({ minX: west - about, minY: north - about, maxX: east + about, maxY: south + about })
      .some(({ outline }) => outline.kind === kind && plain[outline.row] === 1);
  }

  /** Forget what was found for other visible sites. */
  #follow(visible: Uint8Array): void {
    if (visible === this.#visible) return;
    this.#visible = visible;
    this.#forget();
  }

  #forget(): void {
    this.#clusters.clear();
    this.#signed.clear();
    this.#holding.clear();
  }

  get #isRead(): boolean {
    return this.#read >= this.#sites.count;
  }

  /** Read the outlines, a portion at a time; to be called when the sites are complete. */
  readOutlines(done: () => void): void {
    if (this.#readSome()) done();
    if (!this.#isRead) setTimeout(() => this.readOutlines(done));
  }

  /** Read all of them at once: nobody waits meanwhile. */
  readAllOutlines(): void {
    while (!this.#isRead) this.#readSome();
  }

  /** Whether there was any in the portion. */
  #readSome(): boolean {
    const entries: Entry[] = [];
    let [row, last] = [this.#read, 0];
    for (; row < this.#sites.count && last < READ_AT_ONCE; row++) {
      if (this.#sites.kind[row] === Kind.none) continue;
      const outline = this.#readOutline(row);
      if (!outline) continue;
      last++;
      const [minX, minY, maxX, maxY] = outline.box;
      entries.push({ minX, minY, maxX, maxY, outline });
    }
    this.#read = row;
    this.#outlines.load(entries);
    // Until all are read each has its sign.
    if (this.#isRead && this.#byRow.size > 0) {
      const areas = [...this.#byRow.values()].filter(({ kind }) => kind === Kind.area);
      const usual = usualSide(areas);
      if (fill(areas) > FILLED || fillAround(areas, usual) > FILLED) {
        this.#leastSeen = SEEN;
        this.#usualArea = areas.length >= MANY_AREAS ? usual : 0;
      }
      this.#plain.clear();
      this.#forget();
    }
    return entries.length > 0;
  }

  /**
   * An outline with the points that can be told apart at a zoom: one of thousands is drawn as fast as it
   * looks. The outline itself where it has few.
   */
  thinned(outline: Outline, zoom: number): Outline {
    const level = Math.ceil(zoom);
    const points = outline.parts.reduce((sum, lines) => sum + lines.reduce((all, line) => all + line.length, 0), 0) / 2;
    if (points < MANY_POINTS || level >= FULL_DETAIL) return outline;
    const key = outline.row * 32 + level;
    let thin = this.#thinned.get(key);
    if (!thin) {
      // A whole layer at one zoom, and the one before while the map goes from one to the other.
      if (level !== this.#level) {
        for (const old of [...this.#thinned.keys()]) if (old % 32 !== this.#level) this.#thinned.delete(old);
        this.#level = level;
      }
      const tolerance = TOLD_APART / (256 * 2 ** level);
      const parts = outline.parts.map((lines) => lines.map((line) => thinLine(line, tolerance)));
      this.#thinned.set(key, (thin = { ...outline, parts }));
    }
    return thin;
  }

  /** The outline of one site, or null where it is a single point. */
  outline(row: number): Outline | null {
    return this.#readOutline(row);
  }

  #readOutline(row: number): Outline | null {
    const known = this.#byRow.get(row);
    if (known) return known;
    const shape = this.#sites.shape(row);
    if (!shape) return null;
    const shifted = shape.parts.map((lines) => lines.map((line) => shiftLine(line, this.datum)));
    const box = this.datum === "wgs84" ? shape.box : boxOf(shifted);
    // A point among lines or areas comes as one that stays where it is.
    const [dots, parts] = [shifted.filter(isStill), shifted.filter((part) => !isStill(part))];
    const outline: Outline = {
      row, kind: shape.kind, parts, box,
      dots: Float64Array.from(dots.flatMap(([line]) => [line![0]!, line![1]!])),
    };
    this.#byRow.set(row, outline);
    return outline;
  }

  /** Outlines that reach into a box, large ones first. */
  outlinesIn([minX, minY, maxX, maxY]: Box): Outline[] {
    return this.#outlines
      .search({ minX, minY, maxX, maxY })
      .map(({ outline }) => outline)
      .sort((a, b) => extent(b) - extent(a) || a.row - b.row);
  }

  /** Whether a part of an area is the ground of other sites: a smaller one that is shown lies in it. */
  holdsOthers(outline: Outline, part: number, visible: Uint8Array): boolean {
    this.#follow(visible);
    const key = `${outline.row} ${part}`;
    let holds = this.#holding.get(key);
    if (holds === undefined) this.#holding.set(key, (holds = this.#findIn(outline, part, visible)));
    return holds;
  }

  #findIn(outline: Outline, part: number, visible: Uint8Array): boolean {
    const [west, north, east, south] = outline.box;
    for (let row = 0; row < this.x.length; row++) {
      const [x, y] = [this.x[row]!, this.y[row]!];
      // NaN is within nothing.
      if (!(x >= west && x <= east && y >= north && y <= south)) continue;
      if (row === outline.row || visible[row] !== 1) continue;
      const other = this.#readOutline(row);
      if (other && extent(other) >= extent(outline)) continue;
      if (isInside(x, y, outline.parts[part]!)) return true;
    }
    return false;
  }
}

/** How much of the box around all of them the boxes of areas take. */
function fill(areas: readonly Outline[]): number {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { box } of areas) {
    west = Math.min(west, box[0]);
    north = Math.min(north, box[1]);
    east = Math.max(east, box[2]);
    south = Math.max(south, box[3]);
  }
  return areas.reduce((sum, area) => sum + extent(area), 0) / ((east - west) * (south - north));
}

/** The same where they lie in several places, or around what is none of theirs: of the blocks in which any lies. */
function fillAround(areas: readonly Outline[], usual: number): number {
  if (areas.length < MANY_AREAS || usual === 0) return 0;
  const side = BLOCK_SIDES * usual;
  const blocks = new Set<number>();
  let taken = 0;
  for (const { box } of areas) {
    // A large one among them fills its own ground, and not theirs.
    if (longerSide(box) > side) continue;
    taken += (box[2] - box[0]) * (box[3] - box[1]);
    blocks.add(Math.floor((box[0] + box[2]) / 2 / side) * 2 ** 26 + Math.floor((box[1] + box[3]) / 2 / side));
  }
  return blocks.size === 0 ? 0 : taken / (blocks.size * side * side);
}

/** The longer side of the outline in the middle of all by size; 0 where there is none. */
function usualSide(outlines: readonly Outline[]): number {
  const sides = Float64Array.from(outlines, ({ box }) => longerSide(box)).sort();
  return sides[sides.length >> 1] ?? 0;
}

function longerSide([west, north, east, south]: Box): number {
  return Math.max(east - west, south - north);
}

/** Whether a part has no extent. */
function isStill([line]: readonly Float64Array[]): boolean {
  if (!line) return false;
  for (let i = 2; i < line.length; i += 2) {
    if (line[i] !== line[0] || line[i + 1] !== line[1]) return false;
  }
  return true;
}

function extent({ box }: Outline): number {
  return (box[2] - box[0]) * (box[3] - box[1]);
}
