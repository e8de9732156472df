/**
 * A canvas that lies on the map. It is larger than the view, so that a pan needs no painting until
 * the view nears its rim; while zooming it is stretched, and painted anew when the zoom has ended.
 */

import * as L from "leaflet";

import { h } from "../dom.ts";
import type { Frame } from "./frame.ts";
import { IN_PICTURE, ON_PAPER } from "./padding.ts";

const LEAST_PADDING = 96;
const MOST_PADDING = 220;
/** A map that has not moved for so many milliseconds is at rest. */
const REST = 140;
/** Sharper than this costs memory and shows nothing. */
const MOST_RATIO = 3;
/** What is painted a step at a time is painted for so many milliseconds in a task. */
const PAINTED_MS = 1;
/** Device pixels per CSS pixel in a picture at the least: it is enlarged, and printed. */
export const PICTURE_RATIO = 2;

export class MapCanvas {
  readonly element = h("canvas", { class: "leaflet-zoom-animated", "aria-hidden": "true" });
  readonly #map: L.Map;
  readonly #paint: (frame: Frame) => void;
  /** Layer point of the top left, and what was painted for. */
  #corner = L.point(0, 0);
  #center = L.latLng(0, 0);
  #zoom = NaN;
  #size = L.point(0, 0);
  /** A new one each time Leaflet sets a view. */
  #origin: L.Point | null = null;
  #padding = 0;
  #asked = 0;
  /** How often it has been painted, and whether the last time was broken off. */
  #begun = 0;
  #isHalf = false;
  #isHeld = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  #isGone = false;

