/** The card of the selected site. */

import type { App } from "../app.ts";
import { fill, h } from "../dom.ts";
import { inLanguage } from "../i18n.ts";
import { actions, type ActionTools } from "./card/actions.ts";
import { facts } from "./card/facts.ts";
import { figures } from "./card/figures.ts";
import { leadFigures } from "./card/leadfigures.ts";
import { notLocatedNote, position } from "./card/whereabouts.ts";
import { picture } from "./card/picture.ts";
import { relations } from "./card/relations.ts";
import { plainRows } from "./card/rows.ts";
import { Sources } from "./card/sources.ts";
import { icon } from "../ui/icons.ts";
import { linked } from "./addresses.ts";
import { Neighbours, type Order } from "./neighbours.ts";
import { otherName, unbroken } from "./names.ts";
import { sign } from "../ui/sign.ts";

export class Card {
  readonly element: HTMLElement;
  readonly head = h("div", { class: "pm-card-head" });
  readonly #body = h("div", { class: "pm-card-body" });
  readonly #app: App;
  readonly #tools: ActionTools;
  /** Row shown, or −1. */
  #row = -1;

  readonly #neighbours: Neighbours;

  constructor(app: App, tools: ActionTools, order: Order) {
    this.#app = app;
    this.#tools = tools;
    this.#neighbours = new Neighbours(app, order);
    this.element = h("aside", { class: "pm-card", tabindex: -1 }, this.head, this.#body, this.#neighbours.element);
    this.#neighbours.followSwipes(this.element);
    this.element.hidden = true;
    const markScrolled = (): void => {
      this.element.classList.toggle("pm-scrolled", this.#body.scrollTop > 0);
    };
    this.#body.addEventListener("scroll", markScrolled, { passive: true });
  }

  get isOpen(): boolean {
    return this.#row >= 0;
  }

  /** Show the store's site, or nothing. */
  update(): void {
    const { sites, store } = this.#app;
    const { site } = store.state;
    const row = site === null ? -1 : sites.rowOf(site);
    const isSame = row === this.#row;
    this.#row = row;
    this.element.hidden = row < 0;
    this.showPlace();
    if (row < 0) return;
    this.element.setAttribute("aria-label", sites.name(row, store.state.lang));
    this.#writeHead(row);
    this.#writeBody(row);
    if (!isSame) this.#body.scrollTop = 0;
  }

  /** Write anew where the site stands in the list, which has changed. */
  showPlace(): void {
    this.#neighbours.show(this.#row);
  }

  /** Height in pixels with nothing to scroll. */
  get wholeHeight(): number {
    return this.head.offsetHeight + this.#body.scrollHeight + this.#neighbours.element.offsetHeight;
  }

  focus(): void {
    this.element.focus({ preventScroll: true });
  }

  #writeHead(row: number): void {
    const { sites, store, t } = this.#app;
    const category = sites.head.categories[sites.category[row] ?? 0];
    const other = otherName(this.#app, row);
    const name = sites.name(row, store.state.lang);
    const kind = inLanguage(category?.label, store.state.lang);
    const close = h(
      "button",
      { type: "button", class: "pm-icon-button pm-close", "aria-label": t("close"), title: t("close") },
      icon("close"),
    );
    close.addEventListener("click", () => store.set({ site: null }));
    fill(
      this.head,
      sign(category, !sites.lonLat(row)),
      h(
        "div",
        { class: "pm-card-names" },
        // What is called by what it is need not be told twice.
        kind === name ? null : h("p", { class: "pm-card-category" }, kind),
        h("h2", {}, ...unbroken(name)),
        other ? h("p", { class: "pm-other-name", lang: other.lang }, other.text) : null,
      ),
      close,
    );
  }

  #writeBody(row: number): void {
    const app = this.#app;
    const { sites, store } = app;
    const sources = new Sources(app);
    const description = sites.value(row, "description", store.state.lang);
    const source = sites.value(row, "source", store.state.lang);
    const tables = sites.head.tables;
    const shown = (role: "figures" | "rows"): (HTMLElement | null)[] =>
      tables
        .filter((table) => table.role === role)
        .map((table) => (role === "figures" ? figures : plainRows)(app, table, row, sources));
    fill(
      this.#body,
      picture(app, row),
      notLocatedNote(app, row),
      actions(app, row, this.#tools),
      description === null
        ? null
        : h("p", { class: "pm-description" }, ...linked(String(description)), sources.marks(source)),
      leadFigures(app, row, sources),
      facts(app, row, sources),
      ...shown("figures"),
      relations(app, row, sources),
      ...shown("rows"),
      position(app, row, sources),
      sources.list(),
    );
  }
}
