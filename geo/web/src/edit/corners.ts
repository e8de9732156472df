/** A geometry as its corners, which can be moved, added and taken away; no map, no screen. */

import type { Geometry, Position } from "geojson";

import type { LonLat } from "../data/datum.ts";

export type OutlineKind = "point" | "line" | "area";
/** Corners in turn; of a ring, the first is not said again at its end. */
export type Ring = readonly Position[];

/** What stands of a position that is not moved: its very numbers, and its height. */
export interface Outline {
  readonly kind: OutlineKind;
  /** A line, or an area's outer ring and its holes. */
  readonly parts: readonly (readonly Ring[])[];
}

/** Which corner. */
export interface At {
  readonly part: number;
  readonly ring: number;
  readonly index: number;
}

/** The fewest corners a ring of each kind can have. */
export const FEWEST: Readonly<Record<OutlineKind, number>> = { point: 1, line: 2, area: 3 };

/** Null for a collection of several kinds: it is changed in the file. */
export function outlineOf(geometry: Geometry): Outline | null {
  switch (geometry.type) {
    case "Point":
      return { kind: "point", parts: [[[geometry.coordinates]]] };
    case "MultiPoint":
      return { kind: "point", parts: geometry.coordinates.map((point) => [[point]]) };
    case "LineString":
      return { kind: "line", parts: [[geometry.coordinates]] };
    case "MultiLineString":
      return { kind: "line", parts: geometry.coordinates.map((line) => [line]) };
    case "Polygon":
      return { kind: "area", parts: [geometry.coordinates.map(opened)] };
    case "MultiPolygon":
      return { kind: "area", parts: geometry.coordinates.map((rings) => rings.map(opened)) };
    case "GeometryCollection":
      return null;
  }
}

/** @param before what it was: one of several parts stays one of several */
export function geometryOf({ kind, parts }: Outline, before: Geometry | null = null): Geometry {
  const isMulti = parts.length !== 1 || (before?.type.startsWith("Multi") ?? false);
  if (kind === "point") {
    const points = parts.map(([ring]) => ring![0]!);
    return isMulti ? { type: "MultiPoint", coordinates: points } : { type: "Point", coordinates: points[0]! };
  }
  if (kind === "line") {
    const lines = parts.map(([line]) => [...line!]);
    return isMulti ? { type: "MultiLineString", coordinates: lines } : { type: "LineString", coordinates: lines[0]! };
  }
  const areas = parts.map((rings) => rings.map((ring) => [...ring, ring[0]!]));
  return isMulti ? { type: "MultiPolygon", coordinates: areas } : { type: "Polygon", coordinates: areas[0]! };
}

export function moved(outline: Outline, at: At, [lon, lat]: LonLat): Outline {
  return changed(outline, at, (ring) => {
    const [, , ...height] = ring[at.index] ?? [];
    return replaced(ring, at.index, [lon, lat, ...height]);
  });
}

/** A corner before that one. */
export function inserted(outline: Outline, at: At, place: LonLat): Outline {
  return changed(outline, at, (ring) => [...ring.slice(0, at.index), [...place], ...ring.slice(at.index)]);
}

/**
 * Without a corner; a hole or a part of too few corners goes with it. Null where nothing would be
 * left.
 */
export function withoutCorner(outline: Outline, at: At): Outline | null {
  const rings = outline.parts[at.part] ?? [];
  const ring = rings[at.ring] ?? [];
  if (ring.length > FEWEST[outline.kind]) return changed(outline, at, () => without(ring, at.index));
  if (at.ring > 0) return { ...outline, parts: replaced(outline.parts, at.part, without(rings, at.ring)) };
  return outline.parts.length > 1 ? { ...outline, parts: without(outline.parts, at.part) } : null;
}

/** With a hole: in the part it lies in; null where it lies in none. */
export function withHole(outline: Outline, hole: Ring): Outline | null {
  const part = outline.parts.findIndex(([outer]) => hole.every((corner) => isWithin(corner, outer ?? [])));
  if (part < 0) return null;
  return { ...outline, parts: replaced(outline.parts, part, [...(outline.parts[part] ?? []), hole]) };
}

export function withPart(outline: Outline, ring: Ring): Outline {
  return { ...outline, parts: [...outline.parts, [ring]] };
}

/** Every corner, in the order in which the keyboard goes through them. */
export function allCorners({ parts }: Outline): At[] {
  return parts.flatMap((rings, part) =>
    rings.flatMap((points, ring) => points.map((_, index) => ({ part, ring, index }))),
  );
}

export function cornerAt(outline: Outline, { part, ring, index }: At): Position {
  return outline.parts[part]?.[ring]?.[index] ?? [NaN, NaN];
}

/** The corner before which a new one would stand in the middle of an edge, with both its ends. */
export function edgesOf({ kind, parts }: Outline): { at: At; ends: readonly [Position, Position] }[] {
  if (kind === "point") return [];
  return parts.flatMap((rings, part) =>
    rings.flatMap((points, ring) =>
      points.flatMap((corner, index) => {
        const next = points[index + 1] ?? (kind === "area" ? points[0] : undefined);
        return next ? [{ at: { part, ring, index: index + 1 }, ends: [corner, next] as const }] : [];
      }),
    ),
  );
}

function isWithin([x = NaN, y = NaN]: Position, ring: Ring): boolean {
  let inside = false;
  ring.forEach(([x1 = NaN, y1 = NaN], index) => {
    const [x2 = NaN, y2 = NaN] = ring[(index + 1) % ring.length] ?? [];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  });
  return inside;
}

function opened(ring: readonly Position[]): Ring {
  const [first, last] = [ring[0], ring[ring.length - 1]];
  const isClosed = ring.length > 1 && first?.[0] === last?.[0] && first?.[1] === last?.[1];
  return isClosed ? ring.slice(0, -1) : ring;
}

function changed(outline: Outline, at: At, make: (ring: Ring) => Ring): Outline {
  const rings = outline.parts[at.part] ?? [];
  return { ...outline, parts: replaced(outline.parts, at.part, replaced(rings, at.ring, make(rings[at.ring] ?? []))) };
}

function replaced<T>(list: readonly T[], index: number, item: T): readonly T[] {
  return list.map((known, place) => (place === index ? item : known));
}

function without<T>(list: readonly T[], index: number): readonly T[] {
  return list.filter((_, place) => place !== index);
}
