/**
 * Numbers as bars of a histogram, and where a handle stands for a value. Where a few values are a hundred times
 * the others the scale is bent, so that both ends can be told apart; zero and values below it are not lost by it.
 */

/** Bars at most. */
export const MOST_BARS = 30;
/** The middle half takes less than this share of the whole width: the scale is bent. */
const CROWDED = 0.04;

export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly isBent: boolean;
  /** Where a value stands, 0 to 1. */
  share(value: number): number;
  /** The value at a share, rounded to what the eye can tell. */
  value(share: number): number;
}

/** The scale of some numbers; null where fewer than two differ. */
export function scaleOf(numbers: ArrayLike<number>): Scale | null {
  const finite = Float64Array.from(numbers).filter(Number.isFinite).sort();
  const [low, high] = [finite[0], finite[finite.length - 1]];
  if (low === undefined || high === undefined || low === high) return null;
  const quarter = (share: number): number => finite[Math.round(share * (finite.length - 1))]!;
  // By halves, for the difference of 1e308 and −1e308 is no number.
  const isBent = quarter(0.75) / 2 - quarter(0.25) / 2 < CROWDED * (high / 2 - low / 2);
  if (!isBent) return straight(low, high);
  const sizes = [0.25, 0.5, 0.75].map((at) => Math.abs(quarter(at))).filter((size) => size > 0);
  return bent(low, high, sizes.length > 0 ? Math.min(...sizes) / 4 : 0);
}

function straight(low: number, high: number): Scale {
  const width = high / 2 - low / 2;
  return {
    low, high, isBent: false,
    share: (value) => within((value / 2 - low / 2) / width),
    value: (share) => (share <= 0 ? low : share >= 1 ? high : rounded(low * (1 - share) + high * share, width / 100)),
  };
}

/** @param unit about where the scale begins to bend */
function bent(low: number, high: number, unit: number): Scale {
  const size = unit > 0 ? unit : Math.max(Math.abs(low), Math.abs(high)) / 1000;
  const [from, to] = [Math.asinh(low / size), Math.asinh(high / size)];
  return {
    low, high, isBent: true,
    share: (value) => within((Math.asinh(value / size) - from) / (to - from)),
    value: (share) => {
      if (share <= 0) return low;
      if (share >= 1) return high;
      const value = Math.sinh(from + share * (to - from)) * size;
      return rounded(value, Math.max(Math.abs(value), size) / 100);
    },
  };
}

function within(share: number): number {
  return Number.isNaN(share) ? 0 : Math.max(0, Math.min(1, share));
}

/** A value to whole multiples of the power of ten below a step. */
function rounded(value: number, step: number): number {
  const power = Math.floor(Math.log10(step));
  if (!Number.isFinite(power)) return value;
  return power < 0 && power >= -15 ? Number(value.toFixed(-power)) : Math.round(value / 10 ** power) * 10 ** power;
}

/** Where no bar counts a value. */
export const NO_BAR = 255;

/** Which bar each number is counted in. */
export interface Bars {
  readonly count: number;
  readonly of: Uint8Array;
}

/** Whole numbers of a short range have a bar each; what is no number has none, what has no end the last. */
export function barsOf(numbers: ArrayLike<number>, scale: Scale): Bars {
  const isWhole = !scale.isBent && scale.high - scale.low < MOST_BARS && Number.isInteger(scale.low) && allWhole(numbers);
  const count = isWhole ? scale.high - scale.low + 1 : MOST_BARS;
  const of = new Uint8Array(numbers.length).fill(NO_BAR);
  for (let row = 0; row < numbers.length; row++) {
    const value = numbers[row]!;
    if (Number.isNaN(value)) continue;
    of[row] = isWhole ? value - scale.low : Math.min(count - 1, Math.floor(scale.share(value) * count));
  }
  return { count, of };
}

function allWhole(numbers: ArrayLike<number>): boolean {
  for (let row = 0; row < numbers.length; row++) {
    if (!Number.isNaN(numbers[row]!) && !Number.isInteger(numbers[row]!)) return false;
  }
  return true;
}

/** How many rows of a mask each bar has; the last of the counts is of those without a number. */
export function countBars({ count, of }: Bars, mask: Uint8Array): Uint32Array {
  const counts = new Uint32Array(count + 1);
  for (let row = 0; row < of.length; row++) {
    if (mask[row]) counts[of[row] === NO_BAR ? count : of[row]!]!++;
  }
  return counts;
}
