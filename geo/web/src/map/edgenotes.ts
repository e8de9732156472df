/** Notes at the rim of the map that lead to sites beyond the first view. */

import * as L from "leaflet";

import type { App } from "../app.ts";
import { fill, h } from "../dom.ts";
import { INSETS_EVENT } from "../panel/insets.ts";
import { icon } from "./icons.ts";
import type { Padding } from "./insets.ts";
import { distance, latOf, lonOf, type Units } from "./projection.ts";
import { distanceText } from "./scale.ts";

/** Sites in one direction, seen from the middle of the first view. */
export interface Group {
  /** 0 north, 1 north-east, … 7 north-west. */
  readonly direction: number;
  readonly rows: readonly number[];
  /** Mean position, in WGS 84 units. */
  readonly middle: Units;
  /** From the middle of the first view, in metres. */
  readonly distance: number;
}

const MOST_NOTES = 3;
/** Closer in than this many zooms the reader has left the first view behind. */
const ZOOM_PAST = 1.2;
const DIRECTIONS = ["north", "northEast", "east", "southEast", "south", "southWest", "west", "northWest"] as const;
/** Room for credits and controls, in pixels. */
const AIR = { left: 12, top: 12, right: 60, bottom: 46 };

/** Located, visible sites outside a box, grouped by direction, the fullest groups first. */
export function groupsBeyond(
  x: Float64Array,
  y: Float64Array,
  visible: Uint8Array,
  box: readonly [west: number, north: number, east: number, south: number],
): Group[] {
  const [west, north, east, south] = box;
  const home: Units = [(west + east) / 2, (north + south) / 2];
  const rows: number[][] = DIRECTIONS.map(() => []);
  for (let row = 0; row < x.length; row++) {
    const [right, down] = [x[row]!, y[row]!];
    if (visible[row] !== 1 || Number.isNaN(right)) continue;
    if (right >= west && right <= east && down >= north && down <= south) continue;
    const turn = Math.atan2(right - home[0], home[1] - down) / (Math.PI / 4);
    rows[(Math.round(turn) + 8) % 8]!.push(row);
  }
  return rows
    .flatMap((found, direction): Group[] => {
      if (found.length === 0) return [];
      const mean = (values: Float64Array): number =>
        found.reduce((sum, row) => sum + values[row]!, 0) / found.length;
      const middle: Units = [mean(x), mean(y)];
      return [{ direction, rows: found, middle, distance: distance(home, middle) }];
    })
    .sort((a, b) => b.rows.length - a.rows.length || a.direction - b.direction)
    .slice(0, MOST_NOTES);
}

export class EdgeNotes {
  readonly element = h("div", { class: "pm-edge-notes" });
  readonly #app: App;
  readonly #map: L.Map;
  readonly #padding: Padding;
  readonly #go: (rows: readonly number[]) => void;
  #home: { readonly bounds: L.LatLngBounds; readonly zoom: number } | null = null;
  #groups: readonly Group[] = [];
  #placed: { readonly x: number; readonly y: number; readonly width: number }[] = [];

  constructor(app: App, map: L.Map, padding: Padding, go: (rows: readonly number[]) => void) {
    this.#app = app;
    this.#map = map;
    this.#padding = padding;
    this.#go = go;
    map.on("moveend resize", () => this.show());
    app.store.listen((change) => {
      if (change.has("result")) this.#find();
      if (change.has("result") || change.has("lang")) this.show();
    });
    // Panel and sheet have moved.
    app.root.addEventListener(INSETS_EVENT, () => this.show());
    void app.sites.complete.then(() => this.show());
  }

  /** What is in view now is the first view. */
  setHome(): void {
    const { min, max } = this.#padding.free();
    const corner = (point: L.Point | undefined): L.LatLng =>
      this.#map.containerPointToLatLng(point ?? L.point(0, 0));
    this.#home = { bounds: L.latLngBounds(corner(min), corner(max)), zoom: this.#map.getZoom() };
    this.#find();
    this.show();
  }

