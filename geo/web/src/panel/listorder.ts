/** In which order the list stands, and whether only what the map shows is in it. */

import type * as L from "leaflet";

import type { App } from "../app.ts";
import { fieldsOf } from "../data/fields.ts";
import { mercatorX, mercatorY, sphereDistance } from "../data/earth.ts";
import { orderBy, ranksOfNumbers } from "../data/roworder.ts";
import { ranksOfTexts } from "../data/textorder.ts";
import type { Sites } from "../data/sites.ts";
import { h } from "../dom.ts";
import { inLanguage } from "../i18n.ts";
import { onceRead, whenIdle } from "../data/later.ts";
import { distanceText } from "../ui/distance.ts";
import { insetOf } from "../ui/insets.ts";

/** `kind`: by category, or while something is searched for the best match first. A field is named by its id. */
type Sort = "kind" | "name" | "middle" | "here" | `=${string}`;

/** The map has come to rest after so many milliseconds. */
const REST_MS = 200;
/** More figures than this are no choice. */
const MOST_FIGURES = 40;

export interface OrderParts {
  readonly map: () => L.Map | null;
  readonly tell: (text: string) => void;
  /** Called when the list is to be written anew. */
  readonly changed: () => void;
}

export class ListOrder {
  readonly element = h("div", { class: "pm-order" });
  readonly #app: App;
  readonly #parts: OrderParts;
  readonly #menu = h("select", { class: "pm-order-menu" });
  readonly #inView = h("button", { type: "button", class: "pm-text-button pm-in-view", "aria-pressed": "false" });
  #sort: Sort = "kind";
  #isInView = false;
  /** Whether figures are among the choices. */
  #hasFigures = false;
  /** Where the reader is, once asked for. */
  #here: readonly [lon: number, lat: number] | null = null;

