/** Where the map is, as everyone outside is told: messages, events, `parkmap.on("view")`. */

import type { ViewChangeDetail } from "../contract/hostmessages.ts";
import type { View } from "../store.ts";

/** A tenth of a metre and a hundredth of a zoom are more than a screen can show. */
export function publicView({ lon, lat, zoom }: View): ViewChangeDetail {
  return { center: [round(lon, 6), round(lat, 6)], zoom: round(zoom, 2) };
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
