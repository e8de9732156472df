/** What can be asked of any place, as a menu; `menukeys.ts` opens it. */

import * as L from "leaflet";

import type { App } from "../app.ts";
import { inChina, type Datum, type LonLat } from "../data/datum.ts";
import { fill, h } from "../dom.ts";
import { coordinates, SERVICES, serviceLink } from "../geo-links.ts";
import { copyText } from "../ui/notice.ts";
import type { Padding } from "./padding.ts";

const DATUMS: readonly (readonly [datum: Datum, name: string])[] = [
  ["wgs84", "WGS-84"],
  ["gcj02", "GCJ-02"],
  ["bd09", "BD-09"],
];

export interface GroundMenuActions {
  readonly measure: (at: L.LatLng) => void;
  readonly suggest: (at: LonLat) => void;
  readonly tell: (message: string) => void;
}

export class GroundMenu {
  readonly element = h("div", { class: "pm-ground-menu pm-picklist", role: "menu", hidden: true });
  readonly #app: App;
  readonly #map: L.Map;
  readonly #padding: Padding;
  readonly #actions: GroundMenuActions;

  constructor(app: App, map: L.Map, padding: Padding, actions: GroundMenuActions) {
    this.#app = app;
    this.#map = map;
    this.#padding = padding;
    this.#actions = actions;
    map.on("movestart zoomstart click", () => this.#close(false));
    this.element.addEventListener("keydown", (event) => this.#key(event));
    this.element.addEventListener("focusout", ({ relatedTarget }) => {
      // Gone to something else: the menu has been left.
      if (relatedTarget instanceof Node && !this.element.contains(relatedTarget)) this.#close(false);
    });
  }

  open(at: L.LatLng): void {
    const { t } = this.#app;
    const { lng, lat } = at.wrap();
    const place: LonLat = [lng, lat];
    const shown = inChina(lng, lat) ? DATUMS : DATUMS.slice(0, 1);
    fill(
      this.element,
      ...shown.map(([datum, name]) => {
        const text = coordinates(place, datum);
        const copy = async (): Promise<void> => {
          const done = await copyText(text);
          this.#actions.tell(done ? t("coordinatesCopied", { datum: name }) : t("copyFailed", { text }));
        };
        return this.#item(copy, h("small", {}, name), text);
      }),
      h("hr", {}),
      this.#item(() => this.#ways(place), t("directionsHere")),
      this.#item(() => this.#actions.measure(at), t("measureHere")),
      this.#item(() => this.#actions.suggest(place), t("suggestHere")),
    );
    this.#show(at);
  }

  /** The same menu gives way to the services that know the way. */
  #ways(place: LonLat): void {
    const { t } = this.#app;
    const at = L.latLng(place[1], place[0]);
    fill(
      this.element,
      ...SERVICES.map((service) =>
        h("a", {
          role: "menuitem", tabindex: -1, target: "_blank", rel: "noopener noreferrer",
          href: serviceLink(service, place, t("placeOnMap"), "directions"),
          onclick: () => this.#close(true),
        }, t(service.id)),
      ),
    );
    this.#show(at);
  }

  #item(act: () => unknown, ...content: (Node | string)[]): HTMLElement {
    const pressed = (): void => {
      this.#close(true);
      void act();
    };
    const item = h("button", { type: "button", role: "menuitem", tabindex: -1, onclick: pressed }, ...content);
    // It may be gone before its click has come to the map, which asks the elements around the target.
    L.DomEvent.disableClickPropagation(item);
    return item;
  }

  #show(at: L.LatLng): void {
    this.element.setAttribute("aria-label", this.#app.t("placeOnMap"));
    this.element.hidden = false;
    const { min, max } = this.#padding.free();
    const [low, high] = [min!, max!];
    const point = this.#map.latLngToContainerPoint(at);
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const x = Math.max(low.x + 8, Math.min(point.x + 4, high.x - width - 8));
    const y = Math.max(low.y + 8, Math.min(point.y + 4, high.y - height - 8));
    L.DomUtil.setTransform(this.element, L.point(x, y), 1);
    this.#items()[0]?.focus({ preventScroll: true });
  }

  #close(isDone: boolean): void {
    if (this.element.hidden) return;
    const hadFocus = this.element.contains(document.activeElement);
    this.element.hidden = true;
    if (hadFocus || isDone) this.#map.getContainer().focus({ preventScroll: true });
  }

  #items(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>("[role=menuitem]")];
  }

  #key(event: KeyboardEvent): void {
    const items = this.#items();
    const at = items.indexOf(document.activeElement as HTMLElement);
    const to = {
      ArrowDown: (at + 1) % items.length, ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0, End: items.length - 1,
    }[event.key];
    if (event.key === "Escape") this.#close(true);
    else if (event.key === "Tab") this.#close(true);
    else if (to !== undefined) items[to]?.focus();
    else return;
    event.stopPropagation();
    if (event.key !== "Tab") event.preventDefault();
  }
}
