/** Everything the sites can be coloured, sized, filtered, ranked and listed by: one registry a map. */

import { inLanguage } from "../words/language.ts";
import { valueText } from "../words/numbertext.ts";
import { pageWord } from "../words/pagewords.ts";
import type { Field, FieldKind, Fields } from "./fieldtype.ts";
import type { FigureKind } from "./figurekinds.ts";
import type { Field as FieldHead, Texts } from "./head.ts";
import { tableFields, tellApart } from "./indicators.ts";
import { dateIn } from "./numerals.ts";
import { periodIn } from "./periods.ts";
import { Recent } from "./recent.ts";
import { Kind, type Sites, type Value } from "./sites.ts";

/** More different values than this share of all are names, not sorts. */
const MOST_DISTINCT = 0.7;

export type { Field, FieldKind, Fields };

/** Fields of which all numbers are kept: of every column they would take more room than the values. */
const MOST_NUMBERS = 6;
const numbersKept = new WeakMap<Sites, Recent<Field, Float64Array>>();

/** What names another site by its id. */
const PART_OF = "part_of";

const registries = new WeakMap<Sites, Fields>();

/** The fields of a map whose sites are complete. */
export function fieldsOf(sites: Sites): Fields {
  let found = registries.get(sites);
  if (!found) registries.set(sites, (found = registry(sites)));
  return found;
}

/** Forget what is known of the sites: their values have changed. */
export function forgetFields(sites: Sites): void {
  registries.delete(sites);
  numbersKept.delete(sites);
}

function registry(sites: Sites): Fields {
  const { fields, others = [] } = sites.head;
  const own = [...fields, ...others].filter(({ name }) => name !== "category");
  const all: Field[] = [new CategoryField(sites), ...own.map((head) => new (head.name === PART_OF ? PartField : ColumnField)(sites, head))];
  if (sites.kind.includes(Kind.none) && !own.some(({ name }) => name === "located")) all.push(new LocatedField(sites));
  all.push(...sites.head.tables.flatMap((table) => tableFields(sites, table)));
  tellApart(all, sites.head.languages[0] ?? "en");
  const byId = new Map<string, Field>();
  for (const field of all) {
    if (!byId.has(field.id)) byId.set(field.id, field);
    // A table's column may be called by its table's name, whether or not the plain one was free.
    const whole = field.table === undefined || field.id.includes("/") ? "" : `${field.table}.${field.id}`;
    if (whole && !byId.has(whole)) byId.set(whole, field);
  }
  const bound = new Map<string, Field>();
  return {
    all,
    find(id) {
      const known = byId.get(id) ?? bound.get(id);
      const named = known ? null : /^(.+)@(\d{4}[^@]*)$/s.exec(id);
      const field = named ? byId.get(named[1]!) : undefined;
      if (!field) return known;
      const year = periodIn(named![2]);
      // 2023-13 begins with a year and is none.
      if (!field.years.includes(year) || (Number.isInteger(year) && named![2]!.length > 4)) return undefined;
      const its = new YearField(field, year, id);
      bound.set(id, its);
      return its;
    },
  };
}

/** What most fields have in common: no year, one value a site. */
abstract class PlainField implements Field {
  abstract readonly id: string;
  abstract readonly type: FieldKind;
  readonly unit: Texts | undefined = undefined;
  readonly decimals: number | undefined = undefined;
  readonly years: readonly number[] = [];
  readonly usualYear = undefined;
  readonly year = undefined;
  readonly table: string | undefined = undefined;
  readonly theme: Texts | undefined = undefined;
  readonly kinds: readonly FigureKind[] = [];
  readonly leftOut = 0;
  protected readonly sites: Sites;
  #count: number | undefined;
  readonly #words = new Map<string, Map<string, string>>();

  constructor(sites: Sites) {
    this.sites = sites;
  }

  abstract label(lang: string): string;
  abstract get(site: number): Value;

  get count(): number {
    return (this.#count ??= this.counted());
  }

  protected counted(): number {
    let count = 0;
    for (let row = 0; row < this.sites.count; row++) if (this.get(row) !== null) count++;
    return count;
  }

  all(site: number): readonly Value[] {
    const value = this.get(site);
    return value === null ? [] : [value];
  }

  text(site: number, _lang: string): string {
    return String(this.get(site) ?? "");
  }

  written(site: number, lang: string): string {
    const value = this.get(site);
    return typeof value === "number" && this.type === "number" ? valueText(value, lang, this.decimals) : this.text(site, lang);
  }

  exact(): null {
    return null;
  }

  order(): Float64Array {
    return this.numbers();
  }

  word(value: string, lang: string): string {
    let words = this.#words.get(lang);
    if (!words) {
      words = new Map();
      for (let row = 0; row < this.sites.count; row++) {
        const its = this.get(row);
        if (its !== null && !words.has(String(its))) words.set(String(its), this.text(row, lang));
      }
      this.#words.set(lang, words);
    }
    return words.get(value) ?? value;
  }

  numbers(): Float64Array {
    let kept = numbersKept.get(this.sites);
    if (!kept) numbersKept.set(this.sites, (kept = new Recent(MOST_NUMBERS)));
    return kept.get(this, () => this.read());
  }

  protected read(): Float64Array {
    return Float64Array.from({ length: this.sites.count }, (_, row) => Number(this.get(row) ?? NaN));
  }

  pool(): Float64Array {
    return this.numbers().filter((value) => !Number.isNaN(value));
  }

  kindIn(): undefined {
    return undefined;
  }
}

/** An attribute of the sites. */
class ColumnField extends PlainField {
  readonly id: string;
  readonly type: FieldKind;
  override readonly unit: Texts | undefined;
  override readonly decimals: number | undefined;
  override readonly table: string | undefined;
  readonly #head: FieldHead;

