/** One's own changes of a table on top of what others have saved meanwhile; no screen. */

import type { Grid, GridRow } from "./gridmodel.ts";
import { nameOf } from "./gridview.ts";

export interface Merged {
  readonly grid: Grid;
  /** Cells that both have changed, by their names: what the others wrote there. One's own stands in the grid. */
  readonly theirs: ReadonlyMap<string, string>;
}

/**
 * @param before what was opened
 * @param mine what the person has made of it
 * @param now what the file holds
 * @returns null where a row the person changed is not found any more, or others changed what they took away
 */
export function merged(before: Grid, mine: Grid, now: Grid): Merged | null {
  if ([before, mine, now].some(isAmbiguous)) return null;
  const rowNow = rowsFound(before, now);
  const kept = new Map(mine.rows.flatMap((row) => (row.from === null ? [] : [[row.from, row] as const])));
  const columns = [
    ...now.columns.filter(({ name }) => !has(before, name) || has(mine, name)),
    ...mine.columns.filter(({ from, name }) => from === null && !has(now, name)),
  ];
  const gone = before.columns.map(({ name }) => name).filter((name) => !has(mine, name) && has(now, name));
  const put = new Map<number, Map<string, string>>();
  const taken = new Set<number>();
  for (const [index, old] of before.rows.entries()) {
    const own = kept.get(old.from!);
    const at = rowNow[index]!;
    const changes = own ? changesOf(before, old, mine, own) : null;
    // What others have written meanwhile into a column that goes here would go with it.
    if (at !== undefined && gone.some((name) => cellOf(now, now.rows[at]!, name) !== cellOf(before, old, name))) return null;
    if (changes?.size === 0) continue;
    if (at === undefined || (!changes && !isSame(before, old, now, now.rows[at]!))) return null;
    if (changes) put.set(at, changes);
    else taken.add(at);
  }
  const isNew = (at: number): boolean => !rowNow.includes(at);
  if (gone.length > 0 && now.rows.some((row, at) => isNew(at) && gone.some((name) => cellOf(now, row, name) !== ""))) return null;
  const theirs = new Map<string, string>();
  const rows: GridRow[] = [];
  for (const [at, row] of now.rows.entries()) {
    if (taken.has(at)) continue;
    const changes = put.get(at);
    const old = before.rows[rowNow.indexOf(at)];
    const cells = columns.map(({ name }, column) => {
      const there = cellOf(now, row, name);
      const wanted = changes?.get(name);
      if (wanted === undefined) return there;
      if (there !== wanted && old && has(before, name) && there !== cellOf(before, old, name)) theirs.set(nameOf({ row: rows.length, column }), there);
      return wanted;
    });
    rows.push({ from: row.from, cells });
  }
  for (const row of mine.rows) {
    if (row.from === null) rows.push({ from: null, cells: columns.map(({ name }) => cellOf(mine, row, name)) });
  }
  return { grid: { columns, rows }, theirs };
}

/** Where each row stands now: by all it holds, or else by its first cell, where each is one of its kind. */
function rowsFound(before: Grid, now: Grid): (number | undefined)[] {
  const shared = before.columns.map(({ name }) => name).filter((name) => has(now, name));
  const whole = (grid: Grid, row: GridRow): string => JSON.stringify(shared.map((name) => cellOf(grid, row, name)));
  const first = (grid: Grid, row: GridRow): string => cellOf(grid, row, before.columns[0]?.name ?? "");
  const same = matched(before.rows.map((row) => whole(before, row)), now.rows.map((row) => whole(now, row)), true);
  const alike = matched(before.rows.map((row) => first(before, row)), now.rows.map((row) => first(now, row)), false);
  return before.rows.map((_, index) => same[index] ?? alike[index]);
}

/** @param isInTurn whether of several that are the same the first is the first, where there are as many now */
function matched(before: readonly string[], now: readonly string[], isInTurn: boolean): (number | undefined)[] {
  const places = (list: readonly string[]): Map<string, number[]> => {
    const found = new Map<string, number[]>();
    for (const [at, text] of list.entries()) found.set(text, [...(found.get(text) ?? []), at]);
    return found;
  };
  const [were, are] = [places(before), places(now)];
  return before.map((text, index) => {
    const [old, there] = [were.get(text)!, are.get(text) ?? []];
    return old.length === there.length && (isInTurn || old.length === 1) ? there[old.indexOf(index)] : undefined;
  });
}

function changesOf(before: Grid, old: GridRow, mine: Grid, own: GridRow): Map<string, string> {
  return new Map(
    mine.columns.flatMap(({ name }, column) => {
      const value = own.cells[column] ?? "";
      return value === cellOf(before, old, name) ? [] : [[name, value] as const];
    }),
  );
}

function isSame(before: Grid, old: GridRow, now: Grid, row: GridRow): boolean {
  return before.columns.every(({ name }) => !has(now, name) || cellOf(before, old, name) === cellOf(now, row, name));
}

/** Whether two columns are called the same. */
function isAmbiguous({ columns }: Grid): boolean {
  return new Set(columns.map(({ name }) => name)).size < columns.length;
}

function has({ columns }: Grid, name: string): boolean {
  return columns.some((column) => column.name === name);
}

function cellOf({ columns }: Grid, row: GridRow, name: string): string {
  return row.cells[columns.findIndex((column) => column.name === name)] ?? "";
}
