/** The sites on the map: their canvas, what the pointer does on it, and the selection. */

import * as L from "leaflet";

import type { App } from "../app.ts";
import type { Grouping } from "../data/grouping.ts";
import { secondLanguage } from "../data/ownnames.ts";
import { Recent } from "../data/recent.ts";
import { focusOf, isAreal } from "../data/sites.ts";
import { htmlLang, shortCount } from "../i18n.ts";
import { goesByTurns, inTurn, onceRead } from "../data/later.ts";
import { lookOf, valueWords } from "../look.ts";
import { MapCanvas } from "./canvas.ts";
import { canvasMeasure } from "./canvasmeasure.ts";
import { crossFade } from "./crossfade.ts";
import { handOf, isShaded, radiusIn, withSign } from "./dressing.ts";
import { drawScene, plateOf, redrawScene, type Hand } from "./draw.ts";
import type { Frame } from "./frame.ts";
import { hitAt, type Hit } from "./hits.ts";
import { hoverName } from "./hovername.ts";
import type { Label } from "./labels.ts";
import { linkLines } from "./linklines.ts";
import { roomOf } from "./onesign.ts";
import type { Rect } from "./rect.ts";
import type { LinkLine } from "./relationlines.ts";
import { signRoom } from "./papernumbers.ts";
import { isPicking } from "./picking.ts";
import { Places, type Outline } from "./places.ts";
import { makeScene, nameLines, type Scene, type Subject } from "./scene.ts";
import { SignPainter } from "./signs.ts";
import { MOST_SINGLY, shareAmong, withoutPlain } from "./singly.ts";
import { SITE_STYLE } from "./style.ts";
import { currentPalette } from "./theme.ts";
import { isNumbered, isOnPaper, numberOf, onMap } from "../ui/paper.ts";

/** How far beyond its rim a sign is still hit, for a mouse and for a finger. */
const SLACK = { fine: 3, coarse: 10 };
const PAINTERS_KEPT = 24;

export interface SitesLayerOptions {
  /** Names of the ground for a frame, none where an online base map has its own. */
  readonly groundLabels: (frame: Frame, seen: Rect, lang: string, other: string) => readonly Label[];
  /** The same one after the other, to be made ready. */
  readonly groundNaming: (frame: Frame, seen: Rect, lang: string, other: string) => Iterable<unknown>;
  /** What the ground's own dots cover. */
  readonly groundDots: (frame: Frame) => readonly Rect[];
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
  /** Signs by grouping: its key says what is drawn. */
  readonly #painters = new Recent<string, SignPainter>(PAINTERS_KEPT);
  #signed: { readonly visible: Uint8Array; readonly isSized: boolean; readonly mask: Uint8Array; readonly count: number } | null = null;
  /** Whether the pointer is on the map: else what is lit up is pointed at elsewhere. */
  #isPointer = false;
  readonly #measure = canvasMeasure();
  #places: Places;
  readonly #isAreal: boolean;
  #scene: Scene | null = null;
  #subject: Subject | null = null;
  #hovered: Hit | null = null;
  /** Whether Esc has sent away what is said of it. */
  #isHushed = false;
  #pointer = L.point(0, 0);
  #isComplete = false;
  #isPainted = false;
  /** Whether a picture is to be painted in turn. */
  #isAsked = false;

  constructor(app: App, map: L.Map, options: SitesLayerOptions) {
    this.#app = app;
    this.#map = map;
    this.#options = options;
    this.#places = new Places(app.sites, "wgs84");
    this.#isAreal = isAreal(app.sites);
    this.#canvas = new MapCanvas(map, "pm-sites", 450, (frame) => this.#paint(frame));
    this.#canvas.hold();
    this.#listen();
    onceRead(app.sites.complete, () => {
      this.#isComplete = true;
      this.#readOutlines();
      if (app.kept.isFirst && goesByTurns()) void this.repaintInTurn();
      else this.repaint();
    });
  }

  /** Paint for the first time: the view is found. */
  open(): void {
    this.#canvas.open();
  }

