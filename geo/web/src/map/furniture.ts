/** What stands on the map and would hide a name below it. */

import type * as L from "leaflet";

import { ON_PAPER, type Padding } from "./padding.ts";
import type { Rect } from "./labels.ts";

const FURNITURE =
  ".pm-controls, .pm-scale, .pm-attribution, .pm-review, .pm-edge-note, .pm-full-map, .pm-card, .pm-printed-key";
/** Air around it. */
const AIR = 3;
/** Far beyond any canvas. */
const FAR = 1e5;

/** Where furniture and what covers the map's edges stand, in container pixels. */
export function furnitureRects(map: L.Map, root: HTMLElement, padding: Padding): Rect[] {
  if (root.classList.contains(ON_PAPER)) return [];
  const { left, top } = map.getContainer().getBoundingClientRect();
  const size = map.getSize();
  const covered = padding.get();
  const rects: Rect[] = [];
  for (const element of root.querySelectorAll(FURNITURE)) {
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    rects.push({
      minX: box.left - left - AIR, minY: box.top - top - AIR,
      maxX: box.right - left + AIR, maxY: box.bottom - top + AIR,
    });
  }
  if (covered.bottom > 0) rects.push({ minX: -FAR, minY: size.y - covered.bottom, maxX: FAR, maxY: FAR });
  return rects;
}
