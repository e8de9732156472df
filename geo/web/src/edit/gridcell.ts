/** One cell of a grid: typed, picked or only shown, and what is wrong with it told where it stands. */

import { h } from "../dom.ts";
import { hasLines } from "../suggest/formvalues.ts";
import type { Choices } from "./choices.ts";
import { say } from "./editwords.ts";
import { fits } from "./gridmodel.ts";
import { nameOf, type CellPlace, type GridView } from "./gridview.ts";
import { picker, shownOnly } from "./picker.ts";

export type CellInput = HTMLInputElement | HTMLTextAreaElement;

/** How the cells of some columns are filled: all others are typed. */
export interface CellRules {
  /** Columns whose values are picked. */
  readonly choices: ReadonlyMap<string, Choices>;
  /** Columns whose values are made by the server. */
  readonly made: ReadonlySet<string>;
}

export function isCell(element: EventTarget | null): element is CellInput {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
}

/**
 * @param rules null where nothing is known of the columns yet
 * @param held what another column of the row holds when it is asked: what is picked may hang on it
 */
export function cellOf({ grid, wrong }: GridView, { row, column }: CellPlace, rules: CellRules | null, held: (column: string) => string): HTMLElement {
  const { kind, name: label } = grid.columns[column]!;
  const value = grid.rows[row]?.cells[column] ?? "";
  const trouble = wrong.get(nameOf({ row, column })) ?? (fits(grid.columns[column]!, value) ? null : say(kind === "number" ? "notNumber" : "notDate"));
  const attributes = {
    autocomplete: "off", spellcheck: "false",
    "data-cell": nameOf({ row, column }),
    "aria-label": say("cell", { column: label, row: row + 1 }),
    inputmode: kind === "number" ? "decimal" : null,
    "aria-invalid": trouble === null ? null : "true",
    title: trouble,
  };
  const known = rules?.choices.get(label);
  const choices = known?.within?.(held) ?? known;
  const input = rules?.made.has(label) ? shownOnly(value, attributes)
    : choices ? picker(choices, value, attributes, true).input
    // An input would lose the line breaks with the first letter that is typed.
    : hasLines(value) ? h("textarea", { rows: "1", ...attributes }) : h("input", { value, ...attributes });
  if (input instanceof HTMLTextAreaElement) input.value = value;
  return h("td", { class: kind === "number" ? "pm-cell-number" : null, "aria-selected": "false" }, input);
}
