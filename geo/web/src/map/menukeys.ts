/** The menu of a place is asked for by right click, long press, or Shift+F10 for the middle of the view. */

import type * as L from "leaflet";

import type { Padding } from "./padding.ts";
import { isPicking } from "./picking.ts";

export function onMenuAsked(map: L.Map, padding: Padding, open: (at: L.LatLng) => void): void {
  map.on("contextmenu", ({ latlng, originalEvent }: L.LeafletMouseEvent) => {
    if (isPicking(map)) return;
    originalEvent.preventDefault();
    open(latlng);
  });
  map.getContainer().addEventListener("keydown", (event) => {
    const isAsked = event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey);
    if (!isAsked || event.target !== map.getContainer() || isPicking(map)) return;
    event.preventDefault();
    const { min, max } = padding.free();
    open(map.containerPointToLatLng(min!.add(max!).divideBy(2)));
  });
}
