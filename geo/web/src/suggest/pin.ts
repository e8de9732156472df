/** Where a site is being put: one mark on the map. */

import * as L from "leaflet";
import type { Geometry } from "geojson";

import { lonFrom } from "../data/world.ts";

export function pinIcon(): L.DivIcon {
  return L.divIcon({ className: "pm-pin", iconSize: [22, 22] });
}

export interface Pin {
  readonly show: (geometry: Geometry | null) => void;
  readonly remove: () => void;
}

/** What the form covers of the map on a wide screen, in pixels (form.css). */
const FORM_WIDTH = 440;

export function makePin(map: L.Map): Pin {
  let shape: L.GeoJSON | null = null;
  const remove = (): void => {
    shape?.remove();
    shape = null;
  };
  const show = (geometry: Geometry | null): void => {
    remove();
    if (geometry === null) return;
    shape = L.geoJSON(geometry, {
      interactive: false,
      // On the copy of the world the reader sees.
      coordsToLatLng: ([lon, lat]) => L.latLng(lat, lonFrom(map.getCenter().lng - 180, lon)),
      style: (feature) => ({ className: `pm-shape${feature?.geometry.type.includes("Polygon") ? " pm-area" : ""}` }),
      pointToLayer: (_, place) => L.marker(place, { icon: pinIcon(), interactive: false, keyboard: false }),
    }).addTo(map);
    const bounds = shape.getBounds();
    const covered = map.getSize().x > 2 * FORM_WIDTH ? FORM_WIDTH : 0;
    if (bounds.isValid()) {
      map.panInside(bounds.getCenter(), { paddingTopLeft: [60, 60], paddingBottomRight: [covered + 60, 60], animate: false });
    }
  };
  return { show, remove };
}
