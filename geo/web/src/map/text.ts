/** Measuring, breaking and drawing the words on the map. */

import { Recent } from "../data/recent.ts";
import type { Surface } from "./frame.ts";

/** One line of a label. */
export interface TextLine {
  readonly text: string;
  /** A CSS font with its size in it. */
  readonly font: string;
  readonly size: number;
  readonly colour: string;
  /** Extra pixels between letters. */
  readonly tracking: number;
  readonly width: number;
}

export type Measure = (text: string, font: string) => number;

const LINE_HEIGHT = 1.22;

export function heightOf(lines: readonly TextLine[]): number {
  return lines.reduce((sum, { size }) => sum + size * LINE_HEIGHT, 0);
}

export function widthOf(lines: readonly TextLine[]): number {
  return Math.max(0, ...lines.map(({ width }) => width));
}

const CJK = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]/;

/** Whether a text is written in characters that may stand one below the other. */
export function isCjk(text: string): boolean {
  return CJK.test(text);
}

/** A word so many times as wide as a line is none: an address, or a slip. */
const WIDEST_WORD = 2;
/** A compound so many times as wide as a line is better parted than whole. */
const WIDE_WORD = 1.25;
/** Where it may be: after hyphens and slashes between letters. */
const AFTER_HYPHEN = /(?<=[\p{L}\p{N}][-\u2010\u2013/])(?=[\p{L}\p{N}])/u;
/** Pieces such a word is cut into; nobody reads what comes after. */
const MOST_PIECES = 12;

/**
 * Break a name into lines of about equal length, at spaces and between Chinese words, never within
 * a word anybody would read; what stands in brackets goes to a line of its own where that is enough.
 */
export function breakLines(text: string, most: number, width: (text: string) => number): string[] {
  const total = width(text);
  if (total <= most) return [text];
  const bracket = text.search(/\s?[（(]/);
  if (bracket > 0) {
    const halves = [text.slice(0, bracket), text.slice(bracket).trim()];
    if (halves.every((half) => width(half) <= most)) return halves;
  }
  const words = wordsKept.get(text, () => wordsOf(text))
    .flatMap((word) => (width(word.trimEnd()) > most * WIDE_WORD ? word.split(AFTER_HYPHEN) : [word]))
    .flatMap((word) => (width(word) > most * WIDEST_WORD ? piecesOf(word, most, width) : [word]));
  // A word wider than a line makes all of them as wide as itself.
  const widest = Math.max(most, ...words.map((word) => width(word.trimEnd())));
  const filled = fillLines(words, widest, width);
  // Even lines look better than full ones and a short one: the goal is what an even share would be.
  for (let goal = total / filled.length; goal < widest; goal += most / 12) {
    const lines = fillLines(words, goal, width);
    if (lines.length <= filled.length) return lines;
  }
  return filled;
}

/** Cut a word into pieces that each fill a line. */
function piecesOf(word: string, most: number, width: (text: string) => number): string[] {
  const pieces: string[] = [];
  let letters = [...word];
  while (letters.length > 0 && pieces.length < MOST_PIECES) {
    let [fits, tooMany] = [1, letters.length + 1];
    while (tooMany - fits > 1) {
      const middle = (fits + tooMany) >> 1;
      if (width(letters.slice(0, middle).join("")) <= most) fits = middle;
      else tooMany = middle;
    }
    pieces.push(letters.slice(0, fits).join(""));
    letters = letters.slice(fits);
  }
  return pieces;
}

function fillLines(words: readonly string[], most: number, width: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    if (line !== "" && width((line + word).trimEnd()) > most) {
      lines.push(line.trim());
      line = "";
    }
    line += word;
  }
  if (line.trim() !== "") lines.push(line.trim());
  return lines;
}

