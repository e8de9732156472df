/** What stands on the map and would hide a name below it. */

import * as L from "leaflet";

import { CUT_ON_PAPER, FOOT_ON_PAPER, NORTH_ON_PAPER, ON_PAPER, type Padding } from "./padding.ts";
import type { Rect } from "./labels.ts";

/** What stands there whatever is looked at. */
export const STANDING = ".pm-controls, .pm-scale, .pm-attribution, .pm-review, .pm-full-map";
const FURNITURE = `${STANDING}, .pm-edge-note, .pm-card, .pm-printed-key`;
/** What of it is printed and hides what lies below; the rest is not there yet when the map is drawn for paper. */
const ON_PAPER_FURNITURE = ".pm-paper-insets > *, .pm-printed-key";
/** Air around it. */
const AIR = 3;
/** Far beyond any canvas. */
const FAR = 1e5;

/** Where furniture and what covers the map's edges stand, in container pixels. */
export function furnitureRects(map: L.Map, root: HTMLElement, padding: Padding, which = FURNITURE): Rect[] {
  const isPrinted = root.classList.contains(ON_PAPER);
  const { left, top } = map.getContainer().getBoundingClientRect();
  const size = map.getSize();
  const covered = padding.get();
  const rects: Rect[] = [];
  for (const element of root.querySelectorAll(isPrinted ? ON_PAPER_FURNITURE : which)) {
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    // Where the paper is wide, what stands at the foot comes nearer to the middle by what is cut.
    const risen = isPrinted && element.matches(".pm-printed-key") ? size.y * CUT_ON_PAPER : 0;
    rects.push({
      minX: box.left - left - AIR, minY: box.top - top - AIR - risen,
      maxX: box.right - left + AIR, maxY: box.bottom - top + AIR,
    });
  }
  // Scale and credits stand at the foot of what the paper will have of the map.
  if (isPrinted) rects.push({ minX: -FAR, minY: size.y * (1 - CUT_ON_PAPER) - FOOT_ON_PAPER, maxX: FAR, maxY: FAR });
  // And the arrow to the north, at the head of it.
  if (isPrinted) rects.push({ minX: 0, minY: 0, maxX: NORTH_ON_PAPER, maxY: size.y * CUT_ON_PAPER + NORTH_ON_PAPER });
  // Nothing that is written lies across the upper cut.
  if (isPrinted) rects.push({ minX: -FAR, minY: size.y * CUT_ON_PAPER - 1, maxX: FAR, maxY: size.y * CUT_ON_PAPER + 1 });
  if (covered.bottom > 0) rects.push({ minX: -FAR, minY: size.y - covered.bottom, maxX: FAR, maxY: FAR });
  return rects;
}

/** Let something stand on the map without its clicks and scrolling being the map's. */
export function putOnMap(map: L.Map, element: HTMLElement): void {
  L.DomEvent.disableClickPropagation(element);
  L.DomEvent.disableScrollPropagation(element);
  map.getContainer().append(element);
}
