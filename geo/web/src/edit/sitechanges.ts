/** What a grid has made of the sites' properties, as the order that saves it; no screen. */

import { keepLineEnds, spelling, typed } from "../suggest/formvalues.ts";
import type { EditSites, SitesGrid } from "./client.ts";
import { fits, type Grid, type GridColumn } from "./gridmodel.ts";

export type SiteChanges = Omit<EditSites, "do" | "base" | "categories">;

/** The grid of them: each value as its input has it. */
export function gridOf({ columns, rows }: SitesGrid): Grid {
  return {
    columns: columns.map((column, from) => ({ ...column, from })),
    rows: rows.map((values, at) => ({ from: at, cells: values.map(spelling) })),
  };
}

/** @param key holds the ids, which are made */
export function siteChanges(before: SitesGrid, { columns, rows }: Grid, key: string | null): SiteChanges {
  const kept = new Set(columns.map(({ from }) => from));
  const there = new Set(rows.map(({ from }) => from));
  const changes = rows.flatMap(({ from, cells }) => {
    if (from === null) return [];
    const set: Record<string, unknown> = {};
    const remove: string[] = [];
    columns.forEach((column, at) => {
      const old = column.from === null ? null : before.rows[from]![column.from];
      const text = cells[at] ?? "";
      // A line end typed here is one character; the file may have two.
      if (column.name === key || text === spelling(old).replace(/\r\n?/g, "\n") || text === spelling(old)) return;
      if (text === "") remove.push(column.name);
      else set[column.name] = valueOf(column, text, old);
    });
    return Object.keys(set).length + remove.length > 0 ? [{ index: from, set, remove }] : [];
  });
  const added = rows.flatMap(({ from, cells }) => {
    const filled = columns.flatMap((column, at) => (cells[at] && column.name !== key ? [[column.name, valueOf(column, cells[at], null)] as const] : []));
    return from === null && filled.length > 0 ? [Object.fromEntries(filled)] : [];
  });
  return {
    changes, added,
    dropped: before.columns.filter((_, at) => !kept.has(at)).map(({ name }) => name),
    removed: before.rows.map((_, at) => at).filter((at) => !there.has(at)),
  };
}

/** Of more digits a number would not be the same. */
const MOST_DIGITS = 15;

/** As what it replaces, else as the column's others are. */
function valueOf(column: GridColumn, text: string, old: unknown): unknown {
  if (typeof old === "string") return keepLineEnds(text, old);
  const isNumber = column.kind === "number" && fits(column, text) && text.replace(/\D/g, "").length <= MOST_DIGITS;
  if (isNumber) return Number(text);
  if (old !== null || column.from === null) return typed(text, old ?? undefined, column.name);
  // True and false are no words; whatever else is typed in a column of texts is one.
  return text === "true" || text === "false" ? text === "true" : text;
}
