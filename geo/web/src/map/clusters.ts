/**
 * Which signs stand for which sites at a zoom, so that no sign covers another.
 *
 * Sites are put into square cells anchored to the world (panning changes nothing), small enough that
 * two sites in one cell always cover each other. Then the fullest cells, in turn, take in whatever
 * their sign would touch. A sign stays where its fullest cell has its mean, so nothing moves while
 * merging. All of it is typed arrays and one pass over the sites.
 */

/** Radius of the sign of so many sites, in pixels. */
export function signRadius(size: number): number {
  if (size === 1) return SINGLE;
  if (size < 10) return 14;
  if (size < 100) return 16;
  if (size < 1000) return 18.5;
  return size < 10_000 ? 21 : LARGEST;
}

const SINGLE = 12.5;
const LARGEST = 24;
const RADII = [LARGEST, 21, 18.5, 16, 14, SINGLE];
/** Free pixels between two signs. */
export const SIGN_GAP = 2;
/** Around the discs of a crowd, which would else lie side by side like tiles: a map is seen between them. */
export const CROWD_GAP = 26;
/** How far around a place one looks whether it is crowded, in cells; and what share of them is taken in a crowd. */
const AROUND = 4;
const [CROWD_BEGINS, CROWD_IS_FULL] = [0.25, 0.65];
/** Diagonal of a cell = reach of two single signs: who shares a cell overlaps. */
const CELL = (2 * SINGLE + SIGN_GAP) / Math.SQRT2;
/** Cells from a sign to all those it could touch: a mean may lie anywhere in its cell. */
const reachOf = (pixels: number, gap: number): number => Math.ceil((pixels + gap) / CELL);
/** Empty cells around the grid, so that looking around needs no checks. */
const MARGIN = Math.max(reachOf(2 * LARGEST, CROWD_GAP), AROUND + 1);

/** West, north, east, south in spherical-Mercator units. */
export type Window = readonly [west: number, north: number, east: number, south: number];

export interface Clusters {
  readonly count: number;
  /** Position of each sign in spherical-Mercator units. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** How many sites it stands for. */
  readonly size: Uint32Array;
  /** Its first site: the only one where `size` is 1. */
  readonly first: Uint32Array;
  /** The rows a sign stands for, in their own order. */
  members(sign: number): Uint32Array;
  /** How many of each group every sign stands for, sign after sign; found once for each grouping. */
  mixes(of: Uint16Array, groups: number): Uint32Array;
}

/**
 * Group the sites of a part of the world.
 *
 * @param x,y positions in spherical-Mercator units, NaN where there is none
 * @param visible 1 for each row to be shown
 * @param world width of the world in pixels at this zoom
 * @param window what to look at; a few thousand pixels wide, for the grid covers it
 */
export function cluster(
  x: Float64Array,
  y: Float64Array,
  visible: Uint8Array,
  world: number,
  window: Window,
): Clusters {
  const rows = rowsWithin(x, y, visible, window);
  const bins = new Bins(x, y, rows, world);
  bins.merge();
  return bins.result();
}

/** Located, visible rows in a window. */
function rowsWithin(
  x: Float64Array,
  y: Float64Array,
  visible: Uint8Array,
  [west, north, east, south]: Window,
): Uint32Array {
  const rows = new Uint32Array(x.length);
  let count = 0;
  for (let row = 0; row < x.length; row++) {
    const [right, down] = [x[row]!, y[row]!];
    // NaN is within nothing.
    if (right >= west && right < east && down >= north && down < south && visible[row] === 1) {
      rows[count++] = row;
    }
  }
  return rows.subarray(0, count);
}

class Bins {
  readonly #world: number;
  readonly #rows: Uint32Array;
  /** By place in `rows`: its bin. */
  readonly #bin: Uint32Array;
  /** By cell: its bin + 1, or 0. */
  #grid = new Int32Array(0);
  #columns = 0;
  #count = 0;
  // By bin: its cell, mean position in pixels, sites, first row, the bin that took it in (or itself).
  readonly #cell: Int32Array;
  readonly #x: Float64Array;
  readonly #y: Float64Array;
  readonly #size: Uint32Array;
  readonly #first: Uint32Array;
  readonly #into: Int32Array;
  /** By bin: free pixels between its disc and others. */
  #gap: Float32Array = new Float32Array(0);

  constructor(x: Float64Array, y: Float64Array, rows: Uint32Array, world: number) {
    this.#world = world;
    this.#rows = rows;
    this.#bin = new Uint32Array(rows.length);
    this.#cell = new Int32Array(rows.length);
    this.#x = new Float64Array(rows.length);
    this.#y = new Float64Array(rows.length);
    this.#size = new Uint32Array(rows.length);
    this.#first = new Uint32Array(rows.length);
    this.#into = new Int32Array(rows.length);
    this.#fill(x, y);
  }

