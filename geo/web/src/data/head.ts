/** What the head of the payload says, and what it has of what is asked. */

import type { Head } from "../contract/maphead.ts";

export type * from "../contract/maphead.ts";

/** Those of some category ids the map has; null where it has none of them, which is not the same as all. */
export function knownCategories({ categories }: Head, asked: readonly string[]): readonly string[] | null {
  const ids = asked.filter((id) => id !== "");
  const known = ids.filter((id) => categories.some((one) => one.id === id));
  return known.length > 0 || ids.length === 0 ? known : null;
}
