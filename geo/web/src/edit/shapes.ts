/** Drawing and reshaping on the map, with Leaflet-Geoman. */

import type * as Leaflet from "leaflet";
import type {} from "@geoman-io/leaflet-geoman-free";
import type { Geometry } from "geojson";

// The page's own Leaflet: Geoman extends the one it finds there.
declare const L: typeof Leaflet;

/** Finer than any clicked place is true. */
const DECIMALS = 6;

export type ShapeKind = "Point" | "Polygon" | "LineString";

const TOOLS = { Point: "Marker", Polygon: "Polygon", LineString: "Line" } as const;

/** Let the person draw one shape; null when they cancel with Esc. */
export function draw(map: Leaflet.Map, kind: ShapeKind): Promise<Geometry | null> {
  return new Promise((resolve) => {
    const finish = (geometry: Geometry | null) => {
      map.off("pm:create", created);
      document.removeEventListener("keydown", cancelled, true);
      map.pm.disableDraw();
      resolve(geometry);
    };
    const created = (event: { layer: Leaflet.Layer }) => {
      const geometry = geometryOf(event.layer);
      event.layer.remove();
      finish(geometry);
    };
    const cancelled = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      finish(null);
    };
    map.on("pm:create", created);
    document.addEventListener("keydown", cancelled, true);
    map.pm.enableDraw(TOOLS[kind], {
      continueDrawing: false,
      markerStyle: { icon: pin() },
      templineStyle: LINE,
      hintlineStyle: { ...LINE, dashArray: "4 4" },
      pathOptions: LINE,
      tooltips: false,
    });
  });
}

/** A shape on the map whose points can be dragged. */
export interface Reshaping {
  geometry(): Geometry | null;
  end(): void;
}

export function reshape(map: Leaflet.Map, geometry: Geometry): Reshaping {
  const shape = L.geoJSON(geometry, {
    style: LINE,
    pointToLayer: (_, place) => L.marker(place, { icon: pin(), draggable: true }),
  }).addTo(map);
  for (const layer of shape.getLayers()) {
    layer.pm.enable({ allowSelfIntersection: false, draggable: true });
  }
  const bounds = shape.getBounds();
  if (bounds.isValid() && !map.getBounds().contains(bounds)) map.fitBounds(bounds.pad(0.3));
  return {
    geometry: () => {
      const layer = shape.getLayers()[0];
      return layer ? geometryOf(layer) : null;
    },
    end: () => {
      for (const layer of shape.getLayers()) layer.pm.disable();
      shape.remove();
    },
  };
}

const LINE: Leaflet.PathOptions = { color: "#d55e00", weight: 2, fillOpacity: 0.15 };

function pin(): Leaflet.DivIcon {
  return L.divIcon({ className: "pm-edit-pin", iconSize: [18, 18] });
}

function geometryOf(layer: Leaflet.Layer): Geometry | null {
  if (layer instanceof L.Marker || layer instanceof L.Polyline) {
    return layer.toGeoJSON(DECIMALS).geometry;
  }
  return null;
}
