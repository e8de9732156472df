/** Bringing places into what is free of the map beside a window and the panel. */

import type * as L from "leaflet";

const CLOSEST_ZOOM = 16;
const EDGE = 28;
/** Pixels of the map below which there is no use in keeping out of the way. */
const LEAST = 60;

/** @param over the window that lies over the map */
export function fitBeside(map: L.Map, bounds: L.LatLngBoundsExpression, over: HTMLElement): void {
  const box = map.getContainer().getBoundingClientRect();
  const panel = document.querySelector(".pm-panel")?.getBoundingClientRect();
  const window = over.getBoundingClientRect();
  const isPanelBeside = panel !== undefined && panel.height > box.height / 2 && panel.width < box.width;
  const isBelow = window.width >= box.width;
  const left = (isPanelBeside ? Math.max(0, panel.right - box.left) : 0) + EDGE;
  const right = (isBelow ? 0 : Math.max(0, box.right - window.left)) + EDGE;
  const bottom = (isBelow ? Math.max(0, box.bottom - window.top) : 0) + EDGE;
  const isFree = box.width - left - right > LEAST && box.height - bottom - EDGE > LEAST;
  map.fitBounds(bounds, {
    paddingTopLeft: isFree ? [left, EDGE] : [0, 0],
    paddingBottomRight: isFree ? [right, bottom] : [0, 0],
    maxZoom: CLOSEST_ZOOM,
    animate: false,
  });
}
