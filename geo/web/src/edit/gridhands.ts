/** What keys, mouse and clipboard do with the cells of a grid, as everybody knows it from spreadsheets. */

import { isIme } from "../dom.ts";
import { stepped } from "../panel/table/gridkeys.ts";
import { say } from "./editwords.ts";
import { isCell, type CellInput } from "./gridcell.ts";
import { blockBetween, blockOf, cleared, filledDown, isIn, sizeOf, spread, textOf, type Block } from "./gridblocks.ts";
import { BlockHandle } from "./gridtouch.ts";
import { blockPut, nameOf, placeNamed, rowBeside, rowsFrom, type CellPlace, type GridView } from "./gridview.ts";
import { notice } from "./live.ts";
import { isBlock, readBlock } from "./tsv.ts";

export function placeOf(input: Element): CellPlace | null {
  const name = input instanceof HTMLElement ? input.dataset["cell"] : undefined;
  return name === undefined ? null : placeNamed(name);
}

export interface GridHost {
  /** What the cells are in. */
  readonly body: HTMLElement;
  /** What is marked is told there. */
  readonly status: HTMLElement;
  readonly view: () => GridView;
  /** Take another state of the grid, and show it. */
  readonly change: (after: GridView) => void;
  readonly isBeingTyped: (input: CellInput) => boolean;
  /** Whether a column's values are made by the server. */
  readonly isMade: (column: number) => boolean;
  /** What a cell of a column holds when this is pasted into it. */
  readonly valueOf: (column: number, text: string) => string;
}

export class GridHands {
  readonly #host: GridHost;
  /** The cell that was come to last: a button takes the focus from it. */
  #at: CellPlace | null = null;
  /** The corner across; null where no more than one cell is marked. */
  #end: CellPlace | null = null;
  #isMouse = false;
  #isFinger = false;
  readonly #handle: BlockHandle;

