/** The columns of the table: what of the sites' values stands in each, how it is ordered, and how wide it is. */

import type { App } from "../../app.ts";
import { fieldsOf, type Field } from "../../data/fields.ts";
import { yearAsked } from "../../data/fieldtype.ts";
import { KIND_WORDS } from "../../data/figurekinds.ts";
import { periodText } from "../../data/periods.ts";
import { Recent } from "../../data/recent.ts";
import { ranksOfNumbers } from "../../data/roworder.ts";
import { ranksOfTexts } from "../../data/textorder.ts";
import type { Sites, Value } from "../../data/sites.ts";
import { inLanguage } from "../../i18n.ts";
import { decimalsIn } from "../../words/numbertext.ts";
import { barsOf, countBars, MOST_BARS, scaleOf } from "../filters/bins.ts";
import { choicesOf } from "../filters/facetcounts.ts";
import { paddingOf } from "../numbers.ts";

/** So many columns are shown where nobody has chosen; what hardly any site has is not among them. */
const USUAL = 12;
const RARE = 0.05;
/** Prose, and where things were found, come after what can be told at a glance. */
const LATER: readonly string[] = ["description", "link", "located_by", "source"];
/** Rows whose values tell how wide a column is to be. */
const SAMPLE = 60;
/** And rows whose numbers tell how many decimals a column has. */
const ASKED = 500;
/** Widths in rem: at least, at most unasked, and at most when pulled. */
export const WIDTH = { least: 4.5, most: 18, farthest: 60 };
/** A letter, a capital, a Chinese character, and what stands beside the text, in rem. */
const LETTER = 0.48;
const CAPITAL = 0.62;
const CHARACTER = 0.9;
const AROUND = 1.5;

/** Columns whose ranks are kept. */
const MOST_RANKED = 4;

/** Name of a site in the order of the table. */
export const NAME = "name";

/** One column of values. */
export interface Column {
  readonly id: string;
  readonly field: Field | null;
  readonly isNumeric: boolean;
  label(): string;
  /** Unit, year and kind of what stands in it; "" for none. */
  unit(): string;
  /** What is shown; "" where empty. */
  text(row: number): string;
  /** What the number lacks to the longest decimals of the column; null for nothing. */
  padding(text: string): string | null;
  /** What other programs are given: numbers as such. */
  value(row: number): Value;
  /** Ranks of all rows, as `orderBy` takes them. */
  ranks(): Uint32Array;
  /** What the column's values are like: how many sites there are in each step, or of each sort; null where that says nothing. */
  bars(): Uint32Array | null;
}

export class Columns {
  readonly name: Column;
  readonly #app: App;
  readonly #made = new Map<string, Column>();
  /** Widths the columns have unasked. */
  readonly #fits = new Map<string, number>();
  readonly #ranked: Ranked = new Recent(MOST_RANKED);

