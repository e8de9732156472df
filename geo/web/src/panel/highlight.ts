/** Which parts of a text are what was looked for. */

import { h } from "../dom.ts";
import { fold, termsOf } from "../words/fold.ts";
import { readingsOf, type Syllables } from "../search/pinyin.ts";

type Range = readonly [start: number, end: number];

/** The text as nodes, the parts looked for marked. */
export function highlighted(text: string, q: string, syllables: Syllables): Node[] {
  const nodes: Node[] = [];
  let at = 0;
  for (const [start, end] of matchRanges(text, q, syllables)) {
    if (start > at) nodes.push(document.createTextNode(text.slice(at, start)));
    nodes.push(h("mark", {}, text.slice(start, end)));
    at = end;
  }
  if (at < text.length) nodes.push(document.createTextNode(text.slice(at)));
  return nodes;
}

/** Where the words looked for stand in a text, in order and without overlap. */
export function matchRanges(text: string, q: string, syllables: Syllables): readonly Range[] {
  const { folded, from } = foldedWithPlaces(text);
  const found: Range[] = [];
  for (const term of termsOf(q)) {
    let isWritten = false;
    for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + 1)) {
      found.push([from[at] ?? 0, from[at + term.length] ?? text.length]);
      isWritten = true;
    }
    const typed = term.replace(/['’]/g, "");
    if (!isWritten && /^[a-z0-9]+$/.test(typed)) {
      const range = typedRange(text, typed, syllables);
      if (range) found.push(range);
    }
  }
  return merged(found);
}

/** Folded text, and for each unit of it where it comes from. */
function foldedWithPlaces(text: string): { folded: string; from: readonly number[] } {
  let folded = "";
  const from: number[] = [];
  let at = 0;
  for (const character of text) {
    const piece = fold(character);
    for (let i = 0; i < piece.length; i++) from.push(at);
    folded += piece;
    at += character.length;
  }
  from.push(text.length);
  return { folded, from };
}

/** The characters whose syllables, or whose initials, are what was typed. */
function typedRange(text: string, typed: string, syllables: Syllables): Range | null {
  const characters = [...text];
  for (let start = 0, at = 0; start < characters.length; at += characters[start++]?.length ?? 0) {
    for (const isShort of [false, true]) {
      const length = spokenLength(characters.slice(start), typed, syllables, isShort);
      if (length > 0) return [at, at + length];
    }
  }
  return null;
}

/** Length of the characters at the beginning that are read as typed, 0 if they are not. */
function spokenLength(
  characters: readonly string[],
  typed: string,
  syllables: Syllables,
  isShort: boolean,
): number {
  let [rest, length] = [typed, 0];
  for (const character of characters) {
    if (rest === "") break;
    const piece = fold(character);
    const known = readingsOf(piece, syllables);
    const spoken = (known.length > 0 ? known : [piece])
      .map((syllable) => (isShort ? syllable.charAt(0) : syllable).toLowerCase())
      .find((one) => /^[a-z0-9]+$/.test(one) && (rest.startsWith(one) || (!isShort && one.startsWith(rest))));
    if (spoken === undefined) return 0;
    rest = rest.slice(spoken.length);
    length += character.length;
  }
  return rest === "" ? length : 0;
}

function merged(ranges: readonly Range[]): readonly Range[] {
  const sorted = [...ranges].sort(([a], [b]) => a - b);
  const result: [number, number][] = [];
  for (const [start, end] of sorted) {
    const last = result[result.length - 1];
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}
