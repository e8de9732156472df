import assert from "node:assert/strict";
import { test } from "node:test";

import { changesOf, spelling, typed } from "../../src/suggest/formvalues.ts";

test("what was not touched does not change, whatever kind of value it is", () => {
  const properties = { name: "A", floors: 3, open: true, tags: ["a", "b"], note: "one\r\ntwo", none: null };
  const texts = new Map(Object.entries(properties).map(([name, value]) => [name, spelling(value).replace(/\r\n/g, "\n")]));
  assert.deepEqual(changesOf(properties, texts), { set: {}, remove: [] });
});

test("numbers stay numbers, texts texts, lists lists", () => {
  assert.equal(typed("4", 3), 4);
  assert.equal(typed("4", "3"), "4");
  assert.deepEqual(typed('["a"]', ["b"]), ["a"]);
  assert.equal(typed("[a", ["b"]), "[a");
  assert.equal(typed("true", false), true);
});

test("a new value is a number only when it is written as one", () => {
  assert.equal(typed("30", undefined), 30);
  assert.equal(typed("0571", undefined), "0571");
  assert.equal(typed("1e3", undefined), "1e3");
  assert.equal(typed("[1]", undefined), "[1]");
});

test("a name is a text even when it is a number", () => {
  const texts = new Map(["name", "name_zh", "description_en", "link", "id", "part_of", "source"].map((name) => [name, "798"]));
  assert.deepEqual(changesOf({}, texts).set, Object.fromEntries(texts));
  assert.deepEqual(changesOf({ name: 798 }, new Map([["name", "799"]])).set, { name: "799" });
  assert.deepEqual(changesOf({}, new Map([["floors", "798"]])).set, { floors: 798 });
});

test("a changed text keeps the line ends its file has", () => {
  const changed = new Map([["note", "one\nthree"]]);
  assert.deepEqual(changesOf({ note: "one\r\ntwo" }, changed).set, { note: "one\r\nthree" });
  assert.deepEqual(changesOf({ note: "one\ntwo" }, changed).set, { note: "one\nthree" });
});

test("an emptied value is removed, one that never was is not made", () => {
  const texts = new Map([["link", ""], ["note", ""], ["name", "B"]]);
  assert.deepEqual(changesOf({ link: "https://a.example", name: "A" }, texts), {
    set: { name: "B" },
    remove: ["link"],
  });
});
