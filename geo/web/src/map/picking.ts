/** While a place is picked or a shape is drawn, a click on the map selects no site. */

import type * as L from "leaflet";

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
 * Let the reader click on one place; Esc ends it with null.
 *
 * @param started given what ends it from outside (a button)
 */
export function pickPlace(map: L.Map, started: (cancel: Cancel) => void): Promise<L.LatLng | null> {
  return new Promise((resolve) => {
    const finish = (place: L.LatLng | null): void => {
      map.off("click", clicked);
      forgetEscape();
      setPicking(map, false);
      resolve(place);
    };
    const clicked = (event: L.LeafletMouseEvent): void => finish(event.latlng.wrap());
    setPicking(map, true);
    map.on("click", clicked);
    const forgetEscape = onEscape(() => finish(null));
    started(() => finish(null));
  });
}
