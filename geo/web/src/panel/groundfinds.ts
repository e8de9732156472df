/** What a search finds that is no site: names the ground shows, and coordinates. */

import type { App } from "../app.ts";
import type { LonLat } from "../data/datum.ts";
import { isPosition, type GroundFeature } from "../data/groundfeatures.ts";
import { latOf, lonOf, mercatorX, mercatorY, unitsOfMetres } from "../data/earth.ts";
import { fill, h } from "../dom.ts";
import { type Demanded, onceRead } from "../data/later.ts";
import { namesOf } from "../map/groundlabels.ts";
import type { readPositions } from "../suggest/coordinates.ts";
import type { nearest, shortPlusCode } from "../suggest/gridcodes.ts";
import { icon } from "../ui/icons.ts";
import { fold } from "../words/fold.ts";
import { zoomToBox, type Box } from "./zoom.ts";

/** More would push the sites out of sight; where none is found there is room. */
const MOST = { besideSites: 3, alone: 6 };
/** One letter finds half the map. */
const LEAST_LETTERS = 2;

/** In Mercator units, half a kilometre at most: a sign may stand beside its place on the ground. */
const BESIDE = unitsOfMetres(500, 0.5);

interface Find {
  readonly name: string;
  readonly second: string;
  readonly box: Box;
}

/** One name of the ground, wherever it is written. */
interface Place {
  readonly feature: GroundFeature;
  readonly texts: readonly string[];
  readonly box: Box;
}

/** Ring a place of the map, or none. */
export type MarkPlace = (at: readonly [lat: number, lon: number] | null) => void;

/** Reads what people write for a position: among what is loaded when there is time. */
export interface PositionReader {
  readonly readPositions: typeof readPositions;
  readonly shortPlusCode: typeof shortPlusCode;
  readonly nearest: typeof nearest;
}

/** What a search has found that is no site. */
export type Found = "nothing" | "places" | "coordinates";

export class GroundFinds {
  /** As is said where there is no site. */
  found: Found = "nothing";
  readonly element = h("div", { class: "pm-ground-finds", hidden: true });
  readonly #app: App;
  readonly #mark: MarkPlace;
  readonly #changed: () => void;
  #reader: PositionReader | null = null;
  #features: readonly GroundFeature[] = [];
  /** What the element holds. */
  #shown = "";
  /** Found when something is looked for. */
  #places: readonly Place[] | null = null;

