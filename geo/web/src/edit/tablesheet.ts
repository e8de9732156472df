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
import type { Grid } from "./gridmodel.ts";
import {
  blockPut, cellSet, columnAdded, columnRemoved, downFilled, nameOf, placeNamed, refusedCells, rowAdded, rowBeside, rowRemoved, rowsFrom, sought,
  viewOf, type CellPlace, type GridView,
} from "./gridview.ts";
import { STAYING } from "./hands.ts";
import { notice } from "./live.ts";
import { heldBy } from "./picker.ts";
import { problemList } from "./problems.ts";
import { silenceWords } from "./silence.ts";
import { isBlock, readBlock } from "./tsv.ts";

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
  /** Where Shift was first held, for what is filled. */
  let anchor: CellPlace | null = null;

  const choice = h("select", { "aria-label": say("tables") });
  const filter = h("input", { type: "search", placeholder: say("findRows"), "aria-label": say("findRows") });
  const body = h("div", { class: "pm-cells-box" });
  const answer = h("div", { class: "pm-form-answer", role: "alert" });
  const undo = button("undo", () => step(earlier, later));
  const redo = button("redo", () => step(later, earlier));
  const done = h("button", { type: "button", class: "pm-button pm-primary", onclick: () => void submit() }, say("save"));
  const fillers = [button("addRow", () => change(rowAdded(view), () => focusCell(view.grid.rows.length - 1, 0))),
    button("addColumn", addColumn), button("fillDown", () => fillDown())];
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
    body, answer,
  );

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
  body.addEventListener("keydown", pressed);
  dialog.addEventListener("keydown", wentBack);
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

  function button(word: "addRow" | "addColumn" | "fillDown" | "undo" | "redo", act: () => void): HTMLButtonElement {
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
    else if (heading) change(columnAdded(view, heading), () => focusCell(view.found[0] ?? 0, view.grid.columns.length - 1));
  }

  /** From the cell above, or from where Shift was first held. */
  function fillDown(): void {
    const at = focused();
    if (!at) return;
    const from = anchor && anchor.column === at.column && anchor.row < at.row ? anchor.row : rowBeside(view, at.row, -1);
    if (from !== null) change(downFilled(view, at.column, from, at.row), () => focusCell(at.row, at.column));
  }

  function show(): void {
    const { grid, found } = view;
    tellSteps();
    // What is new is seen, however many there are.
    const shown = found.filter((row, index) => index < MOST_ROWS || grid.rows[row]?.from === null);
    const rest = found.length - shown.length;
    fill(
      body,
      h(
        "table",
        { class: "pm-cells" },
        h("thead", {}, h("tr", {}, h("td", {}), ...grid.columns.map((column, index) => heading(column.name, index)))),
        h("tbody", {}, ...shown.map((row) => rowElement(row))),
      ),
      rest > 0 && h("p", { class: "pm-second" }, say("moreRows", { count: rest })),
    );
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
      { type: "button", class: "pm-cells-remove", "aria-label": words, title: words, onclick: () => removeRow(row) },
      icon("close"),
    );
    return h("tr", { "data-row": String(row) }, h("th", { scope: "row" }, String(row + 1), remove), ...view.grid.columns.map((_, column) => cell(row, column)));
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

  function placeOf(input: Element): CellPlace | null {
    const name = input instanceof HTMLElement ? input.dataset["cell"] : undefined;
    return name === undefined ? null : placeNamed(name);
  }

  function focused(): CellPlace | null {
    // A button takes the focus: the last cell is meant.
    return (document.activeElement && placeOf(document.activeElement)) || anchor;
  }

  function focusCell(row: number | null, column: number): void {
    if (row === null) return;
    const input = body.querySelector<CellInput>(`[data-cell="${nameOf({ row, column })}"]`);
    input?.focus();
    input?.select();
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
    if (isHere) focusCell(at.row, at.column);
  }

  /** Names are as good as what is called so; what is made by the server is not pasted. */
  function heldIn(at: CellPlace, block: readonly (readonly string[])[]): string[][] {
    const { grid } = view;
    const rows = rowsFrom(view, at.row, block.length);
    return block.map((values, down) => values.map((text, right) => {
      const column = grid.columns[at.column + right]?.name ?? "";
      if (sheet?.made.has(column)) return grid.rows[rows[down]!]?.cells[at.column + right] ?? "";
      return sheet?.choices.get(column)?.valueOf(text.trim()) ?? text;
    }));
  }

  function pasted(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const at = event.target instanceof Element ? placeOf(event.target) : null;
    if (!at || !isBlock(text)) return;
    event.preventDefault();
    let block = readBlock(text);
    const names = view.grid.columns.slice(at.column).map((column) => column.name);
    if (block[0]?.every((value, index) => value.trim() === names[index])) block = block.slice(1);
    if (block.some((row) => row.length > names.length)) notice(say("blockCut"));
    change(blockPut(view, at, heldIn(at, block)), () => focusCell(at.row, at.column));
  }

  function pressed(event: KeyboardEvent): void {
    const at = isCell(event.target) ? placeOf(event.target) : null;
    if (!at || !isCell(event.target) || isIme(event)) return;
    const key = event.key.toLowerCase();
    const isCommand = event.ctrlKey || event.metaKey;
    if (key === "escape" && isBeingTyped(event.target)) {
      // As in every spreadsheet: what is typed is taken back, the window stays.
      event.target.value = view.grid.rows[at.row]?.cells[at.column] ?? "";
      event.target.select();
    } else if (isCommand && key === "d") fillDown();
    else if (key === "enter" || key === "arrowdown") focusCell(rowBeside(view, at.row, 1), at.column);
    else if (key === "arrowup") focusCell(rowBeside(view, at.row, -1), at.column);
    else return;
    event.preventDefault();
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
    if (at) focusCell(at.row, at.column);
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
    if (places[0]) focusCell(places[0].row, places[0].column);
  }
}