  constructor(app: App, parts: OrderParts) {
    this.#app = app;
    this.#parts = parts;
    this.element.append(this.#menu, this.#inView);
    this.#menu.addEventListener("change", () => this.#choose(this.#menu.value as Sort));
    this.#inView.addEventListener("click", () => {
      this.#isInView = !this.#isInView;
      this.write();
      parts.changed();
    });
    const earlier = app.kept.keep("order", () => [this.#sort, this.#isInView, this.#here] as const);
    if (earlier) [this.#sort, this.#isInView, this.#here] = earlier;
    let resting: ReturnType<typeof setTimeout> | undefined;
    app.store.listen((change) => {
      if (change.has("lang") || change.has("panel")) this.write();
      if (!change.has("view") || !(this.#isInView || this.#sort === "middle")) return;
      clearTimeout(resting);
      if (app.signal.aborted) return;
      resting = setTimeout(parts.changed, REST_MS);
    });
    app.signal.addEventListener("abort", () => clearTimeout(resting));
    onceRead(app.sites.complete, () => {
      this.write();
      const offer = (): void => {
        if (!app.signal.aborted) this.#offerFigures();
      };
      // To find them takes longer than all else the panel shows.
      if (this.#sort.startsWith("=")) offer();
      else whenIdle(offer);
    });
  }

  /** What the list is like besides what is in it: another one is read from its beginning. */
  get key(): string {
    return this.#sort;
  }

  /** Whether sites stand one after the other, without headings. */
  get isPlain(): boolean {
    return this.#sort !== "kind";
  }

  /** The rows in order; without those the map does not show, if so chosen. */
  apply(rows: Uint32Array): Uint32Array {
    const shown = this.#isInView ? rows.filter(this.#viewFilter()) : rows;
    const { sites, store } = this.#app;
    const { lang } = store.state;
    if (this.#sort === "kind") return shown;
    if (this.#sort === "name") return orderBy(shown, ranksOfTexts(sites.count, (row) => sites.name(row, lang), lang), false);
    if (this.#sort.startsWith("=")) {
      const field = fieldsOf(sites).find(this.#sort.slice(1));
      return field ? orderBy(shown, ranksOfNumbers(field.order()), true) : shown;
    }
    const from = this.#from();
    return from ? orderBy(shown, ranksOfNumbers(distances(sites, from)), false) : shown;
  }

  /** What is said of a site because of the order: how far it is, or its figure. */
  note(row: number): string {
    const { sites, store, t } = this.#app;
    const { lang } = store.state;
    if (this.#sort.startsWith("=")) {
      const field = fieldsOf(sites).find(this.#sort.slice(1));
      const value = field?.text(row, lang) ?? "";
      return value === "" ? "" : [value, inLanguage(field?.unit, lang)].filter((part) => part !== "").join(" ");
    }
    const from = this.#sort === "middle" || this.#sort === "here" ? this.#from() : null;
    const place = from ? sites.lonLat(row) : null;
    return from && place ? distanceText(sphereDistance(...from, ...place), t) : "";
  }

  /** Words and choices in the current language. */
  write(): void {
    const { sites, store, t } = this.#app;
    this.#menu.replaceChildren(
      option("kind", t("sortCategory")),
      option("name", t("sortName")),
      option("middle", t("sortMiddle")),
      option("here", t("sortHere")),
    );
    if (this.#hasFigures) this.#offerFigures();
    this.#menu.value = this.#sort;
    this.#menu.setAttribute("aria-label", t("sortBy"));
    this.#menu.title = t("sortBy");
    this.#inView.textContent = t("inView");
    this.#inView.setAttribute("aria-pressed", String(this.#isInView));
    this.element.hidden = sites.count < 2 || store.state.panel !== "sites";
  }

  /** Figures among the choices. */
  #offerFigures(): void {
    const { sites, store, t } = this.#app;
    this.#hasFigures = true;
    const figures = fieldsOf(sites)
      .all.filter((field) => field.type === "number" && field.count > 1)
      .slice(0, MOST_FIGURES)
      .map((field) => option(`=${field.id}`, field.label(store.state.lang)));
    if (figures.length === 0) return;
    this.#menu.append(h("optgroup", { label: t("figure") }, ...figures));
    this.#menu.value = this.#sort;
  }

  #choose(sort: Sort): void {
    if (sort === "here" && !this.#here) {
      this.#askWhere();
      return;
    }
    this.#sort = sort;
    this.#parts.changed();
  }

  #askWhere(): void {
    const { t } = this.#app;
    const back = (): void => void (this.#menu.value = this.#sort);
    this.#parts.tell(t("locating"));
    if (!("geolocation" in navigator)) {
      this.#parts.tell(t("locateFailed"));
      back();
      return;
    }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        this.#here = [coords.longitude, coords.latitude];
        this.#parts.tell(t("located", { distance: distanceText(coords.accuracy, t) }));
        this.#choose("here");
      },
      (error) => {
        this.#parts.tell(t(error.code === error.PERMISSION_DENIED ? "locateRefused" : "locateFailed"));
        back();
      },
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 30_000 },
    );
  }

  #from(): readonly [lon: number, lat: number] | null {
    const { view } = this.#app.store.state;
    if (this.#sort === "here") return this.#here;
    return view ? [view.lon, view.lat] : null;
  }

  /** Whether a row's sign lies in the part of the map that nothing covers. */
  #viewFilter(): (row: number) => boolean {
    const map = this.#parts.map();
    if (!map) return () => true;
    const { x: width, y: height } = map.getSize();
    const first = map.containerPointToLatLng([insetOf(this.#app.root, "left"), insetOf(this.#app.root, "top")]);
    const last = map.containerPointToLatLng([width - insetOf(this.#app.root, "right"), height - insetOf(this.#app.root, "bottom")]);
    const [west, east] = [mercatorX(first.lng), mercatorX(last.lng)];
    const [north, south] = [mercatorY(first.lat), mercatorY(last.lat)];
    const { x, y } = this.#app.sites;
    return (row) => x[row]! >= west && x[row]! <= east && y[row]! >= north && y[row]! <= south;
  }
}

function option(value: Sort, words: string): HTMLElement {
  return h("option", { value }, words);
}

/** Metres from a place to each site; NaN to those not located. */
function distances(sites: Sites, from: readonly [number, number]): Float64Array {
  return Float64Array.from({ length: sites.count }, (_, row) => {
    const place = sites.lonLat(row);
    return place ? sphereDistance(...from, ...place) : NaN;
  });
}
