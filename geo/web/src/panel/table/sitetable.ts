/** The table of everything: a grid of which only the rows and columns in view are in the page. */

import type { App } from "../../app.ts";
import { orderBy } from "../../data/roworder.ts";
import { prepareOrder } from "../../data/textorder.ts";
import { fill, h, isIme, onResize } from "../../dom.ts";
import { whenIdle } from "../../data/later.ts";
import { LongScroll } from "../longscroll.ts";
import { markPointed, tiePointing } from "../pointing.ts";
import { countBelow } from "./belowlines.ts";
import { GridCursor } from "./gridcursor.ts";
import type { Place } from "./gridkeys.ts";
import { HeaderBars } from "./headerbars.ts";
import { bodyLine, headerLine, type LineTools } from "./gridlines.ts";
import { type Column, Columns, WIDTH } from "./tablecolumns.ts";
import { TableLines } from "./tablelines.ts";

/** Heights in rem, as in sitetable.css; a line is higher where fingers point. */
const HEADER_REM = { plain: 3, withBars: 4 };
const LINE_REM = { fine: 2, coarse: 2.75 };
/** What stands before the columns: the box for comparing, and the name. */
export const LEADING = 2;
/** Share of the table's width that the name takes at most. */
const MOST_NAME = 0.55;
/** Width of the boxes, in rem. */
const BOX_REM = 2.5;
/** Lines and pixels kept ready beyond those in view. */
const SPARE = { lines: 6, pixels: 300 };

/** What is in the page: first, and the one after the last. */
interface Range {
  readonly lines: readonly [number, number];
  readonly columns: readonly [number, number];
}

/** Changes after which it is made anew. */
const REMAKING = ["result", "lang", "columns", "widths", "sort", "year"] as const;

export interface SiteTableOptions {
  readonly columns: Columns;
  /** Told what was copied: how many cells. */
  readonly copied: (cells: number) => void;
  readonly isCompared: (row: number) => boolean;
  readonly toggleCompared: (row: number) => void;
}

export class SiteTable {
  readonly element: HTMLElement;
  readonly #app: App;
  readonly #options: SiteTableOptions;
  readonly #table = h("table", { class: "pm-grid", role: "grid", "aria-multiselectable": "true" });
  readonly #head = h("thead", { role: "rowgroup" });
  readonly #body = h("tbody", { role: "rowgroup" });
  readonly #empty = h("div", { class: "pm-empty" });
  readonly #scroll: LongScroll;
  readonly #cursor: GridCursor;
  readonly #unfolded = new Map<number, number>();
  readonly #bars: HeaderBars;
  #columns: readonly Column[] = [];
  #lines = new TableLines(new Uint32Array());
  /** Where each column begins, in pixels, and where the last ends. */
  #starts: readonly number[] = [];
  #shown: Range = { lines: [0, 0], columns: [0, 0] };
  #rem = 16;
  /** Whether it has to be made anew once it is seen. */
  #isStale = true;
  #isStarted = false;
  #isPrepared = false;

