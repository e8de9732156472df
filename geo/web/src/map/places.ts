/** Where sites lie on the map as it is now: in its datum, grouped into signs, with their outlines. */

import RBush from "rbush";

import type { Datum } from "../data/datum.ts";
import { Kind, type Shape, type Sites } from "../data/sites.ts";
import { cluster, type Clusters, type Window } from "./clusters.ts";
import { isInside, type Box } from "./geometry.ts";
import { shiftLine, shiftUnits } from "./projection.ts";
import { boxOf } from "./terrain.ts";

/** Signs are found for whole blocks of the world, so that a small pan changes nothing. */
const BLOCK = 512;
/** Sites so far beyond what is painted may still share a sign with one in it. */
const BEYOND = 64;
const KEPT = 8;
/** Outlines read at a time, so that a map of many areas stays alive meanwhile. */
const READ_AT_ONCE = 2000;

export interface Outline {
  readonly row: number;
  readonly kind: Kind;
  readonly parts: Shape["parts"];
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
  readonly #clusters = new Map<string, Clusters>();
  #visible: Uint8Array | null = null;
  #outlines = new RBush<Entry>();
  readonly #byRow = new Map<number, Outline>();
  #read = 0;

  constructor(sites: Sites, datum: Datum) {
    this.#sites = sites;
    this.datum = datum;
    this.x = datum === "wgs84" ? sites.x : new Float64Array(sites.count);
    this.y = datum === "wgs84" ? sites.y : new Float64Array(sites.count);
    if (datum === "wgs84") return;
    for (let row = 0; row < sites.count; row++) {
      [this.x[row], this.y[row]] = shiftUnits(sites.x[row]!, sites.y[row]!, datum) as [number, number];
    }
  }

  /** The signs for a part of the world. Those of a whole zoom serve up to the next one. */
  clusters(visible: Uint8Array, zoom: number, box: Box): Clusters {
    if (visible !== this.#visible) this.#clusters.clear();
    this.#visible = visible;
    const world = 256 * 2 ** Math.floor(zoom);
    const block = BLOCK / world;
    const rim = BEYOND / world;
    const window: Window = [
      Math.floor((box[0] - rim) / block) * block, Math.floor((box[1] - rim) / block) * block,
      Math.ceil((box[2] + rim) / block) * block, Math.ceil((box[3] + rim) / block) * block,
    ];
    const key = `${world} ${window.join(" ")}`;
    let found = this.#clusters.get(key);
    if (!found) {
      found = cluster(this.x, this.y, visible, world, window);
      const [oldest] = this.#clusters.keys();
      if (this.#clusters.size >= KEPT && oldest !== undefined) this.#clusters.delete(oldest);
      this.#clusters.set(key, found);
    }
    return found;
  }

  /** Read the outlines, a portion at a time; to be called when the sites are complete. */
  readOutlines(done: () => void): void {
    const entries: Entry[] = [];
    let [row, last] = [this.#read, 0];
    for (; row < this.#sites.count && last < READ_AT_ONCE; row++) {
      const kind = this.#sites.kind[row];
      if (kind !== Kind.line && kind !== Kind.area) continue;
      last++;
      const outline = this.#readOutline(row);
      if (!outline) continue;
      const [minX, minY, maxX, maxY] = outline.box;
      entries.push({ minX, minY, maxX, maxY, outline });
    }
    this.#read = row;
    this.#outlines.load(entries);
    if (entries.length > 0) done();
    if (row < this.#sites.count) setTimeout(() => this.readOutlines(done));
  }

  /** The outline of one site, or null where it is a point. */
  outline(row: number): Outline | null {
    return this.#readOutline(row);
  }

  #readOutline(row: number): Outline | null {
    const known = this.#byRow.get(row);
    if (known) return known;
    const shape = this.#sites.shape(row);
    if (!shape || (shape.kind !== Kind.line && shape.kind !== Kind.area)) return null;
    const parts = shape.parts.map((lines) => lines.map((line) => shiftLine(line, this.datum)));
    const box = this.datum === "wgs84" ? shape.box : boxOf(parts);
    const outline = { row, kind: shape.kind, parts, box };
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

  /** The smallest visible area around a point that is not larger than `most` units, or −1. */
  areaAt(x: number, y: number, most: number, visible: Uint8Array): number {
    const around = this.outlinesIn([x, y, x, y]).filter(
      ({ row, kind, box, parts }) =>
        kind === Kind.area && visible[row] === 1 && box[2] - box[0] <= most &&
        parts.some((rings) => isInside(x, y, rings)),
    );
    return around[around.length - 1]?.row ?? -1;
  }
}

function extent({ box }: Outline): number {
  return (box[2] - box[0]) * (box[3] - box[1]);
}
