import assert from "node:assert/strict";
import { test } from "node:test";

import { merged } from "../src/edit/gridmerge.ts";
import type { Grid } from "../src/edit/gridmodel.ts";

function grid(text: string): Grid {
  const [head, ...rows] = text.split("\n").map((line) => line.split(","));
  return {
    columns: head!.map((name, from) => ({ from, name, kind: "text" as const })),
    rows: rows.map((cells, index) => ({ from: index + 1, cells })),
  };
}

const BEFORE = grid("id,name,size\na,A,1\nb,B,2\nc,C,3");

function written({ columns, rows }: Grid): string {
  return [columns.map(({ name }) => name), ...rows.map(({ cells }) => cells)].map((cells) => cells.join(",")).join("\n");
}

test("two who change two cells both keep theirs, though rows and columns have come meanwhile", () => {
  const mine = { ...BEFORE, rows: BEFORE.rows.map((row) => (row.from === 2 ? { ...row, cells: ["b", "Mine", "2"] } : row)) };
  const now = grid("id,note,name,size\nx,,X,9\na,,A,1\nb,n,B,7");
  const found = merged(BEFORE, mine, now);
  assert.equal(written(found!.grid), "id,note,name,size\nx,,X,9\na,,A,1\nb,n,Mine,7");
  assert.deepEqual([...found!.theirs], []);
  assert.deepEqual(found!.grid.rows.map(({ from }) => from), [1, 2, 3]);
});

test("a cell that both have changed is told with what the others wrote; one's own stands", () => {
  const mine = { ...BEFORE, rows: BEFORE.rows.map((row) => (row.from === 1 ? { ...row, cells: ["a", "Mine", "1"] } : row)) };
  const found = merged(BEFORE, mine, grid("id,name,size\na,Theirs,1\nb,B,2\nc,C,3"));
  assert.deepEqual([...found!.theirs], [["0 1", "Theirs"]]);
  assert.equal(found!.grid.rows[0]!.cells[1], "Mine");
});

test("rows and columns of one's own come and go with those of others", () => {
  const mine: Grid = {
    columns: [BEFORE.columns[0]!, BEFORE.columns[1]!, { from: null, name: "floors", kind: "text" }],
    rows: [{ from: 1, cells: ["a", "A", "4"] }, { from: 3, cells: ["c", "C", ""] }, { from: null, cells: ["d", "D", "5"] }],
  };
  const found = merged(BEFORE, mine, grid("id,name,size\na,A,1\nb,B,2\nc,Cc,3\ne,E,"));
  assert.equal(written(found!.grid), "id,name,floors\na,A,4\nc,Cc,\ne,E,\nd,D,5");
  // What stands in a new row would go with the column.
  assert.equal(merged(BEFORE, mine, grid("id,name,size\na,A,1\nb,B,2\nc,Cc,3\ne,E,5")), null);
});

test("what the person changed and others took away, or the other way round, is not guessed", () => {
  const mine = { ...BEFORE, rows: BEFORE.rows.map((row) => (row.from === 1 ? { ...row, cells: ["a", "Mine", "1"] } : row)) };
  assert.equal(merged(BEFORE, mine, grid("id,name,size\nb,B,2\nc,C,3")), null);
  const without = { ...BEFORE, rows: BEFORE.rows.slice(1) };
  assert.equal(merged(BEFORE, without, grid("id,name,size\na,Other,1\nb,B,2\nc,C,3")), null);
  const narrow: Grid = { columns: BEFORE.columns.slice(0, 2), rows: BEFORE.rows.map((row) => ({ ...row, cells: row.cells.slice(0, 2) })) };
  assert.equal(merged(BEFORE, narrow, grid("id,name,size\na,A,1\nb,B,2\nc,C,9")), null);
});

test("rows that are all alike are told by their order, where there are as many", () => {
  const before = grid("site_id,v\na,1\na,1\na,2");
  const mine = { ...before, rows: before.rows.map((row) => (row.from === 2 ? { ...row, cells: ["a", "5"] } : row)) };
  const found = merged(before, mine, grid("site_id,v\na,1\na,1\na,2\nb,3"));
  assert.equal(written(found!.grid), "site_id,v\na,1\na,5\na,2\nb,3");
  assert.equal(merged(before, mine, grid("site_id,v\na,1\na,2")), null);
});