  constructor(app: App, options: SiteTableOptions) {
    this.#app = app;
    this.#options = options;
    this.#bars = new HeaderBars(app.signal, () => this.update());
    this.#table.append(this.#head, this.#body);
    this.element = h("div", { class: "pm-table-scroll" }, this.#table, this.#empty);
    this.#scroll = new LongScroll(this.element);
    this.#cursor = new GridCursor(this.#table, {
      size: () => ({ lines: this.#lines.count, columns: this.#columns.length + LEADING, page: this.#page }),
      show: (place) => this.#reveal(place),
      act: (place, event) => this.#act(place, event),
      textAt: (place) => this.#textAt(place),
      copied: options.copied,
    });
    this.element.addEventListener("scroll", () => this.#onScroll(), { passive: true });
    this.#table.addEventListener("click", (event) => this.#onClick(event));
    tiePointing(app, this.#body);
    onResize(this.element, app.signal, () => {
      if (this.#isSeen && !this.#isStale) this.#measure();
      this.#onScroll();
    });
    matchMedia("(pointer: coarse)").addEventListener("change", () => this.update(), { signal: app.signal });
    app.store.listen((change) => {
      if (REMAKING.some((key) => change.has(key))) this.update();
      else if (change.has("site")) this.#showSelected();
      if (change.has("panel") && this.#isStale) this.update();
    });
  }

  /** Rows in the order in which they are shown. */
  get order(): Uint32Array {
    return (this.#isStale ? this.#ordered() : this.#lines).order;
  }

  get columns(): readonly Column[] {
    return this.#options.columns.shown;
  }

  /** Names and values are there. */
  start(): void {
    this.#isStarted = true;
    this.update();
  }

  /** Show the store's result, its columns and its order; what is not seen waits until it is. */
  update(): void {
    this.#isStale = !this.#isSeen;
    if (this.#isStale) return;
    if (!this.#isPrepared && this.#app.sites.count > 0) {
      this.#isPrepared = true;
      const { lang } = this.#app.store.state;
      whenIdle(() => prepareOrder(this.#app.sites.name(0, lang), lang));
    }
    this.#columns = this.#options.columns.shown;
    this.#lines = this.#ordered();
    this.#measure();
    this.#table.setAttribute("aria-label", this.#app.t("faceTable"));
    this.#table.setAttribute("aria-rowcount", String(this.#lines.count + 1));
    this.#table.setAttribute("aria-colcount", String(this.#columns.length + LEADING));
    this.#empty.hidden = this.#lines.count > 0;
    this.#cursor.keepInside();
    this.#render(true);
  }

  /** Boxes for comparing have changed. */
  refresh(): void {
    if (!this.#isStale) this.#render(true);
  }

  /** What the table says where no site is left. */
  get empty(): HTMLElement {
    return this.#empty;
  }

  focus(): void {
    this.#cursor.focus();
  }

  get #isSeen(): boolean {
    return this.#isStarted && this.element.clientHeight > 0;
  }

  get #heights(): { readonly header: number; readonly line: number } {
    const isCoarse = matchMedia("(pointer: coarse)").matches;
    return { header: HEADER_REM[this.#bars.isShown ? "withBars" : "plain"] * this.#rem, line: LINE_REM[isCoarse ? "coarse" : "fine"] * this.#rem };
  }

  /** Lines a page key goes on by. */
  get #page(): number {
    const { header, line } = this.#heights;
    return Math.max(1, Math.floor((this.element.clientHeight - header) / line) - 1);
  }

  #ordered(): TableLines {
    const { store } = this.#app;
    const { sort } = store.state;
    const column = sort && this.#options.columns.find(sort.field);
    const { rows } = store.result;
    const order = column ? orderBy(rows, column.ranks(), sort.isDescending) : rows;
    return new TableLines(order, this.#unfolded);
  }

  #measure(): void {
    this.#rem = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
    const { header, line } = this.#heights;
    const starts = [0];
    const add = (rem: number): void => {
      starts.push(starts[starts.length - 1]! + Math.round(rem * this.#rem));
    };
    add(BOX_REM);
    const { columns } = this.#options;
    const room = this.element.clientWidth / this.#rem - BOX_REM;
    // On a phone the name leaves half of the room to what it is the name of.
    add(Math.min(columns.width(columns.name), Math.max(MOST_NAME * room, WIDTH.least)));
    for (const column of this.#columns) add(columns.width(column));
    this.#starts = starts;
    this.#scroll.whole = header + this.#lines.count * line;
    this.#table.style.setProperty("--pm-line", `${line}px`);
    this.#table.style.setProperty("--pm-header", `${header}px`);
    this.#table.style.setProperty("--pm-box", `${starts[1]}px`);
    this.#table.style.setProperty("--pm-name", `${starts[2]! - starts[1]!}px`);
    this.#table.style.width = `${starts[starts.length - 1]}px`;
  }

  #onScroll(): void {
    if (!this.#isSeen) return;
    if (this.#isStale) {
      this.update();
      return;
    }
    this.#scroll.follow();
    this.#render();
    this.#scroll.settleSoon(() => this.#pad());
  }

  #range(): Range {
    const { header, line } = this.#heights;
    const { top } = this.#scroll;
    const { clientHeight, clientWidth, scrollLeft } = this.element;
    const first = Math.floor(top / line);
    const last = Math.ceil((top + clientHeight - header) / line);
    const frozen = this.#starts[LEADING]!;
    const isIn = (column: number): boolean =>
      this.#starts[LEADING + column + 1]! > scrollLeft + frozen - SPARE.pixels &&
      this.#starts[LEADING + column]! < scrollLeft + clientWidth + SPARE.pixels;
    let [from, to] = [0, this.#columns.length];
    while (from < to && !isIn(from)) from++;
    while (to > from && !isIn(to - 1)) to--;
    return {
      lines: [Math.max(0, first - SPARE.lines), Math.min(this.#lines.count, last + SPARE.lines)],
      columns: [from, to],
    };
  }

  #render(isForced = false): void {
    const range = this.#range();
    const [first, end] = range.lines;
    const [shownFirst, shownEnd] = this.#shown.lines;
    const isOther = isForced || range.columns.some((at, index) => at !== this.#shown.columns[index]);
    if (!isOther && first === shownFirst && end === shownEnd) {
      this.#pad();
      return;
    }
    this.#shown = range;
    const lead = this.#starts[LEADING + range.columns[0]]! - this.#starts[LEADING]!;
    const tools: LineTools = {
      ...this.#options, app: this.#app, first: range.columns[0], lead,
      shown: this.#columns.slice(...range.columns),
      widthOf: (column) => this.#starts[column + 1]! - this.#starts[column]!,
      isUnfolded: (row) => this.#unfolded.has(row),
      resize: (column, rem) => this.#resize(column, rem),
      rem: this.#rem, hasBars: this.#bars.isShown, barsOf: (column) => this.#bars.of(column),
    };
    const lines = (from: number, to: number): HTMLElement[] =>
      Array.from({ length: Math.max(0, to - from) }, (_, n) => bodyLine(tools, from + n, this.#lines.line(from + n)!));
    this.#cursor.around(() => {
      if (isOther || first >= shownEnd || end <= shownFirst) {
        if (isOther) fill(this.#head, headerLine(tools));
        fill(this.#body, ...lines(first, end));
        return;
      }
      // Most lines stay: only those that come and go are touched.
      for (let line = shownFirst; line < first; line++) this.#body.firstElementChild?.remove();
      for (let line = end; line < shownEnd; line++) this.#body.lastElementChild?.remove();
      this.#body.prepend(...lines(first, Math.min(shownFirst, end)));
      this.#body.append(...lines(Math.max(shownEnd, first), end));
    });
    this.#pad();
    this.#mark();
  }

  /** Put the lines that are in the page where they belong. */
  #pad(): void {
    const { header, line } = this.#heights;
    const above = this.#scroll.bar + this.#shown.lines[0] * line - this.#scroll.top;
    this.#body.style.height = `${this.#scroll.height - header}px`;
    this.#body.style.setProperty("--pm-above", `${above}px`);
  }

  /** Which lines are the selected site's, and which the one's that is pointed at. */
  #mark(): void {
    const { sites, store } = this.#app;
    const selected = store.state.site === null ? -1 : sites.rowOf(store.state.site);
    for (const line of this.#body.children as HTMLCollectionOf<HTMLElement>) {
      const row = Number(line.dataset["row"]);
      const isSite = line.dataset["below"] === undefined;
      line.setAttribute("aria-selected", String(isSite && row === selected));
    }
    markPointed(this.#body, store.hovered);
  }

  #showSelected(): void {
    if (this.#isStale) return;
    const { sites, store } = this.#app;
    const line = store.state.site === null ? -1 : this.#lines.lineOf(sites.rowOf(store.state.site));
    if (line >= 0) this.#reveal({ line, column: this.#cursor.at.column }, false);
    this.#mark();
  }

  /** Bring a cell into view. */
  #reveal({ line, column }: Place, isAcross = true): void {
    const { header, line: height } = this.#heights;
    const { clientHeight, clientWidth } = this.element;
    if (line >= 0) {
      const room = clientHeight - header;
      const top = line * height;
      if (top < this.#scroll.top) this.#scroll.goTo(top);
      else if (top + height > this.#scroll.top + room) this.#scroll.goTo(top + height - room);
    }
    if (isAcross && column >= LEADING) {
      const frozen = this.#starts[LEADING]!;
      const [start, end] = [this.#starts[column]!, this.#starts[column + 1]!];
      if (start - frozen < this.element.scrollLeft) this.element.scrollLeft = start - frozen;
      else if (end > this.element.scrollLeft + clientWidth) this.element.scrollLeft = Math.min(start - frozen, end - clientWidth);
    }
    this.#render();
  }

  #resize(column: Column, rem: number | null): void {
    this.#options.columns.setWidth(column, rem);
  }

  /** Do what a cell is for: sort, unfold, mark for comparing, open the site. */
  #act({ line, column }: Place, event: KeyboardEvent | MouseEvent): boolean {
    const isKey = event instanceof KeyboardEvent;
    if (line < 0) {
      const wanted = column === LEADING - 1 ? this.#options.columns.name : this.#columns[column - LEADING];
      if (!wanted) return false;
      if (isKey && /^Arrow(Left|Right)$/.test(event.key)) {
        this.#resize(wanted, this.#options.columns.width(wanted) + (event.key === "ArrowRight" ? 1 : -1));
      } else {
        this.#sortBy(wanted);
      }
      return true;
    }
    const found = this.#lines.line(line);
    if (!found) return false;
    if (column === 0) this.#options.toggleCompared(found.row);
    else if (isKey && event.key === " ") this.#unfold(found.row);
    else this.#app.store.set({ site: this.#app.sites.id(found.row) });
    return true;
  }

  #sortBy({ id }: Column): void {
    const { sort } = this.#app.store.state;
    const next = sort?.field !== id ? { field: id, isDescending: false } : sort.isDescending ? null : { field: id, isDescending: true };
    this.#app.store.set({ sort: next });
  }

  #unfold(row: number): void {
    const count = countBelow(this.#app, row);
    if (count === 0) return;
    if (!this.#unfolded.delete(row)) this.#unfolded.set(row, count);
    const { line } = this.#cursor.at;
    const active = this.#lines.line(line);
    this.update();
    if (active) this.#cursor.moveTo({ line: this.#lines.lineOf(active.row), column: this.#cursor.at.column });
  }

  #textAt({ line, column }: Place): string {
    const found = this.#lines.line(line);
    if (!found || column === 0) return "";
    const wanted = column === LEADING - 1 ? this.#options.columns.name : this.#columns[column - LEADING];
    if (found.below !== null) {
      return column === LEADING - 1 ? (this.#body.querySelector(`[data-line="${line}"]`)?.textContent ?? "") : "";
    }
    return String(wanted?.value(found.row) ?? "");
  }

  #onClick(event: MouseEvent): void {
    const target = event.target as Element;
    if (isIme(event as unknown as KeyboardEvent) || target.closest("a, .pm-resize")) return;
    const line = target.closest<HTMLElement>("[data-line]");
    const fold = target.closest(".pm-fold");
    if (fold && line) {
      this.#unfold(Number(line.dataset["row"]));
      return;
    }
    const place = this.#cursor.placeOf(target);
    if (!place) return;
    // What was marked with the mouse is to be copied, not followed.
    if (place.line >= 0 && !(getSelection()?.isCollapsed ?? true)) return;
    if (event.shiftKey && place.line >= 0) return;
    this.#act(place, event);
  }
}
