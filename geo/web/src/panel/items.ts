/** What stands in the list, in order: headings and sites. */

import { Kind, type Sites } from "../data/sites.ts";
import type { Result } from "../store.ts";

/** Heading of the sites nobody has located. */
export const NOT_LOCATED = -1;

export interface Heading {
  /** Index among the items. */
  readonly at: number;
  /** Category index, or `NOT_LOCATED`. */
  readonly category: number;
  readonly count: number;
}

/**
 * Headings and sites. `rows[i]` is the site of item i, or −1 for a heading, which `headings` then
 * describes.
 */
export interface Items {
  readonly rows: Int32Array;
  readonly headings: readonly Heading[];
  /** How many of the items are sites. */
  readonly count: number;
}

/**
 * While something is searched for the best match stands first, and what is sorted stands as it is sorted;
 * otherwise sites stand by category, and those not located in a group of their own at the end.
 */
export function listItems(sites: Sites, { rows }: Pick<Result, "rows">, isPlain: boolean): Items {
  if (isPlain) return { rows: Int32Array.from(rows), headings: [], count: rows.length };
  const last = sites.head.categories.length;
  const { kind, category } = sites;
  const counts = new Uint32Array(last + 1);
  const groups = new Uint16Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const group = kind[rows[i]!] === Kind.none ? last : category[rows[i]!]!;
    groups[i] = group;
    counts[group]!++;
  }

  const headings: Heading[] = [];
  const next = new Uint32Array(last + 1);
  let at = 0;
  counts.forEach((count, group) => {
    if (count === 0) return;
    headings.push({ at, category: group === last ? NOT_LOCATED : group, count });
    next[group] = at + 1;
    at += count + 1;
  });
  const items = new Int32Array(at).fill(-1);
  for (let i = 0; i < rows.length; i++) items[next[groups[i]!]!++] = rows[i]!;
  return { rows: items, headings, count: rows.length };
}

/** How many headings stand before an item. */
export function headingsBefore(headings: readonly Heading[], item: number): number {
  let [low, high] = [0, headings.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((headings[middle]?.at ?? 0) < item) low = middle + 1;
    else high = middle;
  }
  return low;
}