  #fill(x: Float64Array, y: Float64Array): void {
    const scale = this.#world / CELL;
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    const [rows, world] = [this.#rows, this.#world];
    for (let i = 0; i < rows.length; i++) {
      const [across, down] = [x[rows[i]!]!, y[rows[i]!]!];
      if (across < left) left = across;
      if (across > right) right = across;
      if (down < top) top = down;
      if (down > bottom) bottom = down;
    }
    if (left > right) return;
    const west = Math.floor(left * scale) - MARGIN;
    const north = Math.floor(top * scale) - MARGIN;
    const columns = Math.floor(right * scale) - west + 1 + MARGIN;
    const lines = Math.floor(bottom * scale) - north + 1 + MARGIN;
    const grid = new Int32Array(columns * lines);
    const [bins, sumX, sumY, size] = [this.#bin, this.#x, this.#y, this.#size];
    let count = 0;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      const [across, down] = [x[row]!, y[row]!];
      const column = Math.floor(across * scale) - west;
      const cell = (Math.floor(down * scale) - north) * columns + column;
      let bin = grid[cell]! - 1;
      if (bin < 0) {
        bin = count++;
        grid[cell] = bin + 1;
        this.#cell[bin] = cell;
        this.#first[bin] = row;
        this.#into[bin] = bin;
      }
      bins[i] = bin;
      sumX[bin]! += across * world;
      sumY[bin]! += down * world;
      size[bin]!++;
    }
    for (let bin = 0; bin < count; bin++) {
      sumX[bin]! /= size[bin]!;
      sumY[bin]! /= size[bin]!;
    }
    [this.#columns, this.#grid, this.#count] = [columns, grid, count];
    this.#gap = this.#gaps(lines);
  }

  /** By bin the gap around it, by how many of the cells around its own are taken: found from the cells, which stay where they are. */
  #gaps(lines: number): Float32Array {
    const columns = this.#columns;
    // Cells taken above and left of each corner.
    const taken = new Uint32Array((columns + 1) * (lines + 1));
    for (let line = 0, cell = 0; line < lines; line++) {
      let corner = (line + 1) * (columns + 1) + 1;
      for (let column = 0, inLine = 0; column < columns; column++, cell++, corner++) {
        if (this.#grid[cell] !== 0) inLine++;
        taken[corner] = taken[corner - columns - 1]! + inLine;
      }
    }
    const gaps = new Float32Array(this.#count);
    const side = 2 * AROUND + 1;
    for (let bin = 0; bin < this.#count; bin++) {
      const cell = this.#cell[bin]!;
      const line = Math.floor(cell / columns);
      const above = (line - AROUND) * (columns + 1) + (cell - line * columns) - AROUND;
      const below = above + side * (columns + 1);
      const share = (taken[below + side]! - taken[below]! - taken[above + side]! + taken[above]!) / side ** 2;
      const crowd = Math.min(1, Math.max(0, (share - CROWD_BEGINS) / (CROWD_IS_FULL - CROWD_BEGINS)));
      gaps[bin] = SIGN_GAP + crowd * (CROWD_GAP - SIGN_GAP);
    }
    return gaps;
  }

  /** Let the fullest take in what they touch, down to the singles. */
  merge(): void {
    for (const bin of this.#largestFirst()) {
      if (this.#into[bin] !== bin) continue;
      if (this.#size[bin] === 1) this.#takeSingles(bin);
      // Those with a larger sign have had their turn and touch nothing any more.
      else this.#take(bin, 2 * signRadius(this.#size[bin]!));
    }
  }

  /** Bins by falling radius; within one radius as their first rows come. */
  #largestFirst(): Uint32Array {
    const starts = new Uint32Array(RADII.length + 1);
    const classOf = (bin: number): number => RADII.indexOf(signRadius(this.#size[bin]!));
    for (let bin = 0; bin < this.#count; bin++) starts[classOf(bin) + 1]!++;
    for (let i = 1; i <= RADII.length; i++) starts[i]! += starts[i - 1]!;
    const order = new Uint32Array(this.#count);
    for (let bin = 0; bin < this.#count; bin++) order[starts[classOf(bin)]!++] = bin;
    return order;
  }

  /**
   * A single takes in another single it touches, and then is no single any more. One half of the
   * neighbours is enough: those of the other half look at this one.
   */
  #takeSingles(bin: number): void {
    const reach = reachOf(2 * SINGLE, SIGN_GAP);
    const limit = (2 * SINGLE + SIGN_GAP) ** 2;
    for (let down = 0; down <= reach; down++) {
      const start = this.#cell[bin]! + down * this.#columns;
      for (let right = down === 0 ? 1 : -reach; right <= reach; right++) {
        const other = this.#grid[start + right]! - 1;
        if (other < 0 || this.#into[other] !== other || this.#size[other] !== 1) continue;
        const dx = this.#x[bin]! - this.#x[other]!;
        const dy = this.#y[bin]! - this.#y[other]!;
        if (dx * dx + dy * dy >= limit) continue;
        this.#absorb(bin, other);
        this.#take(bin, signRadius(2) + LARGEST);
        return;
      }
    }
  }

  /** Take in all signs no farther than `farthest` that this one touches; a larger one takes it in. */
  #take(start: number, farthest: number): void {
    let [bin, limit] = [start, farthest];
    for (;;) {
      const radius = signRadius(this.#size[bin]!);
      const larger = this.#takeAround(bin, radius, limit);
      if (larger >= 0) {
        this.#absorb(larger, bin);
        bin = larger;
      } else if (signRadius(this.#size[bin]!) === radius) {
        return;
      }
      limit = signRadius(this.#size[bin]!) + LARGEST;
    }
  }

  /** Take in what a sign of this radius touches; stops at a larger one and returns it, else −1. */
  #takeAround(bin: number, radius: number, farthest: number): number {
    const gap = this.#gap[bin]!;
    const reach = reachOf(farthest, gap);
    const [x, y] = [this.#x[bin]!, this.#y[bin]!];
    for (let down = -reach; down <= reach; down++) {
      const start = this.#cell[bin]! + down * this.#columns;
      for (let right = -reach; right <= reach; right++) {
        const other = this.#grid[start + right]! - 1;
        if (other < 0 || other === bin || this.#into[other] !== other) continue;
        const dx = x - this.#x[other]!;
        const dy = y - this.#y[other]!;
        // At the rim of a crowd the freer of the two decides.
        const least = radius + signRadius(this.#size[other]!) + Math.min(gap, this.#gap[other]!);
        if (dx * dx + dy * dy >= least * least) continue;
        if (this.#size[other]! > this.#size[bin]!) return other;
        this.#absorb(bin, other);
      }
    }
    return -1;
  }

  #absorb(bin: number, other: number): void {
    this.#into[other] = bin;
    this.#size[bin]! += this.#size[other]!;
    this.#first[bin] = Math.min(this.#first[bin]!, this.#first[other]!);
  }

  #root(bin: number): number {
    let root = bin;
    while (this.#into[root] !== root) root = this.#into[root]!;
    this.#into[bin] = root;
    return root;
  }

  result(): Clusters {
    let count = 0;
    const sign = new Int32Array(this.#count).fill(-1);
    for (let bin = 0; bin < this.#count; bin++) {
      if (this.#into[bin] === bin) sign[bin] = count++;
    }
    const [x, y] = [new Float64Array(count), new Float64Array(count)];
    const [size, first] = [new Uint32Array(count), new Uint32Array(count)];
    for (let bin = 0; bin < this.#count; bin++) {
      const at = sign[bin]!;
      if (at < 0) continue;
      x[at] = this.#x[bin]! / this.#world;
      y[at] = this.#y[bin]! / this.#world;
      size[at] = this.#size[bin]!;
      first[at] = this.#first[bin]!;
    }
    let lists: { starts: Uint32Array; rows: Uint32Array } | null = null;
    const members = (at: number): Uint32Array => {
      lists ??= this.#list(sign, size);
      return lists.rows.subarray(lists.starts[at], lists.starts[at + 1]);
    };
    const mixes = new Map<Uint16Array, Uint32Array>();
    return {
      count, x, y, size, first, members,
      mixes: (of, groups) => {
        let found = mixes.get(of);
        if (!found) mixes.set(of, (found = this.#mix(sign, count, of, groups)));
        return found;
      },
    };
  }

  #mix(sign: Int32Array, signs: number, of: Uint16Array, groups: number): Uint32Array {
    const counts = new Uint32Array(signs * groups);
    for (let i = 0; i < this.#rows.length; i++) {
      const at = sign[this.#root(this.#bin[i]!)]!;
      counts[at * groups + of[this.#rows[i]!]!]!++;
    }
    return counts;
  }

  /** Rows by sign, one behind the other. */
  #list(sign: Int32Array, size: Uint32Array): { starts: Uint32Array; rows: Uint32Array } {
    const starts = new Uint32Array(size.length + 1);
    for (let at = 0; at < size.length; at++) starts[at + 1] = starts[at]! + size[at]!;
    const next = starts.slice();
    const signOfBin = new Int32Array(this.#count);
    for (let bin = 0; bin < this.#count; bin++) signOfBin[bin] = sign[this.#root(bin)]!;
    // Few words for the engine: this runs over all sites before any of it has been compiled.
    const [from, bins] = [this.#rows, this.#bin];
    const rows = new Uint32Array(from.length);
    for (let i = 0; i < from.length; i++) {
      rows[next[signOfBin[bins[i]!]!]!++] = from[i]!;
    }
    return { starts, rows };
  }
}
