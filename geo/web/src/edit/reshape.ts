/** Changing a shape on the map: handles on its corners, and paler ones in the middle of its edges. */

import * as L from "leaflet";
import type { Geometry } from "geojson";

import type { App } from "../app.ts";
import { setPicking } from "../map/picking.ts";
import {
  allCorners, cornerAt, edgesOf, geometryOf, inserted, moved, outlineOf, withHole, withoutCorner, withPart,
  type At, type Outline, type Ring,
} from "./corners.ts";
import { say } from "./editwords.ts";
import { lonLatOf, placeOf, Sketch } from "./sketch.ts";
import type { Snap } from "./snapping.ts";

/** A finger trembles: only beyond this many pixels is a handle dragged. */
const THRESHOLD = 5;
/** Pixels of an arrow key, with Shift of ten. */
const NUDGE = 1;
/** Of more corners than this in view, handles would cover the shape: they come when one zooms in. */
const MOST_HANDLES = 400;
/** Pixels between two corners that leave room for a handle between. */
const ROOM = 28;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
};

export interface ReshapingParts {
  readonly app: App;
  readonly map: L.Map;
  readonly before: Geometry;
  readonly snap: Snap;
  /** Told at first, and whenever something has changed. */
  readonly changed: () => void;
}

/** Null where a geometry is of several kinds. */
export function reshape(parts: ReshapingParts): Reshaping | null {
  const outline = outlineOf(parts.before);
  return outline && new Reshaping(parts, outline);
}

export class Reshaping {
  readonly #parts: ReshapingParts;
  readonly #map: L.Map;
  readonly #sketch: Sketch;
  readonly #handles = L.layerGroup();
  #outline: Outline;
  #earlier: Outline[] = [];
  #later: Outline[] = [];
  /** Ends a drag without keeping it. */
  #giveUpDrag: (() => void) | null = null;
  #focused: At | null = null;

