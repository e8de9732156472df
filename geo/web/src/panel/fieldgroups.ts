/** Fields as the panel lists them: the layer's own first, then those of each table and theme under its name. */

import type { App } from "../app.ts";
import type { Field } from "../data/fields.ts";
import { inLanguage } from "../i18n.ts";

/** Fields under a heading; "" for those of the layer. */
export type FieldGroup = readonly [label: string, fields: readonly Field[]];

export function fieldGroups(app: App, fields: readonly Field[]): readonly FieldGroup[] {
  const groups = new Map<string, Field[]>();
  for (const field of fields) {
    const label = groupLabel(app, field);
    groups.set(label, [...(groups.get(label) ?? []), field]);
  }
  return [...groups];
}

function groupLabel({ sites, store }: App, { table, theme }: Field): string {
  const { lang } = store.state;
  const found = sites.head.tables.find(({ name }) => name === table);
  return inLanguage(theme, lang) || (found ? inLanguage(found.label, lang) || found.name : "");
}
