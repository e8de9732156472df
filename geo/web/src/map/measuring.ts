/** Measuring on the map: each click adds a corner, a line beside says how long and how large. */

import * as L from "leaflet";

import type { App } from "../app.ts";
import type { LonLat } from "../data/datum.ts";
import { geodesicArea, geodesicDistance } from "../data/geodesic.ts";
import { fill, h } from "../dom.ts";
import { onEscape, setPicking } from "./picking.ts";
import { distanceText } from "../ui/distance.ts";

export class Measuring {
  readonly element = h("div", { class: "pm-measure", role: "status", hidden: true });
  readonly #app: App;
  readonly #map: L.Map;
  readonly #corners: L.LatLng[] = [];
  readonly #line = L.polyline([], { className: "pm-measure-line", interactive: false });
  readonly #dots = L.layerGroup();
  #forget: (() => void) | null = null;

  constructor(app: App, map: L.Map) {
    this.#app = app;
    this.#map = map;
    app.store.listen((change) => {
      if (change.has("lang")) this.#write();
    });
  }

  /** Begin at a place; whatever was measured before is gone. */
  start(at: L.LatLng): void {
    this.stop();
    const map = this.#map;
    this.#line.addTo(map);
    this.#dots.addTo(map);
    setPicking(map, true);
    const clicked = ({ latlng }: L.LeafletMouseEvent): void => this.#add(latlng);
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== "Backspace" || event.target !== map.getContainer()) return;
      event.preventDefault();
      this.#takeBack();
    };
    map.on("click", clicked);
    map.doubleClickZoom.disable();
    map.getContainer().addEventListener("keydown", pressed);
    const forgetEscape = onEscape(() => this.stop());
    this.#forget = () => {
      map.off("click", clicked);
      map.doubleClickZoom.enable();
      map.getContainer().removeEventListener("keydown", pressed);
      forgetEscape();
      setPicking(map, false);
    };
    this.element.hidden = false;
    this.#add(at);
  }

  stop(): void {
    if (!this.#forget) return;
    this.#forget();
    this.#forget = null;
    this.#corners.length = 0;
    this.#line.remove();
    this.#dots.remove();
    this.element.hidden = true;
    this.#map.getContainer().focus({ preventScroll: true });
  }

  #add(at: L.LatLng): void {
    const last = this.#corners[this.#corners.length - 1];
    // A double click is one place.
    if (last && this.#map.latLngToContainerPoint(last).distanceTo(this.#map.latLngToContainerPoint(at)) < 3) return;
    this.#corners.push(at);
    this.#draw();
  }

  #takeBack(): void {
    if (this.#corners.length > 1) this.#corners.pop();
    this.#draw();
  }

  #draw(): void {
    this.#line.setLatLngs(this.#corners);
    this.#dots.clearLayers();
    for (const corner of this.#corners) {
      L.circleMarker(corner, { radius: 4, className: "pm-measure-dot", interactive: false }).addTo(this.#dots);
    }
    this.#write();
  }

  #write(): void {
    if (!this.#forget) return;
    const { t } = this.#app;
    const places = this.#corners.map(({ lng, lat }): LonLat => [lng, lat]);
    const length = places.slice(1).reduce((sum, place, index) => sum + geodesicDistance(places[index]!, place), 0);
    const said = places.length < 2 ? t("measureHow") : t("measured", { length: distanceText(length, t) });
    const button = (words: string, act: () => void): HTMLElement =>
      h("button", { type: "button", class: "pm-button", onclick: act }, words);
    fill(
      this.element,
      h("strong", {}, said),
      places.length > 2 && h("span", {}, t("measuredArea", { area: areaText(geodesicArea(places), t) })),
      places.length > 1 && button(t("measureBack"), () => this.#takeBack()),
      button(t("measureEnd"), () => this.stop()),
    );
  }
}

/** `850 m²`, `1.3 ha`, `12 km²`. */
export function areaText(metres: number, t: App["t"]): string {
  const short = (value: number): number => Number(value.toPrecision(3));
  if (metres < 10_000) return t("squareMetres", { count: short(metres) });
  if (metres < 1_000_000) return t("hectares", { count: short(metres / 10_000) });
  return t("squareKilometres", { count: short(metres / 1_000_000) });
}
