/** The layer and every table as a grid: cells are typed, pasted in blocks, filled down, and saved at once. */

import { fill, h, isIme } from "../dom.ts";
import { keepLineEnds } from "../suggest/formvalues.ts";
import { asksBeforeClosing, whileWaiting } from "../ui/dialog.ts";
import { icon } from "../ui/icons.ts";
import { guardLeaving } from "../ui/leaving.ts";
import { cellOf, isCell, type CellInput, type CellRules } from "./gridcell.ts";
import type { Problem } from "./client.ts";
import { say } from "./editwords.ts";
import { merged } from "./gridmerge.ts";
import { GridHands, placeOf } from "./gridhands.ts";
import type { Grid } from "./gridmodel.ts";
import {
  cellSet, columnAdded, columnRemoved, placeNamed, refusedCells, rowAdded, rowBeside, rowRemoved, sought, viewOf, type CellPlace, type GridView,
} from "./gridview.ts";
import { STAYING } from "./hands.ts";
import { notice } from "./live.ts";
import { heldBy } from "./picker.ts";
import { problemList } from "./problems.ts";
import { silenceWords } from "./silence.ts";

/** Of more rows than this some are sought by a word: a page of inputs has its limits. */
const MOST_ROWS = 300;
const KEY = "site_id";

export interface Sheet {
  readonly label: string;
  readonly isEditable: boolean;
  /** The whole of it; null where it cannot be had, which has been told. */
  readonly open: () => Promise<OpenedSheet | null>;
}

export interface OpenedSheet extends CellRules {
  readonly grid: Grid;
  readonly labelOf: (column: string) => string;
  /** Gives null when it is saved; otherwise why not: nothing where no answer came. */
  readonly save: (grid: Grid) => Promise<readonly Problem[] | null>;
}

