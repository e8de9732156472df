/** Signs on the map for what is not yet there: brought in only when the reader says so. */

import * as L from "leaflet";
import type { Geometry } from "geojson";

import { lonFrom } from "../../data/world.ts";
import type { Action, Plan } from "./importtypes.ts";
import { fitBeside } from "./mapcover.ts";

const PANE = "pm-import-signs";
/** Okabe and Ito's: what comes, what changes, what is in doubt, and what stays as it is. */
const COLOURS: Readonly<Record<Action, string>> = {
  new: "#d55e00", changed: "#0072b2", conflict: "#cc79a7", same: "#777777", missing: "#777777", left: "#777777",
};
export interface Signs {
  readonly show: (plan: Pick<Plan, "marks" | "shapes" | "bounds">, over: HTMLElement) => void;
  /** @param isKept whether the map stays where it went to show them */
  readonly remove: (isKept: boolean) => void;
}

export function makeSigns(map: L.Map): Signs {
  const before = { center: map.getCenter(), zoom: map.getZoom() };
  if (!map.getPane(PANE)) map.createPane(PANE).classList.add(PANE);
  const renderer = L.canvas({ pane: PANE });
  let group: L.LayerGroup | null = null;
  let shown = "";
  const clear = (): void => {
    group?.remove();
    group = null;
  };
  return {
    show: ({ marks, shapes, bounds }, over) => {
      clear();
      const seam = (): number => map.getCenter().lng - 180;
      if (bounds && shown !== bounds.join()) {
        const [west, south, east, north] = bounds;
        fitBeside(map, [[south, west], [north, east]], over);
        shown = bounds.join();
      }
      group = L.layerGroup([
        ...shapes.map(({ action, geometry }) => shape(geometry, COLOURS[action], renderer, seam())),
        ...marks.map(([lon, lat, action]) =>
          L.circleMarker([lat, lonFrom(seam(), lon)], { ...sign(COLOURS[action]), renderer, radius: 7 }),
        ),
      ]).addTo(map);
    },
    remove: (isKept) => {
      clear();
      renderer.remove();
      if (!isKept && shown) map.setView(before.center, before.zoom, { animate: false });
    },
  };
}

function sign(color: string): L.CircleMarkerOptions {
  return { color: "#ffffff", weight: 2, fillColor: color, fillOpacity: 0.95, interactive: false, pane: PANE };
}

function shape(geometry: Geometry, color: string, renderer: L.Renderer, seam: number): L.GeoJSON {
  const options = {
    interactive: false,
    pane: PANE,
    coordsToLatLng: ([lon, lat]: [number, number, number] | [number, number]) => L.latLng(lat, lonFrom(seam, lon)),
    style: () => ({ color, weight: 2.5, fillColor: color, fillOpacity: 0.25, renderer }),
    pointToLayer: (_: unknown, place: L.LatLng) => L.circleMarker(place, { ...sign(color), renderer, radius: 7 }),
  };
  return L.geoJSON(geometry, options);
}
