/** Filters by field: a button, and a row a field that unfolds into its filter. */

import type { App } from "../../app.ts";
import { type Field, fieldsOf } from "../../data/fields.ts";
import { yearAsked } from "../../data/fieldtype.ts";
import { type Filter, filterOf } from "../../data/fieldfilters.ts";
import { fill, h } from "../../dom.ts";
import { inLanguage } from "../../i18n.ts";
import { passingWithout } from "../../search.ts";
import { fieldGroups } from "../fieldgroups.ts";
import { PHONE } from "../../screen.ts";
import { icon } from "../../ui/icons.ts";
import { ChoiceFacet } from "./choicefilter.ts";
import type { Facet } from "./facet.ts";
import { filterWords } from "./filterwords.ts";
import { RangeFacet } from "./rangefilter.ts";
import { heldOf, withInstead } from "./severalfilters.ts";
import { TextFacet } from "./textfilter.ts";

/** A row of the list: made into a filter when it is unfolded for the first time. */
interface Row {
  readonly field: Field;
  readonly element: HTMLDetailsElement;
  readonly label: HTMLElement;
  readonly held: HTMLElement;
  /** What holds of the field beside what its form shows. */
  readonly also: HTMLElement;
  facet: Facet | null;
  /** Of which year the values are. */
  year: number | undefined;
}

export class FieldFilters {
  readonly button = h("button", { type: "button", class: "pm-text-button pm-filters-button", "aria-expanded": "false", "aria-controls": "pm-field-filters" });
  readonly element = h("div", { class: "pm-field-filters", id: "pm-field-filters", role: "group" });
  readonly #app: App;
  readonly #rows: Row[] = [];
  #isOpen = false;
  #isStarted = false;
  #asked = 0;

  /** @param opened called when the reader opens them: on a phone they take the room there is */
  constructor(app: App, opened: () => void) {
    this.#app = app;
    this.element.hidden = true;
    this.button.addEventListener("click", () => {
      this.open(!this.#isOpen);
      if (this.#isOpen) opened();
    });
    this.button.hidden = true;
    this.#isOpen = app.kept.keep("filters", () => this.#isOpen) ?? false;
    app.store.listen((change) => {
      if (change.has("lang")) this.#write();
      if (change.has("where") || change.has("lang")) this.#writeButton();
      if (change.has("result") || change.has("year")) this.#ask();
      if (change.has("panel")) this.#fold();
    });
  }

  /** Names and values are there. */
  start(): void {
    const { sites } = this.#app;
    for (const field of fieldsOf(sites).all) {
      // The categories have their own row of buttons above; of one site's value nothing can be chosen.
      if (field.id !== "category" && field.count > 1) this.#rows.push(this.#row(field));
    }
    this.#isStarted = true;
    this.#write();
    this.#writeButton();
    this.#fold();
  }

  open(isOpen: boolean): void {
    this.#isOpen = isOpen;
    this.#fold();
    if (isOpen) this.element.querySelector<HTMLElement>("summary")?.focus({ preventScroll: true });
  }

  /** Beside the table there is room for them. */
  #fold(): void {
    const isBesideTable = this.#app.store.state.panel === "table" && !matchMedia(PHONE).matches;
    const isShown = this.#isStarted && this.#rows.length > 0 && (this.#isOpen || isBesideTable);
    this.button.hidden = this.#rows.length === 0 || isBesideTable;
    this.element.hidden = !isShown;
    this.button.setAttribute("aria-expanded", String(isShown));
    this.#app.root.classList.toggle("pm-filtering", isShown);
    if (isShown) this.#ask();
  }

  #row(field: Field): Row {
    const label = h("span", { class: "pm-filter-label" });
    const held = h("span", { class: "pm-filter-held" });
    const element = h("details", { class: "pm-filter" }, h("summary", {}, label, held));
    const also = h("div", { class: "pm-filter-also" });
    const row: Row = { field, element, label, held, also, facet: null, year: undefined };
    element.addEventListener("toggle", () => {
      if (element.open) this.#show(row);
    });
    return row;
  }

