/**
 * Classes of numbers: upper limits, each of which belongs to its own class, as mapclassify has them.
 * `geo/page/classes.py` is its twin; `tests/fixtures/classes.json` binds them both to mapclassify.
 */

import type { Scheme } from "../contract/mapstate.ts";

export type { Scheme } from "../contract/mapstate.ts";

export interface Classes {
  /** Least of all numbers. */
  readonly least: number;
  /** Upper limit of each class, rising; the last is the greatest of all numbers. */
  readonly uppers: readonly number[];
  /** The same limits in as few digits as part the same numbers, or as they were set by hand; what a legend shows. */
  readonly shown: readonly number[];
  /**
   * Where each class lies among all that its scheme would make, from 0 to 1: one whose numbers lie about the mean, or
   * about nought, has the middle of the colours, whether or not there are numbers in those beside it.
   */
  readonly places: readonly number[];
  /** Where the first begins, and where each ends, as somebody wants it written. */
  readonly written?: readonly string[] | undefined;
}

/** More classes than this no eye tells apart. */
export const MOST_CLASSES = 12;

/**
 * Part numbers into classes; those that are not finite are none. Equal numbers are never parted.
 *
 * @param count how many classes there should be; fewer where there are fewer different numbers
 * @param breaks limits between classes, rising, for `manual`
 */
export function classify(
  numbers: Float64Array, scheme: Scheme, count: number, breaks: readonly number[] = [],
): Classes | null {
  const sorted = numbers.filter(Number.isFinite).sort();
  if (sorted.length === 0) return null;
  const [least, most] = [sorted[0]!, sorted[sorted.length - 1]!];
  const k = Math.max(1, Math.min(MOST_CLASSES, Math.round(count)));
  const all = [...new Set(uppersOf(sorted, scheme, k, breaks))];
  if (!all.some((upper) => upper >= most)) all.push(most);
  const rising = [...all.filter((upper) => upper < most && upper >= least), most];
  const places = rising.map((limit) => all.findIndex((upper) => upper >= limit) / Math.max(1, all.length - 1));
  // Limits somebody set stand as they were set.
  const shown = scheme === "manual" ? rising : rising.map((_, n) => simplest(sorted, rising, n));
  return { least, uppers: rising, shown, places };
}

/** The class of a number: the first whose upper limit it does not pass; −1 where it is none. */
export function classOf(uppers: readonly number[], value: number): number {
  if (!Number.isFinite(value)) return -1;
  for (let at = 0; at < uppers.length; at++) if (value <= uppers[at]!) return at;
  return uppers.length - 1;
}

function uppersOf(sorted: Float64Array, scheme: Scheme, k: number, breaks: readonly number[]): number[] {
  if (scheme === "manual") return [...breaks, Infinity];
  // Steps of equal width, or of deviations, say something of few numbers too.
  const few = scheme === "equal" || scheme === "deviation" ? 1 : k;
  const distinct = distinctOf(sorted, few + 1);
  if (distinct.length <= few) return distinct;
  switch (scheme) {
    case "quantiles": return quantiles(sorted, k);
    case "equal": {
      const [least, most] = [sorted[0]!, sorted[sorted.length - 1]!];
      // Of large numbers that hardly differ a step may be less than what rounding makes of them.
      const slack = Math.min(Math.max(-least, most) * 1e-15, stepOf(least, most, k) / 1000);
      return equal(sorted[0]!, sorted[sorted.length - 1]!, k).map((upper) => reaching(sorted, upper, slack));
    }
    case "geometric": return geometric(sorted, k).map((upper) => reaching(sorted, upper, Math.abs(upper) * 1e-14));
    case "deviation": return deviation(sorted);
    default: return natural(sorted, k);
  }
}

/** Different numbers of a sorted list, up to so many. */
function distinctOf(sorted: Float64Array, most: number): number[] {
  const found: number[] = [];
  for (const value of sorted) {
    if (value !== found[found.length - 1]) found.push(value);
    if (found.length >= most) break;
  }
  return found;
}

