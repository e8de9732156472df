/**
 * Lines and rings as x and y in turn: simplify, clip, and look inside.
 *
 * The innermost loops make no arrays: where nothing compiles them (`paper/`), each would be made.
 */

export type Box = readonly [west: number, north: number, east: number, south: number];

export function overlap(a: Box, b: Box): boolean {
  return a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];
}

export function contains(outer: Box, inner: Box): boolean {
  return outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3];
}

/** Leave out points that no eye misses (Douglas and Peucker); ends stay. */
export function simplify(line: Float64Array, tolerance: number): Float64Array {
  const count = line.length / 2;
  if (count <= 2) return line;
  const keep = new Uint8Array(count);
  keep[0] = keep[count - 1] = 1;
  const spans = [0, count - 1];
  while (spans.length > 0) {
    const last = spans.pop()!;
    const first = spans.pop()!;
    let farthest = -1;
    let most = tolerance * tolerance;
    const ax = line[first * 2]!;
    const ay = line[first * 2 + 1]!;
    const dx = line[last * 2]! - ax;
    const dy = line[last * 2 + 1]! - ay;
    const length = dx * dx + dy * dy;
    for (let i = first + 1; i < last; i++) {
      // As `squaredDistance`, which a call for each point would double the time of.
      const x = line[i * 2]! - ax;
      const y = line[i * 2 + 1]! - ay;
      const along = length === 0 ? 0 : (x * dx + y * dy) / length;
      const part = along < 0 ? 0 : along > 1 ? 1 : along;
      const right = x - part * dx;
      const down = y - part * dy;
      const away = right * right + down * down;
      if (away > most) {
        farthest = i;
        most = away;
      }
    }
    if (farthest < 0) continue;
    keep[farthest] = 1;
    spans.push(first, farthest, farthest, last);
  }
  const kept = new Float64Array(keep.reduce((sum, one) => sum + one, 0) * 2);
  let next = 0;
  for (let i = 0; i < count; i++) {
    if (!keep[i]) continue;
    kept[next++] = line[i * 2]!;
    kept[next++] = line[i * 2 + 1]!;
  }
  return kept;
}

/** Leave out points that lie closer than this to the one kept before; ends stay. One pass, so it is fast. */
export function thinLine(line: Float64Array, least: number): Float64Array {
  const kept = new Float64Array(line.length);
  const last = line.length - 2;
  const square = least * least;
  let count = 0;
  for (let i = 0; i <= last; i += 2) {
    const dx = line[i]! - kept[count - 2]!;
    const dy = line[i + 1]! - kept[count - 1]!;
    if (i > 0 && i < last && dx * dx + dy * dy < square) continue;
    kept[count++] = line[i]!;
    kept[count++] = line[i + 1]!;
  }
  return kept.slice(0, count);
}

/** Squared distance of a point from a segment. */
export function squaredDistance(
  x: number, y: number, ax: number, ay: number, bx: number, by: number,
): number {
  const dx = bx - ax;
  const dy = by - ay;
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((x - ax) * dx + (y - ay) * dy) / length;
  const part = along < 0 ? 0 : along > 1 ? 1 : along;
  const right = x - ax - part * dx;
  const down = y - ay - part * dy;
  return right * right + down * down;
}

/** The pieces of a line inside a box. */
export function clipLine(line: Float64Array, box: Box): Float64Array[] {
  const pieces: Float64Array[] = [];
  let piece: number[] = [];
  const finish = (): void => {
    if (piece.length >= 4) pieces.push(Float64Array.from(piece));
    piece = [];
  };
  for (let i = 0; i + 3 < line.length; i += 2) {
    const part = clipSegment(line[i]!, line[i + 1]!, line[i + 2]!, line[i + 3]!, box);
    if (part === WHOLE) {
      if (piece.length === 0) piece.push(line[i]!, line[i + 1]!);
      piece.push(line[i + 2]!, line[i + 3]!);
      continue;
    }
    if (!part) {
      finish();
      continue;
    }
    const [from, to, ax, ay, bx, by] = part;
    if (from > 0 || piece.length === 0) {
      finish();
      piece.push(ax, ay);
    }
    piece.push(bx, by);
    if (to < 1) finish();
  }
  finish();
  return pieces;
}

