/** What can be searched of the sites: names first, then how they are typed, then everything else. */

import type { Table } from "../data/head.ts";
import type { Sites } from "../data/sites.ts";
import { allOf, inTurn } from "../data/later.ts";
import { fold, termsOf } from "../words/fold.ts";
import { readings, writtenReadings } from "./pinyin.ts";
import { PART, PART_TEXT, RowText } from "./rowtext.ts";
import { canSlip, isNearName, isNearTyped } from "./slips.ts";
import { ValueText } from "./valuetext.ts";

/** How well a site matches; smaller is better. What is typed for a name counts as the name, but after it. */
export const Rank = {
  exactName: 0,
  exactTyped: 1,
  startOfName: 2,
  startTyped: 3,
  startOfWord: 4,
  insideName: 5,
  insideTyped: 6,
  other: 7,
  none: 255,
} as const;

/** Characters that may be a shortened name. */
const SHORTENED = /^[\u3400-\u9fff]{2,8}$/;
/** Of more sites than this, slips are looked for in the first. */
const MOST_NEAR = 20_000;
/** So few sites are indexed in one go, when somebody looks for one or there is time. */
const FEW_ROWS = 2000;
/** How long the page may be held up at a time: while nobody waits, at least and at most; else. */
const SLICE_MS = { least: 4, most: 40, awaited: 30 };
/** The first answer takes no longer for names that are not indexed yet. */
const ANSWER_MS = 15;
/** Rows between two looks at the clock. */
const SLICE_ROWS = 128;

export class TextIndex {
  readonly #sites: Sites;
  readonly #names: RowText;
  readonly #typed: RowText;
  readonly #rest: RowText;
  /** In the order in which they are indexed. */
  readonly #parts: readonly Part[];
  /** Attributes that are searched. */
  readonly #fields: readonly string[];
  /** Texts of the attributes whose values are those of many rows. */
  readonly #values: ValueText[] = [];
  /** The other attributes: each row has its own text. */
  #written: readonly string[] = [];
  /** Columns of the many-row tables that are searched, by table, without their languages. */
  readonly #columns: readonly (readonly [table: string, columns: readonly string[]])[];
  readonly #labels: readonly string[];
  /** How each category is typed on a Latin keyboard, in small letters. */
  readonly #typedLabels: readonly (readonly string[])[];
  /** Resolves when every attribute can be found; names can be before. */
  readonly whole: Promise<void>;
  #isReadable = false;
  #isNear = false;
  #hasTime = (): void => {};
  /** Whether somebody has looked for something before all was indexed. */
  #isAwaited = false;
  readonly #listeners = new Set<() => void>();

