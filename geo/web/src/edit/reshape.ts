/** Drawing and reshaping on the map, with Leaflet-Geoman. */

import * as L from "leaflet";
import "@geoman-io/leaflet-geoman-free";
import type { Geometry } from "geojson";

import { onEscape, setPicking, type Cancel } from "../map/picking.ts";
import { DECIMALS } from "../suggest/lonlat.ts";
import { pinIcon } from "../suggest/pin.ts";
import { keepSpelling } from "./spelling.ts";

export type ShapeKind = "Polygon" | "LineString";

const TOOLS = { Polygon: "Polygon", LineString: "Line" } as const;
/** One colour on every theme and ground (Okabe–Ito's vermilion): what is being changed. */
const LINE: L.PathOptions = { color: "#d55e00", weight: 2.5, fillOpacity: 0.15 };
/** A shape of more points is dense enough; handles between them would only be in the way. */
const MOST_WITH_MIDDLES = 80;
/** Kinds of geometry the library can change without losing a part. */
const CHANGEABLE: readonly string[] = ["Point", "LineString", "Polygon", "MultiLineString", "MultiPolygon"];

/** Let the person draw one shape; null when they cancel, with Esc or from outside. */
export function draw(map: L.Map, kind: ShapeKind, started: (cancel: Cancel) => void): Promise<Geometry | null> {
  return new Promise((resolve) => {
    const finish = (geometry: Geometry | null): void => {
      map.off("pm:create", created);
      forgetEscape();
      map.pm.disableDraw();
      setPicking(map, false);
      resolve(geometry);
    };
    const created = ({ layer }: { layer: L.Layer }): void => {
      const geometry = layer instanceof L.Polyline ? layer.toGeoJSON(DECIMALS).geometry : null;
      layer.remove();
      finish(geometry);
    };
    setPicking(map, true);
    map.on("pm:create", created);
    const forgetEscape = onEscape(() => finish(null));
    map.pm.enableDraw(TOOLS[kind], {
      continueDrawing: false,
      tooltips: false,
      templineStyle: LINE,
      hintlineStyle: { ...LINE, dashArray: "4 4" },
      pathOptions: LINE,
    });
    started(() => finish(null));
  });
}

/** Whether {@link reshape} can change a geometry. */
export function isChangeable(geometry: Geometry): boolean {
  return CHANGEABLE.includes(geometry.type);
}

/** A shape on the map whose points can be dragged. */
export interface Reshaping {
  readonly geometry: () => Geometry;
  readonly end: () => void;
}

export function reshape(map: L.Map, before: Geometry): Reshaping {
  const shape = L.geoJSON(before, {
    style: LINE,
    pointToLayer: (_, place) => L.marker(place, { icon: pinIcon() }),
  }).addTo(map);
  const [layer] = shape.getLayers();
  if (!(layer instanceof L.Polyline || layer instanceof L.Marker)) throw new Error(`cannot change a ${before.type}`);
  const count = layer instanceof L.Polyline ? layer.getLatLngs().flat(3).length : 1;
  layer.pm.enable({
    allowSelfIntersection: false,
    draggable: layer instanceof L.Marker,
    snappable: false,
    hideMiddleMarkers: count > MOST_WITH_MIDDLES,
  });
  setPicking(map, true);
  const bounds = shape.getBounds();
  if (!map.getBounds().contains(bounds)) map.fitBounds(bounds.pad(0.3), { maxZoom: map.getZoom(), animate: false });
  return {
    geometry: () => keepSpelling(layer.toGeoJSON(DECIMALS).geometry, before),
    end: () => {
      layer.pm.disable();
      shape.remove();
      setPicking(map, false);
    },
  };
}

