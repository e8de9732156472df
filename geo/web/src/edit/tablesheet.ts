/** Every table of the project as a grid: cells are typed, pasted in blocks, filled down, and saved at once. */

import type { App } from "../app.ts";
import { fill, h, isIme } from "../dom.ts";
import { inLanguage } from "../i18n.ts";
import { icon } from "../ui/icons.ts";
import type { Outcome, Problem } from "./client.ts";
import { say } from "./editwords.ts";
import {
  filledDown, fits, withBlock, withCell, withColumn, withoutColumn, withoutRow, withRow, type Grid,
} from "./gridmodel.ts";
import { STAYING } from "./hands.ts";
import { notice } from "./live.ts";
import { problemList } from "./problems.ts";
import { isBlock, readBlock } from "./tsv.ts";

/** Of more rows than this some are sought by a word: a page of inputs has its limits. */
const MOST_ROWS = 300;
const KEY = "site_id";

export interface TableParts {
  readonly app: App;
  readonly tables: NonNullable<Outcome["list"]>;
  /** One table whole, or null. */
  readonly open: (name: string) => Promise<Outcome["grid"] | null>;
  /** Gives null when it is saved; otherwise why not. */
  readonly save: (name: string, base: string, grid: Grid) => Promise<readonly Problem[] | null>;
}

