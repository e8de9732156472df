/** A table while it is edited: what came from the file, and what is new; no screen. */

export interface GridColumn {
  /** Which column of the file it was; null for a new one. */
  readonly from: number | null;
  readonly name: string;
  readonly kind: "text" | "number" | "date";
}

export interface GridRow {
  readonly from: number | null;
  readonly cells: readonly string[];
}

export interface Grid {
  readonly columns: readonly GridColumn[];
  readonly rows: readonly GridRow[];
}

export function withCell(grid: Grid, row: number, column: number, value: string): Grid {
  return withBlock(grid, row, column, [[value]]);
}

/** Cells of a block into cells of the table; rows come as they are needed, what is too wide is cut. */
export function withBlock(grid: Grid, row: number, column: number, block: readonly (readonly string[])[]): Grid {
  const width = grid.columns.length;
  const rows = [...grid.rows];
  block.forEach((values, down) => {
    const known = rows[row + down] ?? emptyRow(grid);
    const cells = [...known.cells];
    values.slice(0, width - column).forEach((value, right) => (cells[column + right] = value));
    rows[row + down] = { ...known, cells };
  });
  return { ...grid, rows };
}

export function emptyRow({ columns }: Grid): GridRow {
  return { from: null, cells: columns.map(() => "") };
}

export function withRow(grid: Grid): Grid {
  return { ...grid, rows: [...grid.rows, emptyRow(grid)] };
}

export function withoutRow(grid: Grid, row: number): Grid {
  return { ...grid, rows: grid.rows.filter((_, place) => place !== row) };
}

export function withColumn(grid: Grid, name: string): Grid {
  return {
    columns: [...grid.columns, { from: null, name, kind: "text" }],
    rows: grid.rows.map((row) => ({ ...row, cells: [...row.cells, ""] })),
  };
}

export function withoutColumn(grid: Grid, column: number): Grid {
  const kept = <T>(list: readonly T[]): T[] => list.filter((_, place) => place !== column);
  return { columns: kept(grid.columns), rows: grid.rows.map((row) => ({ ...row, cells: kept(row.cells) })) };
}

/** Whether a cell is what its column holds; an empty one always is. */
export function fits({ kind }: GridColumn, value: string): boolean {
  if (value === "" || kind === "text") return true;
  return kind === "number" ? /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value) : /^\d{4}-\d{2}-\d{2}$/.test(value);
}
