/** Views as the map can show them: what is asked beyond that is taken as the nearest it can. */

import type { View as Limits } from "./data/head.ts";
import { MOST_LATITUDE } from "./data/earth.ts";
import { writtenLon } from "./data/world.ts";
import type { View } from "./store.ts";

/** Zooms stop at whole multiples of this, and at the limits. */
export const ZOOM_STEP = 0.5;

export function showable({ zoom, lat, lon }: View, { minZoom, maxZoom }: Pick<Limits, "minZoom" | "maxZoom">): View {
  const step = Math.round(zoom / ZOOM_STEP) * ZOOM_STEP;
  return {
    zoom: Math.max(minZoom, Math.min(maxZoom, step)),
    lat: Math.max(-MOST_LATITUDE, Math.min(MOST_LATITUDE, lat)),
    lon: writtenLon(lon),
  };
}
