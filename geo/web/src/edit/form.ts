/** The form of one site: its properties, its position, its rows in the tables. */

import { fill, h } from "../dom.ts";
import type { TableRows } from "./client.ts";
import { say } from "./words.ts";

/** Offered even when empty, in this order; whatever else the site has follows. */
const USUAL = ["id", "name", "name_en", "category", "description", "description_en"];
const LONG = /^description|^about|^note/;

export interface FormOptions {
  readonly title: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly categories: readonly string[];
  readonly tables: Readonly<Record<string, TableRows>>;
  /** Where the site is, in words. */
  readonly position: string;
  readonly onLocate: ((text: string, datum: string) => Promise<string>) | null;
  readonly onSave: (changes: Changes) => Promise<HTMLElement | null>;
  readonly onClose: () => void;
}

export interface Changes {
  readonly set: Record<string, unknown>;
  readonly remove: string[];
  readonly cells: { table: string; row: number; column: string; old: string; value: string }[];
}

/** Show the form as a dialog; it stays open until what it holds is saved or given up. */
export function openForm(options: FormOptions): void {
  const inputs = new Map<string, Input>();
  const names = [...USUAL, ...Object.keys(options.properties).filter((key) => !USUAL.includes(key))];
  const list = h("div", { class: "pm-form-fields" });
  for (const name of names) list.append(field(name, options, inputs));

  const cells: CellInput[] = [];
  const refusal = h("div", { class: "pm-form-refusal", role: "alert" });
  const dialog = h(
    "dialog",
    { class: "pm-form", "aria-label": options.title },
    h(
      "form",
      { method: "dialog", onsubmit: submit },
      h("h2", {}, options.title),
      position(options),
      list,
      h("button", { type: "button", onclick: addProperty }, say("addProperty")),
      ...Object.entries(options.tables).map(([name, table]) => tableFields(name, table, cells)),
      refusal,
      h(
        "div",
        { class: "pm-form-buttons" },
        h("button", { type: "button", onclick: () => dialog.close() }, say("cancel")),
        h("button", { type: "submit", class: "pm-primary" }, say("save")),
      ),
    ),
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    options.onClose();
  });
  document.body.append(dialog);
  dialog.showModal();

  function addProperty(): void {
    const name = window.prompt(say("propertyName"))?.trim();
    if (!name || inputs.has(name)) return;
    const added = field(name, options, inputs);
    list.append(added);
    inputs.get(name)?.focus();
  }

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const answer = await options.onSave(changesOf(options, inputs, cells));
    if (answer === null) dialog.close();
    else fill(refusal, h("p", {}, say("refused")), answer);
  }
}

type Input = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

interface CellInput {
  readonly table: string;
  readonly row: number;
  readonly column: string;
  readonly old: string;
  readonly input: HTMLInputElement;
}

function field(name: string, options: FormOptions, inputs: Map<string, Input>): HTMLElement {
  const value = spelling(options.properties[name]);
  let input: Input;
  if (name === "category" && options.categories.length > 0) {
    const known = ["", ...options.categories];
    if (!known.includes(value)) known.push(value);
    input = h(
      "select",
      { name },
      ...known.map((id) => h("option", { value: id, selected: id === value }, id)),
    );
  } else if (LONG.test(name)) {
    input = h("textarea", { name, rows: 3 });
    input.value = value;
  } else {
    input = h("input", { name, value, required: name === "name", autocomplete: "off" });
  }
  inputs.set(name, input);
  return h("label", {}, h("span", {}, name), input);
}

function position(options: FormOptions): HTMLElement | null {
  const locate = options.onLocate;
  if (!locate) return null;
  const where = h("output", {}, options.position);
  const text = h("input", { placeholder: say("positionHint"), "aria-label": say("position") });
  const datum = h(
    "select",
    { "aria-label": say("datum") },
    h("option", { value: "" }, say("datumAuto")),
    h("option", { value: "wgs84" }, "WGS-84"),
    h("option", { value: "gcj02" }, "GCJ-02（高德 AMap）"),
    h("option", { value: "bd09" }, "BD-09（百度 Baidu）"),
  );
  const place = async (): Promise<void> => {
    where.textContent = await locate(text.value, datum.value);
  };
  return h(
    "fieldset",
    { class: "pm-form-position" },
    h("legend", {}, say("position")),
    where,
    text,
    datum,
    h("button", { type: "button", onclick: () => void place() }, say("place")),
  );
}

function tableFields(name: string, table: TableRows, cells: CellInput[]): HTMLElement {
  return h(
    "details",
    { class: "pm-form-table" },
    h("summary", {}, say("table", { name })),
    ...table.rows.map((row) =>
      h(
        "fieldset",
        {},
        h("legend", {}, say("row", { row: row.row + 1 })),
        ...table.columns.map((column, index) => {
          const old = row.cells[index] ?? "";
          const input = h("input", { value: old, autocomplete: "off" });
          cells.push({ table: name, row: row.row, column, old, input });
          return h("label", {}, h("span", {}, column), input);
        }),
      ),
    ),
  );
}

function changesOf(
  options: FormOptions,
  inputs: ReadonlyMap<string, Input>,
  cells: readonly CellInput[],
): Changes {
  const set: Record<string, unknown> = {};
  const remove: string[] = [];
  for (const [name, input] of inputs) {
    const before = options.properties[name];
    if (input.value === spelling(before)) continue;
    if (input.value === "" && before !== undefined) remove.push(name);
    else set[name] = typed(input.value, before);
  }
  const changed = cells.filter((cell) => cell.input.value !== cell.old);
  return {
    set,
    remove,
    cells: changed.map(({ input, ...cell }) => ({ ...cell, value: input.value })),
  };
}

/** How a value stands in its input. */
function spelling(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What was typed, as the kind of value it replaces: numbers stay numbers, lists lists. */
export function typed(text: string, before: unknown): unknown {
  if (typeof before === "string") return text;
  try {
    const value: unknown = JSON.parse(text);
    const isPlain = typeof value === "number" || typeof value === "boolean";
    const wasNested = typeof before === "object" && before !== null;
    if ((isPlain && JSON.stringify(value) === text) || wasNested) return value;
  } catch {
    // Not JSON: it is a text.
  }
  return text;
}
