/** Rows of any other table, as a plain table. */

import type { App } from "../../app.ts";
import type { Field, Table } from "../../data/head.ts";
import type { Row } from "../../data/sites.ts";
import { h } from "../../dom.ts";
import { countText } from "../../i18n.ts";
import { heading, type Sources } from "./sources.ts";
import { cell, fieldLabel, valueNodes } from "./values.ts";

/** More rows than this are counted, not shown. */
const MOST = 100;

export function plainRows(app: App, table: Table, row: number, sources: Sources): HTMLElement | null {
  const rows = app.sites.rows(table.name, row);
  const fields = table.fields.filter(({ name }) => rows.some((one) => cell(app, one, name) !== null));
  if (rows.length === 0 || fields.length === 0) return null;
  const sourceField = table.parts["source"] ?? "source";
  const shown = fields.filter(({ name }) => name !== sourceField);
  const isNumeric = ({ type }: Field): boolean => type === "number" || type === "integer";
  const header = shown.map((field) =>
    h("th", { scope: "col", class: isNumeric(field) ? "pm-numeric" : null }, fieldLabel(app, field)),
  );
  const line = (one: Row): HTMLElement =>
    h(
      "tr",
      {},
      ...shown.map((field, index) =>
        h(
          "td",
          { class: isNumeric(field) ? "pm-numeric" : null },
          ...valueNodes(app, cell(app, one, field.name), field),
          index === shown.length - 1 ? sources.marks(one[sourceField]) : null,
        ),
      ),
    );
  return h(
    "section",
    {},
    heading(app, table.label),
    h(
      "div",
      { class: "pm-wide", role: "region", tabindex: 0, "aria-label": heading(app, table.label).textContent },
      h("table", { class: "pm-plain" }, h("thead", {}, h("tr", {}, ...header)),
        h("tbody", {}, ...rows.slice(0, MOST).map(line))),
    ),
    rows.length > MOST ? h("p", { class: "pm-second" }, `+ ${countText(rows.length - MOST, app.store.state.lang)}`) : null,
  );
}
