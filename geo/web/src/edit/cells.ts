/** The rows a site has in the tables, cell by cell. */

import type { App } from "../app.ts";
import { h } from "../dom.ts";
import { inLanguage } from "../i18n.ts";
import { labelled } from "../suggest/field.ts";
import { hasLines, keepLineEnds } from "../suggest/formvalues.ts";
import type { Cell, Outcome, TableRows } from "./client.ts";
import { say } from "./editwords.ts";

export interface CellFields {
  readonly elements: readonly HTMLElement[];
  /** The cells that were changed, in order. */
  readonly changed: () => Cell[];
}

interface Field extends Omit<Cell, "value"> {
  readonly input: HTMLInputElement | HTMLTextAreaElement;
  /** How the input spells `old`: not always as the file does. */
  readonly shown: string;
}

export function cellFields(app: App, tables: NonNullable<Outcome["tables"]>): CellFields {
  const fields: Field[] = [];
  const elements = Object.entries(tables).map(([name, table]) => tableElement(app, name, table, fields));
  return {
    elements,
    changed: () =>
      fields
        .filter(({ input, shown }) => input.value !== shown)
        .map(({ input, shown: _, ...field }) => ({ ...field, value: keepLineEnds(input.value, field.old) })),
  };
}

function tableElement(app: App, name: string, table: TableRows, fields: Field[]): HTMLElement {
  const { lang } = app.store.state;
  const head = app.sites.head.tables.find((known) => known.name === name);
  const label = head ? inLanguage(head.label, lang) : name;
  const labelOf = (column: string): string => {
    const field = head?.fields.find((known) => known.name === column);
    return field ? inLanguage(field.label, lang) : column;
  };
  return h(
    "details",
    { class: "pm-form-table" },
    h("summary", {}, say("table", { name: label, count: table.rows.length })),
    ...table.rows.map(({ row, cells }) =>
      h(
        "fieldset",
        { class: "pm-form-fields" },
        h("legend", { class: "pm-second" }, say("row", { row: row + 1 })),
        ...table.columns.map((column, index) => {
          const old = cells[index] ?? "";
          const input = h(hasLines(old) ? "textarea" : "input", { autocomplete: "off", spellcheck: "false" });
          input.value = old;
          fields.push({ table: name, row, column, old, input, shown: input.value });
          return labelled(labelOf(column), column, input);
        }),
      ),
    ),
  );
}
