/** From one site to the next, in the order of the list: by buttons, and by a swipe on a phone. */

import type { App } from "../app.ts";
import { fill, h } from "../dom.ts";
import { countText } from "../i18n.ts";
import { icon } from "../ui/icons.ts";

/** Sites in the order of the list. */
export interface Order {
  /** Place of a row among the sites, from 0; −1 where it is not in the list. */
  readonly placeOf: (row: number) => number;
  readonly rowAt: (place: number) => number;
  readonly count: () => number;
}

/** A finger that moved so far sideways, and that much more than up or down, has swiped. */
const SWIPE_PX = 56;
const STEEPNESS = 2;

export class Neighbours {
  readonly element = h("nav", { class: "pm-neighbours" });
  readonly #app: App;
  readonly #order: Order;
  #row = -1;

  constructor(app: App, order: Order) {
    this.#app = app;
    this.#order = order;
  }

  /** Show where a site stands among the others. */
  show(row: number): void {
    const { t, store } = this.#app;
    this.#row = row;
    const [place, count] = [row < 0 ? -1 : this.#order.placeOf(row), this.#order.count()];
    this.element.hidden = place < 0 || count < 2;
    if (this.element.hidden) return;
    const focused = document.activeElement?.getAttribute("data-step");
    const step = (by: -1 | 1, name: "back" | "forward", label: string): HTMLElement =>
      h(
        "button",
        {
          type: "button", class: "pm-icon-button", "data-step": by, "aria-label": label, title: label,
          disabled: place + by < 0 || place + by >= count, onclick: () => this.go(by),
        },
        icon(name),
      );
    this.element.setAttribute("aria-label", t("results", { count }));
    const number = countText(place + 1, store.state.lang);
    fill(
      this.element,
      step(-1, "back", t("previousSite")),
      h("span", {}, t("siteOf", { count: number, all: countText(count, store.state.lang) })),
      step(1, "forward", t("nextSite")),
    );
    if (focused) this.element.querySelector<HTMLElement>(`[data-step="${focused}"]:not(:disabled)`)?.focus();
  }

  /** Go to the site before or after; false at the ends. */
  go(by: -1 | 1): boolean {
    const place = this.#order.placeOf(this.#row);
    const next = place < 0 ? -1 : this.#order.rowAt(place + by);
    if (next < 0) return false;
    this.#app.store.set({ site: this.#app.sites.id(next) });
    return true;
  }

  /** A swipe to the left leads on, one to the right back. */
  followSwipes(element: HTMLElement): void {
    let start: { x: number; y: number } | null = null;
    element.addEventListener("touchstart", ({ touches, target }) => {
      const touch = touches.length === 1 ? touches[0] : undefined;
      // What scrolls sideways itself keeps the finger.
      const isTaken = (target as Element).closest(".pm-wide, input, textarea, select") !== null;
      start = touch && !isTaken ? { x: touch.clientX, y: touch.clientY } : null;
    }, { passive: true });
    element.addEventListener("touchend", ({ changedTouches, touches }) => {
      const touch = changedTouches[0];
      if (!start || !touch || touches.length > 0) return;
      const [across, down] = [touch.clientX - start.x, touch.clientY - start.y];
      start = null;
      if (Math.abs(across) >= SWIPE_PX && Math.abs(across) > STEEPNESS * Math.abs(down)) this.go(across < 0 ? 1 : -1);
    }, { passive: true });
    element.addEventListener("touchcancel", () => (start = null), { passive: true });
  }
}