  constructor(map: L.Map, pane: string, zIndex: number, paint: (frame: Frame) => void) {
    this.#map = map;
    this.#paint = paint;
    const place = map.createPane(pane);
    place.style.zIndex = String(zIndex);
    place.style.pointerEvents = "none";
    place.append(this.element);
    map.on("unload", () => {
      this.#isGone = true;
      this.#forget();
    });
    map.on("resize", () => this.paint());
    map.on("viewreset", () => {
      // Where the zoom has changed too, the end of the move has painted it.
      if (map.getPixelOrigin() !== this.#origin) this.paint();
    });
    map.on("moveend", () => this.#settle());
    map.on("move", () => this.#follow());
    map.on("zoom", () => this.#stretch(map.getCenter(), map.getZoom()));
    map.on("zoomanim", ({ center, zoom }) => this.#stretch(center, zoom));
  }

  /** Paint soon: once, however often it is asked for. */
  repaint(): void {
    if (!this.#isGone) this.#asked ||= requestAnimationFrame(() => this.paint());
  }

  /** Paint nothing that was asked for: whoever says so paints in a moment. */
  putOff(): void {
    this.#forget();
  }

  /** What was to be painted later. */
  #forget(): void {
    cancelAnimationFrame(this.#asked);
    clearTimeout(this.#timer);
    this.#asked = 0;
  }

  /** Paint nothing until it is opened: the first view is being looked for. */
  hold(): void {
    this.#isHeld = true;
  }

  /** Paint, now and from now on. */
  open(): void {
    this.#isHeld = false;
    this.paint();
  }

  /** Paint now. */
  paint(): void {
    const frame = this.#begin();
    if (!frame) return;
    this.element.style.visibility = "";
    this.#paint(frame);
  }

  /**
   * Paint for the first time, a step at a time, and show it when it is done. Where it is to be painted meanwhile,
   * because the map moves, this leaves it to that.
   */
  *appearing(painting: (frame: Frame) => Iterator<unknown>): Generator<unknown> {
    const frame = this.#begin();
    if (!frame) return;
    this.element.style.visibility = "hidden";
    const begun = this.#begun;
    let since = performance.now();
    for (const steps = painting(frame); ; ) {
      this.#isHalf = steps.next().done !== true;
      if (!this.#isHalf) break;
      // At the end of the task the browser puts on the canvas what it was told, and takes twice as long as to tell it.
      const isMuch = performance.now() - since > PAINTED_MS;
      yield isMuch;
      if (isMuch) since = performance.now();
      if (this.#isGone || begun !== this.#begun) return;
    }
    this.element.style.visibility = "";
  }

  /** Lay it where the map is now; null where nothing can be painted. */
  #begin(): Frame | null {
    this.#forget();
    if (this.#isHeld || Number.isNaN(this.#map.getZoom() ?? NaN)) return null; // no view yet
    const view = this.#map.getSize();
    if (view.x === 0 || view.y === 0) return null;
    this.#begun++;
    this.#padding = Math.round(
      Math.max(LEAST_PADDING, Math.min(MOST_PADDING, Math.min(view.x, view.y) / 4)),
    );
    this.#size = view.add([2 * this.#padding, 2 * this.#padding]);
    this.#corner = this.#map.containerPointToLayerPoint([-this.#padding, -this.#padding]).round();
    this.#center = this.#map.getCenter();
    this.#zoom = this.#map.getZoom();
    this.#origin = this.#map.getPixelOrigin();
    const frame = this.#frame();
    L.DomUtil.setTransform(this.element, this.#corner, 1);
    return frame;
  }

  #frame(): Frame {
    const context = this.element.getContext("2d");
    if (!context) throw new Error("this browser draws no canvas");
    const isPrinted = this.element.closest(`.${ON_PAPER}`) !== null;
    const least = this.element.closest(`.${IN_PICTURE}`) ? PICTURE_RATIO : 0;
    const ratio = isPrinted ? MOST_RATIO : Math.min(MOST_RATIO, Math.max(least, window.devicePixelRatio || 1));
    const { x: width, y: height } = this.#size;
    const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
    // A canvas of a new size is empty, and has forgotten what was set halfway. On paper it must not be cleared: Chromium would clear what lies
    // below it on the page, too.
    const isNew = isPrinted || this.#isHalf || this.element.width !== across || this.element.height !== down;
    if (isNew) {
      this.element.width = across;
      this.element.height = down;
      this.element.style.width = `${width}px`;
      this.element.style.height = `${height}px`;
      this.#isHalf = false;
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (!isNew) context.clearRect(0, 0, width, height);
    const origin = this.#map.getPixelOrigin().add(this.#corner);
    const world = 256 * 2 ** this.#zoom;
    const [left, top] = [origin.x, origin.y];
    return {
      context, zoom: this.#zoom, world, left, top, width, height, ratio,
      box: [left / world, top / world, (left + width) / world, (top + height) / world],
    };
  }

  /** After a pan what is painted still covers the view: names may take their best places later. */
  #settle(): void {
    if (this.#zoom !== this.#map.getZoom()) {
      this.paint();
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.paint(), REST);
    this.#follow();
  }

  /** Paint while panning only when the view has come to the rim. */
  #follow(): void {
    if (this.#zoom !== this.#map.getZoom()) return;
    const inside = this.#map.containerPointToLayerPoint([0, 0]).subtract(this.#corner);
    const spare = 8;
    const free = (offset: number): boolean => offset >= spare && offset <= 2 * this.#padding - spare;
    if (!free(inside.x) || !free(inside.y)) this.paint();
  }

  /** Show what is painted as it lies at another centre and zoom. */
  #stretch(center: L.LatLng, zoom: number): void {
    if (Number.isNaN(this.#zoom)) return;
    const scale = this.#map.getZoomScale(zoom, this.#zoom);
    const half = this.#map.getSize().divideBy(2);
    const pan = L.DomUtil.getPosition(this.#map.getPane("mapPane")!) ?? L.point(0, 0);
    // Where the world's pixel origin will be: as Leaflet reckons it when it sets a view.
    const origin = this.#map.project(center, zoom).subtract(half).add(pan).round();
    const corner = this.#map
      .project(this.#center, zoom)
      .subtract(origin)
      .subtract(this.#size.divideBy(2).multiplyBy(scale));
    L.DomUtil.setTransform(this.element, corner, scale);
  }
}