  repaint(): void {
    if (!this.#isAsked) this.#canvas.repaint();
  }

  /**
   * Paint when all that waits has been done: while the page opens, much would be painted anew that is there by then.
   * Not in a frame: a whole picture takes long enough by itself.
   */
  async repaintInTurn(): Promise<void> {
    if (this.#isAsked) return;
    this.#isAsked = true;
    this.#canvas.putOff();
    await inTurn(() => this.#measuring());
    await inTurn(() => {
      this.#isAsked = false;
      if (!this.#app.signal.aborted) this.#canvas.paint();
    });
  }

  /** Measure the names of the sites in view before they are written: that takes longer than to write them. */
  *#measuring(): Generator<void> {
    const [scene, subject] = [this.#scene, this.#subject];
    if (!scene || !subject || !this.#isComplete) return;
    for (const { row } of scene.signs) {
      if (row >= 0) nameLines(subject, row, scene.frame.zoom, false);
      yield;
    }
  }

  /** Make the ground's names ready for the view that was painted last, one after the other. */
  *naming(): Generator<unknown> {
    const { sites, store } = this.#app;
    const { lang } = store.state;
    if (this.#scene && this.#subject) yield* this.#options.groundNaming(this.#scene.frame, this.#subject.seen, lang, secondLanguage(sites, lang, this.#isComplete));
  }

  /** Paint now: paper waits for nobody. */
  paint(): void {
    this.#canvas.paint();
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

  /**
   * Paint them in a frame of its own, nothing of which is covered.
   *
   * @param rows these alone of the visible ones
   */
  paintOn(frame: Frame, rows?: readonly number[]): void {
    const whole = { minX: 0, minY: 0, maxX: frame.width, maxY: frame.height };
    const { visible } = this.#app.store.result;
    const wanted = rows && new Set(rows);
    const subject = { ...this.#subjectOf(frame, whole, wanted ? visible.map((is, row) => (wanted.has(row) ? is : 0)) : visible), furniture: [] };
    drawScene(makeScene(frame, subject), { ...this.#hand(), links: [], hovered: null, lit: null });
  }

  #paint(frame: Frame): void {
    this.#canvas.element.lang = htmlLang(this.#app.store.state.lang); // for the right forms of Chinese characters
    this.#subject = this.#subjectOf(frame);
    this.#scene = makeScene(frame, this.#subject);
    this.#hovered = null;
    drawScene(this.#scene, this.#hand());
    if (!this.#isPainted) {
      this.#isPainted = true;
      this.#options.onFirstPaint();
    }
  }

  #subjectOf(frame: Frame, seen = this.#seen(frame), visible = this.#onMap()): Subject {
    const { sites, store } = this.#app;
    const { lang, site } = store.state;
    const chosen = site !== null && this.#isComplete ? sites.rowOf(site) : -1;
    const selected = chosen === store.lifted ? -1 : chosen;
    const otherLang = secondLanguage(sites, lang, this.#isComplete);
    const look = lookOf(sites, store.state);
    const { sizing } = look;
    const { mask: signed, count } = isShaded(look) ? this.#signedOf(visible, sizing !== null) : { mask: visible, count: Infinity };
    // Nobody can zoom in on paper: what has no numbers there stands by itself all the same.
    const alone = isOnPaper() && !isNumbered() && !isShaded(look) ? withoutPlain(sites, this.#places, visible, frame.zoom) : null;
    const crowd = alone?.reduce((sum, is) => sum + is, 0) ?? Infinity;
    const isCrowd = crowd <= MOST_SINGLY;
    const [radius, share] = [radiusIn(look), isCrowd ? shareAmong(crowd) : 1];
    return {
      sites, places: this.#places, visible, signed: isCrowd ? alone! : signed, isShaded: isShaded(look),
      isApart: isNumbered(), isNumbered: isNumbered(), isFrank: isOnPaper(),
      isSingly: isCrowd || (sizing !== null && count <= MOST_SINGLY),
      radiusOf: (row) => radius(row) * share, isBilingual: frame.zoom >= SITE_STYLE.label.secondZoom,
      selected, focus: focusOf(sites, selected), isComplete: this.#isComplete,
      lang, otherLang, colours: currentPalette(), measure: this.#measure,
      groundLabels: this.#options.groundLabels(frame, seen, lang, otherLang),
      groundDots: this.#options.groundDots(frame),
      isOnGround: this.#options.isOnGround,
      seen,
      furniture: this.#isComplete ? this.#furniture(frame) : [],
    };
  }

  /** Without the one that is being reshaped. */
  #onMap(): Uint8Array {
    const { result, lifted } = this.#app.store;
    const visible = onMap(result.visible);
    return lifted < 0 ? visible : visible.map((is, row) => (row === lifted ? 0 : is));
  }

  #hand(): Hand {
    const { sites, store } = this.#app;
    return {
      ...handOf(sites, lookOf(sites, store.state), currentPalette(), this.#isAreal, (grouping) => this.#painterOf(grouping)),
      links: this.#links(),
      numberOf,
      count: (size) => shortCount(size, store.state.lang),
      hovered: this.#hoveredName(),
      lit: isNumbered() || !this.#isComplete ? null : store.lit,
    };
  }

  /** Lines from the site that is pointed at, or else from the chosen one. */
  #links(): readonly LinkLine[] {
    const [scene, subject] = [this.#scene, this.#subject];
    if (!scene || !subject || !this.#isComplete) return [];
    const pointed = this.#hovered?.row ?? -1;
    const row = pointed >= 0 ? pointed : subject.selected;
    return row < 0 ? [] : linkLines(scene, subject, row, this.#app.t("partOf"));
  }

  #painterOf(grouping: Grouping): SignPainter {
    return this.#painters.get(grouping.key, () => new SignPainter(grouping));
  }

  /** The visible sites that have a sign, and how many they are. */
  #signedOf(visible: Uint8Array, isSized: boolean): { readonly mask: Uint8Array; readonly count: number } {
    if (this.#signed?.visible !== visible || this.#signed.isSized !== isSized) {
      const mask = withSign(this.#app.sites, visible, isSized);
      this.#signed = { visible, isSized, mask, count: mask.reduce((sum, is) => sum + is, 0) };
    }
    return this.#signed;
  }

  #hoveredName(): Hand["hovered"] {
    const [hit, scene, subject] = [this.#hovered, this.#scene, this.#subject];
    if (!hit || !scene || !subject) return null;
    const said = hit.row < 0 ? "" : this.#said(hit.row);
    const isWritten = scene.names.some(({ label }) => label.row === hit.row);
    const isUntold = hit.row < 0 || (isWritten && said === "") || !this.#isComplete || this.#isHushed;
    return { ...hit, name: isUntold ? null : hoverName(scene, subject, hit, said, () => this.#pointed(hit.row, scene.frame)) };
  }

  /** Whether the pointer has gone on to what is said of a site: it stays while one reads it. */
  #isOnPlate(point: L.Point): boolean {
    const said = this.#hoveredName()?.name;
    if (!said || !this.#scene) return false;
    const { minX, minY, maxX, maxY } = plateOf(said);
    const { x, y } = this.#onCanvas(point, this.#scene.frame);
    return x >= minX && x <= maxX && y >= minY && y <= maxY;
  }

  /** Esc sends away what is said of a site, and nothing else that the pointer does not ask for (WCAG 1.4.13). */
  #hush(event: KeyboardEvent): void {
    const said = event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open]") ? this.#hoveredName()?.name : null;
    if (!said || !this.#scene || this.#hovered?.row === this.#scene.selected?.row) return;
    this.#isHushed = true;
    redrawScene(this.#scene, this.#hand());
    // One thing at a time: the card stays. What the focus is at covers nothing, and keeps no key to itself.
    if (this.#isPointer) event.preventDefault();
  }

  /** What the colours, or else the sizes, say of a site, in words. */
  #said(row: number): string {
    const { sites, store } = this.#app;
    const { grouping, sizing } = lookOf(sites, store.state);
    const told = [grouping, sizing].filter((one) => one?.field !== undefined);
    return told.map((one) => valueWords(one!.field!, row, one!.year, store.state.lang)).join(" · ");
  }

  /** Where the pointer is; or, for a site that is pointed at elsewhere, where it lies. */
  #pointed(row: number, frame: Frame): L.Point | { readonly x: number; readonly y: number } {
    if (this.#isPointer) return this.#onCanvas(this.#pointer, frame);
    return { x: this.#places.x[row]! * frame.world - frame.left, y: this.#places.y[row]! * frame.world - frame.top };
  }

  /** Light up a site that is pointed at in a list or a ranking. */
  #light(row: number): void {
    if (this.#isPointer || !this.#scene) return;
    const sign = this.#scene.signs.find((one) => one.row === row) ?? null;
    this.#hover(row < 0 || Number.isNaN(this.#places.x[row]) ? null : { row, sign });
  }

  #listen(): void {
    this.#app.store.listen((change) => {
      if (change.has("hovered")) this.#light(this.#app.store.hovered);
      if (change.has("lit") && this.#scene) redrawScene(this.#scene, this.#hand());
      if (change.has("topic") && this.#isPainted) crossFade(this.#canvas.element, this.#map);
    });
    // Before the window, which closes the card.
    document.addEventListener("keydown", (event) => this.#hush(event), { signal: this.#app.signal });
    const container = this.#map.getContainer();
    this.#map.on("click", ({ containerPoint, latlng, originalEvent }: L.LeafletMouseEvent) => {
      if (isPicking(this.#map)) return;
      const isTouch = (originalEvent as PointerEvent).pointerType === "touch";
      this.#click(containerPoint, latlng, isTouch ? SLACK.coarse : SLACK.fine);
    });
    if (!matchMedia("(hover: hover)").matches) return;
    this.#map.on("mousemove", ({ containerPoint }: L.LeafletMouseEvent) => {
      if (isPicking(this.#map)) return;
      const hit = this.#hitAt(containerPoint, SLACK.fine);
      if (!hit?.sign && this.#isOnPlate(containerPoint)) return;
      this.#isPointer = true;
      this.#hover(hit, containerPoint);
      this.#app.store.hover(this.#hovered?.row ?? -1);
      container.classList.toggle("pm-on-site", this.#hovered !== null);
    });
    this.#map.on("mouseout", () => {
      this.#hover(null);
      this.#app.store.hover(-1);
      this.#isPointer = false;
    });
  }

  /** @param at where the pointer came upon it: there stands what is said of it, as long as it is the same */
  #hover(hit: Hit | null, at = this.#pointer): void {
    const was = this.#hovered;
    if (hit?.row === was?.row && hit?.sign?.index === was?.sign?.index) return;
    this.#pointer = at;
    this.#hovered = hit;
    this.#isHushed = false;
    if (this.#scene) redrawScene(this.#scene, this.#hand());
  }

  #click(point: L.Point, at: L.LatLng, slack: number): void {
    const hit = this.#hitAt(point, slack);
    if (hit?.sign && hit.row < 0) {
      if (this.#scene) this.#options.onCluster(this.#scene.clusters.members(hit.sign.index), at);
      return;
    }
    if (!this.#isComplete) return; // ids are not there yet
    this.#app.store.set({ site: hit ? this.#app.sites.id(hit.row) : null });
  }

  /** What is at a point of the map. */
  #hitAt(point: L.Point, slack: number): Hit | null {
    const scene = this.#scene;
    if (!scene) return null;
    const { x, y } = this.#onCanvas(point, scene.frame);
    // What the signs were found for, which are kept as long as it stays the same.
    const { signed } = this.#subject!;
    return hitAt(scene, x, y, slack, (outline, part) => this.#places.holdsOthers(outline, part, signed));
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
    return scene.signs.map((sign) => {
      const { minX, minY, maxX, maxY } = numberOf(sign.row) === undefined ? roomOf(sign) : signRoom(sign);
      return { minX: minX - left, minY: minY - top, maxX: maxX - left, maxY: maxY - top };
    });
  }

  #onCanvas(point: L.Point, { left, top }: Frame): L.Point {
    return this.#map.containerPointToLayerPoint(point).add(this.#map.getPixelOrigin()).subtract([left, top]);
  }
}
