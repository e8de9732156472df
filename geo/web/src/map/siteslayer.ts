/** The sites on the map: their canvas, what the pointer does on it, and the selection. */

import * as L from "leaflet";

import type { App } from "../app.ts";
import { focusOf } from "../data/sites.ts";
import { htmlLang, shortCount } from "../i18n.ts";
import { onceRead } from "../later.ts";
import { MapCanvas, type Frame } from "./canvas.ts";
import { drawScene, redrawScene, type Hand } from "./draw.ts";
import type { Label, Rect } from "./labels.ts";
import { isPicking } from "./picking.ts";
import { Places, type Outline } from "./places.ts";
import { makeScene, nameOf, type Scene, type Sign, type Subject } from "./scene.ts";
import { SignPainter } from "./signs.ts";
import { canvasMeasure } from "./text.ts";
import { currentPalette } from "./theme.ts";

/** How far beyond its rim a sign is still hit, for a mouse and for a finger. */
const SLACK = { fine: 3, coarse: 10 };
/** Larger areas are ground to the eye: a click on them selects nothing. */
const MOST_AREA = 0.6;

export interface SitesLayerOptions {
  /** Names of the ground for a frame, none where an online base map has its own. */
  readonly groundLabels: (frame: Frame, lang: string, other: string) => readonly Label[];
  /** Whether the ground shows an area of these bounds. */
  readonly isOnGround: (box: Outline["box"]) => boolean;
  /** What panel and card leave free of the map, in container pixels. */
  readonly free: () => L.Bounds;
  /** What stands on the map, in container pixels. */
  readonly furniture: () => readonly Rect[];
  readonly onCluster: (rows: Uint32Array, at: L.LatLng) => void;
  /** After the sites were painted for the first time. */
  readonly onFirstPaint: () => void;
}

export class SitesLayer {
  readonly #app: App;
  readonly #map: L.Map;
  readonly #options: SitesLayerOptions;
  readonly #canvas: MapCanvas;
  readonly #painter: SignPainter;
  readonly #measure = canvasMeasure();
  #places: Places;
  #scene: Scene | null = null;
  #subject: Subject | null = null;
  #hovered: Sign | null = null;
  #isComplete = false;
  #isPainted = false;

  constructor(app: App, map: L.Map, options: SitesLayerOptions) {
    this.#app = app;
    this.#map = map;
    this.#options = options;
    this.#painter = new SignPainter(app.sites.head.categories);
    this.#places = new Places(app.sites, "wgs84");
    this.#canvas = new MapCanvas(map, "pm-sites", 450, (frame) => this.#paint(frame));
    this.#listen();
    onceRead(app.sites.complete, () => {
      this.#isComplete = true;
      this.#readOutlines();
      this.repaint();
    });
  }

  repaint(): void {
    this.#canvas.repaint();
  }

  /** Whether names and ids are there. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** Show the sites as a map in this datum has them. */
  useDatum(datum: Places["datum"]): void {
    if (datum === this.#places.datum) return;
    this.#places = new Places(this.#app.sites, datum);
    if (this.#isComplete) this.#readOutlines();
  }

  #readOutlines(): void {
    const places = this.#places;
    places.readOutlines(() => {
      if (places === this.#places) this.repaint();
    });
  }

  #paint(frame: Frame): void {
    const { sites, store } = this.#app;
    const { lang, site } = store.state;
    const selected = site !== null && this.#isComplete ? sites.rowOf(site) : -1;
    const otherLang = sites.head.languages.find((language) => language !== lang) ?? lang;
    this.#canvas.element.lang = htmlLang(lang); // for the right forms of Chinese characters
    this.#subject = {
      sites, places: this.#places, visible: store.result.visible,
      selected, focus: focusOf(sites, selected), isComplete: this.#isComplete,
      lang, otherLang, colours: currentPalette(), measure: this.#measure,
      groundLabels: this.#options.groundLabels(frame, lang, otherLang),
      isOnGround: this.#options.isOnGround,
      seen: this.#seen(frame),
      furniture: this.#isComplete ? this.#furniture(frame) : [],
    };
    this.#scene = makeScene(frame, this.#subject);
    this.#hovered = null;
    drawScene(this.#scene, this.#hand());
    if (!this.#isPainted) {
      this.#isPainted = true;
      this.#options.onFirstPaint();
    }
  }

  #hand(): Hand {
    const { sites, store } = this.#app;
    return {
      painter: this.#painter, colours: currentPalette(),
      category: sites.category, categories: sites.head.categories.length,
      count: (size) => shortCount(size, store.state.lang),
      hovered: this.#hoveredName(),
    };
  }

