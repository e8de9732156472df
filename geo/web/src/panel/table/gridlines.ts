/** Lines of the table as elements: the header, sites, and what stands below an unfolded site. */

import type { App } from "../../app.ts";
import { Kind } from "../../data/sites.ts";
import { h, safeUrl } from "../../dom.ts";
import { sign } from "../../ui/sign.ts";
import { below, countBelow, hasBelow } from "./belowlines.ts";
import { WIDTH, type Column, type Columns } from "./tablecolumns.ts";
import type { Line } from "./tablelines.ts";

export interface LineTools {
  readonly app: App;
  readonly columns: Columns;
  /** Columns in view, and which of all the first of them is. */
  readonly shown: readonly Column[];
  readonly first: number;
  /** Width in pixels of the columns before those in view. */
  readonly lead: number;
  /** Width in pixels of a column, the leading two among them. */
  readonly widthOf: (column: number) => number;
  readonly isUnfolded: (row: number) => boolean;
  readonly isCompared: (row: number) => boolean;
  /** Make a column so many rem wide; null: as its values ask for. */
  readonly resize: (column: Column, rem: number | null) => void;
  readonly rem: number;
  /** Whether there is room for little histograms; and that of a column, once it is made. */
  readonly hasBars: boolean;
  readonly barsOf: (column: Column) => SVGElement | null;
}

export function headerLine(tools: LineTools): HTMLElement {
  const { app, shown, columns, hasBars } = tools;
  return h(
    "tr",
    { role: "row", class: hasBars ? "pm-grid-header pm-with-bars" : "pm-grid-header", "aria-rowindex": 1, "data-line": -1 },
    h("th", { role: "columnheader", class: "pm-grid-box", "aria-colindex": 1, tabindex: -1 }, h("span", { class: "pm-unseen" }, app.t("compare"))),
    header(tools, columns.name, 1),
    ...shown.map((column, index) => header(tools, column, tools.first + index + 2)),
  );
}

function header(tools: LineTools, column: Column, index: number): HTMLElement {
  const { sort } = tools.app.store.state;
  const order = sort?.field !== column.id ? "none" : sort.isDescending ? "descending" : "ascending";
  const cell = h(
    "th",
    {
      role: "columnheader", class: cellClass(column, "pm-grid-column"), "aria-colindex": index + 1, "aria-sort": order, tabindex: -1,
      title: tools.app.t("columnHelp"),
    },
    h(
      "span",
      { class: "pm-grid-label" },
      h("span", { class: "pm-grid-words", dir: "auto" }, column.label()),
      h("span", { class: "pm-grid-arrow", "aria-hidden": "true" }, order === "none" ? "" : order === "ascending" ? "▲" : "▼"),
    ),
    column.unit() ? h("span", { class: "pm-grid-unit" }, column.unit()) : null,
    tools.barsOf(column),
    grip(tools, column),
  );
  place(tools, cell, index);
  return cell;
}

/** Where a column is pulled wider; two clicks fit it to its values. The keys for it are the header's. */
function grip(tools: LineTools, column: Column): HTMLElement {
  const element = h("span", { class: "pm-resize", "aria-hidden": "true" });
  element.addEventListener("dblclick", () => tools.resize(column, null));
  element.addEventListener("pointerdown", (down) => {
    down.preventDefault();
    down.stopPropagation();
    const start = tools.columns.width(column);
    // The header is made anew with each step: the window hears the rest.
    const move = ({ clientX }: PointerEvent): void => {
      tools.resize(column, Math.min(WIDTH.farthest, start + (clientX - down.clientX) / tools.rem));
    };
    const up = (): void => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", up);
      removeEventListener("pointercancel", up);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", up);
    addEventListener("pointercancel", up);
  });
  return element;
}

export function bodyLine(tools: LineTools, at: number, line: Line): HTMLElement {
  return line.below === null ? siteLine(tools, at, line.row) : lineBelow(tools, at, line.row, line.below);
}

