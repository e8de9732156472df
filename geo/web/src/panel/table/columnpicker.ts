/** Which fields are columns of the table: a button, and a list to choose from. */

import type { App } from "../../app.ts";
import type { Field } from "../../data/fields.ts";
import { fill, h } from "../../dom.ts";
import { countText, inLanguage } from "../../i18n.ts";
import { fieldGroups } from "../fieldgroups.ts";
import type { Columns } from "./tablecolumns.ts";

export class ColumnPicker {
  readonly element: HTMLElement;
  readonly #app: App;
  readonly #columns: Columns;
  readonly #button: HTMLButtonElement;
  readonly #list = h("div", { class: "pm-picker-list" });

  constructor(app: App, columns: Columns) {
    this.#app = app;
    this.#columns = columns;
    this.#button = h("button", { type: "button", class: "pm-button pm-picker-button", "aria-expanded": "false", "aria-controls": "pm-picker" });
    this.#list.id = "pm-picker";
    this.#list.hidden = true;
    this.#button.addEventListener("click", () => this.#toggle(this.#list.hidden === true));
    this.element = h("div", { class: "pm-picker" }, this.#button, this.#list);
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.#list.hidden) return;
      event.preventDefault();
      this.#toggle(false);
      this.#button.focus();
    });
    addEventListener("pointerdown", ({ target }) => {
      if (!this.#list.hidden && !this.element.contains(target as Node)) this.#toggle(false);
    }, { signal: app.signal });
    app.store.listen((change) => {
      if (change.has("lang") || change.has("columns")) this.write();
    });
    this.#button.textContent = app.t("columns");
  }

  write(): void {
    const { store, t } = this.#app;
    const { choice, shown } = this.#columns;
    this.#button.textContent = t("columns");
    this.#list.setAttribute("role", "group");
    this.#list.setAttribute("aria-label", t("columns"));
    if (this.#list.hidden) return;
    const focused = this.#list.contains(document.activeElement) ? (document.activeElement as HTMLInputElement).value : null;
    const { scrollTop } = this.#list;
    const picked = new Set(shown.map(({ id }) => id));
    const line = (field: Field): HTMLElement => {
      const box = h("input", { type: "checkbox", value: field.id });
      box.checked = picked.has(field.id);
      box.addEventListener("change", () => this.#pick(field.id, box.checked));
      const unit = inLanguage(field.unit, store.state.lang);
      return h(
        "label",
        { class: "pm-picker-line" },
        box,
        h("span", {}, field.label(store.state.lang), unit ? h("span", { class: "pm-unit" }, ` ${unit}`) : null),
        h("span", { class: "pm-count" }, countText(field.count, store.state.lang)),
      );
    };
    fill(
      this.#list,
      ...fieldGroups(this.#app, choice).flatMap(([label, fields]) => [label ? h("p", { class: "pm-picker-group" }, label) : null, ...fields.map(line)]),
      h("button", { type: "button", class: "pm-text-button", onclick: () => store.set({ columns: [] }) }, t("usualColumns")),
    );
    this.#list.scrollTop = scrollTop;
    if (focused !== null) [...this.#list.querySelectorAll("input")].find(({ value }) => value === focused)?.focus();
  }

  #toggle(isOpen: boolean): void {
    this.#list.hidden = !isOpen;
    this.#button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) this.write();
  }

  /** Columns stand in the order of the fields, those newly picked last. */
  #pick(id: string, isPicked: boolean): void {
    const shown = this.#columns.shown.map((column) => column.id);
    this.#app.store.set({ columns: isPicked ? [...shown, id] : shown.filter((one) => one !== id) });
  }
}
