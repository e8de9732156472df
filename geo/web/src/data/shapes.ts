/** Geometry out of bytes; `geo/page/shapes.py` writes it. */

import { mercatorX, mercatorY } from "./earth.ts";
import { readSteps, Whole, type ByteReader, type Spec } from "./columns.ts";
import { Kind, type Shape } from "./sites.ts";

/** Sites' positions are whole numbers of a millionth of a degree. */
export const SITE_SCALE = 1_000_000;

/** Outlines by row; a shape is put together when it is asked for, and kept. */
export interface Shapes {
  /** Null for a row that has none. */
  shape(row: number): Shape | null;
}

/** Open a column of outlines. */
export function readShapes(spec: Spec, reader: ByteReader): Shapes {
  const part = (name: string): Spec => spec[name] as Spec;
  // The order is that of the sections.
  const rows = readSteps(part("rows"), reader);
  const kinds = new Whole(part("kinds"), reader);
  const parts = new Whole(part("parts"), reader).starts();
  const rings = new Whole(part("rings"), reader).starts();
  const vertices = new Whole(part("vertices"), reader).starts();
  const x = readSteps(part("x"), reader);
  const y = readSteps(part("y"), reader);
  const scale = spec["scale"] as number;
  const place = new Map<number, number>();
  rows.forEach((row, index) => place.set(row, index));
  const made = new Map<number, Shape>();

  const ringOf = (ring: number, closed: boolean): Float64Array => {
    const start = vertices[ring] ?? 0;
    const end = vertices[ring + 1] ?? start;
    const line = new Float64Array((end - start + (closed ? 1 : 0)) * 2);
    for (let i = start; i < end; i++) {
      line[(i - start) * 2] = mercatorX((x[i] ?? 0) / scale);
      line[(i - start) * 2 + 1] = mercatorY((y[i] ?? 0) / scale);
    }
    if (closed) line.copyWithin(line.length - 2, 0, 2);
    return line;
  };

  const make = (index: number): Shape => {
    const kind = kinds.or(index, Kind.point) as Kind;
    const lines: Float64Array[][] = [];
    for (let p = parts[index] ?? 0; p < (parts[index + 1] ?? 0); p++) {
      const part: Float64Array[] = [];
      for (let r = rings[p] ?? 0; r < (rings[p + 1] ?? 0); r++) {
        part.push(ringOf(r, kind === Kind.area));
      }
      lines.push(part);
    }
    return { kind, parts: lines, box: boxOf(lines) };
  };

  return {
    shape(row) {
      const index = place.get(row);
      if (index === undefined) return null;
      let shape = made.get(row);
      if (!shape) {
        shape = make(index);
        made.set(row, shape);
      }
      return shape;
    },
  };
}

/** West or left, north or top, east or right, south or bottom of all parts together. */
export function boxOf(parts: readonly (readonly Float64Array[])[]): Shape["box"] {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const line of parts.flat()) {
    for (let i = 0; i < line.length; i += 2) {
      const x = line[i]!;
      const y = line[i + 1]!;
      if (x < west) west = x;
      if (x > east) east = x;
      if (y < north) north = y;
      if (y > south) south = y;
    }
  }
  return [west, north, east, south];
}
