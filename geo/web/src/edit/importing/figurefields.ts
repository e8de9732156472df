/** What a column of figures measures, of which time and in what unit: three fields below its menu. */

import { periodId, periodIn } from "../../data/periods.ts";
import { h } from "../../dom.ts";
import { sayImport as say, type ImportKey } from "../editwords.ts";
import type { Column, Plan } from "./importtypes.ts";

const COMMAS = /[,，]/g;

/** What the server is told of a figure, as the command line has it after `--column`. */
export function figureRole(what: string, year: string, unit: string): string {
  const plain = what.replace(COMMAS, " ").trim();
  return `figure:${plain},${year}${unit.trim() ? `,${unit.trim()}` : ""}`;
}

/** Whether the first rows of a column may be numbers: only then a figure is offered. */
export function mayBeFigure({ preview }: Plan, name: string): boolean {
  const at = preview.names.indexOf(name);
  const filled = preview.rows.map((cells) => cells[at] ?? "").filter((cell) => cell.trim() !== "");
  return filled.length > 0 && filled.every((cell) => /\d/.test(cell));
}

/**
 * The role of a column that is to be a figure from now on: its heading says what, and of which year
 * where it names one; else it is taken for the newest year that others are of.
 */
export function asFigure({ columns }: Plan, { column }: Column): string {
  const inHeading = /(?<!\d)(?:19|20)\d\d(?!\d)/.exec(column.normalize("NFKC"));
  if (inHeading) return "figure";
  const years = columns.map(({ year }) => (typeof year === "number" ? year : 0));
  const year = Math.max(...years) || new Date().getFullYear();
  return figureRole(column, String(year), "");
}

export function figureFields(column: Column, choose: (role: string) => void): HTMLElement {
  const field = (key: ImportKey, value: string, more: Readonly<Record<string, string>> = {}): HTMLInputElement =>
    h("input", {
      value, placeholder: say(key), "aria-label": `${column.column}: ${say(key)}`, title: say(key),
      "data-key": `${key} ${column.column}`, autocomplete: "off", spellcheck: "false", onchange: () => tell(), ...more,
    });
  const what = field("figureWhat", column.indicator ?? column.column);
  const year = field("figureYear", column.year === undefined ? "" : String(column.year), { maxlength: "40" });
  const unit = field("figureUnit", column.unit ?? "");
  const tell = (): void => {
    const given = periodIn(year.value);
    year.setAttribute("aria-invalid", String(Number.isNaN(given)));
    if (!Number.isNaN(given) && what.value.replace(COMMAS, " ").trim()) choose(figureRole(what.value, String(periodId(given)), unit.value));
  };
  return h("span", { class: "pm-import-figure" }, what, year, unit);
}