  constructor(host: GridHost) {
    this.#host = host;
    const { body } = host;
    this.#handle = new BlockHandle({
      body,
      begin: () => this.#beginAtCorner(),
      over: (input) => this.#mark(placeOf(input)),
    });
    body.addEventListener("focusin", ({ target }) => {
      const at = isCell(target) ? placeOf(target) : null;
      if (!at || !isCell(target)) return;
      this.#begin(at);
      if (!host.isBeingTyped(target)) target.select(); // however it was come to, the whole of it is meant
    });
    body.addEventListener("input", () => this.#end && this.#mark(null)); // the cell it is typed into is meant
    body.addEventListener("keydown", (event) => this.#pressed(event));
    body.addEventListener("paste", (event) => this.#pasted(event));
    body.addEventListener("copy", (event) => this.#copied(event));
    body.addEventListener("cut", (event) => this.#copied(event) && this.#clear());
    // A finger scrolls, and marks by its handle.
    body.addEventListener("pointerdown", ({ pointerType }) => this.#told(pointerType === "touch"), true);
    body.addEventListener("mousedown", (event) => this.#mouseDown(event));
    body.addEventListener("mouseover", (event) => this.#mouseOver(event));
    body.addEventListener("click", (event) => this.#tapped(event));
    // Marking is no choosing.
    body.addEventListener("click", (event) => (event.shiftKey || this.#end) && isCell(event.target) && event.stopPropagation(), true);
  }

  focus(row: number | null, column: number): void {
    const input = row === null ? null : this.#input({ row, column });
    input?.focus();
    input?.select();
  }

  /** What is marked, or the cell that was come to last. */
  empty(): void {
    this.#clear();
  }

  /** From the first row of what is marked, or from the cell above. */
  fillDown(): void {
    const block = this.#block() ?? this.#own();
    const { view, isMade } = this.#host;
    if (block) this.#write(filledDown(view(), block, isMade));
  }

  /** The cells were made anew: none is marked. */
  renew(): void {
    this.#end = null;
    this.#host.status.textContent = "";
  }

  /** Where no block is marked: what is wrong with the cell at hand, else with the first that is wrong. */
  tell(): void {
    if (this.#end) return;
    const wrong = '[aria-invalid="true"]';
    const own = this.#at && this.#input(this.#at);
    const cell = own?.matches(wrong) ? own : this.#host.body.querySelector<CellInput>(`[data-cell]${wrong}`);
    this.#host.status.textContent = cell ? say("problemAndFix", { message: cell.ariaLabel ?? "", fix: cell.title }) : "";
  }

  #show(): void {
    const block = this.#block();
    for (const input of this.#host.body.querySelectorAll("[data-cell]")) {
      const at = placeOf(input);
      input.closest("td")?.setAttribute("aria-selected", String(block !== null && at !== null && isIn(block, at)));
    }
    this.#showHandle();
  }

  #showHandle(): void {
    const block = this.#isFinger ? (this.#block() ?? this.#own()) : null;
    const corner = block && this.#input({ row: block.rows.at(-1) ?? -1, column: block.right });
    this.#handle.standAt(corner?.closest("td") ?? null);
  }

  #told(isFinger: boolean): void {
    this.#isMouse = !isFinger;
    if (this.#isFinger === isFinger) return;
    this.#isFinger = isFinger;
    this.#showHandle();
  }

  /** The handle is at the last cell of what is marked: the first one stays. */
  #beginAtCorner(): void {
    const block = this.#block();
    if (block) this.#at = { row: block.rows[0] ?? 0, column: block.left };
  }

  /** By a finger: a heading means all below it, a cell that is marked itself. */
  #tapped(event: MouseEvent): void {
    if (!this.#isFinger || !(event.target instanceof Element)) return;
    if (!isCell(event.target)) this.#headingDown(event, event.target);
    else if (this.#end) this.#mark(null);
  }

  /** Null where there is but one. */
  #block(): Block | null {
    return this.#at && this.#end && blockBetween(this.#host.view(), this.#at, this.#end);
  }

  #own(): Block | null {
    return this.#at && blockBetween(this.#host.view(), this.#at, this.#at);
  }

  #begin(at: CellPlace): void {
    this.#at = at;
    if (this.#end) this.#mark(null);
    else {
      this.tell();
      this.#showHandle();
    }
  }

  #mark(end: CellPlace | null): void {
    this.#end = end && this.#at && nameOf(end) === nameOf(this.#at) ? null : end;
    this.#show();
    const block = this.#block();
    const { columns } = this.#host.view().grid;
    const cell = (row: number, column: number): string => say("cell", { column: columns[column]?.name ?? "", row: row + 1 });
    if (block) {
      const [first, last] = [cell(block.rows[0]!, block.left), cell(block.rows.at(-1)!, block.right)];
      this.#host.status.textContent = say("cellsMarked", { count: sizeOf(block), first, last });
    } else this.tell();
    if (end) this.#input(end)?.closest("td")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  #input(at: CellPlace): CellInput | null {
    return this.#host.body.querySelector<CellInput>(`[data-cell="${nameOf(at)}"]`);
  }

  /** What was done to the marked cells leaves them marked. */
  #write(after: GridView): void {
    const [at, end] = [this.#at, this.#end];
    if (after !== this.#host.view()) this.#host.change(after);
    if (at) this.focus(at.row, at.column);
    if (end) this.#mark(end);
  }

  #clear(): void {
    const block = this.#block() ?? this.#own();
    if (block) this.#write(cleared(this.#host.view(), block, this.#host.isMade));
  }

  /** Whether a cell is meant as a whole, not a place in its text. */
  #isWhole(input: CellInput): boolean {
    return this.#end !== null || (!this.#host.isBeingTyped(input) && input.selectionStart === 0 && input.selectionEnd === input.value.length);
  }

  #pressed(event: KeyboardEvent): void {
    const { target } = event;
    const at = isCell(target) ? placeOf(target) : null;
    if (!at || !isCell(target) || event.altKey || isIme(event)) return;
    if (this.#did(event, target, at)) event.preventDefault();
  }

  #did(event: KeyboardEvent, target: CellInput, at: CellPlace): boolean {
    const { view } = this.#host;
    const { shiftKey } = event;
    const key = event.key.toLowerCase();
    const isCommand = event.ctrlKey || event.metaKey;
    if (key === "escape" && this.#end) this.#mark(null);
    else if (key === "escape" && this.#host.isBeingTyped(target)) {
      // As in every spreadsheet: what is typed is taken back, the window stays.
      target.value = view().grid.rows[at.row]?.cells[at.column] ?? "";
      target.select();
    } else if (isCommand && key === "d") this.fillDown();
    else if (key === "enter") this.focus(rowBeside(view(), at.row, shiftKey ? -1 : 1), at.column);
    else if (key === "f2") target.setSelectionRange(target.value.length, target.value.length);
    else if (this.#isWhole(target) && (key === "delete" || (key === "backspace" && this.#end))) this.#clear();
    else if (this.#isWhole(target) && isCommand && key === "a") this.#markFrom({ row: view().found[0] ?? 0, column: 0 }, this.#corner());
    else if (this.#isWhole(target) && key === " " && shiftKey) this.#markFrom({ ...at, column: 0 }, { ...at, column: this.#corner().column });
    else if (this.#isWhole(target) && key === " " && isCommand) {
      this.#markFrom({ ...at, row: view().found[0] ?? 0 }, { ...at, row: this.#corner().row });
    } else return this.#stepped(event, target, at);
    return true;
  }

  /** The last cell that is seen, or would be if there were room. */
  #corner(): CellPlace {
    const { found, grid } = this.#host.view();
    return { row: found.at(-1) ?? 0, column: grid.columns.length - 1 };
  }

  #markFrom(at: CellPlace, end: CellPlace): void {
    this.focus(at.row, at.column);
    this.#at = at;
    this.#mark(end);
  }

  /** With Shift the corner across goes on, otherwise the cell. */
  #stepped(event: KeyboardEvent, target: CellInput, at: CellPlace): boolean {
    const { key, shiftKey } = event;
    const isFar = event.ctrlKey || event.metaKey;
    const isUpright = !isFar && (key === "ArrowUp" || key === "ArrowDown");
    // To the text's own ends is how one comes into it.
    const isIntoText = !shiftKey && (key === "Home" || key === "End");
    if (isIntoText || (!isUpright && !this.#isWhole(target))) return false;
    const { found, grid } = this.#host.view();
    const from = (shiftKey && this.#end) || at;
    const size = { lines: found.length, columns: grid.columns.length, page: this.#page(target) };
    const to = stepped(key, isFar, { line: found.indexOf(from.row), column: from.column }, size);
    if (!to) return false;
    const place = { row: found[Math.max(to.line, 0)] ?? at.row, column: to.column };
    if (shiftKey) this.#mark(place);
    else this.focus(place.row, place.column);
    return true;
  }

  /** Rows that are seen at once. */
  #page(target: CellInput): number {
    const height = target.closest("tr")?.offsetHeight ?? 0;
    return Math.max(1, Math.floor(this.#host.body.clientHeight / Math.max(height, 1)) - 2);
  }

  #mouseDown(event: MouseEvent): void {
    if (event.button !== 0 || !this.#isMouse || !(event.target instanceof Element)) return;
    const at = isCell(event.target) ? placeOf(event.target) : null;
    if (!at) {
      this.#headingDown(event, event.target);
      return;
    }
    if (event.shiftKey && this.#at) {
      event.preventDefault(); // the cell that was begun with is still the one that is typed into
      this.focus(this.#at.row, this.#at.column);
      this.#mark(at);
    } else if (event.target !== document.activeElement) {
      event.preventDefault(); // a second press means a place in the text
      this.focus(at.row, at.column);
    } else if (this.#end) this.#mark(null);
  }

  /** A row's number means the row, a heading its column. */
  #headingDown(event: MouseEvent, target: Element): void {
    const heading = target.closest("th");
    if (!heading || target.closest("button")) return;
    const { found } = this.#host.view();
    const row = heading.closest<HTMLElement>("[data-row]")?.dataset["row"];
    const column = heading.dataset["column"];
    event.preventDefault();
    const [first, corner] = [{ row: found[0] ?? 0, column: 0 }, this.#corner()];
    if (row !== undefined) this.#markFrom({ row: Number(row), column: 0 }, { row: Number(row), column: corner.column });
    else if (column !== undefined && found.length > 0) this.#markFrom({ ...first, column: Number(column) }, { ...corner, column: Number(column) });
  }

  #mouseOver({ target, buttons }: MouseEvent): void {
    if (buttons !== 1 || !this.#isMouse || !isCell(target) || !this.#at) return;
    const active = document.activeElement;
    const at = placeOf(target);
    if (!at || !isCell(active) || !placeOf(active)) return;
    if (at && (this.#end || nameOf(at) !== nameOf(this.#at))) this.#mark(at);
  }

  #copied(event: ClipboardEvent): boolean {
    const { target } = event;
    if (!isCell(target) || !placeOf(target) || !this.#isWhole(target)) return false;
    const block = this.#block() ?? this.#own();
    if (!block || !event.clipboardData) return false;
    event.clipboardData.setData("text/plain", textOf(this.#host.view(), block));
    event.preventDefault();
    this.#host.status.textContent = say("cellsCopied", { count: sizeOf(block) });
    return true;
  }

  /** A block goes cell by cell; one cell into all that are marked. */
  #pasted(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const focused = event.target instanceof Element ? placeOf(event.target) : null;
    const marked = this.#block();
    if (!focused || (!isBlock(text) && !marked)) return;
    event.preventDefault();
    const view = this.#host.view();
    const at = marked ? { row: marked.rows[0]!, column: marked.left } : focused;
    const names = view.grid.columns.slice(at.column).map((column) => column.name);
    let block: readonly (readonly string[])[] = readBlock(text);
    if (block.length > 1 && block[0]?.every((value, index) => value.trim() === names[index])) block = block.slice(1);
    if (marked) block = spread(block, marked);
    if (block.some((row) => row.length > names.length)) notice(say("blockCut"));
    const into = blockOf(view, at, block);
    this.#host.change(blockPut(view, at, this.#heldIn(view, at, block)));
    this.#markFrom(at, { row: into.rows.at(-1) ?? at.row, column: into.right });
  }

  /** Names are as good as what is called so; what is made by the server is not pasted. */
  #heldIn(view: GridView, at: CellPlace, block: readonly (readonly string[])[]): string[][] {
    const rows = rowsFrom(view, at.row, block.length);
    return block.map((values, down) => values.map((text, right) => {
      const column = at.column + right;
      if (this.#host.isMade(column)) return view.grid.rows[rows[down]!]?.cells[column] ?? "";
      return this.#host.valueOf(column, text);
    }));
  }
}
