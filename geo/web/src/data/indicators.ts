/** Fields out of many-row tables: figures by year and kind, and facts of which several sites have the same. */

import { inLanguage } from "../words/language.ts";
import { valueText } from "../words/numbertext.ts";
import { pageWord } from "../words/pagewords.ts";
import type { Field, FieldKind } from "./fieldtype.ts";
import { type FigureKind, KIND_ORDER, kindNamed } from "./figurekinds.ts";
import { decimalsOf, type Table, type Texts } from "./head.ts";
import { compareExact, exactIn, numberIn, signIn, tailIn } from "./numerals.ts";
import { lengthOf, periodReader } from "./periods.ts";
import { flagged, qualified } from "./qualifiers.ts";
import type { Sites, TableColumns, Value } from "./sites.ts";
import { factorBetween } from "./units.ts";

/** One figure of one site. */
export interface Figure {
  readonly site: number;
  /** Its row in the table. */
  readonly entry: number;
  /** The period it is of (`periods.ts`): mostly a year. NaN where none is named. */
  readonly year: number;
  readonly kind: FigureKind | undefined;
  /** In the field's unit; NaN where it is no number, or of another measure. */
  readonly value: number;
  /** Its digits, where they are more than the number holds; null for nearly all. */
  readonly exact: string | null;
}

/** The fields of a table: `TABLE/KEY` for each of its keys, in the order they first stand. */
export function tableFields(sites: Sites, table: Table): readonly Field[] {
  const columns = sites.table(table.name);
  if (!columns?.starts || (table.role !== "figures" && table.role !== "facts")) return [];
  const own = table.role === "figures" ? "indicator" : "label";
  const keyColumn = table.parts["key"] ?? table.parts[own];
  if (keyColumn === undefined) return [];
  const entries = new Map<string, { readonly sites: number[]; readonly rows: number[] }>();
  for (let site = 0; site < sites.count; site++) {
    for (let row = columns.starts[site]!; row < columns.starts[site + 1]!; row++) {
      const written = columns.cell(row, keyColumn) ?? (table.parts[own] ? columns.cell(row, table.parts[own]) : null);
      const key = String(written ?? "");
      if (key === "") continue;
      const found = entries.get(key) ?? { sites: [], rows: [] };
      found.sites.push(site);
      found.rows.push(row);
      entries.set(key, found);
    }
  }
  const make = table.role === "figures" ? FigureField : FactField;
  const made = [...entries].map(([key, its]) => new make(sites, table, columns, key, its.sites, its.rows));
  return made.filter((field) => !(field instanceof FactField) || field.isShared);
}

/** Let fields that are called alike name their key, or, where tables have them one each, their table. */
export function tellApart(fields: readonly Field[], lang: string): void {
  const alike = new Map<string, EntryField[]>();
  for (const field of fields) {
    if (!(field instanceof EntryField)) continue;
    const name = field.plainLabel(lang);
    alike.set(name, [...(alike.get(name) ?? []), field]);
  }
  for (const its of alike.values()) {
    if (its.length === 1) continue;
    for (const field of its) {
      field.apart = its.some((other) => other !== field && other.table === field.table) ? "key" : "table";
    }
  }
}

/** What fields out of tables share. */
abstract class EntryField implements Field {
  readonly id: string;
  readonly table: string;
  readonly key: string;
  abstract readonly type: FieldKind;
  abstract readonly years: readonly number[];
  abstract readonly usualYear: number | undefined;
  abstract readonly unit: Texts | undefined;
  readonly decimals: number | undefined;
  readonly year = undefined;
  readonly theme: Texts | undefined;
  abstract readonly kinds: readonly FigureKind[];
  protected readonly sites: Sites;
  protected readonly head: Table;
  protected readonly columns: TableColumns;
  protected readonly owners: readonly number[];
  protected readonly rows: readonly number[];

  constructor(sites: Sites, head: Table, columns: TableColumns, key: string, owners: readonly number[], rows: readonly number[]) {
    [this.sites, this.head, this.columns, this.owners, this.rows] = [sites, head, columns, owners, rows];
    this.key = key;
    this.table = head.name;
    this.id = `${head.name}/${key}`;
    this.theme = this.textsOf("theme");
    this.decimals = decimalsOf(head, head.parts["value"]);
  }

  abstract get count(): number;
  abstract readonly leftOut: number;
  abstract get(site: number, year?: number): Value;
  abstract all(site: number): readonly Value[];
  abstract text(site: number, lang: string, year?: number): string;
  abstract written(site: number, lang: string, year?: number): string;
  abstract word(value: string, lang: string): string;
  abstract exact(site: number, year?: number): string | null;
  abstract order(year?: number): Float64Array;
  abstract numbers(year?: number): Float64Array;
  abstract pool(year?: number): Float64Array;
  abstract kindIn(year?: number): FigureKind | undefined;

  /** What tells it from others that are called alike. */
  apart: "key" | "table" | null = null;

