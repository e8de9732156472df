/** A ring around a place that was looked for and is no site. */

import * as L from "leaflet";

let mark: L.CircleMarker | null = null;

/** Show it at a place, or nowhere. */
export function markPlace(map: L.Map | null, at: readonly [lat: number, lon: number] | null): void {
  mark?.remove();
  mark = map && at ? L.circleMarker([...at], { radius: 11, className: "pm-place-mark", interactive: false }).addTo(map) : null;
}
