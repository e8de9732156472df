/** What a topic makes of the state, and back. */

import { type Lookout, PLAIN, type Where } from "./contract/mapstate.ts";
import { limitsOf } from "./data/breaks.ts";
import { filterOf, parseWhere, unescape } from "./data/fieldfilters.ts";
import { type Field, fieldsOf } from "./data/fields.ts";
import { isGroupable } from "./data/groupby.ts";
import type { Head, Topic } from "./data/head.ts";
import { periodIn } from "./data/periods.ts";
import type { Sites } from "./data/sites.ts";
import { MOST_COMPARED, type State } from "./store.ts";

export { type Lookout, PLAIN } from "./contract/mapstate.ts";

/** The state of a topic; what it does not name is as if nothing were asked for. */
export function lookout(topic: Topic | undefined): Lookout {
  if (!topic) return PLAIN;
  return {
    ...PLAIN,
    topic: topic.id,
    color: topic.color ?? null,
    size: topic.size ?? null,
    year: topic.year === undefined ? null : periodIn(topic.year),
    ...splitCategories({ where: parseWhere(topic.where ?? "") }),
  };
}

/** The topic of an id; undefined where the map has none of that id. */
export function topicById({ topics = [] }: Head, id: string | null): Topic | undefined {
  return topics.find((topic) => topic.id === id);
}

/** Take the filter of the categories, which the state keeps by itself, from among those by field. */
export function splitCategories<T extends Partial<State>>(patch: T): T {
  const own = patch.where?.find(([field]) => field === "category");
  if (!own) return patch;
  const categories = own[1].split("|").filter((id) => id !== "").map(unescape);
  return { ...patch, where: patch.where?.filter((entry) => entry !== own), categories };
}

/**
 * The state without what names nothing of a map whose sites are complete, or makes no sense for it. Fields, which take
 * longer to find than all else here, are found where a state names any.
 */
export function sound(sites: Sites, state: State): Partial<State> {
  const { color, size, year } = state;
  const asked = topicById(sites.head, state.topic);
  const [colours, sizes] = [color, size].map((id) => (id === null ? undefined : fieldsOf(sites).find(id)));
  const years = year === null ? [] : [colours, sizes, ...fieldsOf(sites).all].flatMap((field) => field?.years ?? []);
  return {
    site: state.site !== null && sites.rowOf(state.site) < 0 ? null : state.site,
    color: color !== null && (color === "category" || !(isColour(sites, color) || color === asked?.color)) ? null : color,
    size: size !== null && sizes?.type !== "number" ? null : size,
    year: year !== null && !years.includes(year) ? null : year,
    ...soundClassing(state, colours, asked),
    where: soundWhere(sites, state.where),
    compare: state.compare.filter((id) => sites.rowOf(id) >= 0).slice(0, MOST_COMPARED),
  };
}

/** Limits set by hand make classes by hand; without any that make sense for the field there are none such. */
function soundClassing(state: State, field: Field | undefined, topic: Topic | undefined): Pick<State, "scheme" | "breaks"> {
  const limits = field ? limitsOf(field, state.breaks) : null;
  const hasOwn = limits !== null && limits.length > 0;
  const hasTopics = topic?.breaks !== undefined && topic.color === state.color;
  const wanted = state.scheme ?? (hasOwn ? "manual" : null);
  const scheme = wanted === "manual" && !hasOwn && !hasTopics ? null : wanted;
  return { scheme, breaks: scheme === "manual" && hasOwn ? state.breaks : [] };
}

/** What changes where another field is to colour the map: limits and hidden classes were those of the one before. */
export function colouredBy(state: State, color: string | null): Pick<State, "color" | "hidden" | "breaks" | "scheme"> {
  return { color, hidden: [], breaks: [], scheme: state.scheme === "manual" ? null : state.scheme };
}

/** Whether a field can colour the map. */
export function isColour(sites: Sites, id: string): boolean {
  const field = fieldsOf(sites).find(id);
  return field !== undefined && isGroupable(field);
}

/** The filters a map can obey. */
export function soundWhere(sites: Sites, where: Where): Where {
  return where.filter(([id, spec]) => {
    const field = fieldsOf(sites).find(id);
    return field !== undefined && filterOf(field, spec) !== null;
  });
}
