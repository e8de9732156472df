/**
 * "About", "no fewer than": what a note says of its number before all else is read with the number.
 * The README lists these words.
 */

/** As they begin a note, in small letters; of the languages the page speaks. */
const BEFORE: ReadonlySet<string> = new Set([
  "约", "大约", "近", "至少", "至多", "不少于", "不低于", "不超过", "多于", "少于", "超过", "低于", "首次超过",
  "about", "around", "nearly", "almost", "at least", "at most", "no fewer than", "no less than", "no more than",
  "more than", "fewer than", "less than", "over", "under", "above", "below", "up to", "first time above",
]); // prettier-ignore
const AFTER: ReadonlySet<string> = new Set(["以上", "以下", "左右", "余", "or more", "or less"]);

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

/** A qualifier from a column of its own, which stands before its number unless it is known to follow. */
export function flagged(flag: string, note: string): Qualified {
  return AFTER.has(flag.toLowerCase())
    ? { before: "", after: flag, rest: note }
    : { before: flag, after: "", rest: note };
}