  #find(): void {
    if (!this.#home) return;
    const { sites, store } = this.#app;
    const { bounds } = this.#home;
    const [west, north] = this.#units(bounds.getNorthWest());
    const [east, south] = this.#units(bounds.getSouthEast());
    this.#groups = groupsBeyond(sites.x, sites.y, store.result.visible, [west, north, east, south]);
  }

  #units({ lat, lng }: L.LatLng): Units {
    const { x, y } = L.CRS.EPSG3857.latLngToPoint(L.latLng(lat, lng), 0);
    return [x / 256, y / 256];
  }

  show(): void {
    const home = this.#home;
    const isPast = !home || this.#map.getZoom() > home.zoom + ZOOM_PAST;
    const groups = isPast ? [] : this.#groups.filter((group) => !this.#isSeen(group));
    fill(this.element, ...groups.map((group) => this.#note(group)));
    this.#placed = [];
    groups.forEach((group, index) => this.#place(this.element.children[index] as HTMLElement, group));
  }

  /** Whether any site of a group is in view. */
  #isSeen({ rows }: Group): boolean {
    const free = this.#padding.free();
    const { sites } = this.#app;
    return rows.some((row) => {
      const at = this.#map.latLngToContainerPoint([latOf(sites.y[row]!), lonOf(sites.x[row]!)]);
      return free.contains(at);
    });
  }

  #note(group: Group): HTMLElement {
    const { sites, store, t } = this.#app;
    const [row] = group.rows;
    const isOne = group.rows.length === 1 && row !== undefined;
    const name = isOne ? sites.name(row, store.state.lang) : t("edgeSites", { count: group.rows.length });
    const where = t("edgeWhere", {
      distance: distanceText(group.distance, t),
      direction: t(DIRECTIONS[group.direction] ?? "north"),
    });
    const arrow = icon("arrow");
    arrow.style.transform = `rotate(${group.direction * 45 - 90}deg)`;
    return h(
      "button",
      { type: "button", class: "pm-edge-note", onclick: () => this.#go(group.rows) },
      arrow,
      h("span", { class: "pm-edge-name" }, name),
      " ",
      h("span", { class: "pm-edge-where" }, where),
    );
  }

  /** Where the way to a group leaves the free part of the map. */
  #place(element: HTMLElement, group: Group): void {
    const { min, max } = this.#padding.free();
    if (!min || !max) return;
    const [width, height] = [element.offsetWidth, element.offsetHeight];
    const low = L.point(min.x + AIR.left, min.y + AIR.top);
    const high = L.point(max.x - AIR.right - width, max.y - AIR.bottom - height);
    const middle = low.add(high).divideBy(2);
    const target = this.#map.latLngToContainerPoint([latOf(group.middle[1]), lonOf(group.middle[0])]);
    const way = target.subtract([width / 2, height / 2]).subtract(middle);
    // Where there is hardly room beside a note, it stands at the top or the foot.
    const isNarrow = max.x - min.x < 3 * width;
    const across = isNarrow || way.x === 0 ? Infinity : (high.x - low.x) / 2 / Math.abs(way.x);
    const down = way.y === 0 ? Infinity : (high.y - low.y) / 2 / Math.abs(way.y);
    const at = middle.add(way.multiplyBy(Math.min(1, across, down)));
    const x = Math.round(Math.max(low.x, Math.min(high.x, at.x)));
    let y = Math.round(Math.max(low.y, Math.min(high.y, at.y)));
    // Below or above those already there.
    const towards = way.y < 0 ? 1 : -1;
    while (this.#placed.some((one) => Math.abs(one.y - y) < height + 4 && x < one.x + one.width && one.x < x + width)) {
      y += towards * (height + 6);
    }
    this.#placed.push({ x, y, width });
    L.DomUtil.setTransform(element, L.point(x, y), 1);
  }
}