/** As many numbers in each; zeros that fill several classes are one, and the others share the rest. */
function quantiles(sorted: Float64Array, k: number): number[] {
  const uppers = [...new Set(Array.from({ length: k }, (_, n) => percentile(sorted, Math.min(100, 100 / k + n * (100 / k)))))];
  const others = sorted.filter((value) => value > 0);
  const isZeroes = uppers.length < k && sorted[0] === 0 && sorted.length - others.length > sorted.length / 3;
  return isZeroes && k > 1 ? [0, ...uppersOf(others, "quantiles", k - 1, [])] : uppers;
}

/** As scipy's `scoreatpercentile`, which mapclassify asks. */
function percentile(sorted: Float64Array, percent: number): number {
  const at = (percent / 100) * (sorted.length - 1);
  const below = Math.floor(at);
  if (at === below) return sorted[below]!;
  return sorted[below]! * (below + 1 - at) + sorted[below + 1]! * (at - below);
}

/** A limit that was worked out, or the number that only rounding keeps beyond it. */
function reaching(sorted: Float64Array, upper: number, slack: number): number {
  return Math.max(upper, sorted[firstAbove(sorted, upper + slack) - 1] ?? upper);
}

/** A k-th of the way; their difference itself may be too large for a number. */
function stepOf(least: number, most: number, k: number): number {
  return Number.isFinite(most - least) ? (most - least) / k : most / k - least / k;
}

function equal(least: number, most: number, k: number): number[] {
  const width = stepOf(least, most, k);
  return Array.from({ length: k }, (_, n) => (n === k - 1 ? most : least + width * (n + 1)));
}

/** Each class reaches as many times farther; zero stands alone, and about it steps are equal. */
function geometric(sorted: Float64Array, k: number): number[] {
  const [least, most] = [sorted[0]!, sorted[sorted.length - 1]!];
  if (least < 0 && most > 0) {
    const reach = Math.max(-least, most);
    return equal(-reach, reach, k);
  }
  if (most <= 0) return geometric(sorted.map((value) => -value).reverse(), k).map((upper) => -upper).reverse();
  const positive = sorted.filter((value) => value > 0);
  const hasZero = positive.length < sorted.length;
  const steps = hasZero ? Math.max(1, k - 1) : k;
  const low = positive[0]!;
  const step = (n: number): number => (n === steps ? most : low ** (1 - n / steps) * most ** (n / steps)); // most / low may be too large for a number
  const uppers = Array.from({ length: steps }, (_, n) => step(n + 1));
  return hasZero ? [0, ...uppers] : uppers;
}

/** By standard deviations from the mean: −2, −1, 1 and 2. */
function deviation(sorted: Float64Array): number[] {
  const scale = Math.max(-sorted[0]!, sorted[sorted.length - 1]!) || 1;
  let sum = 0;
  for (const value of sorted) sum += value / scale;
  const mean = sum / sorted.length;
  let squares = 0;
  for (const value of sorted) squares += (value / scale - mean) ** 2;
  const spread = Math.sqrt(squares / Math.max(1, sorted.length - 1));
  return [...[-2, -1, 1, 2].map((times) => (mean + spread * times) * scale), Infinity];
}

/**
 * Fisher's natural breaks: the classes with the least squares about their means, found exactly.
 * Of equal numbers one stands for all; where a class begins rises with where it ends, which saves
 * looking at most of them.
 */
function natural(sorted: Float64Array, k: number): number[] {
  const all = cumulated(sorted);
  const count = all.values.length;
  const step = Math.ceil(count / MOST_PLACES);
  if (step === 1) return endsOf(all, k).map((end) => all.values[end]!);
  const places = placesAmong(all.values, step);
  const ends = endsOf(thinned(all, places), k).map((end) => places[end]! - 1);
  settle(all, step, ends);
  return ends.map((end) => all.values[end]!);
}

