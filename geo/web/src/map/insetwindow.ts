/** A small window at the rim of the map upon what lies beyond it: ground, signs and names of its own. */

import * as L from "leaflet";

import type { App } from "../app.ts";
import { h } from "../dom.ts";
import type { Group } from "./beyond.ts";
import type { Frame } from "./frame.ts";
import { icon } from "./controlicons.ts";
import type { NoteWords } from "./notewords.ts";
import { ON_PAPER } from "./padding.ts";
import { latOf, lonOf, unitsOfMetres } from "./projection.ts";

/** Around what is shown, so that its signs stand whole and have room for their names, in pixels. */
const AROUND = { x: 44, y: 28 };
/** Closer in there is no ground to know the place by; farther off there is none to see. */
const ZOOM = { least: 7, most: 13.5, step: 0.25 };
/** Names said to who does not see the picture. */
const MOST_NAMES = 12;
/** Sharper than this costs memory and shows nothing. */
const MOST_RATIO = 3;

export interface InsetWindowOptions {
  readonly group: Group;
  /** What the note says of the group. */
  readonly words: NoteWords;
  /** Paint ground and sites of a frame. */
  readonly paint: (frame: Frame) => void;
  readonly go: () => void;
  readonly close: () => void;
}

export class InsetWindow {
  readonly element: HTMLElement;
  readonly #app: App;
  readonly #map: L.Map;
  readonly #options: InsetWindowOptions;
  readonly #canvas = h("canvas", { "aria-hidden": "true" });
  readonly #button: HTMLElement;

  constructor(app: App, map: L.Map, options: InsetWindowOptions) {
    const { sites, store, t } = app;
    const { group, words: [name, where], go, close } = options;
    this.#app = app;
    this.#map = map;
    this.#options = options;
    const names = group.rows.slice(0, MOST_NAMES).map((row) => sites.name(row, store.state.lang));
    this.#button = h(
      "button", { type: "button", class: "pm-inset-way", onclick: go },
      this.#canvas,
      h("span", { class: "pm-inset-words" },
        h("strong", {}, name), " ", h("span", { class: "pm-edge-where" }, where),
        group.rows.length > 1 && h("span", { class: "pm-unseen" }, ` ${names.join(", ")}`),
        " ", h("span", { class: "pm-inset-go" }, t("insetGo"))),
    );
    const shut = h(
      "button", { type: "button", class: "pm-inset-close", "aria-label": t("close"), title: t("close"), onclick: close },
      icon("close"),
    );
    this.element = h(
      "div", { class: "pm-edge-note pm-inset", role: "dialog", "aria-label": `${name} ${where}` }, this.#button, shut,
    );
    // They may be gone before their click has come to the map, which asks the elements around the target.
    L.DomEvent.disableClickPropagation(this.#button);
    L.DomEvent.disableClickPropagation(shut);
  }

  focus(): void {
    this.#button.focus({ preventScroll: true });
  }

  paint(): void {
    const [width, height] = [this.#canvas.clientWidth, this.#canvas.clientHeight];
    const context = this.#canvas.getContext("2d");
    if (!context || width === 0 || height === 0) return;
    const isPrinted = this.#canvas.closest(`.${ON_PAPER}`) !== null;
    const ratio = isPrinted ? MOST_RATIO : Math.min(MOST_RATIO, window.devicePixelRatio || 1);
    [this.#canvas.width, this.#canvas.height] = [Math.round(width * ratio), Math.round(height * ratio)];
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const zoom = this.#zoomFor(width, height);
    const middle = this.#onWorld(this.#bounds(false), zoom).getCenter();
    const [left, top] = [Math.round(middle.x - width / 2), Math.round(middle.y - height / 2)];
    const world = 256 * 2 ** zoom;
    this.#options.paint({
      context, zoom, world, left, top, width, height, ratio,
      box: [left / world, top / world, (left + width) / world, (top + height) / world],
    });
  }

  /** Where the sites of the group lie; or may lie, as far as is known. */
  #bounds(withRadii: boolean): L.LatLngBounds {
    const { x, y, accuracy } = this.#app.sites;
    const bounds = L.latLngBounds([]);
    for (const row of this.#options.group.rows) {
      const radius = withRadii ? unitsOfMetres(accuracy[row] || 0, y[row]!) : 0;
      bounds.extend([latOf(y[row]! - radius), lonOf(x[row]! - radius)]);
      bounds.extend([latOf(y[row]! + radius), lonOf(x[row]! + radius)]);
    }
    return bounds;
  }

  /** The closest at which all signs have their air, and no disc is wider than the window. */
  #zoomFor(width: number, height: number): number {
    const fitting = (bounds: L.LatLngBounds, air: number): number => {
      const { x, y } = this.#onWorld(bounds, 0).getSize();
      return Math.log2(Math.min((width - 2 * AROUND.x * air) / x, (height - 2 * AROUND.y * air) / y));
    };
    const closest = Math.min(fitting(this.#bounds(false), 1), fitting(this.#bounds(true), 0));
    return Math.max(ZOOM.least, Math.min(ZOOM.most, Math.floor(closest / ZOOM.step) * ZOOM.step));
  }

  /** In pixels of the world, as the map's datum has it. */
  #onWorld(bounds: L.LatLngBounds, zoom: number): L.Bounds {
    return L.bounds(this.#map.project(bounds.getSouthWest(), zoom), this.#map.project(bounds.getNorthEast(), zoom));
  }
}
