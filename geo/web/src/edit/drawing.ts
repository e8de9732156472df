/** Drawing a line or a ring, corner after corner: with the mouse, a finger or the keyboard. */

import * as L from "leaflet";

import type { App } from "../app.ts";
import { h } from "../dom.ts";
import { onEscape, setPicking } from "../map/picking.ts";
import { guardLeaving } from "../ui/leaving.ts";
import { FEWEST, type Ring } from "./corners.ts";
import { say } from "./editwords.ts";
import { lonLatOf, placeOf, Sketch } from "./sketch.ts";
import type { Snap } from "./snapping.ts";

/** Pixels within which a corner that is there is meant. */
const SAME = 8;
const DOUBLE_CLICK_MS = 300;

export interface Drawing {
  readonly cancel: () => void;
  /** End with what is drawn, if that is enough. */
  readonly finish: () => void;
  readonly back: () => void;
  readonly isEnough: () => boolean;
}

export interface DrawingParts {
  readonly app: App;
  readonly map: L.Map;
  readonly kind: "line" | "area";
  readonly snap: Snap;
  /** Told at first, and whenever a corner comes or goes. */
  readonly changed: (drawing: Drawing, corners: number) => void;
}

/**
 * A click adds a corner; a double click, Enter, the first corner again (of an area) or the last one
 * (of a line) ends; Backspace and Ctrl+Z take the last corner back; Esc gives up, once it is asked. Without a mouse the
 * map is moved under the cross by the arrow keys, and the space bar adds the corner.
 */
export function drawRing({ app, map, kind, snap, changed }: DrawingParts): Promise<Ring | null> {
  return new Promise((resolve) => {
    const box = map.getContainer();
    const sketch = new Sketch(app, map);
    const cross = h("div", { class: "pm-pick-cross", "aria-hidden": "true" });
    let ring: Ring = [];
    let pointer: L.LatLng | null = null;
    let isByKeys = true;
    const touched = (): void => {
      isByKeys = false;
      pointer = null;
    };

    const isEnough = (): boolean => ring.length >= FEWEST[kind];
    const show = (): void => {
      const ahead: Ring = pointer && ring.length > 0 ? [[...(snap(pointer) ?? lonLatOf(pointer))]] : [];
      sketch.show({ kind, parts: [[[...ring, ...ahead]]] }, true);
    };
    const end = (drawn: Ring | null): void => {
      map.off("click", clicked).off("dblclick", finish).off("mousemove", pointed).off("move", followed);
      box.removeEventListener("touchstart", touched);
      document.removeEventListener("keydown", pressed, true);
      forgetEscape();
      forgetLeaving();
      sketch.remove();
      cross.remove();
      setPicking(map, false);
      // The double click that ended it is still to come.
      setTimeout(() => map.doubleClickZoom.enable(), DOUBLE_CLICK_MS);
      resolve(drawn);
    };
    const finish = (): void => {
      if (isEnough()) end(ring);
    };
    const back = (): void => {
      ring = ring.slice(0, -1);
      tell();
    };
    /** One corner is no work; more are asked about. */
    const giveUp = (): void => {
      if (ring.length < 2 || window.confirm(say("discardDrawn"))) end(null);
    };
    const drawing: Drawing = { cancel: giveUp, finish, back, isEnough };
    const tell = (): void => {
      show();
      changed(drawing, ring.length);
    };
    const isNear = (index: number, place: L.LatLng): boolean => {
      const corner = index < 0 ? ring[ring.length + index] : ring[index];
      if (!corner) return false;
      return map.latLngToContainerPoint(placeOf(map, corner)).distanceTo(map.latLngToContainerPoint(place)) <= SAME;
    };
    const add = (place: L.LatLng, event?: { readonly altKey: boolean }): void => {
      // The second click of a double click, too, lies on the last corner.
      const isEnd = isNear(-1, place) || (kind === "area" && ring.length > 2 && isNear(0, place));
      if (isEnd) {
        finish();
        return;
      }
      ring = [...ring, [...(snap(place, event) ?? lonLatOf(place))]];
      tell();
    };
    const clicked = (event: L.LeafletMouseEvent): void => add(event.latlng, event.originalEvent);
    const pointed = (event: L.LeafletMouseEvent): void => {
      pointer = event.latlng;
      show();
    };
    const followed = (): void => {
      // A finger that pushes the map means no corner under the cross.
      if (!isByKeys || document.activeElement !== box || box.matches(":hover")) return;
      pointer = map.containerPointToLatLng([cross.offsetLeft, cross.offsetTop]);
      show();
    };
    const pressed = (event: KeyboardEvent): void => {
      isByKeys = true;
      if (event.repeat && event.key !== "Backspace") return;
      if (document.querySelector("dialog[open]") || event.target instanceof HTMLInputElement) return;
      const isUndo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
      const isOnButton = event.target instanceof HTMLButtonElement;
      if (event.key === "Backspace" || event.key === "Delete" || isUndo) back();
      else if (event.key === "Enter" && !isOnButton) finish();
      else if (event.key === " " && event.target === box) {
        add(map.containerPointToLatLng([cross.offsetLeft, cross.offsetTop]), event);
      } else return;
      event.preventDefault();
      event.stopPropagation();
    };
    setPicking(map, true);
    map.doubleClickZoom.disable();
    box.append(cross);
    map.on("click", clicked).on("dblclick", finish).on("mousemove", pointed).on("move", followed);
    box.addEventListener("touchstart", touched, { passive: true });
    document.addEventListener("keydown", pressed, true);
    const forgetEscape = onEscape(giveUp);
    const forgetLeaving = guardLeaving(() => ring.length > 0);
    box.focus({ preventScroll: true });
    tell();
  });
}