  constructor(sites: Sites) {
    this.#sites = sites;
    this.#names = new RowText(sites.count);
    this.#typed = new RowText(sites.count);
    this.#rest = new RowText(sites.count);
    this.#parts = [
      { text: this.#names, textsOf: (row) => this.#namesOf(row) },
      { text: this.#typed, textsOf: (row) => this.#typedOf(row) },
      { text: this.#rest, textsOf: (row) => this.#restOf(row) },
    ];
    const fields = sites.head.fields.filter(({ type }) => type !== "boolean").map(({ name }) => name);
    this.#fields = ["description", ...fields, "id"];
    this.#columns = sites.head.tables.filter(isSearched).map((table) => [table.name, columnsOf(table)]);
    this.#labels = sites.head.categories.map(({ id, label }) =>
      fold([id, ...Object.values(label)].join("\n")),
    );
    this.#typedLabels = sites.head.categories.map(({ label }) =>
      Object.values(label).flatMap((text) => readings(fold(text), sites.head.pinyin)).map((way) => way.toLowerCase()),
    );
    const time = new Promise<void>((resolve) => (this.#hasTime = resolve));
    this.whole = sites.complete.then(() => {
      this.#isReadable = true;
      return sites.count > FEW_ROWS ? this.#build() : time.then(() => inTurn(() => this.#adding()));
    });
  }

  /** The page stands, and nobody waits for anything: what has not been indexed may be. */
  useTime(): void {
    this.#hasTime();
  }

  /** Be told whenever something more can be found: all names, then how they are typed, then the rest. */
  onGrowth(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /**
   * How well each row matches, one `Rank` a row; null while there is nothing to search yet.
   * What is not indexed so far is left out; `onGrowth` tells when to ask again.
   */
  rank(q: string): Uint8Array | null {
    if (!this.#isReadable) return null;
    this.#isAwaited = true;
    const [names] = this.#parts;
    if (this.#sites.count <= FEW_ROWS) this.#addFew();
    else if (names) this.#addFor(names, ANSWER_MS);
    const terms = termsOf(q);
    const ranks = terms.map((term) => this.#rankTerm(term));
    const [first = new Uint8Array(this.#sites.count), ...others] = ranks;
    for (const other of others) {
      for (let row = 0; row < first.length; row++) {
        first[row] = Math.max(first[row] ?? Rank.none, other[row] ?? Rank.none);
      }
    }
    if (terms.length > 1) {
      // "Baima Lake" is better found where the words stand side by side, and so is "chang he".
      this.#rankNames(fold(q).trim().replace(/\s+/g, " "), first);
      this.#rankTyped(terms.join(""), first);
    }
    if (first.every((rank) => rank >= Rank.other)) this.#rankShortened(fold(q).trim(), first);
    this.#isNear = terms.some(canSlip) && first.every((rank) => rank === Rank.none) && this.#rankNear(terms, first);
    const exact = this.#sites.rowOf(q.trim());
    if (exact >= 0) first[exact] = Math.min(first[exact] ?? Rank.none, Rank.exactTyped);
    return first;
  }

  /** Whether what was last looked for stands nowhere, and what was found is only spelled nearly so. */
  get isNear(): boolean {
    return this.#isNear;
  }

  /** Names in which every word is found if a slip in one of them is allowed; whether there are any. */
  #rankNear(terms: readonly string[], ranks: Uint8Array): boolean {
    let isAny = false;
    for (let row = 0; row < Math.min(this.#names.rows, MOST_NEAR); row++) {
      const names = this.#names.text(row);
      const typed = row < this.#typed.rows ? this.#typed.text(row).split(PART_TEXT) : [];
      const isNear = (term: string): boolean =>
        names.includes(term) ||
        (canSlip(term) &&
          (names.split(PART_TEXT).some((name) => isNearName(name, term)) ||
            (/^[a-z]+$/.test(term) && typed.some((one) => isNearTyped(one, term)))));
      if (!terms.every(isNear)) continue;
      ranks[row] = Rank.other;
      isAny = true;
    }
    return isAny;
  }

  #rankTerm(term: string): Uint8Array {
    const ranks = new Uint8Array(this.#sites.count).fill(Rank.none);
    const improve = (row: number, rank: number): void => {
      if (rank < (ranks[row] ?? 0)) ranks[row] = rank;
    };
    this.#labels.forEach((label, category) => {
      const isTyped = term.length > 1 && this.#typedLabels[category]!.some((way) => way.startsWith(term));
      if (!label.includes(term) && !isTyped) return;
      this.#sites.category.forEach((of, row) => of === category && improve(row, Rank.other));
    });
    this.#rest.search(term, (row) => {
      improve(row, Rank.other);
      return false;
    });
    for (const value of this.#values) value.search(term, (row) => improve(row, Rank.other));
    this.#rankTyped(term, ranks);
    this.#rankNames(term, ranks);
    return ranks;
  }

  #rankTyped(text: string, ranks: Uint8Array): void {
    const typed = text.replace(/['’]/g, "");
    if (!/^[a-z0-9]+$/.test(typed)) return;
    const find = (row: number, before: number, after: number): boolean => {
      const rank = before > PART ? Rank.insideTyped : after > PART ? Rank.startTyped : Rank.exactTyped;
      if (rank < (ranks[row] ?? 0)) ranks[row] = rank;
      return rank > Rank.exactTyped;
    };
    this.#typed.search(typed, find, true);
  }

  #rankNames(text: string, ranks: Uint8Array): void {
    this.#names.search(text, (row, before, after) => {
      const rank = nameRank(before, after);
      if (rank < (ranks[row] ?? 0)) ranks[row] = rank;
      return rank > Rank.exactName;
    });
  }

  /** Chinese shortens names to some of their characters: 浙大 is 浙江大学. */
  #rankShortened(text: string, ranks: Uint8Array): void {
    if (!SHORTENED.test(text)) return;
    const [first = "", ...others] = text;
    const form = new RegExp([first, ...others].join(`[^${PART_TEXT}]*`));
    // Of each word, mostly of two characters, one is said.
    const isWhole = (name: string): boolean => name.startsWith(first) && name.length <= 2 * text.length;
    this.#names.search(first, (row) => {
      const names = this.#names.text(row).split(PART_TEXT).filter((name) => form.test(name));
      if (names.length > 0) ranks[row] = names.some(isWhole) ? Rank.exactTyped : Rank.insideTyped;
      return false;
    });
  }