const NEVER_FIRST = /^[）)」』》〉，。、；：！？·.,;:!?%]/;
const NEVER_LAST = /[（(「『《〈]$/;

/** The same names come again with every picture. */
const wordsKept = new Recent<string, readonly string[]>(2000);
/** Making one takes longer than breaking a name by it. */
let segmenter: Intl.Segmenter | null = null;

/** Where an engine knows no words: texts and their parts. */
let phrases: ReadonlyMap<string, readonly string[]> = new Map();

/** Break these texts between these parts of theirs. */
export function learnPhrases(told: Readonly<Record<string, readonly string[]>>): void {
  phrases = new Map(Object.entries(told));
  wordsKept.clear();
}

/** Pieces that stay whole; spaces stay with the word before. */
function wordsOf(text: string): string[] {
  const told = phrases.get(text);
  if (told) return joined(told);
  if ("Segmenter" in Intl && isCjk(text)) segmenter ??= new Intl.Segmenter("zh", { granularity: "word" });
  const pieces = segmenter && isCjk(text)
    ? Array.from(segmenter.segment(text), ({ segment }) => segment)
    : (text.match(isCjk(text) ? /[\u2e80-\u9fff]|[^\s\u2e80-\u9fff]+\s*|\s+/g : /\S+\s*|\s+/g) ?? [text]);
  return joined(pieces);
}

/** Put together what no line may begin or end with. */
function joined(pieces: readonly string[]): string[] {
  const words: string[] = [];
  for (const piece of pieces) {
    const before = words[words.length - 1];
    const stays = /^\s/.test(piece) || NEVER_FIRST.test(piece) || (before && NEVER_LAST.test(before));
    if (before !== undefined && stays) words[words.length - 1] = before + piece;
    else words.push(piece);
  }
  return words;
}

/** How lines stand: -1 ends at x, 0 centred on it, 1 begins there. */
export type Align = -1 | 0 | 1;

/** Draw lines around a middle height, each with a rim in the colour of what lies below. */
export function drawLines(
  context: Surface,
  lines: readonly TextLine[],
  x: number,
  y: number,
  align: Align,
  halo: { readonly colour: string; readonly width: number },
): void {
  context.textBaseline = "middle";
  context.textAlign = "left";
  context.lineJoin = "round";
  context.strokeStyle = halo.colour;
  context.lineWidth = halo.width * 2;
  for (const paint of ["strokeText", "fillText"] as const) {
    if (paint === "strokeText" && halo.width === 0) continue;
    let top = y - heightOf(lines) / 2;
    for (const line of lines) {
      context.font = line.font;
      context.fillStyle = line.colour;
      const start = align === 1 ? x : align === 0 ? x - line.width / 2 : x - line.width;
      const middle = top + (line.size * LINE_HEIGHT) / 2;
      drawSpaced(context, paint, line, start, middle);
      top += line.size * LINE_HEIGHT;
    }
  }
}

function drawSpaced(
  context: Surface,
  paint: "strokeText" | "fillText",
  { text, tracking }: TextLine,
  x: number,
  y: number,
): void {
  if (tracking === 0) {
    context[paint](text, x, y);
    return;
  }
  if (context.spacedText) {
    context.spacedText(paint, text, x, y, tracking);
    return;
  }
  let start = x;
  for (const letter of text) {
    context[paint](letter, start, y);
    start += context.measureText(letter).width + tracking;
  }
}

/** Draw Chinese characters one below the other along the direction of the context's x axis. */
export function drawStacked(
  context: Surface,
  line: TextLine,
  halo: { readonly colour: string; readonly width: number },
): void {
  context.textBaseline = "middle";
  context.textAlign = "center";
  context.lineJoin = "round";
  context.font = line.font;
  context.strokeStyle = halo.colour;
  context.fillStyle = line.colour;
  context.lineWidth = halo.width * 2;
  const letters = [...line.text];
  const step = line.size + line.tracking;
  for (const paint of ["strokeText", "fillText"] as const) {
    letters.forEach((letter, index) => {
      context.save();
      context.translate((index - (letters.length - 1) / 2) * step, 0);
      context.rotate(-Math.PI / 2);
      context[paint](letter, 0, 0);
      context.restore();
    });
  }
}
