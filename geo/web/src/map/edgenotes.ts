/**
 * Notes at the rim of the map that open a window upon sites beyond the first view; and one that leads
 * back, where the reader has gone so far that no site is in view.
 */

import * as L from "leaflet";

import type { App } from "../app.ts";
import { h } from "../dom.ts";
import { onceRead } from "../data/later.ts";
import { INSETS_EVENT } from "../ui/insets.ts";
import { groupsBeyond, wayBack, type Group } from "./beyond.ts";
import { signRadius } from "./clusters.ts";
import { controlsWidth } from "./controls.ts";
import { icon } from "./controlicons.ts";
import type { Box } from "./geometry.ts";
import type { Frame } from "./frame.ts";
import { InsetWindow } from "./insetwindow.ts";
import { wordsOf } from "./notewords.ts";
import type { Padding } from "./padding.ts";
import { latOf, lonOf, unitX, unitY, type Units } from "./projection.ts";
import type { Rect } from "./rect.ts";
import { placeNotes } from "./rim.ts";
import { onThemeChange } from "./theme.ts";
import { distanceText } from "../ui/distance.ts";

/** Closer in than this many zooms the reader has left the first view behind. */
const ZOOM_PAST = 1.2;
/**
 * Room for credits, and around and between controls and notes, in pixels where letters are of the usual
 * size: it grows with them.
 */
const AIR = { left: 12, top: 12, right: 24, bottom: 46 };

/** Characters of a name and the way there; more stand on two lines. */
const MOST_ON_A_LINE = 34;
/** The link to the whole map, with the air below it. */
const LINK_HEIGHT = 40;

/** Where no notes stand. */
const NOWHERE = "[]";

/** The first view. */
interface Home {
  readonly box: Box;
  readonly zoom: number;
}

export interface EdgeNotesOptions {
  readonly go: (rows: readonly number[]) => void;
  /** Paint ground and sites of another part of the map. */
  readonly paint: (frame: Frame) => void;
  /** Where signs stand that had better be seen, in container pixels. */
  readonly signs: () => readonly Rect[];
  /** The notes stand elsewhere than before. */
  readonly onMoved: () => void;
}

export class EdgeNotes {
  readonly element = h("div", { class: "pm-edge-notes" });
  readonly #app: App;
  readonly #map: L.Map;
  readonly #padding: Padding;
  readonly #options: EdgeNotesOptions;
  #home: Home | null = null;
  #groups: readonly Group[] = [];
  #back: Group | null = null;
  /** Made once for each group, so that a move of the map takes the focus from none. */
  #notes = new Map<Group, HTMLElement>();
  /** The note that has been opened into a window. */
  #open: { readonly group: Group; readonly window: InsetWindow } | null = null;
  #places = NOWHERE;
  #isComplete = false;