/** What a segment keeps that lies in the box. */
const WHOLE = [0, 1, NaN, NaN, NaN, NaN] as const;

/** Liang and Barsky: the part of a segment inside a box, as fractions and end points. */
function clipSegment(
  ax: number, ay: number, bx: number, by: number, box: Box,
): readonly [number, number, number, number, number, number] | null {
  const west = box[0];
  const north = box[1];
  const east = box[2];
  const south = box[3];
  // Most lie in it, or off it to one side.
  if (ax >= west && ax <= east && ay >= north && ay <= south && bx >= west && bx <= east && by >= north && by <= south) return WHOLE;
  if ((ax < west && bx < west) || (ax > east && bx > east) || (ay < north && by < north) || (ay > south && by > south)) return null;
  const [dx, dy] = [bx - ax, by - ay];
  let [from, to] = [0, 1];
  const sides = [[-dx, ax - box[0]], [dx, box[2] - ax], [-dy, ay - box[1]], [dy, box[3] - ay]] as const;
  for (const [towards, room] of sides) {
    if (towards === 0) {
      if (room < 0) return null;
      continue;
    }
    const crossing = room / towards;
    if (towards < 0) from = Math.max(from, crossing);
    else to = Math.min(to, crossing);
    if (from > to) return null;
  }
  return [from, to, ax + from * dx, ay + from * dy, ax + to * dx, ay + to * dy];
}

/** A ring cut to a box (Sutherland and Hodgman); may be empty. */
export function clipRing(ring: Float64Array, box: Box): Float64Array {
  let points: ArrayLike<number> = ring;
  for (let side = 0; side < 4; side++) {
    const axis = side % 2; // west, north, east, south: x and y in turn
    const limit = box[side]!;
    const sign = side < 2 ? 1 : -1;
    const inside = (i: number): boolean => (points[i + axis]! - limit) * sign >= 0;
    const cut: number[] = [];
    const count = points.length;
    for (let i = 0; i < count; i += 2) {
      const before = (i + count - 2) % count;
      if (inside(i) !== inside(before)) {
        const other = 1 - axis;
        const part = (limit - points[before + axis]!) / (points[i + axis]! - points[before + axis]!);
        const across = points[before + other]! + part * (points[i + other]! - points[before + other]!);
        if (axis === 0) cut.push(limit, across);
        else cut.push(across, limit);
      }
      if (inside(i)) cut.push(points[i]!, points[i + 1]!);
    }
    points = cut;
  }
  return Float64Array.from(points);
}

/** Whether a point lies in a polygon given by its rings, holes among them. */
export function isInside(x: number, y: number, rings: readonly Float64Array[]): boolean {
  let inside = false;
  for (const ring of rings) {
    let bx = ring[ring.length - 2]!;
    let by = ring[ring.length - 1]!;
    for (let i = 0; i < ring.length; i += 2) {
      const ax = ring[i]!;
      const ay = ring[i + 1]!;
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
      bx = ax;
      by = ay;
    }
  }
  return inside;
}

/** Distance of a point from the nearest rim; negative outside. */
export function clearance(x: number, y: number, rings: readonly Float64Array[]): number {
  return (isInside(x, y, rings) ? 1 : -1) * distanceFrom(x, y, rings);
}

/** Distance of a point from the nearest of some lines or rings. */
export function distanceFrom(x: number, y: number, lines: readonly Float64Array[]): number {
  let least = Infinity;
  for (const line of lines) {
    for (let i = 0; i + 3 < line.length; i += 2) {
      const away = squaredDistance(x, y, line[i]!, line[i + 1]!, line[i + 2]!, line[i + 3]!);
      if (away < least) least = away;
    }
  }
  return Math.sqrt(least);
}

