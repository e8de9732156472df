/** The layer and every table as a grid: cells are typed, pasted in blocks, filled down, and saved at once. */

import { fill, h, isIme } from "../dom.ts";
import { hasLines, keepLineEnds } from "../suggest/formvalues.ts";
import { whileWaiting } from "../ui/dialog.ts";
import { icon } from "../ui/icons.ts";
import type { Choices } from "./choices.ts";
import type { Problem } from "./client.ts";
import { say } from "./editwords.ts";
import {
  filledDown, fits, withBlock, withCell, withColumn, withoutColumn, withoutRow, withRow, type Grid,
} from "./gridmodel.ts";
import { STAYING } from "./hands.ts";
import { notice } from "./live.ts";
import { heldBy, picker, shownOnly } from "./picker.ts";
import { problemList } from "./problems.ts";
import { isBlock, readBlock } from "./tsv.ts";

type CellInput = HTMLInputElement | HTMLTextAreaElement;

function isCell(element: EventTarget | null): element is CellInput {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
}

/** Of more rows than this some are sought by a word: a page of inputs has its limits. */
const MOST_ROWS = 300;
const KEY = "site_id";

export interface Sheet {
  readonly label: string;
  readonly isEditable: boolean;
  /** The whole of it; null where it cannot be had, which has been told. */
  readonly open: () => Promise<OpenedSheet | null>;
}

export interface OpenedSheet {
  readonly grid: Grid;
  readonly labelOf: (column: string) => string;
  /** Columns whose values are picked. */
  readonly choices: ReadonlyMap<string, Choices>;
  /** Columns whose values are made by the server. */
  readonly made: ReadonlySet<string>;
  /** Gives null when it is saved; otherwise why not. */
  readonly save: (grid: Grid) => Promise<readonly Problem[] | null>;
}

