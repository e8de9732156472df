/** Sites on one spot cannot be told apart by zooming: a list to pick from. */

import * as L from "leaflet";

import type { App } from "../app.ts";
import { fill, h } from "../dom.ts";
import { signsOf } from "../look.ts";
import { sign } from "../ui/sign.ts";

/** More names than this are not read in such a list; the filter is the better way then. */
const MOST = 200;

export class PickList {
  readonly element = h("div", { class: "pm-picklist", role: "dialog", hidden: true });
  readonly #app: App;
  readonly #map: L.Map;

  constructor(app: App, map: L.Map) {
    this.#app = app;
    this.#map = map;
    map.on("movestart zoomstart click", () => this.close());
    this.element.addEventListener("keydown", (event) => this.#key(event));
  }

  open(rows: Uint32Array, at: L.LatLng): void {
    const { sites, store, t } = this.#app;
    const { lang } = store.state;
    const items = Array.from(rows.subarray(0, MOST), (row) => {
      const pick = (): void => {
        this.close();
        store.set({ site: sites.id(row) });
      };
      const { groups, of } = signsOf(sites);
      const group = groups[of[row]!];
      const its = sign(group && { symbol: group.symbol, color: group.light });
      return h("li", {}, h("button", { type: "button", onclick: pick }, its, sites.name(row, lang)));
    });
    const rest = rows.length - MOST;
    fill(this.element, h("ul", {}, ...items), rest > 0 && h("p", {}, t("andMore", { count: rest })));
    this.element.setAttribute("aria-label", t("sameSpot", { count: rows.length }));
    this.element.hidden = false;
    const size = this.#map.getSize();
    const point = this.#map.latLngToContainerPoint(at);
    const x = Math.min(point.x + 16, size.x - this.element.offsetWidth - 8);
    const y = Math.min(point.y - 16, size.y - this.element.offsetHeight - 8);
    L.DomUtil.setTransform(this.element, L.point(Math.max(8, x), Math.max(8, y)), 1);
    this.element.querySelector("button")?.focus({ preventScroll: true });
  }

  close(): void {
    if (this.element.hidden) return;
    const hadFocus = this.element.contains(document.activeElement);
    this.element.hidden = true;
    if (hadFocus) this.#map.getContainer().focus({ preventScroll: true });
  }

  #key(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.stopPropagation();
      this.close();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const buttons = [...this.element.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
    event.preventDefault();
    event.stopPropagation();
  }
}
