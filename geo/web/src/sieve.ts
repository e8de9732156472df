/** Which sites pass the filters, whatever is searched for. */

import { fieldsOf } from "./data/fields.ts";
import { yearAsked } from "./data/fieldtype.ts";
import { type Filter, filterOf, type Where } from "./data/fieldfilters.ts";
import { Recent } from "./data/recent.ts";
import type { Sites } from "./data/sites.ts";
import { lookOf } from "./look.ts";
import type { State } from "./store.ts";

/** Masks of filters kept: one handle is dragged while the others stand. */
const MASKS_KEPT = 16;

/** The sites that pass all filters of a state: 1 for each. */
export function passingFilters(sites: Sites, state: State): Uint8Array {
  const isPicked = pickedCategories(sites, state.categories);
  const sieve = sieveOf(sites, state);
  return Uint8Array.from(sites.category, (category, row) => ((sieve && !sieve[row]) || (isPicked && !isPicked[category]) ? 0 : 1));
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
export function sieveOf(sites: Sites, state: State): Uint8Array | null {
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
  const its = yearAsked(field, year);
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
export function pickedCategories(sites: Sites, ids: readonly string[]): readonly boolean[] | null {
  if (ids.length === 0) return null;
  const isPicked = sites.head.categories.map(({ id }) => ids.includes(id));
  return isPicked.includes(true) ? isPicked : null;
}
