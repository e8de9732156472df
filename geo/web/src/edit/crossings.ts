/** Where the border of an area crosses or touches itself; no map, no screen. */

import type { Position } from "geojson";

import type { Outline, Ring } from "./corners.ts";

/** Each edge is held against each other: of more, the server tells when it is saved. */
const MOST_EDGES = 1500;

interface Edge {
  readonly ring: number;
  readonly index: number;
  readonly count: number;
  readonly ends: readonly [Position, Position];
}

/** @param isOpen the last ring is being drawn: from its last corner to its first there is no edge yet */
export function crossingsOf({ kind, parts }: Outline, isOpen = false): Position[] {
  if (kind !== "area") return [];
  return parts.flatMap((rings) => crossingsIn(rings.flatMap((ring, at) => edgesOf(ring, at, isOpen))));
}

function edgesOf(ring: Ring, at: number, isOpen: boolean): Edge[] {
  const count = ring.length;
  const edges = ring.map((corner, index): Edge => ({ ring: at, index, count, ends: [corner, ring[(index + 1) % count]!] }));
  return isOpen ? edges.slice(0, -1) : edges;
}

function crossingsIn(edges: readonly Edge[]): Position[] {
  if (edges.length > MOST_EDGES) return [];
  const found = edges.flatMap((one, at) => edges.slice(at + 1).flatMap((other) => crossing(one, other) ?? []));
  // A corner on an edge is an end of two.
  return [...new Map(found.map((place) => [String(place), place])).values()];
}

/** Of one ring a touch counts, too; two rings may touch in a point. */
function crossing(one: Edge, other: Edge): [Position] | null {
  const isSame = one.ring === other.ring;
  const apart = Math.abs(one.index - other.index);
  if (isSame && (apart <= 1 || apart === one.count - 1)) return null;
  const [a, b] = one.ends;
  const [c, d] = other.ends;
  const [ofC, ofD, ofA, ofB] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)];
  if (ofC * ofD < 0 && ofA * ofB < 0) {
    const share = ofA / (ofA - ofB);
    return [[x(a) + share * (x(b) - x(a)), y(a) + share * (y(b) - y(a))]];
  }
  if (!isSame) return null;
  if (ofC === 0 && isBetween(a, b, c)) return [c];
  if (ofD === 0 && isBetween(a, b, d)) return [d];
  if (ofA === 0 && isBetween(c, d, a)) return [a];
  return ofB === 0 && isBetween(c, d, b) ? [b] : null;
}

/** On which side of a line a point lies: the sign; 0 upon it. */
function side(from: Position, to: Position, point: Position): number {
  return (x(to) - x(from)) * (y(point) - y(from)) - (y(to) - y(from)) * (x(point) - x(from));
}

function isBetween(one: Position, other: Position, point: Position): boolean {
  return (
    Math.min(x(one), x(other)) <= x(point) && x(point) <= Math.max(x(one), x(other)) &&
    Math.min(y(one), y(other)) <= y(point) && y(point) <= Math.max(y(one), y(other))
  );
}

function x([lon = NaN]: Position): number {
  return lon;
}

function y([, lat = NaN]: Position): number {
  return lat;
}