  constructor(parts: ReshapingParts, outline: Outline) {
    this.#parts = parts;
    this.#map = parts.map;
    this.#outline = outline;
    this.#sketch = new Sketch(parts.app, parts.map);
    setPicking(this.#map, true);
    const bounds = L.latLngBounds(allCorners(outline).map((at) => placeOf(this.#map, cornerAt(outline, at))));
    if (!this.#map.getBounds().contains(bounds)) {
      this.#map.fitBounds(bounds.pad(0.3), { maxZoom: this.#map.getZoom(), animate: false });
    }
    this.#handles.addTo(this.#map);
    this.#map.on("moveend", this.#place, this);
    document.addEventListener("keydown", this.#pressed, true);
    this.#show();
  }

  get kind(): Outline["kind"] {
    return this.#outline.kind;
  }

  get canUndo(): boolean {
    return this.#earlier.length > 0;
  }

  /** Whether a corner has the focus that can be taken away. */
  get canRemove(): boolean {
    return this.#focused !== null && withoutCorner(this.#outline, this.#focused) !== null;
  }

  geometry(): Geometry {
    return this.#earlier.length > 0 ? geometryOf(this.#outline, this.#parts.before) : this.#parts.before;
  }

  undo(): void {
    const before = this.#earlier.pop();
    if (!before) return;
    this.#later.push(this.#outline);
    this.#outline = before;
    this.#show();
  }

  redo(): void {
    const after = this.#later.pop();
    if (!after) return;
    this.#earlier.push(this.#outline);
    this.#outline = after;
    this.#show();
  }

  removeCorner(at: At | null = this.#focused): void {
    const without = at && withoutCorner(this.#outline, at);
    if (!at || !without) return;
    this.#focused = { ...at, index: Math.max(0, at.index - 1) };
    this.#keep(without);
  }

  /** False where it lies outside. */
  addHole(ring: Ring): boolean {
    const outline = withHole(this.#outline, ring);
    if (outline) this.#keep(outline);
    return outline !== null;
  }

  addPart(ring: Ring): void {
    this.#keep(withPart(this.#outline, ring));
  }

  /** Out of the way while a hole or a part is drawn. */
  setHandles(areShown: boolean): void {
    if (areShown) {
      this.#handles.addTo(this.#map);
      this.#place(); // the map may show another part now
      setPicking(this.#map, true);
    } else {
      this.#handles.remove();
    }
  }

  /** Esc while something is dragged puts it back. */
  giveUpDrag(): boolean {
    const isDragging = this.#giveUpDrag !== null;
    this.#giveUpDrag?.();
    return isDragging;
  }

  /** No more handles. */
  end(): void {
    this.#giveUpDrag?.();
    document.removeEventListener("keydown", this.#pressed, true);
    this.#map.off("moveend", this.#place, this);
    this.#handles.remove();
    setPicking(this.#map, false);
  }

  /** Take the shape away that was shown. */
  remove(): void {
    this.#sketch.remove();
  }

  #keep(outline: Outline): void {
    this.#earlier.push(this.#outline);
    this.#later = [];
    this.#outline = outline;
    this.#show();
  }

  #show(): void {
    this.#sketch.show(this.#outline);
    this.#place();
    this.#parts.changed();
  }

  /** Handles for what is in view. */
  #place(): void {
    if (this.#giveUpDrag || !this.#map.hasLayer(this.#handles)) return;
    const wanted = this.#focused;
    this.#handles.clearLayers();
    const view = this.#map.getBounds().pad(0.2);
    const corners = allCorners(this.#outline).filter((at) => view.contains(placeOf(this.#map, cornerAt(this.#outline, at))));
    if (corners.length > MOST_HANDLES) return;
    for (const at of corners) this.#corner(at);
    for (const { at, ends } of edgesOf(this.#outline)) {
      const [one, other] = ends.map((end) => this.#map.latLngToLayerPoint(placeOf(this.#map, end))) as [L.Point, L.Point];
      const middle = this.#map.layerPointToLatLng(one.add(other).divideBy(2));
      if (one.distanceTo(other) >= ROOM && view.contains(middle)) this.#middle(at, middle);
    }
    if (wanted) this.#focus(wanted);
  }

  #focus(wanted: At): void {
    this.#handles.eachLayer((layer) => {
      const element = (layer as L.Marker).getElement();
      if (element?.dataset["corner"] === nameOf(wanted)) element.focus({ preventScroll: true });
    });
  }

  #corner(at: At): void {
    const isPoint = this.#outline.kind === "point";
    const place = placeOf(this.#map, cornerAt(this.#outline, at));
    const icon = isPoint ? "pm-pin pm-handle" : "marker-icon pm-handle";
    const marker = this.#handle(place, icon, isPoint ? 22 : 14, say("corner", { number: at.index + 1 }));
    const element = marker.getElement()!;
    element.dataset["corner"] = nameOf(at);
    element.addEventListener("focus", () => {
      this.#focused = at;
      this.#parts.changed();
    });
    element.addEventListener("contextmenu", (event) => {
      event.preventDefault();
      event.stopPropagation();
      this.removeCorner(at);
    });
    this.#draggable(marker, () => at);
  }

  #middle(at: At, place: L.LatLng): void {
    const marker = this.#handle(place, "marker-icon marker-icon-middle pm-handle", 10, say("newCorner"));
    const element = marker.getElement()!;
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      this.#focused = at;
      this.#keep(inserted(this.#outline, at, lonLatOf(place)));
    });
    this.#draggable(marker, () => {
      this.#outline = inserted(this.#outline, at, lonLatOf(place));
      return at;
    });
  }

  #handle(place: L.LatLng, className: string, size: number, label: string): L.Marker {
    const icon = L.divIcon({ className, iconSize: [size, size] });
    const marker = L.marker(place, { icon, keyboard: false, interactive: false }).addTo(this.#handles);
    const element = marker.getElement()!;
    element.tabIndex = 0;
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", label);
    element.title = label;
    L.DomEvent.disableClickPropagation(element);
    return marker;
  }

  /** @param begin what the handle is the corner of, once it is dragged */
  #draggable(marker: L.Marker, begin: () => At): void {
    const element = marker.getElement()!;
    element.addEventListener("pointerdown", (down) => {
      if (down.button !== 0 || this.#giveUpDrag) return;
      down.preventDefault();
      down.stopPropagation();
      element.focus({ preventScroll: true });
      element.setPointerCapture(down.pointerId);
      const before = this.#outline;
      const grabbed = this.#map.latLngToContainerPoint(marker.getLatLng()).subtract(this.#map.mouseEventToContainerPoint(down));
      let at: At | null = null;
      const end = (isKept: boolean): void => {
        element.removeEventListener("pointermove", move);
        element.removeEventListener("pointerup", up);
        element.removeEventListener("pointercancel", cancel);
        this.#giveUpDrag = null;
        const after = this.#outline;
        this.#outline = before;
        if (isKept && at) {
          this.#focused = at;
          this.#keep(after);
        } else if (at) this.#show();
      };
      const move = (event: PointerEvent): void => {
        const away = Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY);
        if (!at && away < THRESHOLD) return;
        at ??= begin();
        const place = this.#map.containerPointToLatLng(this.#map.mouseEventToContainerPoint(event).add(grabbed));
        const lonLat = this.#parts.snap(place, event) ?? lonLatOf(place);
        this.#outline = moved(this.#outline, at, lonLat);
        marker.setLatLng(placeOf(this.#map, [...lonLat]));
        this.#sketch.show(this.#outline);
      };
      const up = (): void => end(true);
      const cancel = (): void => end(false);
      this.#giveUpDrag = cancel;
      element.addEventListener("pointermove", move);
      element.addEventListener("pointerup", up);
      element.addEventListener("pointercancel", cancel);
    });
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    // Out of the way: the keys are another's.
    if (document.querySelector("dialog[open]") || !this.#map.hasLayer(this.#handles)) return;
    const key = event.key.toLowerCase();
    const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey;
    const onHandle = event.target instanceof HTMLElement && event.target.classList.contains("pm-handle");
    const arrow = ARROWS[event.key];
    if (isCommand && key === "z" && !event.shiftKey) this.undo();
    else if (isCommand && (key === "y" || key === "z")) this.redo();
    else if (onHandle && (key === "delete" || key === "backspace")) this.removeCorner();
    else if (onHandle && arrow && this.#focused) this.#nudge(this.#focused, arrow, event.shiftKey ? 10 * NUDGE : NUDGE);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #nudge(at: At, [right, down]: readonly [number, number], pixels: number): void {
    const point = this.#map.latLngToContainerPoint(placeOf(this.#map, cornerAt(this.#outline, at)));
    const place = this.#map.containerPointToLatLng(point.add([right * pixels, down * pixels]));
    this.#keep(moved(this.#outline, at, lonLatOf(place)));
  }
}

function nameOf({ part, ring, index }: At): string {
  return `${part}-${ring}-${index}`;
}