/** The squares of some numbers, side by side, about their mean. */
function squaresOf({ weight, sums, squares }: Cumulated, from: number, to: number): number {
  const sum = sums[to + 1]! - sums[from]!;
  return Math.max(0, squares[to + 1]! - squares[from]! - (sum * sum) / (weight[to + 1]! - weight[from]!));
}

/** Of places that differ by rounding alone the first is taken, as mapclassify does. */
const ALMOST = 1 - 1e-12;

/** Places of the last number of each class. */
function endsOf(all: Cumulated, k: number): number[] {
  const n = all.values.length;
  const cost = (from: number, to: number): number => squaresOf(all, from, to);
  let before = Float64Array.from({ length: n }, (_, to) => cost(0, to));
  const starts: Int32Array[] = [];
  for (let classes = 2; classes <= k; classes++) {
    const best = new Float64Array(n).fill(Infinity);
    const start = new Int32Array(n);
    const fill = (low: number, high: number, first: number, last: number): void => {
      if (low > high) return;
      const middle = (low + high) >> 1;
      const sum = (from: number): number => before[from - 1]! + cost(from, middle);
      let from = Math.max(first, classes - 1);
      for (let at = from; at <= Math.min(last, middle); at++) best[middle] = Math.min(best[middle]!, sum(at));
      while (sum(from) * ALMOST > best[middle]!) from++;
      start[middle] = from;
      fill(low, middle - 1, first, start[middle]!);
      fill(middle + 1, high, start[middle]!, last);
    };
    fill(classes - 1, n - 1, classes - 1, n - 1);
    starts.push(start);
    before = best;
  }
  const ends = [n - 1];
  for (const start of starts.reverse()) ends.unshift(start[ends[0]!]! - 1);
  return ends;
}

/** The power of two next to a size: dividing by it rounds nothing. */
function powerOf(size: number): number {
  return size > 0 ? 2 ** Math.max(-1022, Math.floor(Math.log2(size))) : 1;
}

type Cumulated = Readonly<Record<"values" | "weight" | "sums" | "squares", Float64Array>>;

/** Of more different numbers, classes are found among so many of them, and their limits then brought to the best place. */
const MOST_PLACES = 1000;
/** How often limits are gone over: one that moves changes what is best for those beside it. */
const MOST_ROUNDS = 8;

/** How many numbers come before each place: every so many, and, where they lie far apart, every so far. */
function placesAmong(values: Float64Array, step: number): number[] {
  const [count, least] = [values.length, values[0]!];
  const width = values[count - 1]! / MOST_PLACES - least / MOST_PLACES;
  const places = new Set([count]);
  for (let at = step; at < count; at += step) places.add(at);
  for (let n = 1; n < MOST_PLACES; n++) places.add(firstAbove(values, least + width * n));
  return [...places].sort((a, b) => a - b);
}

/** The same at some places only; what is in the classes stays exact. */
function thinned(all: Cumulated, places: readonly number[]): Cumulated {
  const kept = (column: Float64Array): Float64Array => Float64Array.from([0, ...places], (at) => column[at]!);
  return {
    values: Float64Array.from(places, (at) => all.values[at - 1]!),
    weight: kept(all.weight), sums: kept(all.sums), squares: kept(all.squares),
  };
}

/** Bring each limit to where it is best, in the reach of the numbers left out. */
function settle(all: Cumulated, step: number, ends: number[]): void {
  for (let round = 0, isMoved = true; isMoved && round < MOST_ROUNDS; round++) {
    isMoved = false;
    for (let n = 0; n < ends.length - 1; n++) {
      const [first, old, last] = [(ends[n - 1] ?? -1) + 1, ends[n]!, ends[n + 1]!];
      let best = Infinity;
      for (let end = Math.max(first, old - step); end <= Math.min(last - 1, old + step); end++) {
        const sum = squaresOf(all, first, end) + squaresOf(all, end + 1, last);
        if (sum < best) [best, ends[n]] = [sum, end];
      }
      isMoved ||= ends[n] !== old;
    }
  }
}

