/**
 * Ranks of texts as a reader expects them: Chinese by pinyin, letters whatever their case and accents, numbers
 * inside a text by their size ("Park 2" before "Park 10"). Comparing whole texts by the browser's collator takes
 * a second for 100 000 of them: equal ones are found first, then the collator is asked about single characters
 * only, and texts are sorted as the numbers it gives.
 */

import { EMPTY, sortedBy } from "./roworder.ts";

/** Of texts that are alike in so many characters the collator is asked. */
const LONGEST_KEY = 100;
/** What stands where a text ends: before everything else. */
const END = 0;
const HAN = /\p{Script=Han}/u;
const ZERO = 48;
const NINE = 57;
/** So many texts the browser's own collator sorts in a moment. It knows words read otherwise than their characters (重庆). */
const FEW_TEXTS = 2000;
/** UTF-16 units of a text there is room for at first. */
const USUAL_LENGTH = 16;
/** So few keys are put in order by moving each to its place, and more than so many by counting. */
const FEW_KEYS = 12;
const MANY_KEYS = 16_000;

/**
 * The rank of each row's text.
 *
 * @param textOf the text of a row; null and "" are empty
 */
export function ranksOfTexts(count: number, textOf: (row: number) => string | null, lang: string): Uint32Array {
  const ranks = new Uint32Array(count);
  const texts = new DifferentTexts(count);
  for (let row = 0; row < count; row++) ranks[row] = texts.numberOf(textOf(row) ?? "");
  const rankOf = ranksOfDifferent(texts, lang);
  for (let row = 0; row < count; row++) {
    const number = ranks[row]!;
    ranks[row] = number === EMPTY ? EMPTY : rankOf[number]!;
  }
  return ranks;
}

/** Texts, each kept once, as UTF-16 units one after the other: no JavaScript string is kept. */
class DifferentTexts {
  count = 0;
  units: Uint16Array;
  /** Where each text begins, and where the last ends. */
  readonly starts: Uint32Array;
  /** Numbers of texts by hash; −1 where there is none. */
  readonly #slots: Int32Array;

  /** @param most how many there may be */
  constructor(most: number) {
    this.units = new Uint16Array(USUAL_LENGTH * most);
    this.starts = new Uint32Array(most + 1);
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * most + 1))).fill(-1);
  }

  /** The number of a text, the next one if it is new; `EMPTY` of the empty text. */
  numberOf(text: string): number {
    const { length } = text;
    if (length === 0) return EMPTY;
    const start = this.starts[this.count]!;
    if (start + length > this.units.length) this.#grow(start + length);
    const { units, starts } = this;
    const slots = this.#slots;
    let hash = 0x811c9dc5;
    for (let at = 0; at < length; at++) {
      const unit = text.charCodeAt(at);
      units[start + at] = unit;
      hash = Math.imul(hash ^ unit, 0x01000193);
    }
    hash ^= hash >>> 15;
    for (let slot = hash & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
      const number = slots[slot]!;
      if (number < 0) {
        slots[slot] = this.count;
        starts[this.count + 1] = start + length;
        return this.count++;
      }
      const from = starts[number]!;
      if (starts[number + 1]! - from !== length) continue;
      let at = 0;
      while (at < length && units[from + at] === units[start + at]) at++;
      if (at === length) return number;
    }
  }

  text(number: number): string {
    let text = "";
    for (let at = this.starts[number]!; at < this.starts[number + 1]!; at++) text += String.fromCharCode(this.units[at]!);
    return text;
  }

  #grow(least: number): void {
    const larger = new Uint16Array(Math.max(2 * this.units.length, least));
    larger.set(this.units);
    this.units = larger;
  }
}

