/** On paper nobody opens a note at the rim: the windows upon what lies beyond the map stand there open. */

import * as L from "leaflet";

import type { App } from "../app.ts";
import { h } from "../dom.ts";
import { groupsBeyond } from "./beyond.ts";
import type { Frame } from "./frame.ts";
import { InsetWindow } from "./insetwindow.ts";
import { wordsOf } from "./notewords.ts";
import type { Rect } from "./rect.ts";
import { FOOT_ON_PAPER, NORTH_ON_PAPER } from "./padding.ts";
import { latOf, lonOf, unitX, unitY } from "./projection.ts";

/** Air at the rim, in pixels of the map before it is enlarged. */
const AIR = 6;
/** Between two of them, and to a sign with its number. */
const GAP = 8;
/** Parts of a side that are tried, and a way longer than any. */
const STEP = 1 / 24;
const FAR = 1e6;

export interface PaperInsets {
  /** The sites in them. */
  readonly rows: ReadonlySet<number>;
  /** Let them stand where they hide no sign, in a part of the map. */
  readonly place: (part: L.Bounds, signs: readonly Rect[]) => void;
  /** The sites in those that found room. */
  readonly standing: () => ReadonlySet<number>;
  /** Draw what they show; gives their pictures. */
  readonly paint: () => readonly HTMLCanvasElement[];
  readonly remove: () => void;
}

const nothing = (): void => undefined;

/** Make them for what search and filter leave beyond the bounds that are printed. Each shows its own sites: on paper no signs make room by gathering. */
export function makePaperInsets(app: App, map: L.Map, shown: L.LatLngBounds, paint: (frame: Frame, rows: readonly number[]) => void): PaperInsets {
  const { sites, store } = app;
  const box = [unitX(shown.getWest()), unitY(shown.getNorth()), unitX(shown.getEast()), unitY(shown.getSouth())] as const;
  const groups = groupsBeyond(sites.x, sites.y, store.result.visible, [...box]);
  const windows = groups.map((group) => new InsetWindow(app, map, { group, words: wordsOf(app, group), paint: (frame) => paint(frame, group.rows), go: nothing, close: nothing }));
  const element = h("div", { class: "pm-paper-insets" }, ...windows.map((one) => one.element));
  map.getContainer().append(element);
  return {
    rows: new Set(groups.flatMap(({ rows }) => rows)),
    place: ({ min, max }, signs) => {
      const room = { minX: min!.x + AIR, minY: min!.y + AIR, maxX: max!.x - AIR, maxY: max!.y - FOOT_ON_PAPER };
      const taken: Rect[] = [{ minX: 0, minY: 0, maxX: min!.x + NORTH_ON_PAPER, maxY: min!.y + NORTH_ON_PAPER }];
      windows.forEach(({ element: one }, index) => {
        const [x, y] = groups[index]!.middle;
        const target = map.latLngToContainerPoint([latOf(y), lonOf(x)]);
        const rect = bestPlace(room, [one.offsetWidth, one.offsetHeight], target, signs, taken);
        one.hidden = rect === null;
        if (!rect) return;
        taken.push(rect);
        L.DomUtil.setTransform(one, L.point(rect.minX, rect.minY), 1);
      });
    },
    standing: () => new Set(groups.flatMap(({ rows }, index) => (windows[index]!.element.hidden ? [] : rows))),
    paint: () => {
      for (const one of windows) one.paint();
      return [...element.querySelectorAll("canvas")];
    },
    remove: () => element.remove(),
  };
}

/** The place at the rim that hides fewest signs, and of these the one nearest to what is shown; null where there is no room. */
function bestPlace(room: Rect, [width, height]: readonly [number, number], target: L.Point, signs: readonly Rect[], taken: readonly Rect[]): Rect | null {
  const [across, down] = [room.maxX - room.minX - width, room.maxY - room.minY - height];
  if (across < 0 || down < 0) return null;
  const places: Rect[] = [];
  for (let part = 0; part <= 1; part += STEP) {
    for (const [x, y] of [[part, 0], [part, 1], [0, part], [1, part]] as const) {
      const [minX, minY] = [Math.round(room.minX + x * across), Math.round(room.minY + y * down)];
      places.push({ minX, minY, maxX: minX + width, maxY: minY + height });
    }
  }
  const cost = (place: Rect): number =>
    signs.filter((sign) => overlaps(place, sign)).length * FAR +
    Math.hypot(place.minX + width / 2 - target.x, place.minY + height / 2 - target.y);
  const free = places.filter((place) => !taken.some((other) => overlaps(place, other)));
  return free.map((place) => ({ place, cost: cost(place) })).sort((a, b) => a.cost - b.cost)[0]?.place ?? null;
}

function overlaps(a: Rect, b: Rect): boolean {
  return a.minX < b.maxX + GAP && b.minX < a.maxX + GAP && a.minY < b.maxY + GAP && b.minY < a.maxY + GAP;
}