/**
 * Different numbers, and by place how many, what sum and what squares come before; about their middle, for exactness,
 * and summed up from there to both sides, so that a tail is lost in no sum but its own.
 */
function cumulated(sorted: Float64Array): Cumulated {
  const scale = powerOf(Math.max(-sorted[0]!, sorted[sorted.length - 1]!));
  // Of a tail a thousand million times as long as all else, the mean lies where squares of the others are lost.
  const middle = sorted[sorted.length >> 1]!;
  const values = sorted.filter((value, at) => value !== sorted[at - 1]);
  const [weight, sums, squares] = [1, 2, 3].map(() => new Float64Array(values.length + 1)) as [Float64Array, Float64Array, Float64Array];
  for (let at = 0, i = 0; i < values.length; i++) {
    while (at < sorted.length && sorted[at] === values[i]) at++;
    weight[i + 1] = at;
  }
  const first = values.indexOf(middle);
  const add = (to: number, from: number, i: number, sign: number): void => {
    const [value, count] = [values[i]! / scale - middle / scale, weight[i + 1]! - weight[i]!];
    sums[to] = sums[from]! + sign * value * count;
    squares[to] = squares[from]! + sign * value * value * count;
  };
  for (let i = first; i < values.length; i++) add(i + 1, i, i, 1);
  for (let i = first - 1; i >= 0; i--) add(i, i + 1, i, -1);
  return { values, weight, sums, squares };
}

/** The number with the fewest digits that parts a sorted list as one of some limits does, and stays apart from the others. */
function simplest(sorted: Float64Array, limits: readonly number[], at: number): number {
  const limit = limits[at]!;
  const next = firstAbove(sorted, limit);
  const [below, above] = [limits[at - 1] ?? -Infinity, limits[at + 1] ?? Infinity];
  if (next >= sorted.length) return limit;
  // Where no number lies between two limits, each keeps to its own half.
  const low = Math.max(sorted[next - 1] ?? limit, below / 2 + limit / 2);
  return fewestDigits(Math.min(low, limit), Math.min(sorted[next]!, above / 2 + limit / 2), limit);
}

/** A number at least `low` and below `high`, in as few digits as there is one; of several the nearest to another. */
export function fewestDigits(low: number, high: number, by = low): number {
  const largest = Math.max(Math.abs(low), Math.abs(high));
  for (let power = Math.floor(Math.log10(largest)) + 1; power > -320; power--) {
    const unit = 10 ** power;
    if (unit === 0) break;
    const found = roundedAt(unit, low, high, by);
    if (found !== null) return nearest(found, low, high, by);
    if (largest / unit > 1e15) break;
  }
  return low;
}

function roundedAt(unit: number, low: number, high: number, by: number): number | null {
  for (const steps of [Math.round(by / unit), Math.ceil(low / unit)]) {
    const rounded = Number((steps * unit).toPrecision(15));
    if (Number.isFinite(rounded) && rounded >= low && rounded < high) return rounded;
  }
  return null;
}

/** The same as it is rounded to no more digits, where that will do. */
function nearest(found: number, low: number, high: number, by: number): number {
  const digits = found === 0 ? 0 : found.toExponential().replace(/e.*|[-.]/g, "").length;
  const size = Math.floor(Math.log10(Math.abs(by))) + 1;
  for (let count = 1; by !== 0 && count <= Math.min(digits, 15); count++) {
    const unit = 10 ** (size - count);
    for (const steps of [Math.round(by / unit), Math.ceil(by / unit), Math.floor(by / unit)]) {
      const rounded = Number((steps * unit).toPrecision(15));
      if (Number.isFinite(rounded) && rounded >= low && rounded < high) return rounded;
    }
  }
  return found;
}

function firstAbove(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