/** The rank of each of some different texts. */
function ranksOfDifferent(texts: DifferentTexts, lang: string): Uint32Array {
  const { count } = texts;
  const order = new Uint32Array(count);
  for (let number = 0; number < count; number++) order[number] = number;
  if (count <= FEW_TEXTS) {
    const strings = Array.from(order, (number) => texts.text(number));
    const collator = collatorFor(strings.some((text) => HAN.test(text)), lang, "variant");
    order.sort((a, b) => compared(collator, strings[a]!, strings[b]!));
  } else {
    const ranks = unitRanks(texts, lang);
    // Of most columns nobody asks for this one.
    let collator: Intl.Collator | undefined;
    sortByKeys(order, packedKeys(texts, ranks), (alike) => {
      if (alike.length < 2) return;
      const asked = (collator ??= collatorFor(ranks.hasHan, lang, "variant"));
      const strings = new Map(Array.from(alike, (number) => [number, texts.text(number)]));
      alike.sort((a, b) => compared(asked, strings.get(a)!, strings.get(b)!));
    });
  }
  const places = new Uint32Array(count);
  for (let place = 0; place < count; place++) places[order[place]!] = place;
  return places;
}

/** Texts the collator takes for equal are in the order of their characters. */
function compared(collator: Intl.Collator, one: string, other: string): number {
  return collator.compare(one, other) || (one < other ? -1 : one > other ? 1 : 0);
}

/** One of Chinese takes tens of milliseconds to make. */
const collators = new Map<string, Intl.Collator>();

function collatorFor(hasHan: boolean, lang: string, sensitivity: "base" | "variant"): Intl.Collator {
  const key = `${hasHan} ${lang} ${sensitivity}`;
  let collator = collators.get(key);
  if (!collator) collators.set(key, (collator = new Intl.Collator(hasHan ? "zh-u-co-pinyin" : lang, { sensitivity, numeric: true })));
  return collator;
}

/** Make ready, while nobody waits, what putting many texts like this one in order begins with. */
export function prepareOrder(text: string, lang: string): void {
  collatorFor(HAN.test(text), lang, "base");
}

interface UnitRanks {
  /** By UTF-16 unit: its place among all that occur; those that differ by case or accents only share it. */
  readonly of: Uint16Array;
  readonly most: number;
  readonly hasHan: boolean;
}

/** The collator is asked about single characters, a few thousand at most. */
function unitRanks({ units: all, starts, count }: DifferentTexts, lang: string): UnitRanks {
  const isSeen = new Uint8Array(0x10000);
  isSeen[ZERO] = 1; // a run of digits stands where it does
  const end = starts[count]!;
  for (let at = 0; at < end; at++) isSeen[all[at]!] = 1;
  const units: string[] = [];
  isSeen.forEach((seen, unit) => {
    if (seen) units.push(String.fromCharCode(unit));
  });
  const hasHan = units.some((unit) => HAN.test(unit));
  const collator = collatorFor(hasHan, lang, "base");
  units.sort((a, b) => collator.compare(a, b));
  const of = new Uint16Array(0x10000);
  let rank = END;
  units.forEach((unit, index) => {
    if (index === 0 || collator.compare(units[index - 1]!, unit) !== 0) rank++;
    of[unit.charCodeAt(0)] = rank;
  });
  return { of, most: rank, hasHan };
}

/** Keys of texts as 32-bit numbers one after the other, as many characters in each as have room. */
interface PackedKeys {
  readonly words: Uint32Array;
  /** Where each text's begin, and where the last ends. */
  readonly starts: Uint32Array;
}

