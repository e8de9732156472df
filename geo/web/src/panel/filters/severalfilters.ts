/** What holds of one field, where it may have several filters: what its form shows, and what holds beside that. */

import { Choice, type Filter, filterOf, Range, type Where } from "../../data/fieldfilters.ts";
import type { Field } from "../../data/fieldtype.ts";

type Entry = Where[number];

export interface Held {
  /** The filter the form shows, which may stand for several. */
  readonly shown: Filter | null;
  /** The entries it stands for: what the reader sets takes their place. */
  readonly entries: readonly Entry[];
  /** What holds beside it. */
  readonly others: readonly (readonly [entry: Entry, filter: Filter])[];
}

/**
 * @param kind of filter that the form shows
 */
export function heldOf(where: Where, field: Field, kind: Filter["kind"]): Held {
  const its = where.flatMap((entry) => {
    const filter = entry[0] === field.id ? filterOf(field, entry[1]) : null;
    return filter ? [[entry, filter] as const] : [];
  });
  const alike = its.filter(([, filter]) => filter.kind === kind);
  const joined = alike.length > 1 ? joinedOf(field, alike.map(([, filter]) => filter)) : null;
  const standing = joined ? alike : alike.slice(0, 1);
  return {
    shown: joined ?? standing[0]?.[1] ?? null,
    entries: standing.map(([entry]) => entry),
    others: its.filter((one) => !standing.includes(one)),
  };
}

/** The one filter that lets pass what some do together; null where there is none such. */
function joinedOf(field: Field, filters: readonly Filter[]): Filter | null {
  const orNone = filters.every((one) => one.orNone);
  const ranges = filters.filter((one) => one instanceof Range);
  if (ranges.length === filters.length) {
    const limits = ranges.map((range) => range.limits(field));
    const [low, high] = [Math.max(...limits.map(([least]) => least)), Math.min(...limits.map(([, most]) => most))];
    const written = (side: "low" | "high", at: 0 | 1, value: number): string => ranges[limits.findIndex((pair) => pair[at] === value)]![side];
    return low <= high ? new Range(written("low", 0, low), written("high", 1, high), orNone) : null;
  }
  const choices = filters.filter((one) => one instanceof Choice);
  // A site of several sorts passes one choice by this sort and another by that.
  if (choices.length < filters.length || field.type === "date" || (field.type === "category" && field.id.includes("/"))) return null;
  const values = choices[0]!.values.filter((value) => choices.every((choice) => choice.values.includes(value)));
  return values.length > 0 || orNone ? new Choice(values, orNone) : null;
}

/** The same filters with some entries replaced by another, where they first stood; taken away by null. */
export function withInstead(where: Where, entries: readonly Entry[], entry: Entry | null): Where {
  const at = where.findIndex((one) => entries.includes(one));
  const put = entry ? [entry] : [];
  if (at < 0) return [...where, ...put];
  return where.flatMap((one, n) => (n === at ? put : entries.includes(one) ? [] : [one]));
}
