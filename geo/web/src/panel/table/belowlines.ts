/** What stands below an unfolded site in the table: its rows of the tables that have many a site. */

import type { App } from "../../app.ts";
import { decimalsOf, type Table } from "../../data/head.ts";
import type { Row } from "../../data/sites.ts";
import { inLanguage } from "../../i18n.ts";
import { cell, cellText, fieldLabel } from "../card/values.ts";
import { numberText, roundedParts } from "../numbers.ts";

/** A line below a site: what it is called, and what stands in it. */
export interface Below {
  /** Name of the table, on its first line; "" on the others. */
  readonly table: string;
  readonly cells: readonly string[];
}

/** How many lines stand below a site. */
export function countBelow(app: App, row: number): number {
  return tablesBelow(app).reduce((count, { name }) => count + app.sites.rows(name, row).length, 0);
}

/** Whether the map has tables with many rows a site at all. */
export function hasBelow(app: App): boolean {
  return tablesBelow(app).length > 0;
}

/** The n-th line below a site. */
export function below(app: App, row: number, line: number): Below {
  let before = 0;
  for (const table of tablesBelow(app)) {
    const rows = app.sites.rows(table.name, row);
    const found = rows[line - before];
    if (found) {
      const label = inLanguage(table.label, app.store.state.lang) || table.name;
      return { table: line === before ? label : "", cells: CELLS[table.role](app, table, found).filter((text) => text !== "") };
    }
    before += rows.length;
  }
  return { table: "", cells: [] };
}

function tablesBelow({ sites }: App): readonly Table[] {
  return sites.head.tables.filter(({ role }) => role !== "sources");
}

const CELLS: Readonly<Record<Table["role"], (app: App, table: Table, row: Row) => readonly string[]>> = {
  figures: (app, table, row) => {
    const { parts } = table;
    const part = (name: string): string => cellText(app, row, parts[name]);
    return [part("indicator"), valueText(app, table, row, parts["value"], part("unit")), part("year"), part("kind"), part("change"), part("note")];
  },
  facts: (app, table, row) => {
    const { label, value, unit } = table.parts;
    return [cellText(app, row, label), valueText(app, table, row, value, cellText(app, row, unit))];
  },
  relations: (app, { parts }, row) => {
    const other = String(row[parts["other"] ?? ""] ?? "");
    const at = app.sites.rowOf(other);
    return [
      cellText(app, row, parts["relation"]),
      at < 0 ? other : app.sites.name(at, app.store.state.lang),
      cellText(app, row, parts["note"]),
    ];
  },
  sources: () => [],
  rows: (app, table, row) =>
    table.fields.flatMap((field) => {
      const text = valueText(app, table, row, field.name, inLanguage(field.unit, app.store.state.lang));
      return text === "" ? [] : [`${fieldLabel(app, field)} ${text}`];
    }),
};

function valueText(app: App, table: Table, row: Row, field: string | undefined, unit: string): string {
  const value = cell(app, row, field);
  if (value === null) return "";
  const parts = roundedParts(value, decimalsOf(table, field));
  const text = parts ? numberText(parts, app.store.state.lang) : String(value);
  return unit === "" ? text : `${text} ${unit}`;
}