/** Ranks of the characters, a run of digits led by its length; {@link END} closes each text. */
function packedKeys({ units, starts: textStarts, count }: DifferentTexts, { of, most }: UnitRanks): PackedKeys {
  const bits = 32 - Math.clz32(Math.max(most, NINE, LONGEST_KEY));
  const perWord = Math.floor(32 / bits);
  const starts = new Uint32Array(count + 1);
  // A run of one digit becomes three keys; each text has its end, and may leave part of a number free.
  const words = new Uint32Array(Math.ceil((3 * textStarts[count]!) / perWord) + 2 * count);
  let at = 0;
  let room = perWord;
  let word = 0;
  const add = (key: number): void => {
    word = (word << bits) | key;
    if (--room > 0) return;
    words[at++] = word;
    room = perWord;
    word = 0;
  };
  for (let number = 0; number < count; number++) {
    starts[number] = at;
    const first = textStarts[number]!;
    const last = Math.min(textStarts[number + 1]!, first + LONGEST_KEY);
    for (let from = first; from < last; ) {
      const unit = units[from]!;
      if (unit < ZERO || unit > NINE) {
        add(of[unit]!);
        from++;
        continue;
      }
      let end = from + 1;
      while (end < last && units[end]! >= ZERO && units[end]! <= NINE) end++;
      while (from < end - 1 && units[from] === ZERO) from++;
      add(of[ZERO]!);
      add(end - from);
      while (from < end) add(units[from++]!);
    }
    add(END);
    while (room < perWord) add(END);
  }
  starts[count] = at;
  return { words, starts };
}

/**
 * Sort texts by their keys: many at a time by counting, fewer by Bentley and Sedgewick's quicksort of three parts,
 * a number of several characters at a time, kept beside the text it belongs to.
 *
 * @param settle puts texts in order whose keys are the same to the end
 */
function sortByKeys(order: Uint32Array, { words, starts }: PackedKeys, settle: (alike: Uint32Array) => void): void {
  const keys = new Uint32Array(order.length);
  const wordOf = new Uint32Array(order.length);
  const swap = (a: number, b: number): void => {
    const text = order[a]!;
    const key = keys[a]!;
    order[a] = order[b]!;
    keys[a] = keys[b]!;
    order[b] = text;
    keys[b] = key;
  };
  /** Sort those that are alike up to a depth. */
  const deepen = (low: number, high: number, depth: number): void => {
    if (high - low < 2) return;
    const text = order[low]!;
    if (starts[text]! + depth === starts[text + 1]!) {
      settle(order.subarray(low, high));
      return;
    }
    if (high - low > MANY_KEYS) {
      count(low, high, depth);
      return;
    }
    for (let at = low; at < high; at++) keys[at] = words[starts[order[at]!]! + depth]!;
    sort(low, high, depth);
  };
  /** Those that are alike in one number more, each run of them sorted further. */
  const runs = (low: number, high: number, depth: number): void => {
    for (let at = low; at < high; ) {
      const first = at;
      const key = keys[at]!;
      while (at < high && keys[at] === key) at++;
      deepen(first, at, depth + 1);
    }
  };
  const count = (low: number, high: number, depth: number): void => {
    const part = order.subarray(low, high);
    for (let at = 0; at < part.length; at++) wordOf[part[at]!] = words[starts[part[at]!]! + depth]!;
    part.set(sortedBy(part, wordOf));
    for (let at = low; at < high; at++) keys[at] = wordOf[order[at]!]!;
    runs(low, high, depth);
  };
  const sort = (from: number, to: number, depth: number): void => {
    let low = from;
    let high = to;
    while (high - low > FEW_KEYS) {
      const pivot = middle(keys[low]!, keys[(low + high) >> 1]!, keys[high - 1]!);
      let below = low;
      let above = high;
      for (let at = low; at < above; ) {
        const key = keys[at]!;
        if (key < pivot) swap(at++, below++);
        else if (key > pivot) swap(at, --above);
        else at++;
      }
      deepen(below, above, depth + 1);
      // The larger part in this turn of the loop: the stack stays shallow whatever the texts are.
      if (below - low < high - above) {
        sort(low, below, depth);
        low = above;
      } else {
        sort(above, high, depth);
        high = below;
      }
    }
    for (let at = low + 1; at < high; at++) {
      for (let to = at; to > low && keys[to - 1]! > keys[to]!; to--) swap(to, to - 1);
    }
    runs(low, high, depth);
  };
  deepen(0, order.length, 0);
}

function middle(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
