/** What `window.parkmap` does with the fields of the sites. */

import type { App } from "../app.ts";
import type { ParkMapField, ParkMapFilter } from "../contract/hostmessages.ts";
import { fieldsOf } from "../data/fields.ts";
import { yearAsked } from "../data/fieldtype.ts";
import { periodId } from "../data/periods.ts";
import type { Value } from "../data/sites.ts";
import { filterPatch, readFilter } from "./orders.ts";
import { inLanguage } from "../i18n.ts";
import { colouredBy, isColour } from "../topics.ts";

/** What concerns the fields of the sites. It comes with the program: this file stands unpacked in every page. */
export interface PublicData {
  filter(wanted: ParkMapFilter): void;
  color(field: string | null): void;
  size(field: string | null): void;
  fields(): ParkMapField[];
  /** The year that holds, as other programs know it. */
  year(): number | string | null;
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
      store.set(colouredBy(store.state, field === "category" ? null : field), "api");
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
        years: field.years.map(periodId),
      }));
    },
    year() {
      const { year } = store.state;
      return year === null ? null : periodId(year);
    },
    rows() {
      const { lang, year } = store.state;
      return Array.from(store.result.rows, (row) => {
        const values: (readonly [string, Value])[] = [["id", sites.id(row)], ["name", sites.name(row, lang)]];
        for (const field of fieldsOf(sites).all) {
          const its = yearAsked(field, year);
          values.push([field.id, field.exact(row, its) ?? field.get(row, its)]);
          for (const one of field.years) values.push([`${field.id}@${periodId(one)}`, field.exact(row, one) ?? field.get(row, one)]);
        }
        // Not by assignment: a field may be called __proto__.
        return Object.fromEntries(values);
      });
    },
  };
}
