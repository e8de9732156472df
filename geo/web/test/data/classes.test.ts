import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { classify, classOf, fewestDigits, type Scheme } from "../../src/data/classes.ts";

interface Case {
  readonly name: string;
  readonly values: readonly number[];
  readonly scheme: Scheme;
  readonly count: number;
  readonly uppers: readonly number[];
}

// Python writes it: `python -m tests.page.test_classes`, which tests it against mapclassify.
const cases = JSON.parse(readFileSync(new URL("../../../../tests/fixtures/classes.json", import.meta.url), "utf8")) as Case[];

test("classes are those of Python, and so of mapclassify", () => {
  for (const { name, values, scheme, count, uppers } of cases) {
    const found = classify(Float64Array.from(values), scheme, count)?.uppers ?? [];
    assert.equal(found.length, uppers.length, `${name} ${scheme} ${count}: ${found} ${uppers}`);
    found.forEach((upper, n) => {
      const near = Math.abs(upper - uppers[n]!) <= 1e-12 * Math.max(1e-300, Math.abs(upper));
      assert.ok(near, `${name} ${scheme} ${count}: ${found} ${uppers}`);
    });
    for (const value of values) {
      const expected = uppers.findIndex((upper) => value <= upper);
      assert.equal(classOf(found, value), expected, `${name} ${scheme} ${count}: ${value}`);
    }
  }
});

test("shown limits part the same numbers, in as few digits as do, and no two are one", () => {
  for (const { name, values, scheme, count } of cases) {
    const classes = classify(Float64Array.from(values), scheme, count);
    if (!classes) continue;
    assert.equal(new Set(classes.shown).size, classes.shown.length, name);
    for (const value of values) assert.equal(classOf(classes.shown, value), classOf(classes.uppers, value), `${name} ${scheme}`);
  }
  assert.deepEqual([fewestDigits(20.4, 31), fewestDigits(0.0045, 0.01), fewestDigits(-3.2, -1.1), fewestDigits(5, 5.2), fewestDigits(17, 45, 30)], [30, 0.005, -3, 5, 30]);
});

test("what is no number is in no class", () => {
  assert.equal(classify(Float64Array.from([NaN, Infinity]), "natural", 5), null);
  assert.equal(classOf([1, 2], NaN), -1);
  assert.equal(classOf([1, 2], 3), 1);
});

test("a class lies where its scheme has it, whether or not there are numbers in those beside it", () => {
  const placesOf = (values: readonly number[], scheme: Scheme, breaks: readonly number[] = []): readonly number[] =>
    classify(Float64Array.from(values), scheme, 5, breaks)!.places;
  const few = Array.from({ length: 20 }, (_, n) => n);
  assert.deepEqual(placesOf([...few, 1e10], "deviation"), [0.5, 0.75, 1], "nothing lies far below the mean");
  assert.deepEqual(placesOf([...few, -1e10], "deviation"), [0, 0.25, 0.5]);
  assert.deepEqual(placesOf([-1, ...few, 1e10], "geometric"), [0.5, 0.75, 1], "what lies about nought has the middle");
  assert.deepEqual(placesOf([-1e10, ...few], "geometric"), [0, 0.25, 0.5]);
  assert.deepEqual(placesOf(few, "manual", [-5, 4, 8, 50]), [0.25, 0.5, 0.75]);
  assert.deepEqual(placesOf([3, 3], "natural"), [0]);
  assert.deepEqual(placesOf(few, "equal"), [0, 0.25, 0.5, 0.75, 1]);
});

test("growing steps end at the greatest number, however far it lies", () => {
  for (let power = -300; power <= 300; power += 7) {
    const numbers = Float64Array.from([1.1e-300, 3.3, 7 * 10 ** power]);
    const { uppers } = classify(Float64Array.from([...numbers, ...numbers.map((x) => x * 1.5), 5]), "geometric", 5)!;
    assert.ok(uppers.length <= 5 && uppers.every((upper, n) => n === 0 || upper > uppers[n - 1]!), String(uppers));
  }
});

test("a hundred thousand numbers are parted while nobody waits", () => {
  const values = Float64Array.from({ length: 100_000 }, (_, n) => Math.sin(n * 12.9898) * 43758.5453);
  const classes = classify(values, "natural", 5)!;
  assert.equal(classes.uppers.length, 5);
});
