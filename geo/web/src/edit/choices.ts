/** What can be picked where a value is not typed: sites, categories, what a table or a list has. */

import type { App } from "../app.ts";
import type { Category } from "../contract/maphead.ts";
import { splitIds } from "../data/ids.ts";
import { inLanguage } from "../i18n.ts";
import type { Pick } from "./client.ts";

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface Choices {
  /** Whether a value may name several, with commas between. */
  readonly many: boolean;
  /** The first that a text is in, as value or as name. */
  readonly find: (text: string) => readonly Choice[];
  /** What a value is called; itself where it has no name. */
  readonly labelOf: (value: string) => string;
  /** The value that a text says, as value or as name; null where it is none or might be several. */
  readonly valueOf: (text: string) => string | null;
  /** Of a key of several columns: the choices of one row, whose other cells say what fits. */
  readonly within?: (held: Held) => Choices;
  /** Makes one more; null where none was made. */
  readonly more?: { readonly label: string; readonly make: () => Promise<Choice | null> };
}

/** What a column of the row holds. */
export type Held = (column: string) => string;

const MOST = 60;

export interface Categories {
  readonly all: () => readonly Category[];
  readonly label: string;
  readonly make: () => Promise<Category | null>;
}

/** None of what is no pick. */
export function choicesOf(pick: Pick | undefined, app: App, categories: Categories): Choices | null {
  const { lang } = app.store.state;
  if (pick === undefined || pick.of === "made") return null;
  if (pick.of === "sites") return ofSites(app);
  if (pick.of === "listed" && pick.options.some(({ beside }) => beside)) return ofParts(pick.options, lang);
  if (pick.of === "listed") return ofList(() => pick.options.map(({ value, label }) => ({ value, label: inLanguage(label, lang) || value })), pick.many);
  const named = ({ id, label }: Category): Choice => ({ value: id, label: inLanguage(label, lang) || id });
  const make = async (): Promise<Choice | null> => {
    const made = await categories.make();
    return made && named(made);
  };
  return { ...ofList(() => categories.all().map(named), false), more: { label: categories.label, make } };
}

/** The values of a cell, one for one that names no more. */
export function valuesIn(text: string, many: boolean): readonly string[] {
  return many ? splitIds(text) : text === "" ? [] : [text];
}

export function ofList(list: () => readonly Choice[], many: boolean): Choices {
  return {
    many,
    find: (text) => {
      const sought = folded(text);
      return list().filter(({ value, label }) => folded(label).includes(sought) || folded(value).includes(sought)).slice(0, MOST);
    },
    labelOf: (value) => list().find((known) => known.value === value)?.label ?? value,
    valueOf: (text) => {
      if (list().some(({ value }) => value === text)) return text;
      const found = list().filter(({ label }) => folded(label) === folded(text));
      return found.length === 1 ? found[0]!.value : null;
    },
  };
}

/**
 * One column of a key of several: what stands there in some row, first where the row's other cells do. A name is a whole
 * row's, so that it is shown beside the value, and only where one row is left.
 */
function ofParts(options: Pick["options"], lang: string, held: Held = () => ""): Choices {
  const list = (): Choice[] => {
    const fitting = options.filter(({ beside }) => Object.entries(beside ?? {}).every(([column, value]) => ["", value].includes(held(column))));
    const rows = new Map<string, Pick["options"]>();
    for (const option of fitting) rows.set(option.value, [...(rows.get(option.value) ?? []).slice(0, 1), option]);
    return [...new Set([...fitting, ...options].map(({ value }) => value))].map((value) => {
      const [only, another] = rows.get(value) ?? [];
      const name = only && !another ? inLanguage(only.label, lang) : "";
      return { value, label: name ? `${value} · ${name}` : value };
    });
  };
  return { ...ofList(list, false), labelOf: (value) => value, within: (row) => ofParts(options, lang, row) };
}

/** Of two of one name none is meant by it alone. */
function ofSites({ sites, store }: App): Choices {
  const { lang } = store.state;
  const at = (row: number): Choice => ({ value: sites.id(row), label: sites.name(row, lang) });
  const others = sites.head.languages.filter((language) => language !== lang);
  const names = (row: number): string[] => [sites.name(row, lang), ...others.map((language) => sites.name(row, language))];
  return {
    many: false,
    find: (text) => {
      const sought = folded(text);
      const found: Choice[] = [];
      for (let row = 0; row < sites.count && found.length < MOST; row++) {
        if (folded(sites.id(row)).includes(sought) || names(row).some((name) => folded(name).includes(sought))) found.push(at(row));
      }
      return found;
    },
    labelOf: (value) => {
      const row = sites.rowOf(value);
      return row < 0 ? value : sites.name(row, lang);
    },
    valueOf: (text) => {
      if (sites.rowOf(text) >= 0) return text;
      const sought = folded(text);
      const found: number[] = [];
      for (let row = 0; row < sites.count && found.length < 2; row++) {
        if (names(row).some((name) => folded(name) === sought)) found.push(row);
      }
      return found.length === 1 ? sites.id(found[0]!) : null;
    },
  };
}

function folded(text: string): string {
  return text.normalize("NFKC").trim().toLowerCase();
}
