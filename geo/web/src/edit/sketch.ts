/** What is being drawn or changed, as the map shows it: one colour on every theme and ground. */

import * as L from "leaflet";
import type { Position } from "geojson";

import { h } from "../dom.ts";
import { lonFrom } from "../data/world.ts";
import { distanceText } from "../ui/distance.ts";
import type { App } from "../app.ts";
import type { LonLat } from "../data/datum.ts";
import { writtenLon } from "../data/world.ts";
import { rounded } from "../suggest/lonlat.ts";
import { geometryOf, type Outline } from "./corners.ts";
import { crossingsOf } from "./crossings.ts";
import { say } from "./editwords.ts";
import { areaOf, lengthOf } from "./measures.ts";

/** Above the sites with their names, below the handles. */
const PANE = "pm-sketches";
const SQUARE_KILOMETRE = 1_000_000;
const HECTARE = 10_000;
/** Where a border crosses itself oftener, some marks say enough. */
const MOST_MARKS = 50;

export class Sketch {
  readonly #map: L.Map;
  readonly #app: App;
  readonly #measure = h("output", { class: "pm-drawn-size" });
  readonly #crossings = L.layerGroup();
  #shape: L.GeoJSON | null = null;

  constructor(app: App, map: L.Map) {
    this.#app = app;
    this.#map = map;
    if (!map.getPane(PANE)) map.createPane(PANE).classList.add(PANE);
    map.getContainer().append(this.#measure);
    this.#crossings.addTo(map);
  }

  /** @param isOpen the ring is not ended yet: its first and last corner are not joined by a line */
  show(outline: Outline, isOpen = false): void {
    this.#shape?.remove();
    const parts = outline.parts.filter(([ring]) => ring && ring.length > 0);
    this.#shape = L.geoJSON(geometryOf({ ...outline, parts }, { type: "MultiPoint", coordinates: [] }), {
      interactive: false,
      pane: PANE,
      coordsToLatLng: (position) => placeOf(this.#map, position),
      style: { className: `pm-sketch pm-${outline.kind}${isOpen ? " pm-open" : ""}` },
      pointToLayer: (_, place) => L.circleMarker(place, { pane: PANE, radius: 0, opacity: 0, interactive: false }),
    }).addTo(this.#map);
    const crossings = crossingsOf(outline, isOpen);
    this.#crossings.clearLayers();
    for (const place of crossings.slice(0, MOST_MARKS)) {
      const look = { pane: PANE, interactive: false, radius: 9, className: "pm-crossing" };
      L.circleMarker(placeOf(this.#map, place), look).addTo(this.#crossings);
    }
    this.#measure.textContent = [this.#measured(outline), crossings.length > 0 && say("crosses")].filter(Boolean).join(" · ");
  }

  remove(): void {
    this.#shape?.remove();
    this.#crossings.remove();
    this.#measure.remove();
  }

  #measured(outline: Outline): string {
    if (outline.kind === "point") return "";
    const isArea = outline.kind === "area";
    const length = outline.parts.flat().reduce((sum, ring) => sum + lengthOf(ring, isArea), 0);
    if (length === 0) return "";
    const words = [say(isArea ? "border" : "length", { length: distanceText(roundedTo3(length), this.#app.t) })];
    const isLarge = outline.parts.some(([ring]) => (ring?.length ?? 0) > 2);
    if (isArea && isLarge) words.unshift(say("area", { area: areaText(areaOf(outline)) }));
    return words.join(" · ");
  }
}

/** A position on the copy of the world the reader sees. */
export function placeOf(map: L.Map, [lon = NaN, lat = NaN]: Position): L.LatLng {
  return L.latLng(lat, lonFrom(map.getCenter().lng - 180, lon));
}

/** A place on the screen as it is written. */
export function lonLatOf({ lng, lat }: L.LatLng): LonLat {
  return rounded([writtenLon(lng), lat]);
}

function areaText(metres: number): string {
  const [unit, size] =
    metres >= SQUARE_KILOMETRE ? (["squareKilometres", metres / SQUARE_KILOMETRE] as const)
    : metres >= HECTARE ? (["hectares", metres / HECTARE] as const)
    : (["squareMetres", metres] as const);
  return say(unit, { count: roundedTo3(size) });
}

function roundedTo3(value: number): number {
  return Number(value.toPrecision(3));
}
