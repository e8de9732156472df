/** How far lists and cards are scrolled, over new data and over a reload. */

import { remember, remembered } from "../ui/remembered.ts";

const KEY = "parkmap-scroll";
/** Frames in which what is scrolled may still be filling. */
const TRIES = 20;

type Place = readonly [name: string, index: number, top: number];

/** How far everything in the page is scrolled. */
export function scrolledPlaces(): readonly Place[] {
  const places: Place[] = [];
  for (const element of document.querySelectorAll("#parkmap *")) {
    const [name] = element.classList;
    if (element.scrollTop === 0 || name === undefined) continue;
    places.push([name, [...document.getElementsByClassName(name)].indexOf(element), element.scrollTop]);
  }
  return places;
}

/** Scroll to where it was, as soon as what is scrolled is there. */
export function scrollBack(places: readonly Place[], left = TRIES): void {
  const rest = places.filter(([name, index, top]) => {
    const element = document.getElementsByClassName(name)[index];
    if (!element) return true;
    element.scrollTop = top;
    return Math.abs(element.scrollTop - top) > 1;
  });
  if (rest.length > 0 && left > 0) requestAnimationFrame(() => scrollBack(rest, left - 1));
}

export function keepScrolling(): void {
  const places = scrolledPlaces();
  remember(KEY, places.length > 0 ? JSON.stringify(places) : null);
}

/** Once the page is there. */
export function restoreScrolling(): void {
  const text = remembered(KEY);
  remember(KEY, null);
  if (text !== null) scrollBack(JSON.parse(text) as Place[]);
}
