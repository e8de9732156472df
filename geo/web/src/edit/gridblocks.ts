/** Cells that are marked together, and what is done to them as one; no screen. */

import { blockPut, rowsFrom, type CellPlace, type GridView } from "./gridview.ts";
import { writeBlock } from "./tsv.ts";

export interface Block {
  /** Of the grid, in the order they are seen in. */
  readonly rows: readonly number[];
  readonly left: number;
  readonly right: number;
}

/** The cells between two corners, of the rows that are seen. */
export function blockBetween({ found }: GridView, one: CellPlace, other: CellPlace): Block {
  const [first = 0, last = 0] = [found.indexOf(one.row), found.indexOf(other.row)].sort((a, b) => a - b);
  return {
    rows: found.slice(Math.max(first, 0), last + 1),
    left: Math.min(one.column, other.column),
    right: Math.max(one.column, other.column),
  };
}

export function sizeOf({ rows, left, right }: Block): number {
  return rows.length * (right - left + 1);
}

export function isIn({ rows, left, right }: Block, { row, column }: CellPlace): boolean {
  return column >= left && column <= right && rows.includes(row);
}

/** What spreadsheets take from the clipboard: what the file holds, so that it comes back as it went. */
export function textOf({ grid }: GridView, { rows, left, right }: Block): string {
  return writeBlock(rows.map((row) => grid.columns.slice(left, right + 1).map((_, at) => grid.rows[row]?.cells[left + at] ?? "")));
}

/** Empty cells; what is made by others stays. */
export function cleared(view: GridView, block: Block, isFixed: (column: number) => boolean): GridView {
  return written(view, block, isFixed, () => "");
}

/** The first row of several, or what stands above the only one, in all of them. */
export function filledDown(view: GridView, block: Block, isFixed: (column: number) => boolean): GridView {
  const [first = 0] = block.rows;
  const above = view.found[view.found.indexOf(first) - 1];
  const from = block.rows.length > 1 ? first : above;
  if (from === undefined) return view;
  return written(view, block, isFixed, (column) => view.grid.rows[from]?.cells[column] ?? "");
}

/** What is pasted, as often as it goes into what is marked; once where that does not come out even. */
export function spread(pasted: readonly (readonly string[])[], { rows, left, right }: Block): readonly (readonly string[])[] {
  const height = pasted.length;
  const width = Math.max(...pasted.map((values) => values.length), 0);
  const across = (right - left + 1) / width;
  const down = rows.length / height;
  if (!Number.isInteger(across) || !Number.isInteger(down)) return pasted;
  const wide = pasted.map((values) => Array.from({ length: across }, () => padded(values, width)).flat());
  return Array.from({ length: down }, () => wide).flat();
}

/** The block that something pasted has gone into. */
export function blockOf(view: GridView, at: CellPlace, pasted: readonly (readonly string[])[]): Block {
  const width = Math.max(...pasted.map((values) => values.length), 1);
  const right = Math.min(at.column + width, view.grid.columns.length) - 1;
  return { rows: rowsFrom(view, at.row, pasted.length), left: at.column, right };
}

function padded(values: readonly string[], width: number): readonly string[] {
  return [...values, ...Array.from({ length: width - values.length }, () => "")];
}

function written(
  view: GridView, { rows, left, right }: Block, isFixed: (column: number) => boolean, valueAt: (column: number) => string,
): GridView {
  const [first] = rows;
  if (first === undefined) return view;
  const columns = Array.from({ length: right - left + 1 }, (_, at) => left + at);
  const values = rows.map((row) => columns.map((column) => (isFixed(column) ? (view.grid.rows[row]?.cells[column] ?? "") : valueAt(column))));
  const isSame = values.every((cells, down) => cells.every((value, at) => value === view.grid.rows[rows[down]!]?.cells[left + at]));
  return isSame ? view : blockPut(view, { row: first, column: left }, values);
}
