/** The map put on paper, and back on the screen. */

import * as L from "leaflet";

import type { App } from "../app.ts";
import { giveNumbers, giveWindows, takeNumbers } from "../ui/paper.ts";
import type { Frame } from "./frame.ts";
import { CUT_ON_PAPER, FOOT_ON_PAPER, ON_PAPER, type Padding } from "./padding.ts";
import { makePaperInsets } from "./paperinsets.ts";
import type { Rect } from "./rect.ts";

/** What of the map takes part. */
export interface OnPaper {
  readonly padding: Padding;
  /** Paint the sites at once. */
  readonly paint: () => void;
  /** Paint the ground of another part of the map, and these sites. */
  readonly paintOn: (frame: Frame, rows: readonly number[]) => void;
  /** Where the signs stand now, in container pixels. */
  readonly signs: () => readonly Rect[];
}

/** Air at the sides: a part of the width. */
const MARGIN_X = 0.02;
/** The whole map takes at least this share of the screen's width or height: whoever sees it so small looks at what is around it. */
const MOSTLY = 0.5;
/** So little of it may lie beyond the screen's rim, as a share of the screen: signs were brought clear of the buttons. */
const CLIPPED = 0.05;
/** Around the whole map, for signs and numbers at its rim, in pixels. */
const WHOLE_AIR = 22;
/** From the middle of a sign to its edge, and a little air, in pixels. */
const RIM = 14;

/** Put it on paper, and give back how to undo that. */
export function putOnPaper(app: App, map: L.Map, { padding, paint, paintOn, signs }: OnPaper): () => void {
  const { root, sites, store } = app;
  const [center, zoom] = [map.getCenter(), map.getZoom()];
  const { shows, air } = whatToShow(app, map, padding);
  const { dataset, style } = document.documentElement;
  const [theme, scheme] = [dataset["theme"], style.colorScheme];
  dataset["theme"] = "light";
  style.colorScheme = "light";
  root.classList.add(ON_PAPER);
  map.invalidateSize({ animate: false, pan: false });
  const size = map.getSize();
  const [across, down] = [size.x * MARGIN_X, size.y * CUT_ON_PAPER];
  const low = down + FOOT_ON_PAPER;
  const around = L.point(air, air);
  // As large as the paper lets it be: the steps of the wheel are for the screen.
  const { zoomSnap } = map.options;
  map.options.zoomSnap = 0;
  map.fitBounds(shows, {
    animate: false, paddingTopLeft: around.add([across, down]), paddingBottomRight: around.add([across, low]),
  });
  Object.assign(map.options, { zoomSnap });
  // A sign on the rim would be cut in half.
  const shown = L.latLngBounds(
    map.containerPointToLatLng([across, down + RIM]),
    map.containerPointToLatLng([size.x - across, size.y - low - RIM]),
  );
  const insets = makePaperInsets(app, map, shown, paintOn);
  giveNumbers((row) => {
    const place = store.result.visible[row] === 1 ? sites.lonLat(row) : null;
    return place !== null && (insets.rows.has(row) || shown.contains([place[1], place[0]]));
  });
  paint();
  insets.place(L.bounds([across, down], [size.x - across, size.y - down]), signs());
  giveWindows(insets.standing());
  paint(); // names keep clear of them
  const pictures = [...map.getPanes().mapPane.querySelectorAll("canvas"), ...insets.paint()].map(asPicture);
  return () => {
    for (const putBack of pictures) putBack();
    insets.remove();
    root.classList.remove(ON_PAPER);
    takeNumbers();
    if (theme !== undefined) dataset["theme"] = theme;
    style.colorScheme = scheme;
    map.invalidateSize({ animate: false, pan: false });
    map.setView(center, zoom, { animate: false });
  };
}

/**
 * What the screen shows, and the air around it in pixels. Where that is all of the map and little else, the map alone:
 * what a screen's shape and the steps of its zoom leave at the sides would make it small on paper.
 */
function whatToShow({ sites }: App, map: L.Map, padding: Padding): { readonly shows: L.LatLngBounds; readonly air: number } {
  const { min, max } = padding.free();
  const seen = L.latLngBounds([min!, max!].map((corner) => map.containerPointToLatLng(corner)));
  const { bounds } = sites.head.view;
  if (bounds) {
    const [west, south, east, north] = bounds;
    const whole = L.latLngBounds([south, west], [north, east]);
    const { x, y } = L.bounds([whole.getNorthWest(), whole.getSouthEast()].map((corner) => map.latLngToContainerPoint(corner))).getSize();
    const free = max!.subtract(min!);
    if (seen.pad(CLIPPED).contains(whole) && Math.max(x / free.x, y / free.y) >= MOSTLY) return { shows: whole, air: WHOLE_AIR };
  }
  return { shows: seen, air: 0 };
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
