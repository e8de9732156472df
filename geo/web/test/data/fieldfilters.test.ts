import assert from "node:assert/strict";
import { test } from "node:test";

import { fieldsOf } from "../../src/data/fields.ts";
import { Choice, Contains, filterOf, formatWhere, parseWhere } from "../../src/data/fieldfilters.ts";
import { heldOf, withInstead } from "../../src/panel/filters/severalfilters.ts";
import { makeFinder, passingWithout } from "../../src/search.ts";
import { usualState } from "../../src/state.ts";
import type { State } from "../../src/store.ts";
import { makeSites } from "../panel/sites.ts";

const number = (name: string) => ({ name, label: { en: name }, type: "number" as const });
const sites = makeSites({
  categories: ["park", "lake"],
  sites: [
    { id: "none", category: "park", name: "None" },
    { id: "zero", category: "park", name: "Zero", seats: 0, status: "open", founded: "1950-06-01", flagged: true },
    { id: "ten", category: "park", name: "Ten", seats: 10, status: "open", founded: "1999", flagged: false },
    { id: "many", category: "lake", name: "Many", seats: 50, status: "closed|for good", founded: "2020-01-01" },
    { id: "minus", category: "lake", name: "Minus", seats: -3, status: "closed|for good", status_zh: "已关闭" },
  ],
  head: {
    fields: [
      number("seats"),
      { name: "status", label: { en: "Status" }, type: "string", count: 4, distinct: 2 },
      { name: "founded", label: { en: "Founded" }, type: "date" },
      { name: "flagged", label: { en: "Flagged" }, type: "boolean" },
    ],
  },
});
await sites.complete;
const find = makeFinder(sites);
find(usualState(sites.head));
await Promise.resolve();

function passing(where: string, state: Partial<State> = {}): string[] {
  const { rows } = find({ ...usualState(sites.head), where: parseWhere(where), ...state });
  return [...rows].map((row) => sites.id(row));
}

test("a range takes both its limits, zero among them, and never what is missing", () => {
  assert.deepEqual(passing("seats:0..10"), ["zero", "ten"]);
  assert.deepEqual(passing("seats:..0"), ["zero", "minus"]);
  assert.deepEqual(passing("seats:0.."), ["zero", "ten", "many"]);
});

test("those without a value pass where it says so", () => {
  assert.deepEqual(passing("seats:10..10|"), ["none", "ten"]);
  assert.deepEqual(passing("status:open|"), ["none", "zero", "ten"]);
});

test("dates compare as dates, long before 1970 too, and a year is all of it", () => {
  assert.deepEqual(passing("founded:1950..1999"), ["zero", "ten"]);
  assert.deepEqual(passing("founded:1950-06-02.."), ["ten", "many"]);
  assert.deepEqual(passing("founded:..1950-06"), ["zero"]);
});

test("all filters must hold, with the search and the categories", () => {
  assert.deepEqual(passing("seats:0..50,status:open"), ["zero", "ten"]);
  assert.deepEqual(passing("seats:0..50", { categories: ["lake"] }), ["many"]);
  assert.deepEqual(passing("seats:0..,seats:..10,seats:..10"), ["zero", "ten"]);
});

test("a text is found in any language, whatever its case", () => {
  assert.deepEqual(passing("status:~OPEN"), ["zero", "ten"]);
  assert.deepEqual(passing("status:~已关"), ["minus"]);
});

test("a choice is the value it says, however it is written", () => {
  for (const spec of ["10.0", "1e1", "１０", "+10", "0|50"]) assert.deepEqual(passing(`seats:${spec}`), spec.includes("|") ? ["zero", "many"] : ["ten"], spec);
  assert.deepEqual(passing("seats:-0|"), ["none", "zero"]);
  assert.deepEqual(passing("founded:1950|1999"), ["zero", "ten"]);
  assert.deepEqual(passing("founded:1950-06|2020-01-01"), ["zero", "many"]);
  assert.deepEqual(passing("founded:later").length, 5);
  assert.deepEqual(passing("flagged:1|"), passing("flagged:true|"));
  assert.deepEqual(passing("flagged:0"), ["ten"]);
  assert.equal(passing("flagged:maybe").length, 5);
});

