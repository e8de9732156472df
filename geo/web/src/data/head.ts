/** What the head of the payload says, and what it has of what is asked. */

import type { Head, Table } from "../contract/maphead.ts";

export type * from "../contract/maphead.ts";

/** How many decimals the numbers of a column of a table are written with; undefined: each with those it has. */
export function decimalsOf({ fields }: Pick<Table, "fields">, column: string | undefined): number | undefined {
  return fields.find(({ name }) => name === column)?.decimals;
}

/** Those of some category ids the map has; null where it has none of them, which is not the same as all. */
export function knownCategories({ categories }: Head, asked: readonly string[]): readonly string[] | null {
  const ids = asked.filter((id) => id !== "");
  const known = ids.filter((id) => categories.some((one) => one.id === id));
  return known.length > 0 || ids.length === 0 ? known : null;
}
