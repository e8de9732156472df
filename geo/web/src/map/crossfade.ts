/** Colours that change without a jump. */

import type * as L from "leaflet";

import { h } from "../dom.ts";
import { prefersStill } from "./theme.ts";

const FADE_MS = 150;

/** Leave what a canvas shows beside it and let it go, while what is painted next comes. */
export function crossFade(canvas: HTMLCanvasElement, map: L.Map): void {
  if (prefersStill() || canvas.width === 0) return;
  const old = h("canvas", { class: "pm-fading", "aria-hidden": "true" });
  [old.width, old.height, old.style.cssText] = [canvas.width, canvas.height, canvas.style.cssText];
  old.getContext("2d")?.drawImage(canvas, 0, 0);
  canvas.after(old);
  const end = (): void => {
    map.off("zoomstart viewreset", end);
    old.remove();
  };
  // It does not follow the map to another zoom.
  map.on("zoomstart viewreset", end);
  old.animate([{ opacity: 1 }, { opacity: 0 }], FADE_MS).onfinish = end;
  canvas.animate([{ opacity: 0 }, { opacity: 1 }], FADE_MS);
}
