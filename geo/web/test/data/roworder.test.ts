import assert from "node:assert/strict";
import { test } from "node:test";

import { EMPTY, orderBy, ranksOfNumbers } from "../../src/data/roworder.ts";
import { ranksOfTexts } from "../../src/data/textorder.ts";

const all = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, row) => row);

/** Random numbers that are the same in each run. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

function sortedTexts(texts: readonly string[], lang: string, isDescending = false): string[] {
  const ranks = ranksOfTexts(texts.length, (row) => texts[row] ?? null, lang);
  return [...orderBy(all(texts.length), ranks, isDescending)].map((row) => texts[row]!);
}

test("numbers are sorted as numbers, empty ones last both ways, equal ones as they stood", () => {
  const values = [3, NaN, -1, 0, -0, Infinity, 1e-320, -1e308, 3, NaN];
  const ranks = ranksOfNumbers(values);
  assert.equal(ranks[0], ranks[8]);
  assert.equal(ranks[3], ranks[4]);
  assert.equal(ranks[1], EMPTY);
  assert.deepEqual([...orderBy(all(10), ranks, false)], [7, 2, 3, 4, 6, 0, 8, 5, 1, 9]);
  assert.deepEqual([...orderBy(all(10), ranks, true)], [5, 0, 8, 6, 3, 4, 2, 7, 1, 9]);
});

test("the order of many numbers is that of a comparison", () => {
  const next = numbers(7);
  const values = Float64Array.from({ length: 5000 }, () => Math.round((next.next().value as number) * 2000) / 7 - 100);
  const expected = [...all(values.length)].sort((a, b) => values[a]! - values[b]! || a - b);
  assert.deepEqual([...orderBy(all(values.length), ranksOfNumbers(values), false)], expected);
});

test("only the rows asked for are put in order", () => {
  const ranks = ranksOfNumbers([5, 4, NaN, 2, 1]);
  assert.deepEqual([...orderBy(Uint32Array.of(0, 2, 4), ranks, false)], [4, 0, 2]);
});

test("Chinese is sorted by pinyin, numbers in it by their size, capitals and accents beside their letters", () => {
  const texts = ["浙江", "重庆", "", "阿里", "滨江", "园区10", "园区2", "Éa", "eb", "Alpha"];
  assert.deepEqual(sortedTexts(texts, "zh"), ["阿里", "滨江", "重庆", "园区2", "园区10", "浙江", "Alpha", "Éa", "eb", ""]);
  assert.equal(sortedTexts(texts, "zh", true).at(-1), "");
});

test("many texts are sorted as the browser's collator sorts them", () => {
  const next = numbers(11);
  const letters = "白马湖江南科学城滨江杭州高新区奥体中心网商路阿里云钱塘绍兴嵊州园区ABCdefgéö -(（";
  const texts = Array.from({ length: 6000 }, () => {
    const pick = (): string => letters[Math.floor((next.next().value as number) * letters.length)]!;
    const number = Math.floor((next.next().value as number) * 1000);
    return `${pick()}${pick()}${number}${pick()}`;
  });
  const collator = new Intl.Collator("zh-u-co-pinyin", { numeric: true, sensitivity: "base" });
  const sorted = sortedTexts(texts, "zh");
  assert.equal(new Set(sorted).size, new Set(texts).size);
  for (let i = 1; i < sorted.length; i++) {
    assert.ok(collator.compare(sorted[i - 1]!, sorted[i]!) <= 0, `${sorted[i - 1]} before ${sorted[i]}`);
  }
});

test("texts that are alike far in are sorted in bounded depth", () => {
  const same = "x".repeat(2000);
  const texts = Array.from({ length: 3000 }, (_, n) => (n % 2 ? `${same}${n}` : same));
  assert.equal(sortedTexts(texts, "en").at(-1), `${same}2999`);
});

test("equal texts share a rank, among few and among many", () => {
  for (const count of [10, 5000]) {
    const texts = Array.from({ length: count }, (_, n) => (n < 4 ? "same" : `text ${n}`));
    const ranks = ranksOfTexts(count, (row) => texts[row]!, "en");
    assert.equal(new Set(ranks.subarray(0, 4)).size, 1);
    assert.equal(new Set(ranks).size, count - 3);
  }
});
