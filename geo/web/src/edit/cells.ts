/** The rows a site has in the tables, cell by cell; rows come and go with it. */

import type { App } from "../app.ts";
import { h } from "../dom.ts";
import { inLanguage } from "../i18n.ts";
import { labelled } from "../suggest/field.ts";
import { hasLines, keepLineEnds } from "../suggest/formvalues.ts";
import { choicesOf } from "./choices.ts";
import type { Cell, Outcome, Problem, RowOrder, TableRows } from "./client.ts";
import { say } from "./editwords.ts";
import { tableLabel } from "./gonerows.ts";
import { categoriesToPick } from "./newcategory.ts";
import { heldBy, picker } from "./picker.ts";

export interface CellFields {
  readonly elements: readonly HTMLElement[];
  /** The cells that were changed, in order. */
  readonly changed: () => Cell[];
  /** The rows that come and go. */
  readonly rows: () => RowOrder[];
  /** Show what is wrong where it is. */
  readonly mark: (problems: readonly Problem[]) => void;
}

type Input = HTMLInputElement | HTMLTextAreaElement;

interface Field extends Omit<Cell, "value"> {
  readonly input: Input;
  /** How the input spells `old`: not always as the file does. */
  readonly shown: string;
}

interface Fresh {
  readonly table: string;
  readonly inputs: ReadonlyMap<string, Input>;
}

/** Its site: told by where the row stands. */
const KEY = "site_id";

/** @param picks by table, what is picked and not typed */
export function cellFields(app: App, tables: NonNullable<Outcome["tables"]>, picks: NonNullable<Outcome["picks"]>): CellFields {
  const categories = categoriesToPick(app);
  const fields: Field[] = [];
  const fresh = new Set<Fresh>();
  const gone = new Map<string, RowOrder>();
  const isGone = ({ table, row }: Pick<Cell, "table" | "row">): boolean => gone.has(`${table} ${row}`);
  const filled = ({ inputs }: Fresh): [string, string][] =>
    [...inputs].map(([column, input]): [string, string] => [column, heldBy(input)]).filter(([, value]) => value !== "");

  const elements = Object.entries(tables).map(([name, table]) => tableElement(name, table));
  return {
    elements,
    changed: () =>
      fields
        .filter((field) => heldBy(field.input) !== field.shown && !isGone(field))
        .map(({ input, shown: _, ...field }) => ({ ...field, value: keepLineEnds(heldBy(input), field.old) })),
    rows: () => [
      ...gone.values(),
      ...[...fresh].flatMap((row) => (filled(row).length > 0 ? [{ table: row.table, cells: Object.fromEntries(filled(row)) }] : [])),
    ],
    mark: (problems) => {
      for (const { table, row, columnName, message } of problems) {
        const field = fields.find((known) => known.table === table && known.row === row && known.column === columnName);
        if (!field) continue;
        field.input.setAttribute("aria-invalid", "true");
        field.input.title = message;
        field.input.closest("details")?.setAttribute("open", "");
        field.input.addEventListener("input", () => field.input.removeAttribute("aria-invalid"), { once: true });
      }
    },
  };

  function tableElement(name: string, table: TableRows): HTMLElement {
    const list = h("div", {}, ...table.rows.map((row) => rowElement(name, table, row)));
    const add = h("button", { type: "button", class: "pm-button" }, say("addRow"));
    add.addEventListener("click", () => {
      const element = freshElement(name, table);
      list.append(element);
      element.querySelector<HTMLElement>("input, textarea")?.focus();
    });
    return h(
      "details",
      { class: "pm-form-table" },
      h("summary", {}, say("table", { name: tableLabel(app, name), count: table.rows.length })),
      list,
      add,
    );
  }

  function labelOf(name: string, column: string): string {
    const head = app.sites.head.tables.find((known) => known.name === name);
    const field = head?.fields.find((known) => known.name === column);
    return field ? inLanguage(field.label, app.store.state.lang) : column;
  }

  function rowElement(name: string, table: TableRows, { row, cells }: TableRows["rows"][number]): HTMLElement {
    const remove = h("button", { type: "button", class: "pm-button pm-row-remove" }, say("removeThisRow"));
    const known = new Map<string, Input>();
    const inputs = table.columns.map((column, index) => {
      const old = cells[index] ?? "";
      const input = inputOf(name, column, old, known);
      known.set(column, input);
      fields.push({ table: name, row, column, old, input, shown: heldBy(input) });
      return labelled(labelOf(name, column), column, input);
    });
    const element = h("fieldset", { class: "pm-form-fields" }, h("legend", { class: "pm-second" }, say("row", { row: row + 1 })), ...inputs, remove);
    remove.addEventListener("click", () => {
      const key = `${name} ${row}`;
      const isBack = gone.delete(key);
      if (!isBack) gone.set(key, { table: name, row, old: cells });
      element.classList.toggle("pm-gone", !isBack);
      remove.textContent = say(isBack ? "removeThisRow" : "keepThisRow");
    });
    return element;
  }

  function freshElement(name: string, table: TableRows): HTMLElement {
    const inputs = new Map<string, Input>();
    const remove = h("button", { type: "button", class: "pm-button pm-row-remove" }, say("removeThisRow"));
    const elements = table.columns
      .filter((column) => column !== KEY)
      .map((column) => {
        const input = inputOf(name, column, "", inputs);
        inputs.set(column, input);
        return labelled(labelOf(name, column), column, input);
      });
    const row: Fresh = { table: name, inputs };
    fresh.add(row);
    const element = h("fieldset", { class: "pm-form-fields" }, h("legend", { class: "pm-second" }, say("newRow")), ...elements, remove);
    remove.addEventListener("click", () => {
      fresh.delete(row);
      element.remove();
    });
    return element;
  }

  /** @param row the inputs of its row so far */
  function inputOf(table: string, column: string, value: string, row: ReadonlyMap<string, Input>): Input {
    const choices = choicesOf(picks[table]?.[column], app, categories);
    const held = (other: string): string => {
      const input = row.get(other);
      return input ? heldBy(input) : "";
    };
    if (choices) return picker(choices.within?.(held) ?? choices, value).input;
    const input = h(hasLines(value) ? "textarea" : "input", { autocomplete: "off", spellcheck: "false" });
    input.value = value;
    return input;
  }
}