  constructor(sites: Sites, head: FieldHead) {
    super(sites);
    this.#head = head;
    this.id = head.name;
    this.unit = head.unit;
    this.decimals = head.decimals;
    this.table = head.table;
    this.type = kindOf(head);
  }

  protected override counted(): number {
    return this.#head.count ?? super.counted();
  }

  label(lang: string): string {
    return inLanguage(this.#head.label, lang) || this.id;
  }

  get(site: number): Value {
    const value = this.sites.value(site, this.id, "");
    return value === "" ? null : value;
  }

  override text(site: number, lang: string): string {
    return String(this.sites.value(site, this.id, lang) ?? "");
  }

  protected override read(): Float64Array {
    if (this.type === "number") return this.sites.numbers(this.id);
    const read = this.type === "date" ? dateIn : this.type === "boolean" ? truth : () => NaN;
    return Float64Array.from({ length: this.sites.count }, (_, row) => read(this.get(row)));
  }
}

/** The site another is part of, called by its name. */
class PartField extends ColumnField {
  override text(site: number, lang: string): string {
    const whole = this.sites.partOf(site);
    return whole < 0 ? super.text(site, lang) : this.sites.name(whole, lang);
  }
}

function kindOf({ type, distinct, count }: FieldHead): FieldKind {
  if (type === "integer" || type === "number") return "number";
  if (type === "year") return "date";
  if (type === "date" || type === "boolean") return type;
  if (type !== "string" || distinct === undefined || count === undefined) return "text";
  return distinct <= count * MOST_DISTINCT ? "category" : "text";
}

function truth(value: Value): number {
  return value === null ? NaN : value === true || value === 1 || value === "true" ? 1 : 0;
}

/** What the categories of the map are: the one field that has signs of its own. */
class CategoryField extends PlainField {
  readonly id = "category";
  readonly type = "category";

  label(lang: string): string {
    return pageWord("categoryField", lang);
  }

  get(site: number): Value {
    return this.sites.value(site, "category", "");
  }

  override text(site: number, lang: string): string {
    return inLanguage(this.sites.head.categories[this.sites.category[site] ?? 0]?.label, lang);
  }

  override word(value: string, lang: string): string {
    return inLanguage(this.sites.head.categories.find(({ id }) => id === value)?.label, lang) || value;
  }
}

/** Whether a site has a place on the map. */
class LocatedField extends PlainField {
  readonly id = "located";
  readonly type = "boolean";

  label(lang: string): string {
    return pageWord("locatedField", lang);
  }

  get(site: number): boolean {
    return this.sites.kind[site] !== Kind.none;
  }

  protected override read(): Float64Array {
    return Float64Array.from(this.sites.kind, (kind) => (kind === Kind.none ? 0 : 1));
  }
}

/** A field bound to a year of its own. */
class YearField implements Field {
  readonly id: string;
  readonly type: FieldKind;
  readonly unit: Texts | undefined;
  readonly decimals: number | undefined;
  readonly years: readonly number[];
  readonly usualYear: number;
  readonly year: number;
  readonly table: string | undefined;
  readonly theme: Texts | undefined;
  readonly kinds: readonly FigureKind[];
  readonly leftOut: number;
  readonly #field: Field;
  #count: number | undefined;

  constructor(field: Field, year: number, id: string) {
    this.#field = field;
    this.year = year;
    this.id = id;
    [this.type, this.unit, this.decimals] = [field.type, field.unit, field.decimals];
    [this.table, this.theme, this.leftOut] = [field.table, field.theme, field.leftOut];
    this.years = [year];
    this.usualYear = year;
    const kind = field.kindIn(year);
    this.kinds = kind ? [kind] : [];
  }

  get count(): number {
    return (this.#count ??= this.numbers().reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0));
  }

  label(lang: string): string {
    return this.#field.label(lang);
  }

  get(site: number): Value {
    return this.#field.get(site, this.year);
  }

  all(site: number): readonly Value[] {
    const value = this.get(site);
    return value === null ? [] : [value];
  }

  text(site: number, lang: string): string {
    return this.#field.text(site, lang, this.year);
  }

  written(site: number, lang: string): string {
    return this.#field.written(site, lang, this.year);
  }

  exact(site: number): string | null {
    return this.#field.exact(site, this.year);
  }

  order(): Float64Array {
    return this.#field.order(this.year);
  }

  word(value: string, lang: string): string {
    return this.#field.word(value, lang);
  }

  numbers(): Float64Array {
    return this.#field.numbers(this.year);
  }

  pool(): Float64Array {
    return this.numbers().filter((value) => !Number.isNaN(value));
  }

  kindIn(): FigureKind | undefined {
    return this.#field.kindIn(this.year);
  }
}
