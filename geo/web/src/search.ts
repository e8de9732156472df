/** Which sites pass the search text and the category filter. */

import type { Sites } from "./data/sites.ts";
import { Rank, textIndex } from "./search/textindex.ts";
import type { Result, State } from "./store.ts";

/** The finder the store is given. Names and attributes are indexed once they have arrived. */
export function makeFinder(sites: Sites): (state: State) => Result {
  const index = textIndex(sites);
  return ({ q, categories }) => {
    const ranks = q.trim() === "" ? null : index.rank(q);
    const isPicked = pickedCategories(sites, categories);
    const { count, category: categoryOf } = sites;
    const visible = new Uint8Array(count);
    const counts = new Uint32Array(sites.head.categories.length);
    let passing = 0;
    for (let row = 0; row < count; row++) {
      if (ranks && ranks[row] === Rank.none) continue;
      const category = categoryOf[row]!;
      counts[category]!++;
      if (isPicked && !isPicked[category]) continue;
      visible[row] = 1;
      passing++;
    }
    return { visible, rows: ranked(visible, passing, ranks), counts };
  };
}

/** By category index whether it is picked; null where all are, or none that exists. */
function pickedCategories(sites: Sites, ids: readonly string[]): readonly boolean[] | null {
  if (ids.length === 0) return null;
  const isPicked = sites.head.categories.map(({ id }) => ids.includes(id));
  return isPicked.includes(true) ? isPicked : null;
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
