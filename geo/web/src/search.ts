/** Which sites pass the search text and the filters. */

import { fieldsOf } from "./data/fields.ts";
import { type Filter, filterOf, type Where } from "./data/fieldfilters.ts";
import { Recent } from "./data/recent.ts";
import type { Sites } from "./data/sites.ts";
import { lookOf, signsOf } from "./look.ts";
import { Rank, textIndex } from "./search/textindex.ts";
import type { Result, State } from "./store.ts";

/** Masks of filters kept: one handle is dragged while the others stand. */
const MASKS_KEPT = 16;

/** The finder the store is given. Names and attributes are indexed once they have arrived. */
export function makeFinder(sites: Sites): (state: State) => Result {
  const index = textIndex(sites);
  signsOf(sites); // from here on it knows when the sites are complete
  return (state) => {
    const { q, categories } = state;
    const ranks = q.trim() === "" ? null : index.rank(q);
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

/** The filters of a state that name a field of the map and make sense for it. */
export function filtersOf(sites: Sites, where: Where): readonly { readonly id: string; readonly filter: Filter }[] {
  const fields = fieldsOf(sites);
  return where.flatMap(([id, spec]) => {
    const field = fields.find(id);
    const filter = field ? filterOf(field, spec) : null;
    return filter ? [{ id, filter }] : [];
  });
}

const known = new WeakMap<Sites, { isComplete: boolean; readonly masks: Recent<string, Uint8Array> }>();

/** What passes filters by field and hidden groups; null where there are none, or no values yet. */
function sieveOf(sites: Sites, state: State): Uint8Array | null {
  const its = known.get(sites) ?? { isComplete: false, masks: new Recent<string, Uint8Array>(MASKS_KEPT) };
  if (!known.has(sites)) {
    known.set(sites, its);
    void sites.complete.then(() => (its.isComplete = true), () => undefined);
  }
  if (!its.isComplete || (state.where.length === 0 && state.hidden.length === 0)) return null;
  const masks = filtersOf(sites, state.where).map(({ id, filter }) => maskOf(sites, its.masks, id, filter, state.year));
  if (state.hidden.length > 0) masks.push(unhidden(sites, state));
  const [first, ...others] = masks;
  if (!first) return null;
  const sieve = first.slice();
  for (const mask of others) for (let row = 0; row < sieve.length; row++) sieve[row]! &= mask[row]!;
  return sieve;
}

function maskOf(sites: Sites, masks: Recent<string, Uint8Array>, id: string, filter: Filter, year: number | null): Uint8Array {
  const field = fieldsOf(sites).find(id)!;
  const its = field.years.length > 0 ? (year ?? undefined) : undefined;
  const key = JSON.stringify([id, filter.kind, filter.spec, its]);
  return masks.get(key, () => filter.mask(sites, field, its));
}

/** Sites whose group the reader has not hidden. */
function unhidden(sites: Sites, state: State): Uint8Array {
  const { groups, of } = lookOf(sites, state).grouping;
  const isShown = groups.map(({ id }) => (state.hidden.includes(id) ? 0 : 1));
  return Uint8Array.from(of, (group) => isShown[group]!);
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
