/** Sites as GeoJSON (RFC 7946): WGS 84, outer rings counter-clockwise, nothing located is null. */

import { SITE_SCALE } from "../../data/shapes.ts";
import { Kind, type Shape, type Sites, type Value } from "../../data/sites.ts";
import { writtenLon } from "../../data/world.ts";

type Position = readonly [lon: number, lat: number];

/** A feature a line, so that versions can be compared. */
export function geojson(
  sites: Sites, rows: Iterable<number>, properties: (row: number) => Readonly<Record<string, Value>>,
): string {
  const features: string[] = [];
  for (const row of rows) {
    features.push(JSON.stringify({
      type: "Feature", id: sites.id(row), properties: properties(row), geometry: geometryOf(sites, row),
    }));
  }
  return `{"type":"FeatureCollection","features":[\n${features.join(",\n")}\n]}\n`;
}

export function geometryOf(sites: Sites, row: number): object | null {
  const shape = sites.shape(row);
  if (!shape) {
    const place = sites.lonLat(row);
    return place && { type: "Point", coordinates: place };
  }
  return shape.kind === Kind.area ? areas(shape) : lines(shape);
}

function lines({ kind, parts }: Shape): object {
  const all = parts.map((part) => positions(part[0] ?? new Float64Array()));
  if (kind === Kind.point) return { type: "MultiPoint", coordinates: all.flat() };
  return all.length === 1
    ? { type: "LineString", coordinates: all[0] }
    : { type: "MultiLineString", coordinates: all };
}

function areas({ parts }: Shape): object {
  const all = parts.map((rings) => rings.map((ring, index) => wound(positions(ring), index === 0)));
  return all.length === 1
    ? { type: "Polygon", coordinates: all[0] }
    : { type: "MultiPolygon", coordinates: all };
}

/** Back from Mercator, to the decimals that were sent. */
function positions(line: Float64Array): Position[] {
  const found: Position[] = [];
  for (let at = 0; at < line.length; at += 2) {
    const lat = (Math.atan(Math.sinh((0.5 - line[at + 1]!) * 2 * Math.PI)) * 180) / Math.PI;
    found.push([rounded(writtenLon((line[at]! - 0.5) * 360)), rounded(lat)]);
  }
  return found;
}

function rounded(degrees: number): number {
  return Math.round(degrees * SITE_SCALE) / SITE_SCALE;
}

/** A ring in the direction the standard asks for. */
function wound(ring: readonly Position[], isOuter: boolean): readonly Position[] {
  let area = 0;
  for (let at = 1; at < ring.length; at++) {
    const [[x, y], [nextX, nextY]] = [ring[at - 1]!, ring[at]!];
    area += (nextX - x) * (nextY + y);
  }
  return area < 0 === isOuter ? ring : [...ring].reverse();
}
