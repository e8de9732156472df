/** What can be searched of the sites: names first, then how they are typed, then everything else. */

import type { Sites } from "../data/sites.ts";
import { fold, termsOf } from "./fold.ts";
import { readings, writtenReadings } from "./pinyin.ts";
import { PART, RowText } from "./rowtext.ts";

/** How well a site matches; smaller is better. */
export const Rank = {
  exactName: 0,
  startOfName: 1,
  startOfWord: 2,
  insideName: 3,
  typed: 4,
  other: 5,
  none: 255,
} as const;

/** So few sites are indexed at once. */
const FEW_ROWS = 2000;
/** How long the page may be held up at a time, at least and at most. */
const SLICE_MS = { least: 4, most: 40 };
/** Rows between two looks at the clock. */
const SLICE_ROWS = 128;

export class TextIndex {
  readonly #sites: Sites;
  readonly #names: RowText;
  readonly #typed: RowText;
  readonly #rest: RowText;
  readonly #labels: readonly string[];
  /** Resolves when every attribute can be found; names can be before. */
  readonly whole: Promise<void>;
  #isReadable = false;

  constructor(sites: Sites) {
    this.#sites = sites;
    this.#names = new RowText(sites.count);
    this.#typed = new RowText(sites.count);
    this.#rest = new RowText(sites.count);
    this.#labels = sites.head.categories.map(({ id, label }) =>
      fold([id, ...Object.values(label)].join("\n")),
    );
    this.whole = sites.complete.then(() => {
      this.#isReadable = true;
      if (sites.count > FEW_ROWS) return this.#buildInIdleTime();
      this.#addNames(Infinity);
      this.#addRest(Infinity);
      return undefined;
    });
  }

  /**
   * How well each row matches, one `Rank` a row; null while there is nothing to search yet.
   * What is not indexed so far is left out until `whole` resolves, names excepted.
   */
  rank(q: string): Uint8Array | null {
    if (!this.#isReadable) return null;
    this.#addNames(Infinity);
    const terms = termsOf(q);
    const ranks = terms.map((term) => this.#rankTerm(term));
    const [first = new Uint8Array(this.#sites.count), ...others] = ranks;
    for (const other of others) {
      for (let row = 0; row < first.length; row++) {
        first[row] = Math.max(first[row] ?? Rank.none, other[row] ?? Rank.none);
      }
    }
    // "Baima Lake" is better found where the words stand side by side.
    if (terms.length > 1) this.#rankNames(fold(q).trim().replace(/\s+/g, " "), first);
    return first;
  }

  #rankTerm(term: string): Uint8Array {
    const ranks = new Uint8Array(this.#sites.count).fill(Rank.none);
    const improve = (row: number, rank: number): void => {
      if (rank < (ranks[row] ?? 0)) ranks[row] = rank;
    };
    this.#labels.forEach((label, category) => {
      if (!label.includes(term)) return;
      this.#sites.category.forEach((of, row) => of === category && improve(row, Rank.other));
    });
    const once = (rank: number) => (row: number) => {
      improve(row, rank);
      return false;
    };
    this.#rest.search(term, once(Rank.other));
    const typed = term.replace(/['’]/g, "");
    if (/^[a-z0-9]+$/.test(typed)) this.#typed.search(typed, once(Rank.typed), true);
    this.#rankNames(term, ranks);
    return ranks;
  }

  #rankNames(text: string, ranks: Uint8Array): void {
    this.#names.search(text, (row, before, after) => {
      const rank = nameRank(before, after);
      if (rank < (ranks[row] ?? 0)) ranks[row] = rank;
      return rank > Rank.exactName;
    });
  }

  /** Add names until there are as many rows as asked for, or none is left. */
  #addNames(rows: number): void {
    const { count, head } = this.#sites;
    for (let row = this.#names.rows; row < Math.min(rows, count); row++) {
      const names = new Set(head.languages.map((lang) => fold(this.#sites.name(row, lang))));
      this.#names.add(names);
      const written = this.#sites.value(row, "pinyin", "");
      this.#typed.add(
        typeof written === "string"
          ? writtenReadings(fold(written))
          : [...names].flatMap((name) => readings(name, head.pinyin)),
      );
    }
  }

  #addRest(rows: number): void {
    const { count, head } = this.#sites;
    const fields = [...head.fields.filter(({ type }) => type !== "boolean").map(({ name }) => name)];
    fields.push("description", "id");
    for (let row = this.#rest.rows; row < Math.min(rows, count); row++) {
      const texts = new Set<string>();
      for (const field of fields) {
        for (const lang of head.languages) {
          const value = this.#sites.value(row, field, lang);
          if (value !== null && value !== "") texts.add(fold(String(value)));
        }
      }
      this.#rest.add(texts);
    }
  }

  async #buildInIdleTime(): Promise<void> {
    for (const text of [this.#names, this.#rest]) {
      while (text.rows < this.#sites.count) {
        const time = await idleTime();
        const end = performance.now() + time;
        do {
          if (text === this.#names) this.#addNames(text.rows + SLICE_ROWS);
          else this.#addRest(text.rows + SLICE_ROWS);
        } while (text.rows < this.#sites.count && performance.now() < end);
      }
    }
    for (const text of [this.#names, this.#typed, this.#rest]) text.finish();
  }
}

function nameRank(before: number, after: number): number {
  if (before <= PART) return after <= PART ? Rank.exactName : Rank.startOfName;
  // Letters of other scripts have bytes from 0x80; a break between words is ASCII here.
  const isLetter = before >= 0x80 || (before >= 0x61 && before <= 0x7a) || isDigit(before);
  return isLetter ? Rank.insideName : Rank.startOfWord;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** Wait until the browser has nothing better to do; says for how many milliseconds. */
function idleTime(): Promise<number> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === "function") {
      const { least, most } = SLICE_MS;
      const take = (deadline: IdleDeadline): void =>
        resolve(Math.min(Math.max(deadline.timeRemaining(), least), most));
      requestIdleCallback(take, { timeout: 500 });
    } else {
      setTimeout(() => resolve(SLICE_MS.least), 0);
    }
  });
}

const indexes = new WeakMap<Sites, TextIndex>();

/** The one index of a map's sites. */
export function textIndex(sites: Sites): TextIndex {
  let index = indexes.get(sites);
  if (!index) {
    index = new TextIndex(sites);
    indexes.set(sites, index);
  }
  return index;
}
