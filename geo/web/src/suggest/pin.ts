/** Where a site is being put: one mark on the map. */

import * as L from "leaflet";
import type { Geometry } from "geojson";

import { lonFrom } from "../data/world.ts";

export function pinIcon(): L.DivIcon {
  return L.divIcon({ className: "pm-pin", iconSize: [22, 22] });
}

export interface Pin {
  readonly show: (geometry: Geometry | null) => void;
  /** Show the same on the map there is now. */
  readonly again: () => void;
  readonly remove: () => void;
}

/** What the form covers of the map on a wide screen, in pixels (form.css). */
const FORM_WIDTH = 440;

/** @param mapNow the map: another one once the page has taken newer data */
export function makePin(mapNow: () => L.Map): Pin {
  let shape: L.GeoJSON | null = null;
  let last: Geometry | null = null;
  const remove = (): void => {
    shape?.remove();
    shape = null;
  };
  const put = (map: L.Map, geometry: Geometry): L.GeoJSON => {
    remove();
    shape = L.geoJSON(geometry, {
      interactive: false,
      // On the copy of the world the reader sees.
      coordsToLatLng: ([lon, lat]) => L.latLng(lat, lonFrom(map.getCenter().lng - 180, lon)),
      style: (feature) => ({ className: `pm-shape${feature?.geometry.type.includes("Polygon") ? " pm-area" : ""}` }),
      pointToLayer: (_, place) => L.marker(place, { icon: pinIcon(), interactive: false, keyboard: false }),
    }).addTo(map);
    return shape;
  };
  const show = (geometry: Geometry | null): void => {
    remove();
    last = geometry;
    if (geometry === null) return;
    const map = mapNow();
    const shape = put(map, geometry);
    const bounds = shape.getBounds();
    const covered = map.getSize().x > 2 * FORM_WIDTH ? FORM_WIDTH : 0;
    if (bounds.isValid()) {
      map.panInside(bounds.getCenter(), { paddingTopLeft: [60, 60], paddingBottomRight: [covered + 60, 60], animate: false });
    }
  };
  const again = (): void => {
    if (last !== null) put(mapNow(), last);
  };
  return { show, again, remove };
}
