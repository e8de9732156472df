/** What the map looks like in a state: its grouping and sizing, found once for each that differs. */

import { limitsOf } from "./data/breaks.ts";
import { type Field, fieldsOf } from "./data/fields.ts";
import { groupBy, isGroupable } from "./data/groupby.ts";
import { categoryGrouping, type Grouping, type Style } from "./data/grouping.ts";
import type { Topic } from "./data/head.ts";
import { periodText } from "./data/periods.ts";
import { Recent } from "./data/recent.ts";
import type { Sites } from "./data/sites.ts";
import { sizeBy, type Sizing } from "./data/sizing.ts";
import type { State } from "./store.ts";
import { inLanguage } from "./words/language.ts";
import { pageWord } from "./words/pagewords.ts";

export interface Look {
  readonly grouping: Grouping;
  readonly sizing: Sizing | null;
}

interface Known {
  readonly categories: Look;
  isComplete: boolean;
  readonly groupings: Recent<string, Grouping>;
  readonly sizings: Recent<string, Sizing | null>;
  readonly looks: Recent<string, Look>;
}

/** Windows no wider have a map so small that circles of the usual size would cover it; their largest radius in pixels. */
const NARROW = 760;
const NARROW_RADIUS = 20;

/** Looks kept, of which some share a grouping: a slider goes to and fro over the years. */
const KEPT = 16;
const known = new WeakMap<Sites, Known>();

/** The topic of a state, where the map has it. */
export function topicOf(sites: Sites, { topic }: Pick<State, "topic">): Topic | undefined {
  return topic === null ? undefined : sites.head.topics?.find(({ id }) => id === topic);
}

/** How the colouring field of a state is to be grouped. */
export function styleOf(sites: Sites, state: State): Style {
  const topic = topicOf(sites, state);
  const own = topic && topic.color === state.color ? topic : undefined;
  const isAsked = state.scheme !== null || state.classes !== null;
  return {
    key: isAsked ? undefined : own?.key,
    year: state.year ?? undefined,
    scheme: state.scheme ?? own?.scheme,
    classes: state.classes ?? own?.classes,
    breaks: ownBreaks(sites, state) ?? own?.breaks,
    palette: state.palette ?? own?.palette,
    order: own?.order,
    least: own?.least,
    most: own?.most,
  };
}

/** Limits the reader has set for the colouring field. */
function ownBreaks(sites: Sites, { color, breaks }: State): readonly number[] | null {
  const field = color === null || breaks.length === 0 ? undefined : fieldsOf(sites).find(color);
  return field ? limitsOf(field, breaks) : null;
}

/** Until the sites are complete, and where nothing else is asked for, that of the categories. */
export function lookOf(sites: Sites, state: State): Look {
  const its = knownOf(sites);
  if (!its.isComplete || (state.color === null && state.size === null)) return its.categories;
  const style = styleOf(sites, state);
  const largest = globalThis.innerWidth <= NARROW ? NARROW_RADIUS : undefined; // paper has no window
  const key = JSON.stringify([state.color, state.size, style, largest]);
  return its.looks.get(key, () => ({
    grouping: groupingOf(sites, its, state.color, style),
    sizing: state.size === null ? null : its.sizings.get(`${state.size} ${style.year} ${largest}`, () => {
      const field = fieldsOf(sites).find(state.size!);
      return field ? sizeBy(field, style.year, largest) : null;
    }),
  }));
}

/** Whether circles in the areas say what the colours do: the areas are their ground then, and not filled. */
export function isInCircles({ grouping, sizing }: Look): boolean {
  return sizing !== null && grouping.field === sizing.field;
}

/** What a field says of a site in words: the value with its unit, and the year of those that have several. */
export function valueWords(field: Field, row: number, year: number | undefined, lang: string): string {
  const value = field.get(row, year);
  if (value === null) return pageWord("noValue", lang);
  const text = field.written(row, lang, year);
  const unit = inLanguage(field.unit, lang);
  const its = field.years.length > 0 && year !== undefined ? ` (${periodText(year, lang)})` : "";
  return `${text}${unit ? (unit === "%" ? unit : ` ${unit}`) : ""}${its}`;
}

/** The grouping whose groups have signs: what a site is, whatever the colours say. */
export function signsOf(sites: Sites): Grouping {
  return knownOf(sites).categories.grouping;
}

function groupingOf(sites: Sites, its: Known, color: string | null, style: Style): Grouping {
  const field = color === null || color === "category" ? undefined : fieldsOf(sites).find(color);
  if (!field || !(isGroupable(field) || style.scheme === "categories")) return its.categories.grouping;
  return its.groupings.get(JSON.stringify([field.id, style]), () => groupBy(sites, field, style));
}

function knownOf(sites: Sites): Known {
  let its = known.get(sites);
  if (!its) {
    its = {
      categories: { grouping: categoryGrouping(sites), sizing: null },
      isComplete: false, groupings: new Recent(KEPT), sizings: new Recent(KEPT), looks: new Recent(KEPT),
    };
    known.set(sites, its);
    const found = its;
    void sites.complete.then(() => (found.isComplete = true), () => undefined);
  }
  return its;
}