  label(lang: string): string {
    const name = this.plainLabel(lang);
    if (this.apart === null) return name;
    return `${name} (${this.apart === "key" ? this.key : inLanguage(this.head.label, lang) || this.table})`;
  }

  plainLabel(lang: string): string {
    return inLanguage(this.textsOf(this.head.role === "figures" ? "indicator" : "label"), lang) || this.key;
  }

  /** A part of an entry in a language, or in any there is. */
  part(entry: number, part: string, lang: string): string {
    const column = this.head.parts[part];
    if (column === undefined) return "";
    for (const name of [`${column}_${lang}`, column, ...this.sites.head.languages.map((one) => `${column}_${one}`)]) {
      const value = this.columns.cell(entry, name);
      if (value !== null && value !== "") return String(value);
    }
    return "";
  }

  /** What the first entry that says it says of a part, in every language. */
  protected textsOf(part: string, rows: readonly number[] = this.rows): Texts | undefined {
    const first = rows.find((row) => this.part(row, part, "") !== "");
    if (first === undefined) return undefined;
    return Object.fromEntries(this.sites.head.languages.map((lang) => [lang, this.part(first, part, lang)]));
  }
}

/** An indicator: numbers by site, year and kind. */
export class FigureField extends EntryField {
  readonly type = "number";
  readonly years: readonly number[];
  readonly usualYear: number | undefined;
  readonly unit: Texts | undefined;
  readonly kinds: readonly FigureKind[];
  readonly count: number;
  readonly figures: readonly Figure[];
  readonly leftOut: number;
  readonly #numbers = new Map<number, Float64Array>();
  readonly #bySite = new Map<number, Figure[]>();
  /** Whether any of its numbers has more digits than JavaScript holds. */
  readonly #isLong: boolean;