function siteLine(tools: LineTools, at: number, row: number): HTMLElement {
  const { app, shown } = tools;
  return h(
    "tr",
    { role: "row", class: "pm-grid-line", "aria-rowindex": at + 2, "data-line": at, "data-row": row },
    boxCell(tools, row),
    nameCell(tools, row),
    ...shown.map((column, index) => valueCell(app, tools, column, row, tools.first + index + 2)),
  );
}

function boxCell({ app, isCompared }: LineTools, row: number): HTMLElement {
  const isOn = isCompared(row);
  return h(
    "td",
    { role: "gridcell", class: "pm-grid-box", "aria-colindex": 1, tabindex: -1 },
    h("span", {
      class: "pm-check", role: "checkbox", "aria-checked": String(isOn),
      "aria-label": app.t("compareSite", { name: app.sites.name(row, app.store.state.lang) }),
    }),
  );
}

function nameCell(tools: LineTools, row: number): HTMLElement {
  const { app } = tools;
  const { sites, store, t } = app;
  const isLocated = sites.kind[row] !== Kind.none;
  const isOpen = tools.isUnfolded(row);
  const name = sites.name(row, store.state.lang);
  const fold = !hasBelow(app)
    ? null
    : countBelow(app, row) === 0
      ? h("span", { class: "pm-no-fold" })
      : h("button", {
          type: "button", class: "pm-fold", tabindex: -1, "aria-expanded": String(isOpen), "aria-label": t("unfold", { name }),
        });
  const cell = h(
    "th",
    { role: "rowheader", scope: "row", class: "pm-grid-name", "aria-colindex": 2, tabindex: -1 },
    fold,
    sign(sites.head.categories[sites.category[row] ?? 0], !isLocated),
    h("span", { class: "pm-grid-words", dir: "auto" }, name),
    isLocated ? null : h("span", { class: "pm-unseen" }, `, ${t("notLocatedShort")}`),
  );
  place(tools, cell, 1);
  return cell;
}

function valueCell(app: App, tools: LineTools, column: Column, row: number, index: number): HTMLElement {
  const text = column.text(row);
  const address = /^(https?:|mailto:|tel:)/i.test(text) ? safeUrl(text) : null;
  const words = address
    ? h("a", { href: address, target: "_blank", rel: "noopener noreferrer", tabindex: -1 }, text)
    : text === "" ? h("span", { class: "pm-unseen" }, app.t("noValue")) : text;
  const cell = h(
    "td",
    { role: "gridcell", class: cellClass(column, "pm-grid-cell"), "aria-colindex": index + 1, tabindex: -1 },
    h("span", { class: "pm-grid-words", dir: column.isNumeric ? null : "auto", "data-padding": column.padding(text) }, words),
  );
  place(tools, cell, index);
  return cell;
}

function lineBelow({ app }: LineTools, at: number, row: number, number: number): HTMLElement {
  const { table, cells } = below(app, row, number);
  return h(
    "tr",
    { role: "row", class: "pm-grid-line pm-grid-line-below", "aria-rowindex": at + 2, "data-line": at, "data-row": row, "data-below": number },
    h(
      "td",
      { role: "gridcell", class: "pm-below", "aria-colindex": 2, tabindex: -1 },
      h("span", { class: "pm-below-table" }, table),
      ...cells.map((text) => h("span", { class: "pm-below-cell" }, text)),
    ),
  );
}

function cellClass(column: Column, name: string): string {
  return column.isNumeric ? `${name} pm-numeric` : name;
}

/** Width of a cell, and room for the columns left out before it. */
function place({ first, lead, widthOf }: LineTools, cell: HTMLElement, index: number): void {
  cell.style.width = `${widthOf(index)}px`;
  if (index === first + 2 && lead > 0) cell.style.marginInlineStart = `${lead}px`;
}