  constructor(app: App, map: L.Map, padding: Padding, options: EdgeNotesOptions) {
    this.#app = app;
    this.#map = map;
    this.#padding = padding;
    this.#options = options;
    map.on("moveend resize", () => this.show());
    app.store.listen((change) => {
      if (change.has("result")) this.#find();
      if (change.has("lang")) this.#forget();
      if (change.has("result") || change.has("lang")) this.show();
      else this.#open?.window.paint();
    });
    onThemeChange(() => this.#open?.window.paint(), app.signal);
    map.getContainer().addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.#open) return;
      event.stopPropagation();
      this.#close();
    });
    // Panel and sheet have moved.
    app.root.addEventListener(INSETS_EVENT, () => this.show(), { signal: app.signal });
    onceRead(app.sites.complete, () => {
      this.#isComplete = true;
      this.#find();
      this.show();
    });
  }

  /** What is in view now is the first view. */
  setHome(): void {
    this.#home = { box: this.#freeBox(), zoom: this.#map.getZoom() };
    if (this.#isComplete) this.#find();
  }

  /** The free part of the map, in WGS 84 units. */
  #freeBox(): Box {
    const { min, max } = this.#padding.free();
    const units = (point: L.Point | undefined): Units => {
      const { lat, lng } = this.#map.containerPointToLatLng(point ?? L.point(0, 0));
      return [unitX(lng), unitY(lat)];
    };
    return [...units(min), ...units(max)];
  }

  #find(): void {
    if (!this.#home) return;
    const { sites, store } = this.#app;
    this.#groups = groupsBeyond(sites.x, sites.y, store.result.visible, this.#home.box);
    this.#forget();
  }

  #forget(): void {
    this.#notes.clear();
    this.#open = null;
  }

  show(): void {
    const view = this.#freeBox();
    const isPast = !this.#home || this.#isLeft(this.#home, view);
    const beyond = isPast ? [] : this.#groups.filter((group) => !this.#isIn(group, view));
    const back = beyond.length === 0 ? this.#wayBack(view) : null;
    const groups = back ? [back] : [...beyond];
    if (this.#open && !groups.includes(this.#open.group)) this.#open = null;
    // It keeps its place; the others step aside.
    if (this.#open) groups.sort((a, b) => Number(b === this.#open?.group) - Number(a === this.#open?.group));
    const focused = document.activeElement;
    const hadFocus = this.element.contains(focused);
    const notes = groups.map((group) => this.#noteOf(group));
    this.#put(notes);
    this.#place(groups, notes, back !== null);
    this.#open?.window.paint();
    // Where the focused note is gone, the map it stood on is next to it.
    const isGone = focused instanceof HTMLElement && (!focused.isConnected || focused.hidden);
    if (hadFocus && isGone) this.#map.getContainer().focus({ preventScroll: true });
  }

  /** The way back to the sites; the same group as before where the note would say the same. */
  #wayBack([west, north, east, south]: Box): Group | null {
    if (!this.#isComplete) return null;
    const { sites, store, t } = this.#app;
    // A sign half in view is one.
    const rim = signRadius(1) / (256 * 2 ** this.#map.getZoom());
    const box: Box = [west - rim, north - rim, east + rim, south + rim];
    const found = wayBack(sites.x, sites.y, store.result.visible, box);
    const saying = (group: Group | null): string =>
      group ? `${group.rows[0]} ${group.direction} ${distanceText(group.distance, t)}` : "";
    if (saying(found) === saying(this.#back)) return this.#back;
    if (this.#back) this.#notes.delete(this.#back);
    return (this.#back = found);
  }

  #noteOf(group: Group): HTMLElement {
    if (this.#open?.group === group) return this.#open.window.element;
    const note = this.#notes.get(group) ?? this.#makeNote(group);
    this.#notes.set(group, note);
    return note;
  }

  /** Let these be the notes that stand there; those that did already are not touched. */
  #put(notes: readonly HTMLElement[]): void {
    const kept = new Set<Element>(notes);
    for (const note of [...this.element.children]) {
      if (!kept.has(note)) note.remove();
    }
    notes.forEach((note, index) => {
      const there = this.element.children[index] ?? null;
      if (there !== note) this.element.insertBefore(note, there);
    });
  }

  /** Whether the reader has gone elsewhere, where distances from the first view mean nothing. */
  #isLeft({ box, zoom }: Home, [west, north, east, south]: Box): boolean {
    const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
    const isInView = x >= west && x <= east && y >= north && y <= south;
    return !isInView || this.#map.getZoom() > zoom + ZOOM_PAST;
  }

  /** Whether any site of a group lies in a box. */
  #isIn({ rows }: Group, [west, north, east, south]: Box): boolean {
    const { x, y } = this.#app.sites;
    return rows.some(
      (row) => x[row]! >= west && x[row]! <= east && y[row]! >= north && y[row]! <= south,
    );
  }

  /** Let a window take the note's place; where there is no room for one, go there. */
  #look(group: Group): void {
    const window = new InsetWindow(this.#app, this.#map, {
      group,
      words: wordsOf(this.#app, group),
      paint: this.#options.paint,
      go: () => {
        this.#close();
        this.#options.go(group.rows);
      },
      close: () => this.#close(),
    });
    this.#open = { group, window };
    this.show();
    if (window.element.hidden) {
      this.#close();
      this.#options.go(group.rows);
    } else window.focus();
  }

  #close(): void {
    const group = this.#open?.group;
    this.#open = null;
    this.show();
    if (group) this.#notes.get(group)?.focus({ preventScroll: true });
  }

  #makeNote(group: Group): HTMLElement {
    const [name, where] = wordsOf(this.#app, group);
    // Where no site is in view there is nothing one would keep in view.
    const isBack = group === this.#back;
    const act = (): void => (isBack ? this.#options.go(group.rows) : this.#look(group));
    const isLong = name.length + where.length > MOST_ON_A_LINE;
    const arrow = icon("arrow");
    arrow.style.transform = `rotate(${group.direction * 45 - 90}deg)`;
    const note = h(
      "button",
      { type: "button", class: isLong ? "pm-edge-note pm-two-lines" : "pm-edge-note", "aria-haspopup": isBack ? null : "dialog", onclick: act },
      arrow,
      h("span", {}, h("strong", {}, name), " ", h("span", { class: "pm-edge-where" }, where)),
    );
    // It may be gone before its click has come to the map, which asks the elements around the target.
    L.DomEvent.disableClickPropagation(note);
    return note;
  }

  /** Put each where the way to its group leaves the free part of the map; hide what has no room. */
  #place(groups: readonly Group[], elements: readonly HTMLElement[], isEmpty: boolean): void {
    const { min, max } = this.#padding.free();
    // To ask where things stand costs a layout, which the first view need not wait for.
    if (!min || !max || (groups.length === 0 && this.#places === NOWHERE)) return;
    for (const element of elements) element.hidden = false;
    // An embedded map has the link to the whole one in its corner.
    const top = AIR.top + (this.#app.store.state.ui === "embed" ? LINK_HEIGHT : 0);
    const letters = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;
    const room = {
      left: min.x + AIR.left * letters,
      top: min.y + top * letters,
      right: max.x - controlsWidth(this.#app.root) - AIR.right * letters,
      bottom: max.y - AIR.bottom * letters,
    };
    this.element.style.setProperty("--pm-rim", `${Math.max(0, room.right - room.left)}px`);
    const notes = groups.map(({ middle: [x, y] }, index) => {
      const { offsetWidth: width, offsetHeight: height } = elements[index]!;
      const target = this.#map.latLngToContainerPoint([latOf(y), lonOf(x)]);
      return { width, height, target: [target.x, target.y] as const };
    });
    const places = placeNotes(notes, room, isEmpty ? [] : this.#options.signs(), isEmpty);
    places.forEach((at, index) => {
      const element = elements[index]!;
      if (at) L.DomUtil.setTransform(element, L.point(...at), 1);
      else element.hidden = true;
    });
    const text = JSON.stringify(places);
    if (text !== this.#places) this.#options.onMoved();
    this.#places = text;
  }
}
