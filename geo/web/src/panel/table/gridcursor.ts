/** The cell the keyboard is at, the cells marked from there, and what the keys do. One tab stop for all. */

import { isIme } from "../../dom.ts";
import { tabbed } from "../download/csv.ts";
import { type GridSize, type Place, stepped } from "./gridkeys.ts";

export interface GridCursorOptions {
  readonly size: () => GridSize;
  /** Bring a cell into the page and into view. */
  readonly show: (place: Place) => void;
  /** Do what a cell is for; false where it is for nothing. */
  readonly act: (place: Place, event: KeyboardEvent) => boolean;
  readonly textAt: (place: Place) => string;
  /** Told how many cells were copied. */
  readonly copied: (cells: number) => void;
}

export class GridCursor {
  readonly #table: HTMLElement;
  readonly #options: GridCursorOptions;
  #at: Place = { line: -1, column: 1 };
  /** Whether the grid is given the focus for want of the cell, which the reader has scrolled away from. */
  #isHolding = false;
  /** Where marking began. */
  #anchor: Place | null = null;

  constructor(table: HTMLElement, options: GridCursorOptions) {
    this.#table = table;
    this.#options = options;
    table.tabIndex = -1;
    table.addEventListener("keydown", (event) => this.#onKey(event));
    table.addEventListener("focusin", ({ target }) => {
      // The grid itself stands in for its cell while that is out of view: who comes by Tab is led to it.
      if (target === table) {
        if (!this.#isHolding) this.focus();
      } else this.#take(this.placeOf(target as Element));
    });
    table.addEventListener("pointerdown", (event) => this.#onDown(event));
    table.addEventListener("copy", (event) => this.#onCopy(event));
  }

  get at(): Place {
    return this.#at;
  }

  /** After the table has become smaller. */
  keepInside(): void {
    const { lines, columns } = this.#options.size();
    this.#at = { line: Math.min(this.#at.line, lines - 1), column: Math.min(this.#at.column, columns - 1) };
    this.#anchor = null;
  }

  moveTo(place: Place): void {
    this.#at = place;
    this.#write();
  }

  focus(): void {
    this.#options.show(this.#at);
    this.#write();
    this.#cellAt(this.#at)?.focus({ preventScroll: true });
  }

  /** Change what is in the page; the focus stays with its cell, or with the grid where that has gone. */
  around(change: () => void): void {
    const hadFocus = this.#table.contains(document.activeElement);
    change();
    this.#write();
    if (!hadFocus) return;
    const cell = this.#cellAt(this.#at);
    if (cell) cell.focus({ preventScroll: true });
    else if (document.activeElement !== this.#table) this.#hold();
  }

  /** The place of the cell an element is in. */
  placeOf(element: Element): Place | null {
    const line = element.closest<HTMLElement>("[data-line]");
    const cell = element.closest("[aria-colindex]");
    if (!line || !cell) return null;
    return { line: Number(line.dataset["line"]), column: Number(cell.getAttribute("aria-colindex")) - 1 };
  }

  #hold(): void {
    this.#isHolding = true;
    this.#table.focus({ preventScroll: true });
    this.#isHolding = false;
  }

  #take(place: Place | null): void {
    if (!place) return;
    this.#at = place;
    this.#write();
  }

  #cellAt({ line, column }: Place): HTMLElement | null {
    return this.#table.querySelector(`[data-line="${line}"] [aria-colindex="${column + 1}"]`);
  }

  #write(): void {
    for (const cell of this.#table.querySelectorAll('[tabindex="0"]')) cell.setAttribute("tabindex", "-1");
    const cell = this.#cellAt(this.#at);
    cell?.setAttribute("tabindex", "0");
    this.#table.tabIndex = cell ? -1 : 0;
    const marked = this.#marked();
    for (const one of this.#table.querySelectorAll<HTMLElement>("tbody [aria-colindex]")) {
      const place = this.placeOf(one);
      const isIn = marked !== null && place !== null && isWithin(place, marked);
      if (isIn !== one.classList.contains("pm-marked")) one.classList.toggle("pm-marked", isIn);
    }
  }

  /** First and last of the marked cells; null where there is but one. */
  #marked(): readonly [Place, Place] | null {
    const [a, b] = [this.#anchor, this.#at];
    if (!a || b.line < 0 || (a.line === b.line && a.column === b.column)) return null;
    return [
      { line: Math.min(a.line, b.line), column: Math.min(a.column, b.column) },
      { line: Math.max(a.line, b.line), column: Math.max(a.column, b.column) },
    ];
  }

  #onKey(event: KeyboardEvent): void {
    if (isIme(event)) return;
    const isFar = event.ctrlKey || event.metaKey;
    if (event.altKey) {
      if (this.#at.line < 0 && this.#options.act(this.#at, event)) event.preventDefault();
      return;
    }
    if (isFar && event.key.toLowerCase() === "a") {
      event.preventDefault();
      const { lines, columns } = this.#options.size();
      this.#anchor = { line: 0, column: 1 };
      this.#at = { line: lines - 1, column: columns - 1 };
      this.focus();
      return;
    }
    if ((event.key === "Enter" || event.key === " ") && !isFar) {
      if (this.#options.act(this.#at, event)) event.preventDefault();
      return;
    }
    if (event.key === "Escape" && this.#anchor) {
      event.preventDefault();
      this.#anchor = null;
      this.#write();
      return;
    }
    const place = stepped(event.key, isFar, this.#at, this.#options.size());
    if (!place) return;
    event.preventDefault();
    this.#anchor = event.shiftKey && place.line >= 0 ? (this.#anchor ?? this.#at) : null;
    this.#at = place;
    this.focus();
  }

  #onDown(event: PointerEvent): void {
    const place = this.placeOf(event.target as Element);
    if (!place) return;
    if (event.shiftKey && place.line >= 0 && this.#at.line >= 0) {
      event.preventDefault(); // or the browser marks the text between
      this.#anchor ??= this.#at;
    } else {
      this.#anchor = null;
    }
    this.#at = place;
    this.#write();
    this.#cellAt(place)?.focus({ preventScroll: true });
  }

  #onCopy(event: ClipboardEvent): void {
    if (!(getSelection()?.isCollapsed ?? true) || !event.clipboardData) return;
    const [first, last] = this.#marked() ?? [this.#at, this.#at];
    if (last.line < 0) return;
    const rows: string[][] = [];
    for (let line = Math.max(0, first.line); line <= last.line; line++) {
      const cells: string[] = [];
      for (let column = first.column; column <= last.column; column++) cells.push(this.#options.textAt({ line, column }));
      rows.push(cells);
    }
    event.clipboardData.setData("text/plain", tabbed(rows));
    event.preventDefault();
    this.#options.copied(rows.length * (last.column - first.column + 1));
  }
}

function isWithin({ line, column }: Place, [first, last]: readonly [Place, Place]): boolean {
  return line >= first.line && line <= last.line && column >= first.column && column <= last.column;
}