export function openTableSheet(sheets: readonly Sheet[]): void {
  let sheet: OpenedSheet | null = null;
  let view: GridView = viewOf({ columns: [], rows: [] });
  let shownSheet = -1;
  let asked = -1;
  let earlier: GridView[] = [];
  let later: GridView[] = [];

  const choice = h("select", { "aria-label": say("tables") });
  const filter = h("input", { type: "search", placeholder: say("findRows"), "aria-label": say("findRows") });
  const body = h("div", { class: "pm-cells-box" });
  const status = h("p", { class: "pm-cells-status pm-second", role: "status" });
  const answer = h("div", { class: "pm-form-answer", role: "alert" });
  const undo = button("undo", () => step(earlier, later));
  const redo = button("redo", () => step(later, earlier));
  const done = h("button", { type: "button", class: "pm-button pm-primary", onclick: () => void submit() }, say("save"));
  const fillers = [button("addRow", () => change(rowAdded(view), () => hands.focus(view.grid.rows.length - 1, 0))),
    button("addColumn", addColumn), button("fillDown", () => hands.fillDown()), button("emptyCells", () => hands.empty())];
  const dialog = h(
    "dialog",
    { class: `pm-table-sheet ${STAYING}`, "aria-label": say("tables") },
    h(
      "div",
      { class: "pm-cells-tools" },
      choice, filter, ...fillers, undo, redo,
      h("span", { class: "pm-cells-space" }),
      h("button", { type: "button", class: "pm-button", onclick: () => giveUp() }, say("cancel")), done,
    ),
    body, status, answer,
  );
  const hands = new GridHands({
    body, status, isBeingTyped,
    view: () => view,
    change,
    isMade: (column) => sheet?.made.has(view.grid.columns[column]?.name ?? "") ?? false,
    // Names are as good as what is called so.
    valueOf: (column, text) => sheet?.choices.get(view.grid.columns[column]?.name ?? "")?.valueOf(text.trim()) ?? text,
  });

  choice.append(...sheets.map(({ label, isEditable }, at) => h("option", { value: String(at), disabled: !isEditable }, label)));
  choice.addEventListener("change", () => {
    if (isChanged() && !window.confirm(say("discard"))) choice.value = String(shownSheet);
    else void load(Number(choice.value));
  });
  filter.addEventListener("input", () => {
    view = sought(view, filter.value);
    show();
  });
  dialog.addEventListener("close", () => {
    asked = -1;
    dialog.remove();
    forgetLeaving();
  });
  asksBeforeClosing(dialog, giveUp);
  const forgetLeaving = guardLeaving(isChanged);
  dialog.addEventListener("keydown", wentBack);
  body.addEventListener("change", typed);
  document.body.append(dialog);
  dialog.showModal();
  const first = sheets.findIndex(({ isEditable }) => isEditable);
  if (first >= 0) void load(first);
  else fill(body, h("p", { class: "pm-second" }, say("noTables")));

  function button(word: "addRow" | "addColumn" | "fillDown" | "emptyCells" | "undo" | "redo", act: () => void): HTMLButtonElement {
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
    view = sought(viewOf(found.grid), filter.value);
    [earlier, later] = [[], []];
    fill(answer);
    show();
  }

  function setWaiting(isWaiting: boolean): void {
    body.inert = isWaiting;
    for (const tool of [...fillers, done]) tool.disabled = isWaiting;
    tellSteps(isWaiting);
  }

  function tellSteps(isWaiting = false): void {
    undo.disabled = isWaiting || earlier.length === 0;
    redo.disabled = isWaiting || later.length === 0;
  }

  function isChanged(): boolean {
    return earlier.length > 0 || isBeingTyped(document.activeElement);
  }

  function isBeingTyped(element: EventTarget | null): boolean {
    const at = isCell(element) ? placeOf(element) : null;
    return isCell(element) && at !== null && typedInto(element, at) !== view.grid.rows[at.row]?.cells[at.column];
  }

  function giveUp(): void {
    if (!isChanged() || window.confirm(say("discard"))) dialog.close();
  }

  function change(after: GridView, then: () => void = () => {}): void {
    keep(after);
    show();
    then();
  }

  function keep(after: GridView): void {
    earlier.push(view);
    later = [];
    take(after);
  }

  function take(after: GridView): void {
    // All that was refused is mended, or gone.
    if (view.wrong.size > 0 && after.wrong.size === 0) fill(answer);
    view = after;
    tellSteps();
  }

  function step(from: GridView[], to: GridView[]): void {
    const other = from.pop();
    if (!other) return;
    to.push(view);
    take(other);
    show();
  }

  function addColumn(): void {
    const heading = window.prompt(say("columnName"))?.trim();
    if (heading && view.grid.columns.some(({ name }) => name === heading)) notice(say("columnThere", { name: heading }));
    else if (heading) change(columnAdded(view, heading), () => hands.focus(view.found[0] ?? 0, view.grid.columns.length - 1));
  }

  function show(): void {
    const { grid, found } = view;
    tellSteps();
    hands.renew();
    // What is new is seen, however many there are.
    const shown = found.filter((row, index) => index < MOST_ROWS || grid.rows[row]?.from === null);
    const rest = found.length - shown.length;
    fill(
      body,
      h(
        "table",
        { class: "pm-cells", role: "grid", "aria-multiselectable": "true", "aria-rowcount": String(grid.rows.length + 1) },
        h("thead", {}, h("tr", { "aria-rowindex": "1" }, h("td", {}), ...grid.columns.map((column, index) => heading(column.name, index)))),
        h("tbody", {}, ...shown.map((row) => rowElement(row))),
      ),
      rest > 0 && h("p", { class: "pm-second" }, say("moreRows", { count: rest })),
    );
    hands.tell();
  }

  function heading(label: string, column: number): HTMLElement {
    const remove = h(
      "button",
      { type: "button", class: "pm-cells-remove", "aria-label": say("removeColumn", { name: label }), title: say("removeColumn", { name: label }),
        onclick: () => change(columnRemoved(view, column)) },
      icon("close"),
    );
    const words = sheet?.labelOf(label) ?? label;
    const second = words === label ? null : h("span", { class: "pm-second" }, words);
    return h("th", { scope: "col", "data-column": String(column) }, h("span", {}, label), isKept(label) ? null : remove, second);
  }

  /** What the rows hang on. */
  function isKept(column: string): boolean {
    return column === KEY || (sheet?.made.has(column) ?? false);
  }

  function rowElement(row: number): HTMLElement {
    const words = say("removeRow", { row: row + 1 });
    const remove = h(
      "button",
      { type: "button", class: "pm-cells-remove", "aria-label": words, title: words, onclick: () => removeRow(row) },
      icon("close"),
    );
    return h("tr", { "data-row": String(row), "aria-rowindex": String(row + 2) }, h("th", { scope: "row" }, String(row + 1), remove), ...view.grid.columns.map((_, column) => cell(row, column)));
  }

  function removeRow(row: number): void {
    const next = rowBeside(view, row, 1) === null ? rowBeside(view, row, -1) : row;
    change(rowRemoved(view, row), () => body.querySelector<HTMLElement>(`[data-row="${next}"] .pm-cells-remove`)?.focus());
  }

  function cell(row: number, column: number): HTMLElement {
    return cellOf(view, { row, column }, sheet, (name) => held(row, name));
  }

  /** What the row's other cell holds now. */
  function held(row: number, name: string): string {
    return view.grid.rows[row]?.cells[view.grid.columns.findIndex((column) => column.name === name)] ?? "";
  }

  /** What a cell holds now, its lines ended as they were. */
  function typedInto(input: CellInput, { row, column }: CellPlace): string {
    return keepLineEnds(heldBy(input), view.grid.rows[row]?.cells[column] ?? "");
  }

  function typed({ target }: Event): void {
    const at = isCell(target) ? placeOf(target) : null;
    if (!at || !isCell(target)) return;
    const value = typedInto(target, at);
    if (value === view.grid.rows[at.row]?.cells[at.column]) return;
    keep(cellSet(view, at, value));
    // Only this cell: the focus is on its way to another, unless something was picked.
    const isHere = target === document.activeElement;
    target.closest("td")?.replaceWith(cell(at.row, at.column));
    if (isHere) hands.focus(at.row, at.column);
    else hands.tell();
  }

  /** What is being typed is the field's own to take back. */
  function wentBack(event: KeyboardEvent): void {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== "z" && key !== "y") || isIme(event)) return;
    const { target } = event;
    const at = isCell(target) ? placeOf(target) : null;
    if (isCell(target) && (!at || isBeingTyped(target))) return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) step(later, earlier);
    else step(earlier, later);
    if (at) hands.focus(at.row, at.column);
  }

  /** What others have saved meanwhile is below what was typed here; false where it cannot be saved as it is now. */
  async function catchUp(): Promise<boolean> {
    const now = await sheets[shownSheet]?.open();
    const found = sheet && now ? merged(sheet.grid, view.grid, now.grid) : null;
    if (!now || !found) return false;
    sheet = now;
    // Steps back would lead to what is no longer there.
    [earlier, later] = [[viewOf(now.grid)], []];
    const wrong = new Map([...found.theirs].map(([name, value]) => [name, say("cellChanged", { value })]));
    view = { ...sought(viewOf(found.grid), filter.value), wrong };
    show();
    return wrong.size === 0;
  }

  async function submit(): Promise<void> {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur(); // what is typed is meant
    const problems = await whileWaiting(dialog, async () => {
      const found = (await sheet?.save(view.grid)) ?? null;
      const isOld = found?.some(({ code }) => code === "table-changed") ?? false;
      return isOld && (await catchUp()) ? ((await sheet?.save(view.grid)) ?? null) : found;
    });
    if (problems === null) {
      dialog.close();
      return;
    }
    const told = refusedCells(view.grid, problems);
    const isMerged = view.wrong.size > 0 && told.size === 0;
    const wrong = isMerged ? view.wrong : told;
    // Where the mistake is, is seen, whatever was sought.
    const places = [...wrong.keys()].map(placeNamed);
    view = { ...view, wrong, found: [...new Set([...view.found, ...places.map(({ row }) => row)])].sort((one, other) => one - other) };
    show();
    const why = isMerged ? h("p", {}, say("cellsChanged")) : problems.length > 0 ? problemList(problems) : h("p", {}, silenceWords());
    fill(answer, h("p", {}, say("refused")), why);
    if (places[0]) hands.focus(places[0].row, places[0].column);
  }
}