test("a choice may hold what parts choices", () => {
  const spec = new Choice(["closed|for good"]).spec;
  assert.deepEqual(passing(formatWhere([["status", spec]])), ["many", "minus"]);
  assert.deepEqual(parseWhere(formatWhere([["a:b,c", "x"]])), [["a:b,c", "x"]]);
});

test("what makes no sense for a field is not obeyed", () => {
  const seats = fieldsOf(sites).find("seats")!;
  for (const spec of ["50..10", "a..b", "..", "many", ""]) {
    const filter = filterOf(seats, spec);
    assert.ok(filter === null || spec === "", spec);
  }
  assert.equal(passing("nothing:1..2").length, 5);
  assert.equal(passing("seats:high").length, 5);
});

test("a filter says itself as it was written", () => {
  const fields = fieldsOf(sites);
  for (const spec of ["10..50", "..3", "2..|", "0.5.."]) assert.equal(filterOf(fields.find("seats")!, spec)?.spec, spec);
  assert.equal(filterOf(fields.find("status")!, "~a%2Cb")?.spec, "~a%2Cb");
  assert.ok(filterOf(fields.find("status")!, "a..b") instanceof Choice);
  for (const spec of ["10..50", "..3", "2019-03..", "..", "..|"]) assert.equal(filterOf(fields.find("status")!, spec), null, spec);
  for (const value of ["10..50", "...", "a....b"]) assert.deepEqual((filterOf(fields.find("status")!, new Choice([value]).spec) as Choice).values, [value]);
  assert.ok(filterOf(fields.find("status")!, "~a..b") instanceof Contains);
});

test("counts of a field's own choices follow the other filters only", () => {
  const state = { ...usualState(sites.head), where: parseWhere("seats:0..10,status:open") };
  assert.deepEqual([...passingWithout(sites, state, "seats")], [0, 1, 1, 0, 0]);
  assert.deepEqual([...passingWithout(sites, state, "status")], [0, 1, 1, 0, 0]);
  assert.deepEqual([...passingWithout(sites, { ...state, where: [] }, "seats")], [1, 1, 1, 1, 1]);
});

test("a filter is changed in its place and taken away", () => {
  const where = parseWhere("seats:0..10,status:open");
  assert.equal(formatWhere(withInstead(where, [where[0]!], ["seats", "1..2"])), "seats:1..2,status:open");
  assert.equal(formatWhere(withInstead(where, [where[0]!], null)), "status:open");
  assert.equal(formatWhere(withInstead([], [], ["seats", "..2"])), "seats:..2");
});

test("of several filters of a field its form shows what they let pass together, and the others beside it", () => {
  const held = (text: string, kind: "range" | "choice" | "text", id = text.slice(0, text.indexOf(":"))): readonly unknown[] => {
    const { shown, entries, others } = heldOf(parseWhere(text), fieldsOf(sites).find(id)!, kind);
    return [shown?.spec ?? null, entries.length, others.map(([, { spec }]) => spec)];
  };
  assert.deepEqual(held("seats:0..,seats:..10,status:open", "range"), ["0..10", 2, []]);
  assert.deepEqual(held("seats:5..|,seats:..10|,seats:..8|", "range"), ["5..8|", 3, []]);
  assert.deepEqual(held("seats:5..|,seats:..10", "range"), ["5..10", 2, []]);
  assert.deepEqual(held("seats:20..,seats:..10", "range"), ["20..", 1, ["..10"]], "nothing is between them");
  assert.deepEqual(held("founded:1950..,founded:..1999,founded:1960..", "range"), ["1960..1999", 3, []]);
  assert.deepEqual(held("status:open|closed,status:open|", "choice"), ["open", 2, []]);
  assert.deepEqual(held("status:open,status:closed", "choice"), ["open", 1, ["closed"]]);
  assert.deepEqual(held("seats:0|10,seats:0..,seats:~1", "range"), ["0..", 1, ["0|10", "~1"]]);
  assert.deepEqual(held("status:~o,status:~p", "choice"), [null, 0, ["~o", "~p"]]);
  const where = parseWhere("status:~o,seats:0..,seats:~1,seats:..10");
  const { entries } = heldOf(where, fieldsOf(sites).find("seats")!, "range");
  assert.equal(formatWhere(withInstead(where, entries, ["seats", "2..5"])), "status:~o,seats:2..5,seats:~1");
});
