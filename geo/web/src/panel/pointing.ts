/** Rows of a list and signs on the map that mean the same site light up together. */

import type { App } from "../app.ts";

/** Tie the rows within an element, which name their site by `data-row`. What the keyboard is at counts as pointed at. */
export function tiePointing({ store }: App, element: HTMLElement): void {
  const point = ({ target }: Event): void => {
    const row = (target as Element).closest<HTMLElement>("[data-row]");
    store.hover(row ? Number(row.dataset["row"]) : -1);
  };
  const leave = (): void => store.hover(-1);
  element.addEventListener("pointerover", point);
  element.addEventListener("pointerleave", leave);
  element.addEventListener("focusin", point);
  element.addEventListener("focusout", leave);
  store.listen((change) => {
    if (change.has("hovered")) markPointed(element, store.hovered);
  });
}

/** Light the rows of a site that are in the page. */
export function markPointed(element: HTMLElement, site: number): void {
  for (const row of element.querySelectorAll<HTMLElement>("[data-row]")) {
    row.classList.toggle("pm-pointed", Number(row.dataset["row"]) === site);
  }
}
