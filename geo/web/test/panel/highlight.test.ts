import assert from "node:assert/strict";
import { test } from "node:test";

import { matchRanges } from "../../src/panel/highlight.ts";

const pinyin = { 白: "bai", 马: "ma", 湖: "hu", 实: "shi", 长: "chang zhang", 河: "he" };

function marked(text: string, q: string): string[] {
  return matchRanges(text, q, pinyin).map(([start, end]) => text.slice(start, end));
}

test("words are marked where they stand, whatever their case and width", () => {
  assert.deepEqual(marked("Baima Lake Laboratory", "la"), ["La", "La"]);
  assert.deepEqual(marked("Ｂａｉｍａ Café", "baima cafe"), ["Ｂａｉｍａ", "Café"]);
  assert.deepEqual(marked("白马湖", "马"), ["马"]);
});

test("marks do not overlap", () => {
  assert.deepEqual(marked("banana", "ana"), ["anana"]);
  assert.deepEqual(marked("banana", "ban nan"), ["banan"]);
});

test("pinyin marks the characters read so", () => {
  assert.deepEqual(marked("国际白马湖", "baima"), ["白马"]);
  assert.deepEqual(marked("白马湖实", "bmh"), ["白马湖"]);
  assert.deepEqual(marked("长河", "zhanghe"), ["长河"]);
  assert.deepEqual(marked("白马湖", "baim"), ["白马"], "a syllable may be on its way");
  assert.deepEqual(marked("白马湖", "aima"), []);
});

test("letters that fold to several keep their place", () => {
  assert.deepEqual(marked("㎞ 12", "12"), ["12"]);
  assert.deepEqual(marked("🏟️ Stadium", "stadium"), ["Stadium"]);
});
