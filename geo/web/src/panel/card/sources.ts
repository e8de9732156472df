/** Where a card's statements come from: small numbers beside them, and the list they lead to. */

import type { App } from "../../app.ts";
import type { Row } from "../../data/sites.ts";
import { h, safeUrl } from "../../dom.ts";
import { inLanguage } from "../../i18n.ts";
import { cellText, link } from "./values.ts";

export class Sources {
  readonly #app: App;
  /** Ids in the order of their numbers. */
  readonly #ids: string[] = [];
  readonly #items = new Map<string, HTMLElement>();
  #details: HTMLDetailsElement | null = null;

  constructor(app: App) {
    this.#app = app;
  }

  /** Markers for source ids, comma-separated as they stand in the data. */
  marks(ids: unknown): HTMLElement | null {
    const list = typeof ids === "string" || typeof ids === "number" ? split(String(ids)) : [];
    if (list.length === 0) return null;
    // The joiner keeps the numbers from standing on a line of their own.
    return h("sup", { class: "pm-marks" }, "\u2060", ...list.map((id) => this.#mark(id)));
  }

  #mark(id: string): HTMLElement {
    if (!this.#ids.includes(id)) this.#ids.push(id);
    const number = this.#ids.indexOf(id) + 1;
    const label = this.#app.t("sourceNumber", { number });
    return h(
      "button",
      { type: "button", class: "pm-mark", "aria-label": label, title: this.#title(id), onclick: () => this.#goTo(id) },
      number,
    );
  }

  #goTo(id: string): void {
    if (this.#details) this.#details.open = true;
    const item = this.#items.get(id);
    item?.scrollIntoView({ block: "nearest" });
    item?.focus({ preventScroll: true });
  }

  /** The list, folded under one line; null where nothing was marked. Call it last. */
  list(): HTMLElement | null {
    if (this.#ids.length === 0) return null;
    for (const id of this.#ids) {
      this.#items.set(id, h("li", { tabindex: -1 }, ...this.#describe(id)));
    }
    this.#details = h(
      "details",
      { class: "pm-sources" },
      h("summary", {}, this.#app.t("sources", { count: this.#ids.length })),
      h("ol", {}, ...this.#items.values()),
    );
    return this.#details;
  }

  #find(id: string): { row: Row; parts: Readonly<Record<string, string>> } | null {
    for (const { name, role, parts } of this.#app.sites.head.tables) {
      if (role !== "sources") continue;
      const row = this.#app.sites.allRows(name).find((one) => String(one[parts["id"] ?? "id"]) === id);
      if (row) return { row, parts };
    }
    return null;
  }

  #title(id: string): string {
    const found = this.#find(id);
    return found ? cellText(this.#app, found.row, found.parts["title"]) || id : id;
  }

  #describe(id: string): (Node | string)[] {
    const found = this.#find(id);
    if (!found) return [id];
    const part = (name: string): string => cellText(this.#app, found.row, found.parts[name]);
    const title = this.#title(id);
    const address = safeUrl(part("url"));
    const rest = ["publisher", "date", "locator", "licence"].map(part).filter((text) => text !== "");
    return [
      address ? link(address, title) : h("span", {}, title),
      ...(rest.length > 0 ? [h("span", { class: "pm-second" }, rest.join(" · "))] : []),
    ];
  }
}

/** A heading for a part of the card. */
export function heading(app: App, label: Readonly<Record<string, string>> | string): HTMLElement {
  return h("h3", {}, typeof label === "string" ? label : inLanguage(label, app.store.state.lang));
}

function split(ids: string): readonly string[] {
  return ids.split(/[,，;；]/).map((id) => id.trim()).filter((id) => id !== "");
}
