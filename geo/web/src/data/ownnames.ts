/** Which sites have a name of their own, and which are only called by what they are, or by an id that was made. */
import type { Sites } from "./sites.ts";

const MADE = /^(?:site-\d+|(?:node|way|relation)\/\d+)$/;

/** How many sites each category has: one alone may well be called as its category is. */
const counts = new WeakMap<Sites, Uint32Array>();

function countsOf(sites: Sites): Uint32Array {
  const known = counts.get(sites);
  if (known) return known;
  const found = new Uint32Array(sites.head.categories.length + 1);
  for (const category of sites.category) found[category] = (found[category] ?? 0) + 1;
  counts.set(sites, found);
  return found;
}

/** Whether a site's name tells it from others: “playground” beside each of 250 playgrounds does not. */
export function hasOwnName(sites: Sites, row: number, lang: string): boolean {
  const name = sites.name(row, lang);
  if (MADE.test(name)) return false;
  const category = sites.category[row] ?? 0;
  if ((countsOf(sites)[category] ?? 0) < 2) return true;
  const { id, label } = sites.head.categories[category] ?? {};
  return name !== id && !Object.values(label ?? {}).includes(name);
}

const SAMPLED = 200;
/** A language is the second one of a map whose sites have names in it: then each name is shown in both. */
const seconds = new WeakMap<Sites, Map<string, string>>();

/**
 * The language whose names stand below those in `lang`; `lang` itself where the sites have none in another. Before
 * names can be read it is the map's next one.
 */
export function secondLanguage(sites: Sites, lang: string, isReadable: boolean): string {
  if (!isReadable) return sites.head.languages.find((language) => language !== lang) ?? lang;
  const known = seconds.get(sites) ?? new Map<string, string>();
  seconds.set(sites, known);
  const found = known.get(lang) ?? findSecond(sites, lang);
  known.set(lang, found);
  return found;
}

function findSecond(sites: Sites, lang: string): string {
  const rows = Array.from({ length: Math.min(sites.count, SAMPLED) }, (_, row) => row);
  const others = sites.head.languages.filter((language) => language !== lang);
  return others.find((other) => rows.some((row) => sites.name(row, other) !== sites.name(row, lang))) ?? lang;
}
