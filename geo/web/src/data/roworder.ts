/**
 * Orders of rows by the values of a column. A column is ranked once: equal values share a rank, and what is
 * empty has none. Rows are then put in order by counting ranks, which takes a few milliseconds for 100 000
 * of them and keeps the order they had among equals, in both directions.
 */

/** The rank of what is empty: it stands last, whichever way the column is sorted. */
export const EMPTY = 0xffffffff;

const DIGIT = 16;
const BUCKETS = 1 << DIGIT;

/** Ranks of numbers; NaN is empty. */
export function ranksOfNumbers(values: ArrayLike<number>): Uint32Array {
  const count = values.length;
  const rows = new Uint32Array(count);
  const floats = new Float64Array(count);
  let filled = 0;
  for (let row = 0; row < count; row++) {
    const value = values[row]! + 0; // −0 is 0
    floats[row] = value;
    if (!Number.isNaN(value)) rows[filled++] = row;
  }
  // As whole numbers the bits of floats are in the order of the floats, once signs are turned.
  const bits = new Uint32Array(floats.buffer);
  const high = new Uint32Array(count);
  const low = new Uint32Array(count);
  for (let row = 0; row < count; row++) {
    const [lower, upper] = [bits[2 * row]!, bits[2 * row + 1]!];
    const flip = upper >>> 31 === 1 ? 0xffffffff : 0;
    low[row] = lower ^ flip;
    high[row] = upper ^ (flip | 0x80000000);
  }
  const order = sortedBy(sortedBy(rows.subarray(0, filled), low), high);
  const ranks = new Uint32Array(count).fill(EMPTY);
  let rank = -1;
  let before = NaN;
  for (const row of order) {
    const value = floats[row]!;
    if (value !== before) rank++;
    ranks[row] = rank;
    before = value;
  }
  return ranks;
}

/**
 * Ranks of texts as a reader expects them: Chinese by pinyin, letters whatever their case and accents, numbers
 * inside a text by their size ("Park 2" before "Park 10").
 *
 * @param textOf the text of a row; null and "" are empty
 */
export function ranksOfTexts(count: number, textOf: (row: number) => string | null, lang: string): Uint32Array {
  const texts: string[] = [];
  const rows = new Uint32Array(count);
  for (let row = 0; row < count; row++) {
    const text = textOf(row);
    if (text === null || text === "") continue;
    rows[texts.length] = row;
    texts.push(text);
  }
  const ranks = new Uint32Array(count).fill(EMPTY);
  const rankOf = areMostlyDifferent(texts) ? ranksOfDifferent(texts, lang) : ranksOfFew(texts, lang);
  rankOf.forEach((rank, at) => {
    ranks[rows[at]!] = rank;
  });
  return ranks;
}

/** So many of the texts, from all over, tell whether it is worth while to look for equal ones. */
const SAMPLE = 1000;

function areMostlyDifferent(texts: readonly string[]): boolean {
  if (texts.length <= FEW_TEXTS) return false;
  const step = Math.floor(texts.length / SAMPLE);
  const sample = new Set(Array.from({ length: SAMPLE }, (_, at) => texts[at * step]));
  return sample.size > 0.9 * SAMPLE;
}

/** Ranks of texts of which many are equal: only those that differ are sorted. */
function ranksOfFew(all: readonly string[], lang: string): Uint32Array {
  const numbers = new Map<string, number>();
  const texts: string[] = [];
  const numberOf = Uint32Array.from(all, (text) => {
    let number = numbers.get(text);
    if (number === undefined) {
      numbers.set(text, (number = texts.length));
      texts.push(text);
    }
    return number;
  });
  const rankOf = ranksOfDifferent(texts, lang);
  return numberOf.map((number) => rankOf[number]!);
}

/** Rows in the order of their ranks, empty ones last; equal ones stay in the order they have. */
export function orderBy(rows: Uint32Array, ranks: Uint32Array, isDescending: boolean): Uint32Array {
  const filled = rows.filter((row) => ranks[row] !== EMPTY);
  const empty = rows.filter((row) => ranks[row] === EMPTY);
  let keys = ranks;
  if (isDescending) {
    keys = new Uint32Array(ranks.length);
    for (const row of filled) keys[row] = EMPTY - 1 - ranks[row]!;
  }
  const order = new Uint32Array(rows.length);
  order.set(sortedBy(filled, keys));
  order.set(empty, filled.length);
  return order;
}

/** Rows by 32-bit keys, stable: the lower half of the key first, then the upper. */
function sortedBy(rows: Uint32Array, keys: Uint32Array): Uint32Array {
  let from = rows;
  for (let shift = 0; shift < 32; shift += DIGIT) {
    const starts = new Uint32Array(BUCKETS + 1);
    for (const row of from) starts[((keys[row]! >>> shift) & (BUCKETS - 1)) + 1]!++;
    // All in one bucket: nothing to do.
    if (starts.includes(from.length) && from.length > 0) continue;
    for (let bucket = 1; bucket <= BUCKETS; bucket++) starts[bucket]! += starts[bucket - 1]!;
    const to = new Uint32Array(from.length);
    for (const row of from) to[starts[(keys[row]! >>> shift) & (BUCKETS - 1)]!++] = row;
    from = to;
  }
  return from;
}

