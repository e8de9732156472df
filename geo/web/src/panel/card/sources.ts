/** Where a card's statements come from: small numbers beside them, and the list they lead to. */

import type { App } from "../../app.ts";
import { splitIds } from "../../data/ids.ts";
import type { Row, Sites } from "../../data/sites.ts";
import { fill, h, safeUrl } from "../../dom.ts";
import { inLanguage } from "../../i18n.ts";
import { link } from "../addresses.ts";
import { cellText } from "./values.ts";

export class Sources {
  readonly #app: App;
  /** Ids in the order of their numbers. */
  readonly #ids: string[] = [];
  readonly #items = new Map<string, HTMLElement>();
  readonly #summary = h("summary");
  readonly #list = h("ol");
  readonly #details = h("details", { class: "pm-sources" }, this.#summary, this.#list);
  #isListed = false;

  constructor(app: App) {
    this.#app = app;
  }

  /** Markers for source ids, comma-separated as they stand in the data. */
  marks(ids: unknown): HTMLElement | null {
    const list = typeof ids === "string" || typeof ids === "number" ? splitIds(String(ids)) : [];
    if (list.length === 0) return null;
    // The joiner keeps the numbers from standing on a line of their own.
    return h("sup", { class: "pm-marks" }, "\u2060", ...list.map((id) => this.#mark(id)));
  }

  #mark(id: string): HTMLElement {
    if (!this.#ids.includes(id)) {
      this.#ids.push(id);
      // What is shown later, by a press, has its sources in the list as well.
      if (this.#isListed) this.#write();
    }
    const number = this.#ids.indexOf(id) + 1;
    const label = this.#app.t("sourceNumber", { number });
    return h(
      "button",
      { type: "button", class: "pm-mark", "aria-label": label, title: this.#title(id), onclick: () => this.#goTo(id) },
      number,
    );
  }

  #goTo(id: string): void {
    this.#details.open = true;
    const item = this.#items.get(id);
    item?.scrollIntoView({ block: "nearest" });
    item?.focus({ preventScroll: true });
  }

  /** The list, folded under one line; out of sight while nothing is marked. Call it last. */
  list(): HTMLElement {
    this.#isListed = true;
    this.#write();
    return this.#details;
  }

  #write(): void {
    for (const id of this.#ids) {
      if (this.#items.has(id)) continue;
      const item = h("li", { tabindex: -1 }, ...this.#describe(id));
      this.#items.set(id, item);
      this.#list.append(item);
    }
    fill(this.#summary, this.#app.t("sources", { count: this.#ids.length }));
    this.#details.hidden = this.#ids.length === 0;
  }

  #title(id: string): string {
    const found = rowsOf(this.#app.sites).get(id);
    return found ? cellText(this.#app, found.row, found.parts["title"]) || id : id;
  }

  #describe(id: string): (Node | string)[] {
    const found = rowsOf(this.#app.sites).get(id);
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

interface Found {
  readonly row: Row;
  readonly parts: Readonly<Record<string, string>>;
}

const known = new WeakMap<Sites, ReadonlyMap<string, Found>>();

/** The sources by their ids, looked through once. */
function rowsOf(sites: Sites): ReadonlyMap<string, Found> {
  const found = known.get(sites) ?? findRows(sites);
  known.set(sites, found);
  return found;
}

/** Of several with one id the first counts. */
function findRows(sites: Sites): ReadonlyMap<string, Found> {
  const found = new Map<string, Found>();
  for (const { name, role, parts } of sites.head.tables) {
    if (role !== "sources") continue;
    for (const row of sites.allRows(name)) {
      const id = String(row[parts["id"] ?? "id"]);
      if (!found.has(id)) found.set(id, { row, parts });
    }
  }
  return found;
}

/** A heading for a part of the card. */
export function heading(app: App, label: Readonly<Record<string, string>> | string): HTMLElement {
  return h("h3", {}, typeof label === "string" ? label : inLanguage(label, app.store.state.lang));
}
