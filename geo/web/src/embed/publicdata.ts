/** What `window.parkmap` does with the fields of the sites. */

import type { App } from "../app.ts";
import { fieldsOf } from "../data/fields.ts";
import type { Value } from "../data/sites.ts";
import { filterPatch, readFilter } from "./orders.ts";
import { inLanguage } from "../i18n.ts";
import { isColour } from "../topics.ts";

/** A field one may colour, size and filter by. */
export interface PublicField {
  readonly id: string;
  readonly label: string;
  readonly unit: string | null;
  readonly type: "number" | "category" | "date" | "boolean" | "text";
  readonly years: readonly number[];
}

export interface PublicFilter {
  readonly q?: string | null;
  /** One category, several, or null for all. */
  readonly category?: string | readonly string[] | null;
  /** As `where` in the address, or by field a text as there, choices, or limits; null for none. */
  readonly where?:
    | string
    | Readonly<Record<string, string | readonly string[] | { readonly min?: number | string; readonly max?: number | string } | null>>
    | null;
}

/** What concerns the fields of the sites. It comes with the program: this file stands unpacked in every page. */
export interface PublicData {
  filter(wanted: PublicFilter): void;
  color(field: string | null): void;
  size(field: string | null): void;
  fields(): PublicField[];
  rows(): Readonly<Record<string, Value>>[];
}

export function publicData({ sites, store }: App): PublicData {
  return {
    filter(wanted) {
      const filter = readFilter({ ...wanted });
      if (!filter) throw new TypeError("parkmap.filter takes {q: text, category: id or ids, where: filters}");
      store.set(filterPatch(sites, filter), "api");
    },
    color(field) {
      if (field !== null && !isColour(sites, String(field))) return;
      store.set({ color: field === "category" ? null : field, hidden: [] }, "api");
    },
    size(field) {
      if (field === null || fieldsOf(sites).find(String(field))?.type === "number") store.set({ size: field }, "api");
    },
    fields() {
      const { lang } = store.state;
      return fieldsOf(sites).all.map((field) => ({
        id: field.id,
        label: field.label(lang),
        unit: inLanguage(field.unit, lang) || null,
        type: field.type,
        years: [...field.years],
      }));
    },
    rows() {
      const { lang, year } = store.state;
      return Array.from(store.result.rows, (row) => {
        const values: Record<string, Value> = { id: sites.id(row), name: sites.name(row, lang) };
        for (const field of fieldsOf(sites).all) {
          values[field.id] = field.get(row, field.years.length > 0 ? (year ?? undefined) : undefined);
          for (const one of field.years) values[`${field.id}@${one}`] = field.get(row, one);
        }
        return values;
      });
    },
  };
}
