/** While a place is picked or a shape is drawn, a click on the map selects no site. */

import type * as L from "leaflet";

import { h } from "../dom.ts";

const PICKING = "pm-picking";

export function isPicking(map: L.Map): boolean {
  return map.getContainer().classList.contains(PICKING);
}

export function setPicking(map: L.Map, value: boolean): void {
  map.getContainer().classList.toggle(PICKING, value);
}

/** Ends a picking from outside: null is then what was picked. */
export type Cancel = () => void;

/** Before all else that listens, but not while a window is open; gives what ends the listening. */
export function onEscape(act: () => void): () => void {
  const pressed = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
    event.stopPropagation();
    event.preventDefault(); // or the same key closes the form that comes back
    act();
  };
  document.addEventListener("keydown", pressed, true);
  return () => document.removeEventListener("keydown", pressed, true);
}

/**
 * Let the reader click on one place, or move the map under the cross and press Enter; Esc ends it
 * with null.
 *
 * @param started given what ends it from outside (a button)
 */
export function pickPlace(map: L.Map, started: (cancel: Cancel) => void): Promise<L.LatLng | null> {
  return new Promise((resolve) => {
    const box = map.getContainer();
    const cross = h("div", { class: "pm-pick-cross", "aria-hidden": "true" });
    const finish = (place: L.LatLng | null): void => {
      map.off("click", clicked);
      box.removeEventListener("keydown", pressed);
      cross.remove();
      forgetEscape();
      setPicking(map, false);
      resolve(place?.wrap() ?? null);
    };
    const clicked = (event: L.LeafletMouseEvent): void => finish(event.latlng);
    const pressed = (event: KeyboardEvent): void => {
      // A key still held from the button that began it picks nothing.
      if (event.key !== "Enter" || event.target !== box || event.repeat) return;
      event.preventDefault();
      finish(map.containerPointToLatLng([cross.offsetLeft, cross.offsetTop]));
    };
    setPicking(map, true);
    box.append(cross);
    map.on("click", clicked);
    box.addEventListener("keydown", pressed);
    const forgetEscape = onEscape(() => finish(null));
    started(() => finish(null));
  });
}
