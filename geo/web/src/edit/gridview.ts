/** A grid as it is looked at: which of its rows were sought, and which cells are marked as wrong; no screen. */

import type { Problem } from "./client.ts";
import { emptyRow, withBlock, withCell, withColumn, withoutColumn, withoutRow, withRow, type Grid } from "./gridmodel.ts";

/**
 * What is seen is what is meant: blocks, and what is filled down, go from row to row of `found`. A row stays there when
 * what is written into it is no longer what was sought.
 */
export interface GridView {
  readonly grid: Grid;
  /** Of the rows that hold what was sought, and of those that are new. */
  readonly found: readonly number[];
  /** Why a cell was refused, by {@link nameOf}. */
  readonly wrong: ReadonlyMap<string, string>;
}

export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

export function nameOf({ row, column }: CellPlace): string {
  return `${row} ${column}`;
}

export function placeNamed(name: string): CellPlace {
  const [row = NaN, column = NaN] = name.split(" ").map(Number);
  return { row, column };
}

/** Why cells were refused, by {@link nameOf}, of problems that tell a row and a column. */
export function refusedCells({ columns }: Grid, problems: readonly Problem[]): Map<string, string> {
  return new Map(
    problems.flatMap(({ row, columnName, field, message }) => {
      const column = columns.findIndex(({ name }) => name === (columnName ?? field));
      return row === undefined || column < 0 ? [] : [[nameOf({ row: row - 1, column }), message] as const];
    }),
  );
}

export function viewOf(grid: Grid): GridView {
  return { grid, found: grid.rows.map((_, row) => row), wrong: new Map() };
}

export function sought(view: GridView, word: string): GridView {
  const plain = word.trim().toLowerCase();
  const found = view.grid.rows.flatMap(({ from, cells }, row) =>
    plain === "" || from === null || cells.some((cell) => cell.toLowerCase().includes(plain)) ? [row] : [],
  );
  return { ...view, found };
}

export function cellSet(view: GridView, at: CellPlace, value: string): GridView {
  return { ...view, grid: withCell(view.grid, at.row, at.column, value), wrong: mended(view, [at]) };
}

/** A block from a cell on, over the rows that are seen; those that are lacking come at the end. */
export function blockPut(view: GridView, at: CellPlace, block: readonly (readonly string[])[]): GridView {
  const rows = rowsFrom(view, at.row, block.length);
  const written = block.flatMap((values, down) => values.map((_, right) => ({ row: rows[down]!, column: at.column + right })));
  const grid = block.reduce((known, values, down) => withBlock(known, rows[down]!, at.column, [values]), lengthened(view.grid, rows));
  return { grid, found: [...new Set([...view.found, ...rows])], wrong: mended(view, written) };
}

/** The rows a block of so many goes into. */
export function rowsFrom({ grid, found }: GridView, row: number, count: number): number[] {
  const rows = found.slice(found.indexOf(row)).slice(0, count);
  for (let next = grid.rows.length; rows.length < count; next++) rows.push(next);
  return rows;
}

/** One value into the cells of a column that are seen below it. */
export function downFilled(view: GridView, column: number, from: number, to: number): GridView {
  const count = view.found.indexOf(to) - view.found.indexOf(from) + 1;
  const value = view.grid.rows[from]?.cells[column] ?? "";
  return blockPut(view, { row: from, column }, Array.from({ length: count }, () => [value]));
}

/** The row that is seen so many rows further down, or up. */
export function rowBeside({ found }: GridView, row: number, step: number): number | null {
  return found[found.indexOf(row) + step] ?? null;
}

export function rowAdded(view: GridView): GridView {
  return { ...view, grid: withRow(view.grid), found: [...view.found, view.grid.rows.length] };
}

export function rowRemoved(view: GridView, row: number): GridView {
  const closedUp = (other: number): number => (other > row ? other - 1 : other);
  return {
    grid: withoutRow(view.grid, row),
    found: view.found.filter((other) => other !== row).map(closedUp),
    wrong: marks(view, (at) => (at.row === row ? null : { ...at, row: closedUp(at.row) })),
  };
}

export function columnAdded(view: GridView, name: string): GridView {
  return { ...view, grid: withColumn(view.grid, name) };
}

export function columnRemoved(view: GridView, column: number): GridView {
  const closedUp = (other: number): number => (other > column ? other - 1 : other);
  return {
    ...view,
    grid: withoutColumn(view.grid, column),
    wrong: marks(view, (at) => (at.column === column ? null : { ...at, column: closedUp(at.column) })),
  };
}

function mended({ wrong }: GridView, places: readonly CellPlace[]): ReadonlyMap<string, string> {
  const left = new Map(wrong);
  for (const at of places) left.delete(nameOf(at));
  return left;
}

function marks({ wrong }: GridView, moved: (at: CellPlace) => CellPlace | null): ReadonlyMap<string, string> {
  return new Map(
    [...wrong].flatMap(([name, words]) => {
      const at = moved(placeNamed(name));
      return at ? [[nameOf(at), words] as const] : [];
    }),
  );
}

function lengthened(grid: Grid, rows: readonly number[]): Grid {
  const lacking = Math.max(...rows, -1) + 1 - grid.rows.length;
  if (lacking <= 0) return grid;
  return { ...grid, rows: [...grid.rows, ...Array.from({ length: lacking }, () => emptyRow(grid))] };
}
