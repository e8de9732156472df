/** Which sites pass the search text and the filters. */

import type { Sites } from "./data/sites.ts";
import { signsOf } from "./look.ts";
import { Rank, textIndex } from "./search/textindex.ts";
import { pickedCategories, sieveOf } from "./sieve.ts";
import type { Result, State } from "./store.ts";

export { filtersOf } from "./sieve.ts";

/** The finder the store is given. Names and attributes are indexed once they have arrived, or are first looked for. */
export function makeFinder(sites: Sites): (state: State) => Result {
  signsOf(sites); // from here on it knows when the sites are complete
  return (state) => {
    const { q, categories } = state;
    const ranks = q.trim() === "" ? null : textIndex(sites).rank(q);
    const isPicked = pickedCategories(sites, categories);
    const sieve = sieveOf(sites, state);
    const { count, category: categoryOf } = sites;
    const visible = new Uint8Array(count);
    const counts = new Uint32Array(sites.head.categories.length);
    let passing = 0;
    for (let row = 0; row < count; row++) {
      if (ranks && ranks[row] === Rank.none) continue;
      if (sieve && !sieve[row]) continue;
      const category = categoryOf[row]!;
      counts[category]!++;
      if (isPicked && !isPicked[category]) continue;
      visible[row] = 1;
      passing++;
    }
    return { visible, rows: ranked(visible, passing, ranks), counts };
  };
}

/** What passes everything but the filter of one field: what its own choices and histogram count. */
export function passingWithout(sites: Sites, state: State, field: string): Uint8Array {
  const { q } = state;
  const mask = new Uint8Array(sites.count).fill(1);
  const ranks = q.trim() === "" ? null : textIndex(sites).rank(q);
  const isPicked = field === "category" ? null : pickedCategories(sites, state.categories);
  const where = state.where.filter(([id]) => id !== field);
  const hidden = field === state.color ? [] : state.hidden;
  const sieve = sieveOf(sites, { ...state, where, hidden });
  for (let row = 0; row < mask.length; row++) {
    if ((ranks && ranks[row] === Rank.none) || (sieve && !sieve[row]) || (isPicked && !isPicked[sites.category[row]!])) mask[row] = 0;
  }
  return mask;
}

/** The visible rows, best rank first, in the layer's order within a rank. */
function ranked(visible: Uint8Array, passing: number, ranks: Uint8Array | null): Uint32Array {
  const rows = new Uint32Array(passing);
  const next = new Uint32Array(Rank.other + 2);
  if (ranks) {
    for (let row = 0; row < visible.length; row++) {
      if (visible[row]) next[ranks[row]! + 1]!++;
    }
    for (let rank = 1; rank < next.length; rank++) next[rank]! += next[rank - 1]!;
  }
  for (let row = 0; row < visible.length; row++) {
    if (visible[row]) rows[next[ranks ? ranks[row]! : 0]!++] = row;
  }
  return rows;
}
