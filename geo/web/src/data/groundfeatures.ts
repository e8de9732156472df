/**
 * The built-in base map: what `geo/page/basemap.py` read from `basemap/*.geojson`.
 *
 * Features come in the order they are drawn (the order of `kinds` in `style.json`).
 */

import type { Block } from "./payload.ts";
import type { Shape } from "./sites.ts";

/** A name by language; `""` is the default language. */
export type GroundName = Readonly<Record<string, string>>;

/** One thing on the ground: a river, a road, a station. */
export interface GroundFeature {
  /** One of `kinds` in `geo/page/style.json`. */
  readonly kind: string;
  readonly name: GroundName;
  /** A line or area, or the position of a point, in spherical-Mercator units (0–1, y down). */
  readonly shape: Shape | readonly [x: number, y: number];
  /** A metro line's own colour. */
  readonly colour?: string;
  /** Which metro lines run or stop here, as the file says it. */
  readonly line?: string;
  /** Priority of the label: small is important. */
  readonly rank?: number;
  readonly minZoom?: number;
  /** Beyond this it fades within one zoom: so near it would be seen to be wrong. */
  readonly maxZoom?: number;
  /** Whether it is of the world below a ground of the project's own, which melts into it at its rim. */
  readonly wide?: boolean;
  readonly bridge?: boolean;
  readonly tunnel?: boolean;
}

/** Whether a ground feature is a single position. */
export function isPosition(
  shape: GroundFeature["shape"],
): shape is readonly [x: number, y: number] {
  return Array.isArray(shape);
}

/** Everything but the geometry, one entry a feature, as the block's meta carries it. */
type Properties = Omit<GroundFeature, "shape">;

/** Unpack the block `ground`, a thing at a time. */
export function* readGround(block: Block): Generator<void, readonly GroundFeature[]> {
  const properties = block.meta["features"] as readonly Properties[];
  const shapes = block.shapes("shapes");
  const wide = block.names.includes("wide") ? block.shapes("wide") : null;
  const features: GroundFeature[] = [];
  for (const [row, entry] of properties.entries()) {
    yield;
    const shape = shapes.shape(row) ?? wide?.shape(row) ?? null;
    if (shape === null) throw new Error(`ground feature ${row} has no geometry`);
    const alone = shape.kind === 1 && shape.parts.length === 1 ? shape.parts[0]?.[0] : undefined;
    features.push({ ...entry, shape: alone ? ([alone[0] ?? 0, alone[1] ?? 0] as const) : shape });
  }
  return features;
}
