/**
 * "About", "no fewer than": what a note says of its number before all else is read with the number.
 * The README lists these words.
 */

import words from "../../../sources/recognised_numbers.json" with { type: "json" };

/** As they begin a note, in small letters. */
const BEFORE: ReadonlySet<string> = new Set(words.qualifiers.before);
const AFTER: ReadonlySet<string> = new Set(words.qualifiers.after);
/** What a note says of a figure that is among the first of its kind. */
const RANK = new RegExp(`${words.ranks.anywhere.join("|")}|^(?:${words.ranks["first word"].join("|")})\\b`, "iu");

export interface Qualified {
  /** Stands before the number. */
  readonly before: string;
  /** Stands after the unit. */
  readonly after: string;
  /** What else the note says. */
  readonly rest: string;
}

/** Take a note's qualifier, which is its first clause or all of it, from the rest. */
export function qualified(note: string): Qualified {
  const [, clause = "", rest = ""] = /^\s*([^,，;；、.。]*?)\s*(?:[,，;；、.。]\s*(.*))?$/su.exec(note) ?? [];
  const word = clause.toLowerCase();
  if (BEFORE.has(word)) return { before: clause, after: "", rest };
  if (AFTER.has(word)) return { before: "", after: clause, rest };
  return { before: "", after: "", rest: note };
}

/** Whether a note says that its figure is among the first of its kind. */
export function isRank(note: string): boolean {
  return RANK.test(note);
}

/** A qualifier from a column of its own, which stands before its number unless it is known to follow. */
export function flagged(flag: string, note: string): Qualified {
  return AFTER.has(flag.toLowerCase())
    ? { before: "", after: flag, rest: note }
    : { before: flag, after: "", rest: note };
}
