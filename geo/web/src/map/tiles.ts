/** The tile layers of an online base map. */

import * as L from "leaflet";

import type { Base } from "../data/head.ts";

export function tilesOf(base: Base, maxZoom: number): L.TileLayer[] {
  return base.urls.map((url) =>
    L.tileLayer(url, {
      subdomains: [...(base.subdomains ?? ["a", "b", "c"])],
      minNativeZoom: base.minZoom ?? 0,
      maxNativeZoom: base.maxZoom ?? 18,
      maxZoom,
      tms: base.tms ?? false,
      className: base.dim ? "pm-tiles pm-tiles-dim" : "pm-tiles",
      // What host pages are is none of the tile server's business, but some ask for an origin.
      referrerPolicy: "strict-origin-when-cross-origin",
    }),
  );
}
