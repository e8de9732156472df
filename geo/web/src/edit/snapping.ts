/** Corners that meet the neighbours' corners: two zones share a border, not nearly so. */

import type * as L from "leaflet";

import type { App } from "../app.ts";
import type { LonLat } from "../data/datum.ts";
import { lonFrom, writtenLon } from "../data/world.ts";
import { SITE_SCALE } from "../data/shapes.ts";

/** Pixels within which a corner is meant. */
const REACH = 10;
/** Corners of neighbours that are looked at; of more, the map is too far out to mean one. */
const MOST = 20_000;

/** Gives the neighbour's corner that a place on the screen means, or null. */
export type Snap = (place: L.LatLng, event?: { readonly altKey: boolean }) => LonLat | null;

/** @param own the site that is being changed: it does not snap to itself */
export function snapTo({ sites }: App, map: L.Map, own: string | null): Snap {
  let corners: LonLat[] = [];
  let view = "";
  const look = (): void => {
    const bounds = map.getBounds().pad(0.1);
    if (bounds.toBBoxString() === view) return;
    view = bounds.toBBoxString();
    corners = [];
    const seam = bounds.getWest();
    for (let row = 0; row < sites.count && corners.length < MOST; row++) {
      if (Number.isNaN(sites.x[row]!) || sites.id(row) === own) continue;
      const add = ([lon, lat]: LonLat): void => {
        if (bounds.contains([lat, lonFrom(seam, lon)])) corners.push([lon, lat]);
      };
      const shape = sites.shape(row);
      const point = shape ? null : sites.lonLat(row);
      if (point) add(point);
      for (const line of shape?.parts.flat() ?? []) {
        for (let i = 0; i < line.length; i += 2) add(degreesOf(line[i]!, line[i + 1]!));
      }
    }
  };
  return (place, event) => {
    if (event?.altKey) return null;
    look();
    const at = map.latLngToContainerPoint(place);
    let best: LonLat | null = null;
    let reach = REACH;
    for (const [lon, lat] of corners) {
      const away = at.distanceTo(map.latLngToContainerPoint([lat, lonFrom(place.lng - 180, lon)]));
      if (away <= reach) [best, reach] = [[lon, lat], away];
    }
    return best;
  };
}

/** Back from Mercator, to the decimals that were sent. */
function degreesOf(x: number, y: number): LonLat {
  const lon = writtenLon((x - 0.5) * 360);
  const lat = (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI;
  return [Math.round(lon * SITE_SCALE) / SITE_SCALE, Math.round(lat * SITE_SCALE) / SITE_SCALE];
}