  #write(): void {
    const { store, t } = this.#app;
    const { lang } = store.state;
    this.element.setAttribute("aria-label", t("filters"));
    for (const row of this.#rows) {
      const unit = inLanguage(row.field.unit, lang);
      fill(row.label, row.field.label(lang), unit ? h("span", { class: "pm-unit" }, ` ${unit}`) : null);
      row.facet?.write();
    }
    const rowOf = new Map(this.#rows.map((row) => [row.field, row.element]));
    const groups = fieldGroups(this.#app, [...rowOf.keys()]);
    fill(this.element, ...groups.flatMap(([group, fields]) => [
      group ? h("p", { class: "pm-picker-group" }, group) : null, ...fields.map((field) => rowOf.get(field)!),
    ]));
  }

  #writeButton(): void {
    const { t, store } = this.#app;
    const count = store.state.where.length;
    this.button.textContent = count > 0 ? t("filtersCount", { count }) : t("filters");
  }

  /** Count again, once a frame. */
  #ask(): void {
    if (this.element.hidden) return;
    this.#asked ||= requestAnimationFrame(() => {
      this.#asked = 0;
      for (const row of this.#rows) this.#show(row);
    });
  }

  #show(row: Row): void {
    const { sites, store } = this.#app;
    const { field } = row;
    const { where } = store.state;
    row.held.hidden = !where.some(([id, spec]) => id === field.id && filterOf(field, spec) !== null);
    if (!row.element.open) return;
    const year = yearAsked(field, store.state.year);
    if (!row.facet || row.year !== year) {
      row.facet?.element.remove();
      row.facet = this.#facet(field, year);
      row.year = year;
      row.facet.write();
      row.element.append(row.facet.element, row.also);
    }
    const { shown, entries, others } = heldOf(where, field, row.facet.kind);
    // Of no field, for what holds of this one beside the form is not left out.
    row.facet.show(shown, passingWithout(sites, { ...store.state, where: where.filter((one) => !entries.includes(one)) }, ""));
    this.#also(row, others);
  }

  /** The filters of a field that its form does not show: each can be taken away. */
  #also(row: Row, others: ReturnType<typeof heldOf>["others"]): void {
    const { store, t } = this.#app;
    row.also.hidden = others.length === 0;
    const hadFocus = row.also.contains(document.activeElement);
    fill(row.also, h("span", { class: "pm-second" }, t("alsoHolds")), ...others.map(([entry, filter]) => {
      const words = filterWords(this.#app, row.field, filter);
      const button = h("button", { type: "button", class: "pm-chip", "aria-label": t("removeFilter", { filter: words }), title: t("removeFilter", { filter: words }) }, h("span", {}, words), icon("close"));
      button.addEventListener("click", () => store.set({ where: withInstead(store.state.where, [entry], null) }));
      return button;
    }));
    if (hadFocus) (row.also.querySelector("button") ?? row.element.querySelector("summary"))?.focus();
  }

  #facet(field: Field, year: number | undefined): Facet {
    let facet: Facet | null = null;
    const set = (filter: Filter | null): void => {
      const { store } = this.#app;
      const { where } = store.state;
      const { entries } = heldOf(where, field, facet!.kind);
      store.set({ where: withInstead(where, entries, filter && [field.id, filter.spec]) });
    };
    return (facet = this.#made(field, year, set));
  }

  #made(field: Field, year: number | undefined, set: (filter: Filter | null) => void): Facet {
    if (field.type === "number" || field.type === "date") {
      const range = RangeFacet.of(this.#app, field, year, set);
      if (range) return range;
    }
    if (field.type === "text") return new TextFacet(this.#app, field, set);
    return new ChoiceFacet(this.#app, field, year, set);
  }
}