/** So much more room, in parts of what there is, makes no better middle. */
const PRECISION = 0.03;

/** No square is quartered that is smaller than this part of the box's width. */
const LEAST_HALF = 1 / 512;
/** Side by side over a long box, at most. */
const MOST_SQUARES = 64;

/** A square that the middle may lie in. */
interface Square {
  readonly x: number;
  readonly y: number;
  readonly half: number;
  /** Clearance of its middle, and the most that any point of it can have. */
  readonly room: number;
  readonly most: number;
}

/**
 * The point of a polygon farthest from its rim, about, and how far that is: squares that may hold a
 * better one are quartered, the most promising first (as Mapbox's polylabel does).
 */
export function innermost(
  rings: readonly Float64Array[],
  [west, north, east, south]: Box,
): readonly [x: number, y: number, clearance: number] {
  const [across, down] = [east - west, south - north];
  const side = Math.max(Math.min(across, down), Math.max(across, down) / MOST_SQUARES);
  const square = (x: number, y: number, half: number): Square => {
    const room = clearance(x, y, rings);
    return { x, y, half, room, most: room + half * Math.SQRT2 };
  };
  let best = square((west + east) / 2, (north + south) / 2, 0);
  if (!(side > 0)) return [best.x, best.y, best.room];
  const waiting: Square[] = [];
  for (let x = west; x < east; x += side) {
    for (let y = north; y < south; y += side) waiting.push(square(x + side / 2, y + side / 2, side / 2));
  }
  while (waiting.length > 0) {
    const next = waiting.reduce((at, { most }, index) => (most > waiting[at]!.most ? index : at), 0);
    const [{ x, y, half, room, most }] = waiting.splice(next, 1) as [Square];
    if (room > best.room) best = { x, y, half, room, most };
    if (most <= best.room * (1 + PRECISION) || half < side * LEAST_HALF) break;
    for (const right of [-half / 2, half / 2]) {
      for (const down of [-half / 2, half / 2]) waiting.push(square(x + right, y + down, half / 2));
    }
  }
  return [best.x, best.y, best.room];
}

/** Twice the area of a ring, its sign by its turn. */
export function doubleArea(ring: Float64Array): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    sum += ring[j]! * ring[i + 1]! - ring[i]! * ring[j + 1]!;
  }
  return sum;
}

/** Join lines end to end where two of them meet. */
export function joinLines(lines: readonly Float64Array[]): Float64Array[] {
  const waiting = [...lines];
  const joined: Float64Array[] = [];
  while (waiting.length > 0) {
    let line = waiting.shift()!;
    for (let i = 0; i < waiting.length; i++) {
      const longer = joinTwo(line, waiting[i]!);
      if (!longer) continue;
      line = longer;
      waiting.splice(i, 1);
      i = -1;
    }
    joined.push(line);
  }
  return joined;
}

function joinTwo(a: Float64Array, b: Float64Array): Float64Array | null {
  const [endA, endB] = [a.length - 2, b.length - 2];
  const meet = (i: number, j: number): boolean => a[i] === b[j] && a[i + 1] === b[j + 1];
  if (meet(endA, 0)) return concat(a, b);
  if (meet(0, endB)) return concat(b, a);
  if (meet(endA, endB)) return concat(a, reversed(b));
  if (meet(0, 0)) return concat(reversed(a), b);
  return null;
}

function concat(a: Float64Array, b: Float64Array): Float64Array {
  const line = new Float64Array(a.length + b.length - 2);
  line.set(a);
  line.set(b.subarray(2), a.length);
  return line;
}

/** The same line from its other end. */
export function reversed(line: Float64Array): Float64Array {
  const back = new Float64Array(line.length);
  for (let i = 0; i < line.length; i += 2) {
    back[i] = line[line.length - 2 - i]!;
    back[i + 1] = line[line.length - 1 - i]!;
  }
  return back;
}
