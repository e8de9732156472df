/** The built-in base map: its canvas, and its names for whoever writes names. */

import type * as L from "leaflet";

import type { Datum } from "../data/datum.ts";
import type { GroundFeature } from "../data/groundfeatures.ts";
import { MapCanvas } from "./canvas.ts";
import { canvasMeasure } from "./canvasmeasure.ts";
import type { Frame } from "./frame.ts";
import type { Box } from "./geometry.ts";
import { paintGround, paintingGround } from "./ground.ts";
import { GroundLabels } from "./groundlabels.ts";
import type { Label } from "./labels.ts";
import type { Rect } from "./rect.ts";
import { Terrain } from "./terrain.ts";
import { currentPalette } from "./theme.ts";

export class GroundLayer {
  readonly #map: L.Map;
  readonly #measure = canvasMeasure();
  #features: readonly GroundFeature[] = [];
  #datum: Datum = "wgs84";
  #terrain = new Terrain([], "wgs84");
  /** None before the ground has been read. */
  #labels: GroundLabels | null = null;
  #isShown = true;
  /** What the ground has, known before it is seen; null as long as it is on its way. */
  #known: Terrain | null = null;
  /** None before the ground has been read: its millions of pixels would keep the sites waiting. */
  #canvas: MapCanvas | null = null;

  constructor(map: L.Map) {
    this.#map = map;
  }

  /**
   * Show features, a step at a time: what is in view is made ready and painted before any of it shows.
   *
   * @param signal ended when the map is taken away
   * @param onKnown called as soon as it is known what the ground has, before it is seen
   */
  *use(features: readonly GroundFeature[], signal: AbortSignal, onKnown: () => void): Generator<unknown> {
    const terrain = yield* Terrain.inSteps(features, this.#datum);
    if (signal.aborted) return;
    this.#known = terrain;
    onKnown();
    yield* terrain.simplifying(this.#map.getZoom(), aroundView(this.#map));
    if (signal.aborted) return;
    this.#features = features;
    this.#canvas ??= this.#makeCanvas();
    if (terrain.datum !== this.#datum) this.#prepare();
    else {
      this.#take(terrain);
      yield* this.#canvas.appearing((frame) => paintingGround(frame, terrain, currentPalette()));
    }
  }

  /** Show them at once: paper does not wait for what is made ready a step at a time. */
  hurry(features: readonly GroundFeature[]): void {
    if (this.#canvas) return;
    this.#features = features;
    this.#canvas = this.#makeCanvas();
    this.#prepare();
  }

  useDatum(datum: Datum): void {
    this.#datum = datum;
    this.#prepare();
  }

  show(isShown: boolean): void {
    this.#isShown = isShown;
    if (this.#canvas) this.#canvas.element.hidden = !isShown;
    this.repaint();
  }

  repaint(): void {
    this.#canvas?.repaint();
  }

  /** Paint it in a frame of its own: a window upon another part of the map has its ground. */
  paintOn(frame: Frame): void {
    paintGround(frame, this.#terrain, currentPalette());
  }

  /** Names for a frame: none while another base map lies above. */
  labels(frame: Frame, seen: Rect, lang: string, other: string): readonly Label[] {
    return (this.#isShown && this.#labels?.labels(frame, seen, currentPalette(), lang, other)) || [];
  }

  /** Make them ready, one after the other. */
  *naming(frame: Frame, seen: Rect, lang: string, other: string): Generator<unknown> {
    if (this.#isShown && this.#labels) yield* this.#labels.naming(frame, seen, currentPalette(), lang, other);
  }

  /** What its dots cover: no name of the ground stands there. */
  dots(frame: Frame): readonly Rect[] {
    return (this.#isShown && this.#labels?.dots(frame)) || [];
  }

  /** Nothing is to come: there is none, or it cannot be read. */
  forgo(): void {
    this.#known = this.#terrain;
  }

  /**
   * Whether it shows what has about these bounds.
   *
   * Before that is known nothing is to be drawn: what the ground has would be filled for a moment.
   */
  hasSame(box: Box): boolean {
    return this.#isShown && (this.#known?.hasSame(box) ?? true);
  }


  #makeCanvas(): MapCanvas {
    const canvas = new MapCanvas(this.#map, "pm-ground", 150, (frame) => {
      if (this.#isShown) paintGround(frame, this.#terrain, currentPalette());
    });
    canvas.element.hidden = !this.#isShown;
    return canvas;
  }

  #prepare(): void {
    this.#take(new Terrain(this.#features, this.#datum));
    this.repaint();
  }

  #take(terrain: Terrain): void {
    this.#known = this.#terrain = terrain;
    this.#labels = new GroundLabels(this.#terrain, this.#measure);
  }
}

/** What is in view and as much again on all sides: a canvas is larger than the view. */
function aroundView(map: L.Map): Box {
  const world = 256 * 2 ** map.getZoom();
  const { min, max } = map.getPixelBounds();
  const { x, y } = map.getSize();
  return [(min!.x - x) / world, (min!.y - y) / world, (max!.x + x) / world, (max!.y + y) / world];
}