  #namesOf(row: number): string[] {
    const names: string[] = [];
    for (const lang of this.#sites.head.languages) {
      const name = fold(this.#sites.name(row, lang));
      // Müller is typed Mueller, too.
      for (const one of [name, fold(spelledOut(this.#sites.name(row, lang)))]) {
        if (!names.includes(one)) names.push(one);
      }
    }
    return names;
  }

  #typedOf(row: number): string[] {
    const written = this.#sites.value(row, "pinyin", "");
    if (typeof written === "string") return [...writtenReadings(fold(written))];
    return this.#namesOf(row).flatMap((name) => readings(name, this.#sites.head.pinyin));
  }

  /** What is searched of a site besides its names, in a language: a text each field and table row. */
  *textsOf(row: number, lang: string, fields = this.#fields): Generator<string> {
    for (const field of fields) {
      const value = this.#sites.value(row, field, lang);
      if (value !== null && value !== "") yield String(value);
    }
    for (const [table, columns] of this.#columns) {
      for (const entry of this.#sites.rows(table, row)) {
        const cells = columns.map((column) => entry[`${column}_${lang}`] ?? entry[column] ?? "");
        yield cells.filter((cell) => cell !== "").join(" ");
      }
    }
  }

  #restOf(row: number): Set<string> {
    const texts = new Set<string>();
    for (const lang of this.#sites.head.languages) {
      for (const text of this.textsOf(row, lang, this.#written)) texts.add(fold(text));
    }
    return texts;
  }

  /** Index the values of a field, or leave it to the texts of the rows. */
  #addValues(field: string): void {
    const coded = this.#sites.coded(field);
    if (coded) this.#values.push(...coded.map((column) => new ValueText(column)));
    else this.#written = [...this.#written, field];
  }

  /** Index the next rows of a part. */
  #add({ text, textsOf }: Part, rows: number): void {
    const end = Math.min(text.rows + rows, this.#sites.count);
    for (let row = text.rows; row < end; row++) text.add(textsOf(row));
  }

  /** Index all, a row at a time. */
  *#adding(): Generator<void> {
    this.#written = this.#fields;
    for (const part of this.#parts) {
      for (; part.text.rows < this.#sites.count; this.#add(part, 1)) yield;
    }
  }

  #addFew(): void {
    allOf(this.#adding());
    this.#hasTime();
  }

  /** Index a part for so many milliseconds. */
  #addFor(part: Part, milliseconds: number): void {
    const end = performance.now() + milliseconds;
    while (part.text.rows < this.#sites.count && performance.now() < end) this.#add(part, SLICE_ROWS);
  }

  async #build(): Promise<void> {
    const turn = (): Promise<number> => (this.#isAwaited ? soon() : idleTime());
    for (const part of this.#parts) {
      if (part.text === this.#rest) {
        for (const field of this.#fields) {
          await turn();
          this.#addValues(field);
        }
      }
      while (part.text.rows < this.#sites.count) this.#addFor(part, await turn());
      part.text.finish();
      if (part !== this.#parts.at(-1)) this.#listeners.forEach((listener) => listener());
    }
  }
}

/** A name with ä, ö and ü as they are written where a keyboard has not got them. */
function spelledOut(name: string): string {
  return name.replace(/[äöü]/gi, (letter) => `${letter.normalize("NFD")[0] ?? ""}e`);
}

/** Relations lead to other sites and sources to documents: neither says what this site is. */
function isSearched({ role }: Table): boolean {
  return role !== "relations" && role !== "sources";
}

/** Columns that hold words or numbers for a reader: what refers, and what is a code, is neither. */
function columnsOf({ fields, parts }: Table): string[] {
  return fields
    .filter(({ name, type }) => type !== "boolean" && name !== parts["source"] && name !== parts["kind"])
    .map(({ name }) => name);
}

/** Texts of one kind, and where they come from. */
interface Part {
  readonly text: RowText;
  readonly textsOf: (row: number) => Iterable<string>;
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

/** Let the page breathe, and go on. */
function soon(): Promise<number> {
  return new Promise((resolve) => setTimeout(() => resolve(SLICE_MS.awaited)));
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