  constructor(app: App) {
    this.#app = app;
    this.name = new NameColumn(app, this.#ranked);
  }

  /** Fields that may be columns. */
  get choice(): readonly Field[] {
    return fieldsOf(this.#app.sites).all;
  }

  /** Those asked for, or the usual ones. */
  get shown(): readonly Column[] {
    const { columns } = this.#app.store.state;
    const ids = columns.filter((id) => fieldsOf(this.#app.sites).find(id) !== undefined);
    return (ids.length > 0 ? ids : this.usual).map((id) => this.#column(id)!);
  }

  /** Ids of the columns nobody need ask for. */
  get usual(): readonly string[] {
    const least = this.#app.sites.count * RARE;
    const ids = this.choice.filter(({ count }) => count > least).map(({ id }) => id);
    const isLater = (id: string): boolean => LATER.includes(id);
    return [...ids.filter((id) => !isLater(id)), ...ids.filter(isLater)].slice(0, USUAL);
  }

  /** The column of an id, shown or not; null where there is no such field. */
  find(id: string): Column | null {
    return id === NAME ? this.name : this.#column(id);
  }

  /** Width of a column in rem. */
  width(column: Column): number {
    const { widths, lang } = this.#app.store.state;
    const asked = widths.find(([id]) => id === column.id)?.[1];
    if (asked !== undefined) return Math.max(WIDTH.least, Math.min(WIDTH.farthest, asked));
    const key = `${lang} ${column.unit()} ${column.id}`;
    let fit = this.#fits.get(key);
    if (fit === undefined) this.#fits.set(key, (fit = this.#fit(column)));
    return fit;
  }

  /** Make a column as wide; null: as its values ask for. */
  setWidth(column: Column, rem: number | null): void {
    const { store } = this.#app;
    const others = store.state.widths.filter(([id]) => id !== column.id);
    const bounded = rem === null ? null : Math.max(WIDTH.least, Math.min(WIDTH.farthest, Math.round(rem * 100) / 100));
    store.set({ widths: bounded === null ? others : [...others, [column.id, bounded]] });
  }

  #column(id: string): Column | null {
    let column = this.#made.get(id);
    if (!column) {
      const field = fieldsOf(this.#app.sites).find(id);
      if (!field) return null;
      this.#made.set(id, (column = new FieldColumn(this.#app, field, this.#ranked)));
    }
    return column;
  }

  #fit(column: Column): number {
    const { count } = this.#app.sites;
    // From all over the map, for sites that stand side by side are alike.
    const step = Math.max(1, Math.floor(count / SAMPLE));
    let longest = Math.max(textWidth(column.label()) + 1, textWidth(column.unit()) * 0.86);
    for (let row = 0; row < count; row += step) {
      const text = column.text(row);
      longest = Math.max(longest, textWidth(text) + textWidth(column.padding(text) ?? ""));
    }
    const least = column.id === NAME ? 12 : WIDTH.least;
    return Math.round(Math.max(least, Math.min(WIDTH.most, longest + AROUND)) * 4) / 4;
  }
}

/** About how wide a text is, in rem. */
function textWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    width += character > "\u2e80" ? CHARACTER : character >= "A" && character <= "Z" ? CAPITAL : LETTER;
  }
  return width;
}

/** Ranks of the columns sorted by last: of all columns they would take as much room as the values. */
type Ranked = Recent<string, Uint32Array>;

/** Ranks by the numbers, then by the texts of what is no number. */
function mixedRanks(sites: Sites, numbers: Float64Array, textOf: (row: number) => string, lang: string): Uint32Array {
  const ranks = ranksOfNumbers(numbers);
  const worded: number[] = [];
  for (let row = 0; row < sites.count; row++) if (Number.isNaN(numbers[row]!) && textOf(row) !== "") worded.push(row);
  if (worded.length === 0) return ranks;
  const after = ranksOfTexts(worded.length, (at) => textOf(worded[at]!), lang);
  worded.forEach((row, at) => {
    ranks[row] = sites.count + after[at]!;
  });
  return ranks;
}

class FieldColumn implements Column {
  readonly id: string;
  readonly field: Field;
  readonly isNumeric: boolean;
  readonly #app: App;
  readonly #ranked: Ranked;
  #decimals: number | undefined;

  constructor(app: App, field: Field, ranked: Ranked) {
    this.#app = app;
    this.#ranked = ranked;
    this.field = field;
    this.id = field.id;
    this.isNumeric = field.type === "number";
  }

  label(): string {
    return this.field.label(this.#app.store.state.lang);
  }

  unit(): string {
    const { t, store } = this.#app;
    const kind = this.field.kindIn(this.#year);
    const about = [
      inLanguage(this.field.unit, store.state.lang),
      periodText(this.#year ?? this.field.usualYear, store.state.lang),
      kind && kind !== "actual" ? t(KIND_WORDS[kind]) : "",
    ];
    return about.filter((part) => part !== "").join(" · ");
  }

  /** The year that was chosen, for a field that has several; otherwise its own, or its last. */
  get #year(): number | undefined {
    return yearAsked(this.field, this.#app.store.state.year);
  }

  text(row: number): string {
    const { store, t } = this.#app;
    const { lang } = store.state;
    if (this.field.type === "boolean") {
      const value = this.field.get(row, this.#year);
      return value === null ? "" : t(value === true || value === 1 || value === "true" ? "yes" : "no");
    }
    return this.field.written(row, lang, this.#year);
  }

  padding(text: string): string | null {
    if (!this.isNumeric) return null;
    this.#decimals ??= this.#mostDecimals();
    return paddingOf(text, this.#decimals, this.#app.store.state.lang);
  }

  value(row: number): Value {
    const { field } = this;
    if (this.isNumeric || field.type === "boolean") return field.exact(row, this.#year) ?? field.get(row, this.#year);
    return field.text(row, this.#app.store.state.lang, this.#year) || null;
  }

  ranks(): Uint32Array {
    const { sites, store } = this.#app;
    const { lang } = store.state;
    return this.#ranked.get(`${lang} ${this.#year} ${this.id}`, () => this.#rank(sites, lang));
  }

  bars(): Uint32Array | null {
    const { field } = this;
    if (field.type === "text") return null;
    if (field.type === "number" || field.type === "date") {
      const numbers = field.numbers(this.#year);
      const scale = scaleOf(numbers);
      return scale && countBars(barsOf(numbers, scale), new Uint8Array(numbers.length).fill(1)).slice(0, -1);
    }
    const { totals } = choicesOf(field, this.#app.sites.count, this.#year);
    const counts = totals.slice(0, -1).sort().reverse();
    return counts.length > 1 && counts.length <= MOST_BARS ? counts : null;
  }

  /** Of very many sites some tell it: to read every number of a dozen columns would keep the table waiting. */
  #mostDecimals(): number {
    const { count } = this.#app.sites;
    const step = Math.max(1, Math.floor(count / ASKED));
    const some = Array.from({ length: Math.ceil(count / step) }, (_, n) => this.field.get(n * step, this.#year));
    return decimalsIn(some.filter((value) => typeof value === "number"));
  }

  #rank(sites: Sites, lang: string): Uint32Array {
    const { field } = this;
    const textOf = (row: number): string => field.text(row, lang, this.#year);
    if (field.type === "boolean") return ranksOfNumbers(field.numbers());
    if (field.type === "number" || field.type === "date") return mixedRanks(sites, field.order(this.#year), textOf, lang);
    return ranksOfTexts(sites.count, textOf, lang);
  }
}

class NameColumn implements Column {
  readonly id = NAME;
  readonly field = null;
  readonly isNumeric = false;
  readonly #app: App;
  readonly #ranked: Ranked;

  constructor(app: App, ranked: Ranked) {
    this.#app = app;
    this.#ranked = ranked;
  }

  label(): string {
    return this.#app.t("name");
  }

  unit(): string {
    return "";
  }

  text(row: number): string {
    return this.#app.sites.name(row, this.#app.store.state.lang);
  }

  padding(): null {
    return null;
  }

  value(row: number): Value {
    return this.text(row);
  }

  ranks(): Uint32Array {
    const { sites, store } = this.#app;
    const { lang } = store.state;
    // A space in front: no field's id begins so.
    return this.#ranked.get(` ${lang}`, () => ranksOfTexts(sites.count, (row) => sites.name(row, lang), lang));
  }

  bars(): null {
    return null;
  }
}
