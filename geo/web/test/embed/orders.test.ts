import assert from "node:assert/strict";
import { test } from "node:test";

import {
  allowedOrigins,
  LONGEST_LIST,
  LONGEST_TEXT,
  readNumber,
  readOrder,
} from "../../src/embed/orders.ts";

const to = (fields: object): object => ({ target: "parkmap", ...fields });

test("an order that is right is taken, with nothing but its own fields", () => {
  assert.deepEqual(readOrder(to({ type: "select", id: "baima-lake", extra: 1 })), {
    type: "select",
    id: "baima-lake",
  });
  assert.deepEqual(readOrder(to({ type: "select", id: null, version: 1 })), {
    type: "select",
    id: null,
  });
  assert.deepEqual(readOrder(to({ type: "filter", q: "lab" })), { type: "filter", q: "lab" });
  assert.deepEqual(readOrder(to({ type: "filter", category: "park,venue" })), {
    type: "filter",
    category: ["park", "venue"],
  });
  assert.deepEqual(readOrder(to({ type: "filter", q: null, category: null })), {
    type: "filter",
    q: "",
    category: [],
  });
  assert.deepEqual(readOrder(to({ type: "view", center: [120.2, 30.2], zoom: 14 })), {
    type: "view",
    center: [120.2, 30.2],
    zoom: 14,
  });
  assert.deepEqual(readOrder(to({ type: "theme", theme: "dark" })), { type: "theme", theme: "dark" });
  assert.deepEqual(readOrder(to({ type: "lang", lang: "en" })), { type: "lang", lang: "en" });
  assert.deepEqual(readOrder(to({ type: "ui", ui: "map" })), { type: "ui", ui: "map" });
  assert.deepEqual(readOrder(to({ type: "base", base: "" })), { type: "base", base: "" });
  assert.deepEqual(readOrder(to({ type: "hello" })), { type: "hello" });
});

test("an empty id clears the selection", () => {
  assert.deepEqual(readOrder(to({ type: "select", id: "" })), { type: "select", id: null });
});

const long = "x".repeat(LONGEST_TEXT + 1);
const REFUSED: readonly (readonly [string, unknown])[] = [
  ["nothing", undefined],
  ["null", null],
  ["a text", "parkmap"],
  ["a number", 7],
  ["a list", []],
  ["no target", { type: "select", id: "a" }],
  ["another target", { target: "webpack", type: "select", id: "a" }],
  ["what the map itself says", { source: "parkmap", version: 1, type: "select", id: "a" }],
  ["another version", to({ type: "hello", version: 2 })],
  ["a version that is a text", to({ type: "hello", version: "1" })],
  ["no type", to({})],
  ["an unknown type", to({ type: "eval", code: "alert(1)" })],
  ["a name every object has", to({ type: "constructor" })],
  ["a prototype's name", to({ type: "__proto__" })],
  ["a type that is a list", to({ type: ["select"], id: "a" })],
  ["an id left out", to({ type: "select" })],
  ["an id that is a number", to({ type: "select", id: 1 })],
  ["an id that is an object", to({ type: "select", id: { toString: "a" } })],
  ["an id too long", to({ type: "select", id: long })],
  ["a search that is a list", to({ type: "filter", q: ["a"] })],
  ["a search too long", to({ type: "filter", q: long })],
  ["a category that is a number", to({ type: "filter", category: 3 })],
  ["a list with a number in it", to({ type: "filter", category: ["park", 3] })],
  ["a list too long", to({ type: "filter", category: Array(LONGEST_LIST + 1).fill("a") })],
  ["a list with a text too long", to({ type: "filter", category: [long] })],
  ["one good value and one bad", to({ type: "filter", q: "lab", category: 3 })],
  ["no centre", to({ type: "view", zoom: 3 })],
  ["no zoom", to({ type: "view", center: [0, 0] })],
  ["three coordinates", to({ type: "view", center: [0, 0, 0], zoom: 3 })],
  ["NaN", to({ type: "view", center: [Number.NaN, 0], zoom: 3 })],
  ["infinity", to({ type: "view", center: [0, 0], zoom: Number.POSITIVE_INFINITY })],
  ["a latitude off the earth", to({ type: "view", center: [30.2, 120.2], zoom: 3 })],
  ["coordinates as texts", to({ type: "view", center: ["120", "30"], zoom: 3 })],
  ["an unknown theme", to({ type: "theme", theme: "sepia" })],
  ["an unknown ui", to({ type: "ui", ui: "none" })],
  ["a language that is no text", to({ type: "lang", lang: null })],
];

for (const [what, data] of REFUSED) {
  test(`no order: ${what}`, () => assert.equal(readOrder(data), null));
}

test("only a whole number is a message's number", () => {
  assert.equal(readNumber({ seq: 4 }), 4);
  for (const seq of ["4", 1.5, Number.NaN, null, undefined]) {
    assert.equal(readNumber({ seq }), undefined);
  }
  assert.equal(readNumber(null), undefined);
});

test("origins limit messages when any are given", () => {
  assert.equal(allowedOrigins(undefined), null);
  assert.equal(allowedOrigins([]), null);
  assert.deepEqual(allowedOrigins(["https://example.org/page", "http://localhost:8000"]), [
    "https://example.org",
    "http://localhost:8000",
  ]);
});

test("a list too long, or of no texts, is no range without limits", () => {
  const long = "x".repeat(LONGEST_TEXT + 1);
  for (const filter of [[long], [1, 2], [null], new Array(LONGEST_LIST + 1).fill("a")]) {
    assert.equal(readOrder(to({ type: "filter", where: { kind: filter } })), null);
  }
  assert.deepEqual(readOrder(to({ type: "filter", where: { kind: {}, seats: { min: "" } } })), { type: "filter", where: [] });
});

test("a list of unusable origins allows none", () => {
  assert.deepEqual(allowedOrigins(["example.org", "null", "*", "file:///x", "javascript:0"]), []);
});
