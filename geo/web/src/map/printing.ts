/**
 * The map on paper: as wide as a page, showing what the screen shows, in light colours and sharp.
 * Browsers lay out the paper only after `beforeprint`, when nothing can be drawn any more; so the map
 * takes its size on paper beforehand, and the screen's again afterwards.
 */

import * as L from "leaflet";

import { ON_PAPER, type Padding } from "./padding.ts";

export function mountPrinting(map: L.Map, root: HTMLElement, padding: Padding): void {
  let undo: (() => void) | null = null;
  addEventListener("beforeprint", () => {
    undo ??= putOnPaper(map, root, padding);
  });
  addEventListener("afterprint", () => {
    undo?.();
    undo = null;
  });
}

/** Gives back how to undo it. */
function putOnPaper(map: L.Map, root: HTMLElement, padding: Padding): () => void {
  const [center, zoom] = [map.getCenter(), map.getZoom()];
  const { min, max } = padding.free();
  const seen = L.latLngBounds(
    map.containerPointToLatLng(min ?? L.point(0, 0)),
    map.containerPointToLatLng(max ?? map.getSize()),
  );
  const { dataset, style } = document.documentElement;
  const [theme, scheme] = [dataset["theme"], style.colorScheme];
  dataset["theme"] = "light";
  style.colorScheme = "light";
  root.classList.add(ON_PAPER);
  map.invalidateSize({ animate: false, pan: false });
  map.fitBounds(seen, { animate: false });
  const pictures = [...map.getPanes().mapPane.querySelectorAll("canvas")].map(asPicture);
  return () => {
    for (const putBack of pictures) putBack();
    root.classList.remove(ON_PAPER);
    if (theme !== undefined) dataset["theme"] = theme;
    style.colorScheme = scheme;
    map.invalidateSize({ animate: false, pan: false });
    map.setView(center, zoom, { animate: false });
  };
}

/**
 * Chromium prints a canvas as the list of what was drawn on it, and loses all of a long one; a copy
 * is one picture. Gives back how to undo it.
 */
function asPicture(canvas: HTMLCanvasElement): () => void {
  const copy = canvas.cloneNode() as HTMLCanvasElement;
  copy.getContext("2d")?.drawImage(canvas, 0, 0);
  canvas.replaceWith(copy);
  return () => copy.replaceWith(canvas);
}
