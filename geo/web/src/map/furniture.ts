/** What stands on the map and would hide a name below it. */

import * as L from "leaflet";

import { CUT_ON_PAPER, NORTH_ON_PAPER, ON_PAPER, type Padding } from "./padding.ts";
import type { Rect } from "./rect.ts";

/** What stands there whatever is looked at. */
export const STANDING = ".pm-controls, .pm-scale, .pm-attribution, .pm-review, .pm-full-map";
const KEY = ".pm-printed-key";
const FURNITURE = `${STANDING}, .pm-edge-note, .pm-card, ${KEY}`;
/** What of it is printed and hides what lies below; the rest is not there yet when the map is drawn for paper. */
const ON_PAPER_FURNITURE = `.pm-paper-insets > *, ${KEY}`;
/** Air around it. */
const AIR = 3;
/** Far beyond any canvas. */
const FAR = 1e5;

/** Where furniture and what covers the map's edges stand, in container pixels. */
export function furnitureRects(map: L.Map, root: HTMLElement, padding: Padding, which = FURNITURE): Rect[] {
  const isPrinted = root.classList.contains(ON_PAPER);
  const size = map.getSize();
  const covered = padding.get();
  const rects = rectsOf(map, root, isPrinted ? ON_PAPER_FURNITURE : which);
  // And the arrow to the north, at the head of it.
  if (isPrinted) rects.push({ minX: 0, minY: 0, maxX: NORTH_ON_PAPER, maxY: size.y * CUT_ON_PAPER + NORTH_ON_PAPER });
  // Nothing that is written lies across the upper cut.
  if (isPrinted) rects.push({ minX: -FAR, minY: size.y * CUT_ON_PAPER - 1, maxX: FAR, maxY: size.y * CUT_ON_PAPER + 1 });
  if (covered.bottom > 0) rects.push({ minX: -FAR, minY: size.y - covered.bottom, maxX: FAR, maxY: FAR });
  return rects;
}

/** Where the key of the colours stands, in container pixels: notes and windows keep clear of it, too. */
export function keyRects(map: L.Map, root: HTMLElement): Rect[] {
  return rectsOf(map, root, KEY);
}

function rectsOf(map: L.Map, root: HTMLElement, which: string): Rect[] {
  const isPrinted = root.classList.contains(ON_PAPER);
  const { left, top } = map.getContainer().getBoundingClientRect();
  return [...root.querySelectorAll(which)].flatMap((element) => {
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return [];
    // Where the paper is wide, what stands at the foot comes nearer to the middle by what is cut.
    const risen = isPrinted && element.matches(KEY) ? map.getSize().y * CUT_ON_PAPER : 0;
    return [{
      minX: box.left - left - AIR, minY: box.top - top - AIR - risen,
      maxX: box.right - left + AIR, maxY: box.bottom - top + AIR,
    }];
  });
}

/** Let something stand on the map without its clicks and scrolling being the map's. */
export function putOnMap(map: L.Map, element: HTMLElement): void {
  L.DomEvent.disableClickPropagation(element);
  L.DomEvent.disableScrollPropagation(element);
  map.getContainer().append(element);
}
