/** Where no site is left: which filter to take away first. */

import type { App } from "../../app.ts";
import { h } from "../../dom.ts";
import type { Found } from "../groundfinds.ts";
import { passingWithout } from "../../search.ts";
import { holding } from "./holding.ts";

/** Offers shown. */
const MOST = 3;

const SAID = { places: "noMatchPlaces", coordinates: "noMatchCoordinates" } as const;

/**
 * What is said, and a button for each filter without which there would be sites, most sites first.
 *
 * @param found what a search has found on the ground instead
 */
export function loosening(app: App, clear: () => void, found: Found = "nothing"): readonly HTMLElement[] {
  const { sites, store, t } = app;
  // Nothing keeps any from being shown: there is none.
  if (sites.count === 0) return [h("p", {}, t("noSitesYet"))];
  const held = holding(app);
  const offers = held
    .map(({ words, without }) => ({
      words, without,
      // The field of no filter: everything else holds.
      count: passingWithout(sites, { ...store.state, ...without }, "").reduce((sum, passes) => sum + passes, 0),
    }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST);
  const isSearchAlone = held.length <= 1 && store.state.q.trim() !== "";
  return [
    h("p", {}, found !== "nothing" ? t(SAID[found]) : held.length > 1 ? t("noMatchAny") : t(isSearchAlone ? "noMatchSearch" : "noMatch")),
    ...(held.length > 1
      ? offers.map(({ words, without, count }) =>
          h("button", { type: "button", class: "pm-button", onclick: () => store.set(without) }, t("loosen", { filter: words, count })))
      : []),
    h("button", { type: "button", class: "pm-button", onclick: clear }, t(isSearchAlone ? "clearSearchText" : "clearFilter")),
  ];
}
