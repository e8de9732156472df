/**
 * What colours say: a field's values or classes, each with a colour and a name. The categories of a map
 * are the first such grouping, and the only one whose groups have signs of their own. Map, legend and
 * list read this and nothing else.
 */

import { inLanguage } from "../words/language.ts";
import type { Classes, Scheme } from "./classes.ts";
import type { Field } from "./fieldtype.ts";
import type { Colours } from "./ramps.ts";
import type { TopicKey } from "./head.ts";
import type { Sites } from "./sites.ts";

export interface Group extends Colours {
  readonly id: string;
  /** Name of its sign; absent: a plain disc. */
  readonly symbol?: string;
  label(lang: string): string;
}

export interface Grouping {
  /** Differs where anything does that is drawn. */
  readonly key: string;
  /** Undefined for the categories of the map. */
  readonly field: Field | undefined;
  readonly year: number | undefined;
  readonly groups: readonly Group[];
  /** Index into the groups by site. */
  readonly of: Uint16Array;
  /** Index of the group of those without a value, or −1. */
  readonly none: number;
  /** How many sites are in each, of all there are. */
  readonly counts: Uint32Array;
  /** Limits, where the groups are classes of numbers. */
  readonly classes: Classes | null;
  /** What the key writes in place of its own words. */
  readonly wording: TopicKey;
}

/** How a field is to be grouped; what is absent is chosen to suit the data. */
export interface Style {
  readonly year?: number | undefined;
  readonly scheme?: Scheme | undefined;
  readonly classes?: number | undefined;
  readonly breaks?: readonly number[] | undefined;
  readonly palette?: string | readonly string[] | undefined;
  /** The sorts that are told apart, in order. */
  readonly order?: readonly string[] | undefined;
  /** Least and greatest number that still make a difference. */
  readonly least?: number | undefined;
  readonly most?: number | undefined;
  readonly key?: TopicKey | undefined;
}

/** Id of the group of those without a value. */
export const NONE = "";

/** The categories of a map: at hand before anything else is. */
export function categoryGrouping(sites: Sites): Grouping {
  const { categories } = sites.head;
  const counts = new Uint32Array(categories.length);
  for (const its of sites.category) counts[its]!++;
  const groups = categories.map(({ id, label, color, symbol }): Group => ({
    id, light: color, dark: color, symbol, label: (lang) => inLanguage(label, lang),
  }));
  return { key: "category", field: undefined, year: undefined, groups, of: sites.category, none: -1, counts, classes: null, wording: {} };
}
