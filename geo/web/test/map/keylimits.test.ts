import assert from "node:assert/strict";
import { test } from "node:test";

import { classify } from "../../src/data/classes.ts";
import { fieldsOf } from "../../src/data/fields.ts";
import { keyLimits, keyNumber } from "../../src/map/keylimits.ts";
import { makeSites } from "../panel/sites.ts";

function limits(numbers: readonly number[], lang: string, unit = ""): string[] {
  const sites = makeSites({
    categories: [], sites: numbers.map((v, n) => ({ id: `s${n}`, name: `S${n}`, v })),
    head: { fields: [{ name: "v", label: {}, type: "number", ...(unit ? { unit: { en: unit } } : {}) }] },
  });
  return keyLimits(fieldsOf(sites).find("v")!, classify(Float64Array.from(numbers), "natural", 3)!, lang);
}

test("long numbers are written in few letters, and all lie within the ends", () => {
  const people = [440_507, 500_000, 3_000_000, 3_100_000, 23_832_124];
  assert.deepEqual(limits(people, "en"), ["440K", "500K", "4M", "23.9M"]);
  assert.deepEqual(limits(people, "zh"), ["44万", "50万", "400万", "2,390万"]);
  assert.deepEqual(limits(people, "zh-Hant").at(-1), "2,390萬");
  assert.deepEqual(limits([1200, 2400, 54_349], "en"), ["1,200", "1,200", "3,000", "54,349"]);
});

test("a unit that is thousands itself is not counted in thousands", () => {
  for (const unit of ["万元", "million USD", "USD million"]) {
    assert.deepEqual(limits([440_507, 3_000_000, 23_832_124], "en", unit), ["440,507", "500,000", "3,000,000", "23,832,124"], unit);
  }
});

test("limits that differ are never written alike, however near or small or large they are", () => {
  for (const numbers of [
    [1_000_000, 1_000_000.25, 1_000_000.5], [1_234_567.1234567, 1_234_567.1234568, 1_234_567.1234569],
    [1e-9, 2e-9, 3e-9], [0, 4e-7, 9e-7], [-1e308, 0, 1e308], [5e-324, 1, 1e308],
  ]) {
    const texts = limits(numbers, "en");
    assert.equal(new Set(texts.slice(1)).size, texts.length - 1, `${numbers.join(" ")}: ${texts.join(" ")}`);
    assert.ok(texts.every((text) => text.length < 26));
  }
});

test("circles have their numbers in few letters, too", () => {
  const field = fieldsOf(makeSites({ categories: [], sites: [{ id: "a", name: "A", v: 1 }], head: { fields: [{ name: "v", label: {}, type: "number" }] } })).find("v")!;
  assert.deepEqual(["en", "zh", "ko"].map((lang) => keyNumber(field, 20_000_000, lang)), ["20M", "2,000万", "2,000만"]);
});