export function openTableSheet(sheets: readonly Sheet[]): void {
  let sheet: OpenedSheet | null = null;
  let grid: Grid = { columns: [], rows: [] };
  let shownSheet = -1;
  let asked = -1;
  let earlier: Grid[] = [];
  /** Where Shift was first held, for what is filled. */
  let anchor: { readonly row: number; readonly column: number } | null = null;
  let wrong = new Map<string, string>();

  const choice = h("select", { "aria-label": say("tables") });
  const filter = h("input", { type: "search", placeholder: say("findRows"), "aria-label": say("findRows") });
  const body = h("div", { class: "pm-cells-box" });
  const answer = h("div", { class: "pm-form-answer", role: "alert" });
  const undo = button("undo", () => back());
  const done = h("button", { type: "button", class: "pm-button pm-primary", onclick: () => void submit() }, say("save"));
  const fillers = [button("addRow", () => change(withRow(grid), () => focusCell(grid.rows.length - 1, 0))),
    button("addColumn", addColumn), button("fillDown", () => fillDown())];
  const dialog = h(
    "dialog",
    { class: `pm-table-sheet ${STAYING}`, "aria-label": say("tables") },
    h(
      "div",
      { class: "pm-cells-tools" },
      choice, filter, ...fillers, undo,
      h("span", { class: "pm-cells-space" }),
      h("button", { type: "button", class: "pm-button", onclick: () => giveUp() }, say("cancel")), done,
    ),
    body, answer,
  );

  choice.append(...sheets.map(({ label, isEditable }, at) => h("option", { value: String(at), disabled: !isEditable }, label)));
  choice.addEventListener("change", () => {
    if (isChanged() && !window.confirm(say("discard"))) choice.value = String(shownSheet);
    else void load(Number(choice.value));
  });
  filter.addEventListener("input", () => show());
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    giveUp();
  });
  dialog.addEventListener("close", () => {
    asked = -1;
    dialog.remove();
  });
  body.addEventListener("keydown", pressed);
  body.addEventListener("paste", pasted);
  body.addEventListener("change", typed);
  body.addEventListener("focusin", ({ target }) => {
    if (isCell(target) && !isShift) anchor = placeOf(target);
  });
  let isShift = false;
  dialog.addEventListener("keydown", ({ shiftKey }) => (isShift = shiftKey), true);
  dialog.addEventListener("pointerdown", ({ shiftKey }) => (isShift = shiftKey), true);
  document.body.append(dialog);
  dialog.showModal();
  const first = sheets.findIndex(({ isEditable }) => isEditable);
  if (first >= 0) void load(first);
  else fill(body, h("p", { class: "pm-second" }, say("noTables")));

  function button(word: "addRow" | "addColumn" | "fillDown" | "undo", act: () => void): HTMLButtonElement {
    return h("button", { type: "button", class: "pm-button", onclick: act }, say(word));
  }

  /**
   * What was asked for last is shown, however late what was asked for before comes. Till then nothing is written into
   * what goes.
   */
  async function load(wanted: number): Promise<void> {
    asked = wanted;
    setWaiting(true);
    const found = await sheets[wanted]?.open();
    if (asked !== wanted) return;
    setWaiting(false);
    choice.value = String(found ? wanted : shownSheet);
    if (!found) return;
    shownSheet = wanted;
    sheet = found;
    grid = found.grid;
    earlier = [];
    wrong = new Map();
    fill(answer);
    show();
  }

  function setWaiting(isWaiting: boolean): void {
    body.inert = isWaiting;
    for (const tool of [...fillers, done]) tool.disabled = isWaiting;
    undo.disabled = isWaiting || !isChanged();
  }

  function isChanged(): boolean {
    return earlier.length > 0;
  }

  function giveUp(): void {
    if (!isChanged() || window.confirm(say("discard"))) dialog.close();
  }

  function change(after: Grid, then: () => void = () => {}): void {
    earlier.push(grid);
    grid = after;
    show();
    then();
  }

  function back(): void {
    const before = earlier.pop();
    if (!before) return;
    grid = before;
    show();
  }

  function addColumn(): void {
    const heading = window.prompt(say("columnName"))?.trim();
    if (heading && grid.columns.some(({ name }) => name === heading)) notice(say("columnThere", { name: heading }));
    else if (heading) change(withColumn(grid, heading), () => focusCell(0, grid.columns.length - 1));
  }

  /** From the cell above, or from where Shift was first held. */
  function fillDown(): void {
    const at = focused();
    if (!at) return;
    const from = anchor && anchor.column === at.column && anchor.row < at.row ? anchor.row : at.row - 1;
    if (from >= 0) change(filledDown(grid, at.column, from, at.row), () => focusCell(at.row, at.column));
  }

  function show(): void {
    undo.disabled = !isChanged();
    const sought = filter.value.trim().toLowerCase();
    const found = grid.rows.flatMap((row, index) =>
      sought === "" || row.cells.some((cell) => cell.toLowerCase().includes(sought)) ? [index] : [],
    );
    const rest = found.length - MOST_ROWS;
    fill(
      body,
      h(
        "table",
        { class: "pm-cells" },
        h("thead", {}, h("tr", {}, h("td", {}), ...grid.columns.map((column, index) => heading(column.name, index)))),
        h("tbody", {}, ...found.slice(0, MOST_ROWS).map((row) => rowElement(row))),
      ),
      rest > 0 && h("p", { class: "pm-second" }, say("moreRows", { count: rest })),
    );
  }

  function heading(label: string, column: number): HTMLElement {
    const remove = h(
      "button",
      { type: "button", class: "pm-cells-remove", "aria-label": say("removeColumn", { name: label }), title: say("removeColumn", { name: label }),
        onclick: () => change(withoutColumn(grid, column)) },
      icon("close"),
    );
    const words = sheet?.labelOf(label) ?? label;
    const second = words === label ? null : h("span", { class: "pm-second" }, words);
    return h("th", { scope: "col" }, h("span", {}, label), isKept(label) ? null : remove, second);
  }

  /** What the rows hang on. */
  function isKept(column: string): boolean {
    return column === KEY || (sheet?.made.has(column) ?? false);
  }

  function rowElement(row: number): HTMLElement {
    const words = say("removeRow", { row: row + 1 });
    const remove = h(
      "button",
      { type: "button", class: "pm-cells-remove", "aria-label": words, title: words, onclick: () => change(withoutRow(grid, row)) },
      icon("close"),
    );
    return h("tr", {}, h("th", { scope: "row" }, String(row + 1), remove), ...grid.columns.map((_, column) => cell(row, column)));
  }

  function cell(row: number, column: number): HTMLElement {
    const { kind, name: label } = grid.columns[column]!;
    const value = grid.rows[row]?.cells[column] ?? "";
    const trouble = wrong.get(`${row} ${column}`) ?? (fits(grid.columns[column]!, value) ? null : say(kind === "number" ? "notNumber" : "notDate"));
    const attributes = {
      autocomplete: "off", spellcheck: "false",
      "data-cell": `${row} ${column}`,
      "aria-label": say("cell", { column: label, row: row + 1 }),
      inputmode: kind === "number" ? "decimal" : null,
      "aria-invalid": trouble === null ? null : "true",
      title: trouble,
    };
    const known = sheet?.choices.get(label);
    const choices = known?.within?.((name) => grid.rows[row]?.cells[grid.columns.findIndex((other) => other.name === name)] ?? "") ?? known;
    const input = sheet?.made.has(label) ? shownOnly(value, attributes)
      : choices ? picker(choices, value, attributes, true).input
      // An input would lose the line breaks with the first letter that is typed.
      : hasLines(value) ? h("textarea", { rows: "1", ...attributes }) : h("input", { value, ...attributes });
    if (input instanceof HTMLTextAreaElement) input.value = value;
    return h("td", { class: kind === "number" ? "pm-cell-number" : null }, input);
  }

  /** What a cell holds now, its lines ended as they were. */
  function typedInto(input: CellInput, { row, column }: { row: number; column: number }): string {
    return keepLineEnds(heldBy(input), grid.rows[row]?.cells[column] ?? "");
  }

  function placeOf(input: Element): { row: number; column: number } | null {
    const [row, column] = (input instanceof HTMLElement ? input.dataset["cell"] : undefined)?.split(" ").map(Number) ?? [];
    return row === undefined || column === undefined ? null : { row, column };
  }

  function focused(): { row: number; column: number } | null {
    // A button takes the focus: the last cell is meant.
    return (document.activeElement && placeOf(document.activeElement)) || anchor;
  }

  function focusCell(row: number, column: number): void {
    const input = body.querySelector<CellInput>(`[data-cell="${row} ${column}"]`);
    input?.focus();
    input?.select();
  }

  function typed({ target }: Event): void {
    const at = isCell(target) ? placeOf(target) : null;
    if (!at || !isCell(target)) return;
    const value = typedInto(target, at);
    if (value === grid.rows[at.row]?.cells[at.column]) return;
    earlier.push(grid);
    grid = withCell(grid, at.row, at.column, value);
    wrong.delete(`${at.row} ${at.column}`);
    if (wrong.size === 0) fill(answer);
    undo.disabled = false;
    // Only this cell: the focus is on its way to another, unless something was picked.
    const isHere = target === document.activeElement;
    target.closest("td")?.replaceWith(cell(at.row, at.column));
    if (isHere) focusCell(at.row, at.column);
  }

  /** Names are as good as what is called so; what is made by the server is not pasted. */
  function heldIn(at: { row: number; column: number }, block: readonly (readonly string[])[]): string[][] {
    return block.map((values, down) => values.map((text, right) => {
      const column = grid.columns[at.column + right]?.name ?? "";
      if (sheet?.made.has(column)) return grid.rows[at.row + down]?.cells[at.column + right] ?? "";
      return sheet?.choices.get(column)?.valueOf(text.trim()) ?? text;
    }));
  }

  function pasted(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const at = event.target instanceof Element ? placeOf(event.target) : null;
    if (!at || !isBlock(text)) return;
    event.preventDefault();
    let block = readBlock(text);
    const names = grid.columns.slice(at.column).map((column) => column.name);
    if (block[0]?.every((value, index) => value.trim() === names[index])) block = block.slice(1);
    if (block.some((row) => row.length > names.length)) notice(say("blockCut"));
    change(withBlock(grid, at.row, at.column, heldIn(at, block)), () => focusCell(at.row, at.column));
  }

  function pressed(event: KeyboardEvent): void {
    const at = isCell(event.target) ? placeOf(event.target) : null;
    if (!at || !isCell(event.target) || isIme(event)) return;
    const key = event.key.toLowerCase();
    const isCommand = event.ctrlKey || event.metaKey;
    const isTouched = typedInto(event.target, at) !== grid.rows[at.row]?.cells[at.column];
    if (isCommand && key === "d") fillDown();
    else if (isCommand && key === "z" && !isTouched) back();
    else if (key === "enter" || key === "arrowdown") focusCell(at.row + 1, at.column);
    else if (key === "arrowup") focusCell(at.row - 1, at.column);
    else return;
    event.preventDefault();
  }

  async function submit(): Promise<void> {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur(); // what is typed is meant
    const opened = sheet;
    const problems = (await whileWaiting(dialog, async () => opened?.save(grid))) ?? null;
    if (problems === null) {
      dialog.close();
      return;
    }
    wrong = new Map(
      problems.flatMap(({ row, columnName, field, message }) => {
        const column = grid.columns.findIndex((known) => known.name === (columnName ?? field));
        return row === undefined || column < 0 ? [] : [[`${row - 1} ${column}`, message] as const];
      }),
    );
    show();
    fill(answer, h("p", {}, say("refused")), problemList(problems));
    const [at] = [...wrong.keys()];
    if (at) focusCell(...(at.split(" ").map(Number) as [number, number]));
  }

}