export function openTableSheet({ app, tables, open, save }: TableParts): void {
  let grid: Grid = { columns: [], rows: [] };
  let base = "";
  let name = "";
  let earlier: Grid[] = [];
  /** Where Shift was first held, for what is filled. */
  let anchor: { readonly row: number; readonly column: number } | null = null;
  let wrong = new Map<string, string>();

  const choice = h("select", { "aria-label": say("tables") });
  const filter = h("input", { type: "search", placeholder: say("findRows"), "aria-label": say("findRows") });
  const body = h("div", { class: "pm-cells-box" });
  const answer = h("div", { class: "pm-form-answer", role: "alert" });
  const undo = button("undo", () => back());
  const sites = h("datalist", { id: "pm-cells-sites" });
  for (let row = 0; row < app.sites.count; row++) {
    sites.append(h("option", { value: app.sites.id(row) }, app.sites.name(row, app.store.state.lang)));
  }
  const done = h("button", { type: "button", class: "pm-button pm-primary", onclick: () => void submit() }, say("save"));
  const dialog = h(
    "dialog",
    { class: `pm-table-sheet ${STAYING}`, "aria-label": say("tables") },
    h(
      "div",
      { class: "pm-cells-tools" },
      choice, filter,
      button("addRow", () => change(withRow(grid), () => focusCell(grid.rows.length - 1, 0))),
      button("addColumn", addColumn), button("fillDown", () => fillDown()), undo,
      h("span", { class: "pm-cells-space" }),
      h("button", { type: "button", class: "pm-button", onclick: () => giveUp() }, say("cancel")), done,
    ),
    body, answer, sites,
  );

  choice.append(
    ...tables.map((table) => {
      const head = app.sites.head.tables.find((known) => known.name === table.name);
      const label = head ? inLanguage(head.label, app.store.state.lang) : table.name;
      const words = table.isEditable ? label : say("notHere", { name: label });
      return h("option", { value: table.name, disabled: !table.isEditable }, words);
    }),
  );
  choice.addEventListener("change", () => {
    if (isChanged() && !window.confirm(say("discard"))) choice.value = name;
    else void load(choice.value);
  });
  filter.addEventListener("input", () => show());
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    giveUp();
  });
  dialog.addEventListener("close", () => dialog.remove());
  body.addEventListener("keydown", pressed);
  body.addEventListener("paste", pasted);
  body.addEventListener("change", typed);
  body.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLInputElement && !isShift) anchor = placeOf(target);
  });
  let isShift = false;
  dialog.addEventListener("keydown", ({ shiftKey }) => (isShift = shiftKey), true);
  dialog.addEventListener("pointerdown", ({ shiftKey }) => (isShift = shiftKey), true);
  document.body.append(dialog);
  dialog.showModal();
  const first = tables.find(({ isEditable }) => isEditable);
  if (first) void load(first.name);
  else fill(body, h("p", { class: "pm-second" }, say("noTables")));

  function button(word: "addRow" | "addColumn" | "fillDown" | "undo", act: () => void): HTMLButtonElement {
    return h("button", { type: "button", class: "pm-button", onclick: act }, say(word));
  }

  async function load(wanted: string): Promise<void> {
    const found = await open(wanted);
    if (!found) return;
    name = wanted;
    choice.value = wanted;
    base = found.base;
    grid = {
      columns: found.columns.map((column, from) => ({ ...column, from })),
      rows: found.rows.map((cells, index) => ({ from: index + 1, cells })),
    };
    earlier = [];
    wrong = new Map();
    fill(answer);
    show();
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
    if (heading) change(withColumn(grid, heading), () => focusCell(0, grid.columns.length - 1));
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
    return h("th", { scope: "col" }, h("span", {}, label), label === KEY ? null : remove);
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
    const input = h("input", {
      value, autocomplete: "off", spellcheck: "false",
      "data-cell": `${row} ${column}`,
      "aria-label": say("cell", { column: label, row: row + 1 }),
      inputmode: kind === "number" ? "decimal" : null,
      list: label === KEY ? "pm-cells-sites" : null,
      "aria-invalid": trouble === null ? null : "true",
      title: trouble,
    });
    return h("td", { class: kind === "number" ? "pm-number" : null }, input);
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
    const input = body.querySelector<HTMLInputElement>(`[data-cell="${row} ${column}"]`);
    input?.focus();
    input?.select();
  }

  function typed({ target }: Event): void {
    const at = target instanceof HTMLInputElement ? placeOf(target) : null;
    if (!at || !(target instanceof HTMLInputElement)) return;
    earlier.push(grid);
    const value = grid.columns[at.column]?.name === KEY ? idOf(target.value) : target.value;
    grid = withCell(grid, at.row, at.column, value);
    wrong.delete(`${at.row} ${at.column}`);
    if (wrong.size === 0) fill(answer);
    undo.disabled = false;
    // Only this cell: the focus is on its way to another.
    target.closest("td")?.replaceWith(cell(at.row, at.column));
  }

  /** A site's name is as good as its id. */
  function idOf(text: string): string {
    const option = [...sites.children].find((known) => known.textContent === text.trim());
    return option instanceof HTMLOptionElement ? option.value : text;
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
    change(withBlock(grid, at.row, at.column, block), () => focusCell(at.row, at.column));
  }

  function pressed(event: KeyboardEvent): void {
    const at = event.target instanceof HTMLInputElement ? placeOf(event.target) : null;
    if (!at || isIme(event)) return;
    const key = event.key.toLowerCase();
    const isCommand = event.ctrlKey || event.metaKey;
    const isTouched = (event.target as HTMLInputElement).value !== grid.rows[at.row]?.cells[at.column];
    if (isCommand && key === "d") fillDown();
    else if (isCommand && key === "z" && !isTouched) back();
    else if (key === "enter" || key === "arrowdown") focusCell(at.row + 1, at.column);
    else if (key === "arrowup") focusCell(at.row - 1, at.column);
    else return;
    event.preventDefault();
  }

  async function submit(): Promise<void> {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur(); // what is typed is meant
    done.disabled = true;
    const problems = await save(name, base, grid);
    done.disabled = false;
    if (problems === null) {
      dialog.close();
      return;
    }
    wrong = new Map(
      problems.flatMap(({ row, columnName, message }) => {
        const column = grid.columns.findIndex((known) => known.name === columnName);
        return row === undefined || column < 0 ? [] : [[`${row - 1} ${column}`, message] as const];
      }),
    );
    show();
    fill(answer, h("p", {}, say("refused")), problemList(problems));
    const [at] = [...wrong.keys()];
    if (at) focusCell(...(at.split(" ").map(Number) as [number, number]));
  }

}