  #hoveredName(): Hand["hovered"] {
    const [sign, scene, subject] = [this.#hovered, this.#scene, this.#subject];
    if (!sign || !scene || !subject) return null;
    const isWritten = scene.names.some(({ label }) => label.row === sign.row);
    if (sign.row < 0 || isWritten || !this.#isComplete) return { sign, name: null };
    const label = nameOf(scene.frame, subject, sign, false);
    return { sign, name: { label, spot: label.spots[0]! } };
  }

  #listen(): void {
    const container = this.#map.getContainer();
    this.#map.on("click", ({ containerPoint, latlng, originalEvent }: L.LeafletMouseEvent) => {
      if (isPicking(this.#map)) return;
      const isTouch = (originalEvent as PointerEvent).pointerType === "touch";
      this.#click(containerPoint, latlng, isTouch ? SLACK.coarse : SLACK.fine);
    });
    if (!matchMedia("(hover: hover)").matches) return;
    this.#map.on("mousemove", ({ containerPoint }: L.LeafletMouseEvent) => {
      if (isPicking(this.#map)) return;
      this.#hover(this.#signAt(containerPoint, SLACK.fine));
      const isOn = this.#hovered !== null || this.#areaAt(containerPoint) >= 0;
      container.classList.toggle("pm-on-site", isOn);
    });
    this.#map.on("mouseout", () => this.#hover(null));
  }

  #hover(sign: Sign | null): void {
    if (sign?.index === this.#hovered?.index) return;
    this.#hovered = sign;
    if (this.#scene) redrawScene(this.#scene, this.#hand());
  }

  #click(point: L.Point, at: L.LatLng, slack: number): void {
    const sign = this.#signAt(point, slack);
    if (sign && sign.row < 0) {
      if (this.#scene) this.#options.onCluster(this.#scene.clusters.members(sign.index), at);
      return;
    }
    if (!this.#isComplete) return; // ids are not there yet
    const row = sign ? sign.row : this.#areaAt(point);
    this.#app.store.set({ site: row >= 0 ? this.#app.sites.id(row) : null });
  }

  /** The sign at a point of the map, the nearest of several. */
  #signAt(point: L.Point, slack: number): Sign | null {
    const scene = this.#scene;
    if (!scene) return null;
    const { x, y } = this.#onCanvas(point, scene.frame);
    let [best, nearest]: [Sign | null, number] = [null, Infinity];
    const signs = scene.selected ? [scene.selected, ...scene.signs] : scene.signs;
    for (const sign of signs) {
      const away = Math.hypot(sign.x - x, sign.y - y) - sign.radius;
      if (away <= slack && away < nearest) [best, nearest] = [sign, away];
    }
    return best;
  }

  #areaAt(point: L.Point): number {
    const scene = this.#scene;
    if (!scene) return -1;
    const { x, y } = this.#onCanvas(point, scene.frame);
    const { world, left, top } = scene.frame;
    const most = (this.#map.getSize().x * MOST_AREA) / world;
    const { visible } = this.#app.store.result;
    return this.#places.areaAt((x + left) / world, (y + top) / world, most, visible);
  }

  #seen(frame: Frame): Subject["seen"] {
    const { min, max } = this.#options.free();
    const low = this.#onCanvas(min ?? L.point(0, 0), frame);
    const high = this.#onCanvas(max ?? this.#map.getSize(), frame);
    return { minX: low.x, minY: low.y, maxX: high.x, maxY: high.y };
  }

  #furniture(frame: Frame): Rect[] {
    const { x, y } = this.#onCanvas(L.point(0, 0), frame);
    return this.#options.furniture().map(({ minX, minY, maxX, maxY }) => ({
      minX: minX + x, minY: minY + y, maxX: maxX + x, maxY: maxY + y,
    }));
  }

  /** Where the signs stand now, in container pixels. */
  signRects(): Rect[] {
    const scene = this.#scene;
    if (!scene) return [];
    const { x: left, y: top } = this.#onCanvas(L.point(0, 0), scene.frame);
    return scene.signs.map(({ x, y, radius }) => ({
      minX: x - left - radius, minY: y - top - radius,
      maxX: x - left + radius, maxY: y - top + radius,
    }));
  }

  #onCanvas(point: L.Point, { left, top }: Frame): L.Point {
    return this.#map.containerPointToLayerPoint(point).add(this.#map.getPixelOrigin()).subtract([left, top]);
  }
}
