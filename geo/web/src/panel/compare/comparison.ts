/** Two to four sites side by side: a column each, what is known of them in rows, what differs marked. */

import type { App } from "../../app.ts";
import { fieldsOf, type Field } from "../../data/fields.ts";
import { KIND_WORDS } from "../../data/figurekinds.ts";
import { periodText } from "../../data/periods.ts";
import { fill, h } from "../../dom.ts";
import { inLanguage } from "../../i18n.ts";
import { icon } from "../../ui/icons.ts";
import { sign } from "../../ui/sign.ts";
import { type FieldGroup, fieldGroups } from "../fieldgroups.ts";
import { type Compared, compareCells, hasAny, yearsFor } from "./comparing.ts";


export class Comparison {
  readonly element: HTMLDialogElement;
  readonly #app: App;
  #isOnlyDifferent = false;

  /** @param remove takes a site out of the comparison */
  constructor(app: App, remove: (id: string) => void) {
    this.#app = app;
    this.element = h("dialog", { class: "pm-dialog pm-comparison", "aria-labelledby": "pm-comparison-title" });
    // Closed by Esc or its button: the address says so.
    this.element.addEventListener("close", () => app.store.set({ compare: [] }));
    this.element.addEventListener("click", (event) => {
      const button = (event.target as Element).closest<HTMLElement>("[data-remove]");
      if (event.target === this.element) this.element.close();
      else if (button) remove(button.dataset["remove"]!);
    });
    app.store.listen((change) => {
      if (change.has("compare") || change.has("lang") || change.has("year")) this.update();
    });
  }

  /** Show the sites the state names, or nothing. */
  update(): void {
    const { sites, store } = this.#app;
    const rows = store.state.compare.map((id) => sites.rowOf(id)).filter((row) => row >= 0);
    if (rows.length < 2) {
      if (this.element.open) this.element.close();
      return;
    }
    const scrolled = this.element.querySelector(".pm-comparison-scroll")?.scrollTop ?? 0;
    this.#write(rows);
    if (!this.element.open) this.element.showModal();
    else this.element.querySelector(".pm-comparison-scroll")?.scrollTo({ top: scrolled });
  }

  #write(rows: readonly number[]): void {
    const { t } = this.#app;
    const close = h("button", { type: "button", class: "pm-icon-button pm-close", autofocus: true, "aria-label": t("close"), title: t("close") }, icon("close"));
    close.addEventListener("click", () => this.element.close());
    const only = h("input", { type: "checkbox" });
    only.checked = this.#isOnlyDifferent;
    only.addEventListener("change", () => {
      this.#isOnlyDifferent = only.checked;
      this.#write(rows);
      this.element.querySelector<HTMLElement>(".pm-only-different input")?.focus();
    });
    fill(
      this.element,
      h(
        "div",
        { class: "pm-dialog-box" },
        h(
          "div",
          { class: "pm-dialog-head" },
          h("h2", { id: "pm-comparison-title" }, t("compare")),
          h("label", { class: "pm-only-different" }, only, t("onlyDifferent")),
          close,
        ),
        h(
          "div",
          { class: "pm-comparison-scroll", role: "region", tabindex: 0, "aria-labelledby": "pm-comparison-title" },
          h("table", { class: "pm-compared" }, this.#header(rows), ...this.#groups(rows).flatMap((group) => this.#section(group, rows))),
        ),
      ),
    );
  }

  #header(rows: readonly number[]): HTMLElement {
    const { sites, store, t } = this.#app;
    return h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("td", { class: "pm-compared-corner" }),
        ...rows.map((row) => {
          const name = sites.name(row, store.state.lang);
          return h(
            "th",
            { scope: "col" },
            h(
              "div",
              { class: "pm-compared-site" },
              sign(sites.head.categories[sites.category[row] ?? 0]),
              h("span", { class: "pm-compared-name" }, name),
              h(
                "button",
                { type: "button", class: "pm-icon-button", "data-remove": sites.id(row), "aria-label": t("compareWithout", { name }), title: t("compareWithout", { name }) },
                icon("close"),
              ),
            ),
          );
        }),
      ),
    );
  }

  /** Facts first, then figures by table and theme, as on the card; what none of the sites has is left out. */
  #groups(rows: readonly number[]): readonly FieldGroup[] {
    const shown = fieldsOf(this.#app.sites).all.filter((field) => field.id !== "source" && hasAny(field, rows));
    // Prose after what can be told at a glance.
    const prose = shown.filter(({ type, table }) => type === "text" && table === undefined);
    return fieldGroups(this.#app, [...shown.filter((field) => !prose.includes(field)), ...prose]);
  }

  #section([label, fields]: FieldGroup, rows: readonly number[]): HTMLElement[] {
    const lines = fields.map((field) => [field, compareCells(field, rows, yearsFor(field, rows))] as const)
      .filter(([, cells]) => !this.#isOnlyDifferent || cells.isDifferent);
    if (lines.length === 0) return [];
    const heading = h("th", { scope: "rowgroup", colspan: rows.length + 1 }, h("span", {}, label || this.#app.t("facts")));
    return [
      h("tbody", {}, h("tr", { class: "pm-compared-group" }, heading), ...lines.map(([field, cells]) => this.#line(field, cells))),
    ];
  }

  #line(field: Field, { cells, isDifferent }: Compared): HTMLElement {
    const { store, t } = this.#app;
    const { lang } = store.state;
    const unit = inLanguage(field.unit, lang);
    return h(
      "tr",
      { class: isDifferent ? "pm-differs" : null },
      h(
        "th",
        { scope: "row" },
        field.label(lang),
        unit ? h("span", { class: "pm-unit" }, ` ${unit}`) : null,
        isDifferent ? h("span", { class: "pm-unseen" }, `, ${t("differs")}`) : null,
      ),
      ...cells.map(({ row, year, isMost, isEmpty }) => {
        const text = isEmpty ? "–" : this.#text(field, row, year);
        const kind = field.kindIn(year ?? undefined);
        const about = isEmpty ? [] : [year === null ? "" : periodText(year, store.state.lang), kind && kind !== "actual" ? t(KIND_WORDS[kind]) : ""];
        const said = about.filter((part) => part !== "").join(" ");
        return h(
          "td",
          { class: field.type === "number" ? "pm-numeric" : null },
          isMost ? h("strong", {}, text) : text,
          isEmpty ? h("span", { class: "pm-unseen" }, t("noValue")) : null,
          said ? h("span", { class: "pm-compared-about" }, said) : null,
        );
      }),
    );
  }

  #text(field: Field, row: number, year: number | null): string {
    const { store, t } = this.#app;
    const value = field.get(row, year ?? undefined);
    if (field.type === "boolean") return t(value === true || value === 1 || value === "true" ? "yes" : "no");
    return field.written(row, store.state.lang, year ?? undefined);
  }
}
