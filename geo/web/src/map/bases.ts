/** Online base maps: none is contacted before the reader or the map's maker picks it. */

import type * as L from "leaflet";

import type { App } from "../app.ts";
import type { Base } from "../data/head.ts";
import { inLanguage } from "../i18n.ts";
import type { Demanded } from "../data/later.ts";
import { crsOf } from "./crs.ts";

export interface TileMaker {
  readonly tilesOf: (base: Base, maxZoom: number) => L.TileLayer[];
}

export interface BasesOptions {
  readonly rest: Demanded<TileMaker>;
  /** Positions mean another place on the map from now on. */
  readonly onDatum: (datum: Base["datum"]) => void;
  /** Whether the built-in ground is to be seen, or who made what is, has changed. */
  readonly onGround: (isShown: boolean) => void;
  readonly onTrouble: (message: string) => void;
}

export class Bases {
  readonly #app: App;
  readonly #map: L.Map;
  readonly #options: BasesOptions;
  #layers: L.TileLayer[] = [];
  #shown: Base | null = null;
  #isGroundShown = true;
  #hasTile = false;

  constructor(app: App, map: L.Map, options: BasesOptions) {
    this.#app = app;
    this.#map = map;
    this.#options = options;
    app.store.listen((change, { base }) => {
      if (change.has("base")) this.show(base);
    });
  }

  /** What the reader sees: the base, the built-in ground (null), or the one above the other. */
  get seen(): readonly (Base | null)[] {
    const base = this.#hasTile ? this.#shown : null;
    if (!base) return [null];
    return this.#isGroundShown ? [base, null] : [base];
  }

  /** Show a base by its id; an unknown id is the built-in one. */
  show(id: string): void {
    const base = this.#app.sites.head.bases.find((one) => one.id === id) ?? null;
    if (base === this.#shown) return;
    for (const layer of this.#layers) layer.remove();
    this.#layers = [];
    this.#shown = base;
    this.#hasTile = false;
    this.#showGround(true);
    this.#useDatum(base?.datum ?? "wgs84");
    if (base) void this.#options.rest.load().then(({ tilesOf }) => {
      if (this.#shown === base) this.#load(base, tilesOf(base, this.#map.getMaxZoom()));
    });
  }

  #showGround(isShown: boolean): void {
    this.#isGroundShown = isShown;
    this.#options.onGround(isShown);
  }

  /** Swap the projection; the same place stays in the middle. */
  #useDatum(datum: Base["datum"]): void {
    const crs = crsOf(datum);
    if (this.#map.options.crs === crs) return;
    const [center, zoom] = [this.#map.getCenter(), this.#map.getZoom()];
    this.#map.options.crs = crs;
    this.#options.onDatum(datum);
    // `reset` makes Leaflet reckon everything anew; its types do not know it.
    this.#map.setView(center, zoom, { animate: false, reset: true } as L.ZoomPanOptions);
  }

  /** Tiles lie over the ground, which stays until they are there, and for good if none comes. */
  #load(base: Base, layers: L.TileLayer[]): void {
    let isTold = false;
    this.#layers = layers;
    const isCurrent = (): boolean => this.#shown === base;
    for (const layer of this.#layers) {
      layer.on("tileload", () => {
        if (!isCurrent() || this.#hasTile) return;
        this.#hasTile = true;
        this.#showGround(true);
      });
      layer.on("load", () => {
        if (isCurrent() && this.#hasTile) this.#showGround(false);
      });
      layer.on("tileerror", () => {
        if (!isCurrent() || this.#hasTile || isTold) return;
        isTold = true;
        const { t, store } = this.#app;
        const name = inLanguage(base.label, store.state.lang);
        this.#options.onTrouble(t("baseTrouble", { name }));
      });
      layer.addTo(this.#map);
    }
  }
}