/** Of texts that are alike in so many characters the collator is asked. */
const LONGEST_KEY = 100;
/** What stands where a text ends: before everything else. */
const END = 0;
const HAN = /\p{Script=Han}/u;
const ZERO = 48;
const NINE = 57;

/** So many texts the browser's own collator sorts in a moment. It knows words read otherwise than their characters (重庆). */
const FEW_TEXTS = 2000;

/** The rank of each of some texts, of which few are equal. */
function ranksOfDifferent(texts: readonly string[], lang: string): Uint32Array {
  if (texts.length <= FEW_TEXTS) {
    const collator = collatorFor(texts.some((text) => HAN.test(text)), lang, "variant");
    return placesIn(texts, Uint32Array.from(texts.keys()).sort((a, b) => compared(collator, texts[a]!, texts[b]!)));
  }
  const units = unitRanks(texts, lang);
  const starts = new Uint32Array(texts.length);
  const keys = keysOf(texts, units, starts);
  const order = Uint32Array.from(texts.keys());
  const collator = collatorFor(units.hasHan, lang, "variant");
  quicksort(order, 0, order.length, 0, (text, depth) => keys[starts[text]! + depth]!, (a, b) =>
    compared(collator, texts[a]!, texts[b]!));
  return placesIn(texts, order);
}

/** Texts the collator takes for equal are in the order of their characters. */
function compared(collator: Intl.Collator, one: string, other: string): number {
  return collator.compare(one, other) || (one < other ? -1 : one > other ? 1 : 0);
}

/** Where each stands in an order; equal ones share a place. */
function placesIn(texts: readonly string[], order: Uint32Array): Uint32Array {
  const places = new Uint32Array(order.length);
  let place = -1;
  let before: string | null = null;
  for (const one of order) {
    if (texts[one] !== before) place++;
    places[one] = place;
    before = texts[one]!;
  }
  return places;
}

interface UnitRanks {
  /** By UTF-16 unit: its place among all that occur; those that differ by case or accents only share it. */
  readonly of: Uint16Array;
  readonly hasHan: boolean;
}

/**
 * The collator is asked about single characters only, a few thousand at most; comparing whole texts by it
 * takes a second for 100 000 of them.
 */
function unitRanks(texts: readonly string[], lang: string): UnitRanks {
  const isSeen = new Uint8Array(0x10000);
  isSeen[ZERO] = 1; // a run of digits stands where it does
  for (const text of texts) {
    for (let at = 0; at < text.length; at++) isSeen[text.charCodeAt(at)] = 1;
  }
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
  return { of, hasHan };
}

function collatorFor(hasHan: boolean, lang: string, sensitivity: "base" | "variant"): Intl.Collator {
  return new Intl.Collator(hasHan ? "zh-u-co-pinyin" : lang, { sensitivity, numeric: true });
}

/** Keys of the texts one after the other: ranks of their characters, a run of digits led by its length. */
function keysOf(texts: readonly string[], { of }: UnitRanks, starts: Uint32Array): Uint16Array {
  let length = 0;
  for (const text of texts) length += Math.min(text.length, LONGEST_KEY) + 1;
  // A run of one digit becomes three numbers.
  const keys = new Uint16Array(3 * length);
  let at = 0;
  texts.forEach((text, index) => {
    starts[index] = at;
    for (let from = 0; from < Math.min(text.length, LONGEST_KEY); ) {
      const unit = text.charCodeAt(from);
      if (unit < ZERO || unit > NINE) {
        keys[at++] = of[unit]!;
        from++;
        continue;
      }
      let end = from + 1;
      while (end < LONGEST_KEY && isDigit(text, end)) end++;
      while (from < end - 1 && text.charCodeAt(from) === ZERO) from++;
      keys[at++] = of[ZERO]!;
      keys[at++] = end - from;
      while (from < end) keys[at++] = text.charCodeAt(from++);
    }
    keys[at++] = END;
  });
  return keys;
}

function isDigit(text: string, at: number): boolean {
  const unit = text.charCodeAt(at); // NaN beyond the end
  return unit >= ZERO && unit <= NINE;
}

/** Sort texts [low, high) that are alike up to a depth (Bentley and Sedgewick's quicksort of three parts). */
function quicksort(
  order: Uint32Array, low: number, high: number, depth: number,
  keyOf: (text: number, depth: number) => number, tie: (a: number, b: number) => number,
): void {
  while (high - low > 1) {
    const pivot = keyOf(order[(low + high) >> 1]!, depth);
    let [below, at, above] = [low, low, high];
    while (at < above) {
      const text = order[at]!;
      const key = keyOf(text, depth);
      if (key < pivot) {
        order[at++] = order[below]!;
        order[below++] = text;
      } else if (key > pivot) {
        order[at] = order[--above]!;
        order[above] = text;
      } else {
        at++;
      }
    }
    quicksort(order, low, below, depth, keyOf, tie);
    quicksort(order, above, high, depth, keyOf, tie);
    if (pivot === END) {
      order.subarray(below, above).sort(tie);
      return;
    }
    [low, high, depth] = [below, above, depth + 1];
  }
}
