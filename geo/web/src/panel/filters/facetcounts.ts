/** Values of a field as numbers of choices, so that they are counted at each step of a handle. */

import type { Field } from "../../data/fields.ts";
import type { Value } from "../../data/sites.ts";

export interface Choices {
  /** What the values are, as filters name them. */
  readonly values: readonly string[];
  /** How many sites have each, whatever is filtered; the last counts those without. */
  readonly totals: Uint32Array;
  /** The same of the sites of a mask. */
  count(mask: Uint8Array): Uint32Array;
}

/** @param count how many sites there are */
export function choicesOf(field: Field, count: number, year?: number): Choices {
  const numbers = new Map<string, number>();
  const values: string[] = [];
  const numberOf = (value: Value): number => {
    const text = String(value);
    let number = numbers.get(text);
    if (number === undefined) {
      numbers.set(text, (number = values.length));
      values.push(text);
    }
    return number;
  };
  // Where the choices of each site begin: a site may have several, each counted once.
  const starts = new Uint32Array(count + 1);
  const chosen: number[] = [];
  for (let row = 0; row < count; row++) {
    const all = year === undefined ? field.all(row) : [field.get(row, year)].filter((value) => value !== null);
    if (all.length === 1) chosen.push(numberOf(all[0]!));
    else for (const number of new Set(all.map((value) => numberOf(value)))) chosen.push(number);
    starts[row + 1] = chosen.length;
  }
  const flat = Uint32Array.from(chosen);
  const tally = (mask: Uint8Array | null): Uint32Array => {
    const counts = new Uint32Array(values.length + 1);
    for (let row = 0; row < count; row++) {
      if (mask && !mask[row]) continue;
      const [from, to] = [starts[row]!, starts[row + 1]!];
      if (from === to) counts[values.length]!++;
      for (let at = from; at < to; at++) counts[flat[at]!]!++;
    }
    return counts;
  };
  return { values, totals: tally(null), count: tally };
}