  /** @param changed called when other things are found without another search */
  constructor(app: App, rest: Demanded<PositionReader>, mark: MarkPlace, changed: () => void) {
    this.#app = app;
    this.#changed = changed;
    this.#mark = mark;
    rest.onceLoaded((reader) => {
      this.#reader = reader;
      this.update();
      if (this.found === "coordinates") this.#changed();
    });
    onceRead(app.ground, (features) => {
      [this.#features, this.#places] = [features, null];
      this.update();
      if (this.found === "places") this.#changed();
    });
    app.store.listen((change) => {
      if (change.has("q")) this.#mark(null);
      if (["q", "result", "lang", "panel"].some((key) => change.has(key as "q"))) this.update();
    });
  }

  update(): void {
    const { store, t } = this.#app;
    const { q, panel } = store.state;
    const places = panel === "sites" ? this.#positionsIn(q.trim()) : [];
    const finds = places.length > 0 ? places.map((at) => ({ name: written(at), second: "", box: boxAt(at) })) : panel === "sites" ? this.#find(q.trim()) : [];
    this.found = places.length > 0 ? "coordinates" : finds.length > 0 ? "places" : "nothing";
    this.element.hidden = finds.length === 0;
    const shown = JSON.stringify([store.state.lang, finds]);
    // What is there stays: it may have the focus, and this is asked again when more has been loaded.
    if (finds.length === 0 || shown === this.#shown) return;
    this.#shown = shown;
    const hadFocus = this.element.contains(document.activeElement);
    const items = finds.map((find) => {
      const go = (): void => {
        const [lon, lat] = zoomToBox(this.#app, find.box);
        this.#mark([lat, lon]);
      };
      return h("li", {}, h("button", { type: "button", class: "pm-ground-find", onclick: go },
        icon("place"), h("span", {}, find.name), find.second && h("span", { class: "pm-second" }, find.second)));
    });
    fill(this.element, h("h2", { class: "pm-ground-title" }, t("onTheMap")), h("ul", { "aria-label": t("onTheMap") }, ...items));
    if (hadFocus) this.focus();
  }

  /** Go to the first of them, as if it were chosen. */
  goToFirst(): void {
    this.element.querySelector("button")?.click();
  }

  focus(): void {
    this.element.querySelector("button")?.focus();
  }

  /** The place that coordinates say, or both where they may be in either order. */
  #positionsIn(q: string): readonly LonLat[] {
    const reader = this.#reader;
    if (q.length < LEAST_LETTERS || !reader) return [];
    const short = reader.shortPlusCode(q);
    const at = short?.town ? this.#town(short.town) : null;
    const place = short && at && reader.nearest(short, at);
    return place ? [place] : reader.readPositions(q, "", [...this.#app.sites.head.view.center]);
  }

  /** Where a town is that the map knows: on its ground, or as what it is about. */
  #town(name: string): LonLat | null {
    const { sites } = this.#app;
    const [town = ""] = name.split(/[,，]/, 1);
    const [find] = this.#find(town);
    if (find) return [lonOf((find.box[0] + find.box[2]) / 2), latOf((find.box[1] + find.box[3]) / 2)];
    const texts = sites.head.languages.map((lang) => fold(sites.head.title[lang] ?? ""));
    return texts.some((text) => text.includes(fold(town))) ? [...sites.head.view.center] : null;
  }

  #find(q: string): Find[] {
    const { store, sites, t } = this.#app;
    if (q.length < LEAST_LETTERS) return [];
    const looked = fold(q);
    const { lang } = store.state;
    const other = sites.head.languages.find((one) => one !== lang) ?? lang;
    const found = (this.#places ??= placesOf(this.#features))
      .map((place) => ({ place, rank: rankOf(place.texts, looked) }))
      .filter(({ place, rank }) => rank < NONE && !(rank === 0 && this.#isSite(place)))
      .sort((a, b) => a.rank - b.rank);
    const most = store.result.rows.length > 0 ? MOST.besideSites : MOST.alone;
    return found.slice(0, most).map(({ place: { feature, box } }) => {
      const [name, second] = namesOf(feature.name, lang, other);
      // Stations are called as the roads they lie on.
      const kind = feature.kind === "station" ? t("legendStation") : "";
      return { name, second: [second, kind].filter((text) => text !== "").join(" · "), box };
    });
  }

  /** Whether a site that is found anyway is this very place: of its name, and at it. */
  #isSite({ texts, box: [west, north, east, south] }: Place): boolean {
    const { sites, store } = this.#app;
    return store.result.rows.some((row) => {
      const [x, y] = [sites.x[row]!, sites.y[row]!];
      return x >= west - BESIDE && x <= east + BESIDE && y >= north - BESIDE && y <= south + BESIDE
        && sites.head.languages.some((lang) => texts.includes(fold(sites.name(row, lang))));
    });
  }
}

const NONE = 3;

/** 0 for the whole name, 1 where one begins so, 2 where it is somewhere in one. */
function rankOf(texts: readonly string[], looked: string): number {
  let best = NONE;
  for (const text of texts) {
    const at = text.indexOf(looked);
    if (at < 0) continue;
    best = Math.min(best, at > 0 ? 2 : text.length === looked.length ? 0 : 1);
  }
  return best;
}

/** Names of the ground, the pieces of one thing together. */
function placesOf(features: readonly GroundFeature[]): Place[] {
  const places = new Map<string, Place>();
  for (const feature of features) {
    const texts = Object.values(feature.name).filter((text) => text !== "").map(fold);
    if (texts.length === 0) continue;
    const { shape } = feature;
    const box: Box = isPosition(shape) ? [shape[0], shape[1], shape[0], shape[1]] : shape.box;
    const key = `${feature.kind} ${texts.join("\n")}`;
    const known = places.get(key);
    places.set(key, { feature, texts, box: known ? around(known.box, box) : box });
  }
  return [...places.values()];
}

function around(a: Box, b: Box): Box {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

function boxAt([lon, lat]: LonLat): Box {
  const [x, y] = [mercatorX(lon), mercatorY(lat)];
  return [x, y, x, y];
}

function written([lon, lat]: LonLat): string {
  return `${lat.toFixed(6)}, ${lon.toFixed(6)}`;
}