  constructor(...given: ConstructorParameters<typeof EntryField>) {
    super(...given);
    const units = this.rows.map((row) => this.part(row, "unit", ""));
    const unit = mostCommon(units);
    this.unit = unit === "" ? undefined : this.textsOf("unit", this.rows.filter((_, n) => units[n] === unit));
    const kinds = this.rows.map((entry) => kindNamed(this.#cell(entry, "kind")));
    // Beside figures that are called actual, those that nobody calls anything are so, too.
    const usual = kinds.includes("actual") ? "actual" : undefined;
    const periodOf = periodReader(this.columns, this.head.parts);
    this.figures = this.rows.map((entry, n) => {
      const factor = factorBetween(units[n]!, unit);
      const raw = numberIn(this.#cell(entry, "value"));
      return {
        site: this.owners[n]!, entry,
        year: periodOf((column) => this.columns.cell(entry, column)),
        kind: kinds[n] ?? usual,
        value: factor === 1 ? raw : Number((raw * factor).toPrecision(12)),
        exact: factor === 1 ? exactIn(this.#cell(entry, "value")) : null,
      };
    });
    this.leftOut = units.filter((one) => Number.isNaN(factorBetween(one, unit))).length;
    this.#isLong = this.figures.some(({ exact }) => exact !== null);
    const sound = this.figures.filter(({ value }) => !Number.isNaN(value));
    for (const figure of sound) this.#bySite.set(figure.site, [...(this.#bySite.get(figure.site) ?? []), figure]);
    this.count = this.#bySite.size;
    this.years = yearsOf(sound);
    const happened = yearsOf(sound.filter(({ kind }) => kind === undefined || kind === "actual"));
    this.usualYear = happened[happened.length - 1] ?? this.years[this.years.length - 1];
    this.kinds = KIND_ORDER.filter((kind) => sound.some((one) => one.kind === kind));
  }

  #cell(entry: number, part: string): Value {
    const column = this.head.parts[part];
    return column === undefined ? null : this.columns.cell(entry, column);
  }

  /** All figures of a site, as the table has them. */
  of(site: number): readonly Figure[] {
    return this.#bySite.get(site) ?? [];
  }

  /** What a year's numbers are: what has happened, where anything has. */
  kindIn(year = this.#usual): FigureKind | undefined {
    const kinds = this.figures.filter((one) => isOf(one, year) && !Number.isNaN(one.value)).map(({ kind }) => kind);
    return kinds.includes(undefined) ? undefined : KIND_ORDER.find((kind) => kinds.includes(kind));
  }

  /** The figure a site is ranked by; undefined where it has none of that year and kind. */
  figure(site: number, year = this.#usual): Figure | undefined {
    const kind = this.kindIn(year);
    return this.of(site).find((one) => isOf(one, year) && one.kind === kind);
  }

  get #usual(): number {
    return this.usualYear ?? NaN;
  }

  get(site: number, year = this.#usual): number | null {
    const value = this.numbers(year)[site]!;
    return Number.isNaN(value) ? null : value;
  }

  all(site: number): readonly Value[] {
    const value = this.get(site);
    return value === null ? [] : [value];
  }

  text(site: number, _lang: string, year = this.#usual): string {
    return this.exact(site, year) ?? String(this.get(site, year) ?? "");
  }

  exact(site: number, year = this.#usual): string | null {
    return this.#isLong ? (this.figure(site, year)?.exact ?? null) : null;
  }

  order(year = this.#usual): Float64Array {
    const numbers = this.numbers(year);
    if (!this.#isLong) return numbers;
    const texts = Array.from(numbers, (value, site) => this.exact(site, year) ?? String(value));
    const rows = [...numbers.keys()].filter((row) => !Number.isNaN(numbers[row]!)).sort((a, b) => compareExact(texts[a]!, texts[b]!));
    const places = new Float64Array(numbers.length).fill(NaN);
    rows.forEach((row, n) => {
      const before = rows[n - 1];
      places[row] = before !== undefined && compareExact(texts[before]!, texts[row]!) === 0 ? places[before]! : n;
    });
    return places;
  }

  written(site: number, lang: string, year = this.#usual): string {
    const figure = this.figure(site, year);
    return figure ? this.writtenFigure(figure, lang) : "";
  }

  /** A figure's number with what its flag, its note or its cell says of it: about, at least. */
  writtenFigure({ entry, value, exact }: Figure, lang: string): string {
    const [flag, note] = [this.part(entry, "flag", lang), this.part(entry, "note", lang)];
    const { before, after } = flag ? flagged(flag, note) : qualified(note);
    const cell = this.#cell(entry, "value");
    const words = [before || signIn(cell), valueText(exact ?? value, lang, this.decimals), after || tailIn(cell)];
    return words.filter((text) => text !== "").join(" ");
  }

  word(value: string): string {
    return value;
  }

  numbers(year = this.#usual): Float64Array {
    let numbers = this.#numbers.get(year);
    if (!numbers) {
      numbers = new Float64Array(this.sites.count).fill(NaN);
      const kind = this.kindIn(year);
      for (const one of this.figures) {
        if (isOf(one, year) && one.kind === kind && Number.isNaN(numbers[one.site]!)) numbers[one.site] = one.value;
      }
      this.#numbers.set(year, numbers);
    }
    return numbers;
  }

  pool(year = this.#usual): Float64Array {
    // A month has another scale than a year.
    const years = this.years.length === 0 ? [NaN] : this.years.filter((one) => Number.isNaN(year) || lengthOf(one) === lengthOf(year));
    const values = years.flatMap((year) => [...this.numbers(year)].filter((value) => !Number.isNaN(value)));
    return Float64Array.from(values);
  }
}

/** The years of figures, rising. */
function yearsOf(figures: readonly Figure[]): number[] {
  return [...new Set(figures.map(({ year }) => year).filter((year) => !Number.isNaN(year)))].sort((a, b) => a - b);
}

function isOf(figure: Figure, year: number): boolean {
  return figure.year === year || (Number.isNaN(year) && Number.isNaN(figure.year));
}

function mostCommon(texts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "";
}

/** A fact with words for a value: the sort a site is of. It may be of several. */
class FactField extends EntryField {
  readonly type = "category";
  readonly years: readonly number[] = [];
  readonly usualYear = undefined;
  readonly unit = undefined;
  readonly kinds: readonly FigureKind[] = [];
  readonly leftOut = 0;
  readonly #entries = new Map<number, number[]>();

  constructor(...given: ConstructorParameters<typeof EntryField>) {
    super(...given);
    this.rows.forEach((row, n) => {
      if (this.part(row, "value", "") === "") return;
      const site = this.owners[n]!;
      this.#entries.set(site, [...(this.#entries.get(site) ?? []), row]);
    });
  }

  get count(): number {
    return this.#entries.size;
  }

  /** Whether it sorts the sites: what differs with nearly every site only describes them. */
  get isShared(): boolean {
    const values = [...this.#entries.keys()].flatMap((site) => this.all(site));
    // Of several sorts at once is only what is sorted.
    return this.count > 1 && (values.length > this.count || new Set(values).size <= values.length * 0.7);
  }

  get(site: number): Value {
    return this.all(site)[0] ?? null;
  }

  all(site: number): readonly Value[] {
    return (this.#entries.get(site) ?? []).map((row) => this.part(row, "value", ""));
  }

  text(site: number, lang: string): string {
    return (this.#entries.get(site) ?? []).map((row) => this.part(row, "value", lang)).join(pageWord("listSeparator", lang));
  }

  written(site: number, lang: string): string {
    return this.text(site, lang);
  }

  word(value: string, lang: string): string {
    const row = this.rows.find((one) => this.part(one, "value", "") === value);
    return row === undefined ? value : this.part(row, "value", lang);
  }

  exact(): null {
    return null;
  }

  order(): Float64Array {
    return this.numbers();
  }

  numbers(): Float64Array {
    return new Float64Array(this.sites.count).fill(NaN);
  }

  pool(): Float64Array {
    return new Float64Array(0);
  }

  kindIn(): undefined {
    return undefined;
  }
}
