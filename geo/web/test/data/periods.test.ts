import assert from "node:assert/strict";
import { test } from "node:test";

import { lengthOf, periodId, periodIn, periodReader, periodText, placeOf } from "../../src/data/periods.ts";
import type { TableColumns, Value } from "../../src/data/sites.ts";
import known from "../../../../tests/fixtures/periods.json" with { type: "json" };

for (const [cell, id, zh, en] of known.cells as [Value, string | number | null, string, string][]) {
  test(`${JSON.stringify(cell)} is of ${id}`, () => {
    const period = periodIn(cell);
    if (id === null) {
      assert.ok(Number.isNaN(period));
      return;
    }
    assert.equal(periodId(period), id);
    assert.equal(periodIn(id), period, "what the address calls it is read as the same");
    assert.equal(periodText(period, "zh"), zh);
    assert.equal(periodText(period, "en-GB"), en);
  });
}

test("periods come in the order of their ends, and the longer later", () => {
  const numbers = known.rising.map((id) => periodIn(id));
  assert.deepEqual([...numbers].sort((a, b) => a - b), numbers);
  assert.equal(new Set(numbers).size, numbers.length);
});

test("of every year a month, a quarter and a day are told apart and read back", () => {
  for (let year = 1; year < 10_000; year += 7) {
    const y = String(year).padStart(4, "0");
    for (const id of [`${y}-01`, `${y}-12`, `${y}-Q4`, `${y}-H2`, `${y}-02-28`, `${y}-12-31`]) assert.equal(periodId(periodIn(id)), id);
  }
});

test("months follow each other evenly, over the turn of the year too, and are shorter than quarters", () => {
  const [november, december, january] = ["2022-11", "2022-12", "2023-01"].map((id) => placeOf(periodIn(id)));
  assert.ok(Math.abs(december! - november! - (january! - december!)) < 1e-9);
  assert.equal(placeOf(periodIn("2023-03-01")) - placeOf(periodIn("2023-02-28")), 1);
  assert.ok(lengthOf(periodIn("2023-01")) < lengthOf(periodIn("2023Q1")));
  assert.equal(lengthOf(periodIn("2023-01")), lengthOf(periodIn("2024-02")));
});

function table(columns: Readonly<Record<string, readonly Value[]>>): TableColumns {
  const length = Object.values(columns)[0]!.length;
  return { length, cell: (row, column) => columns[column]?.[row] ?? null };
}

function read(columns: Readonly<Record<string, readonly Value[]>>): (number | string)[] {
  const its = table(columns);
  const parts = Object.fromEntries(Object.keys(columns).map((name) => [name, name]));
  const reader = periodReader(its, parts);
  return Array.from({ length: its.length }, (_, row) => periodId(reader((column) => its.cell(row, column))));
}

test("seasons are no months where their column says so", () => {
  assert.deepEqual(read({ year: ["2010-11", "2011-12", "2012-13"] }), ["2010/2011", "2011/2012", "2012/2013"]);
  assert.deepEqual(read({ year: ["2010-11", "2010-12", "2011-01"] }), ["2010-11", "2010-12", "2011-01"]);
});

test("a month or a quarter may stand beside its year", () => {
  assert.deepEqual(read({
    year: [2023, "2023年", 2023, 2023, 2023, "2023-05", 2023],
    month: [1, "12月", null, "", "2023-03", 4, "all"],
    quarter: [null, null, 2, "第三季度", null, null, null],
  }), ["2023-01", "2023-12", "2023-Q2", "2023-Q3", "2023-03", "2023-05", 2023]);
  assert.deepEqual(read({ month: ["2023年1月", "202302"] }), ["2023-01", "2023-02"]);
});
