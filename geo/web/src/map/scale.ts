/** Scale bar in metres, and the credits below the map. */

import type * as L from "leaflet";

import type { App } from "../app.ts";
import { fill, h, onResize, safeUrl } from "../dom.ts";
import type { Base } from "../data/head.ts";
import { inLanguage } from "../i18n.ts";
import { distanceText } from "../ui/distance.ts";

/** Longest bar, in pixels. */
const LONGEST = 96;

/** The longest of 1, 2 or 5 × 10ⁿ metres that is no longer than `metres`. */
export function roundDown(metres: number): number {
  const power = 10 ** Math.floor(Math.log10(metres));
  const first = metres / power;
  return (first >= 5 ? 5 : first >= 2 ? 2 : 1) * power;
}

export function mountScale(app: App, map: L.Map): HTMLElement {
  const words = h("span", { class: "pm-scale-words" });
  const bar = h("span", { class: "pm-scale-bar", "aria-hidden": "true" });
  const element = h("div", { class: "pm-scale" }, words, bar);
  const show = (): void => {
    const size = map.getSize();
    if (size.x === 0) return;
    const middle = size.divideBy(2);
    const from = map.containerPointToLatLng(middle);
    const to = map.containerPointToLatLng(middle.add([LONGEST, 0]));
    const reach = map.distance(from, to);
    const metres = roundDown(reach);
    bar.style.width = `${(metres / reach) * LONGEST}px`;
    words.textContent = distanceText(metres, app.t);
  };
  map.on("moveend resize", show);
  app.store.listen((change) => {
    if (change.has("lang")) show();
  });
  return element;
}

export interface Credits {
  /** Bottom left. */
  readonly review: HTMLElement;
  /** Bottom right. */
  readonly attribution: HTMLElement;
  /** Credit what is seen, the uppermost first; null is the built-in ground. */
  show(seen: readonly (Base | null)[]): void;
}

/** Who made the ground, and the number under which it was reviewed. */
export function makeCredits(app: App): Credits {
  const review = h("div", { class: "pm-review" });
  const words = h("span", { class: "pm-credit" });
  const more = h("button", { type: "button", class: "pm-credit-more", "aria-expanded": "false" }, "…");
  const attribution = h("div", { class: "pm-attribution" }, words, more);
  // One line; where it does not fit, the rest is a press away.
  const measure = (): void => {
    const isOpen = attribution.classList.contains("pm-open");
    const isClipped = !isOpen && words.scrollWidth > words.clientWidth;
    attribution.classList.toggle("pm-clipped", isClipped);
    more.hidden = !isOpen && !isClipped;
  };
  more.addEventListener("click", () => {
    const isOpen = attribution.classList.toggle("pm-open");
    more.setAttribute("aria-expanded", String(isOpen));
    measure();
  });
  onResize(words, app.signal, measure);
  const { head } = app.sites;
  const credit = (base: Base | null): HTMLElement | string => {
    const text = inLanguage((base ?? head).attribution, app.store.state.lang);
    const address = base ? safeUrl(base.attributionUrl) : null;
    return address ? h("a", { href: address, target: "_blank", rel: "noopener" }, text) : text;
  };
  let shown: readonly (Base | null)[] = [];
  const show: Credits["show"] = (seen) => {
    shown = seen;
    const credits = seen.map(credit).filter((one) => one !== "");
    fill(words, ...credits.flatMap((one, index) => (index === 0 ? [one] : [" · ", one])));
    more.setAttribute("aria-label", app.t("wholeCredits"));
    more.title = app.t("wholeCredits");
    measure();
    const numbers = seen.map((base) => (base ? base.reviewNumber : head.reviewNumber)).filter(Boolean);
    review.textContent = numbers.map((number) => app.t("reviewNumber", { number: number ?? "" })).join(" · ");
  };
  app.store.listen((change) => {
    if (change.has("lang")) show(shown);
  });
  return { review, attribution, show };
}
