/** What is said of sites beyond what the map shows. */

import type { App } from "../app.ts";
import { distanceText } from "../ui/distance.ts";
import { DIRECTIONS, type Group } from "./beyond.ts";

export type NoteWords = readonly [name: string, where: string];

/** What a group is called, and how far off it lies. */
export function wordsOf({ sites, store, t }: App, { rows, distance, direction }: Group): NoteWords {
  const [row] = rows;
  const name = rows.length === 1 && row !== undefined ? sites.name(row, store.state.lang) : t("edgeSites", { count: rows.length });
  const where = t("edgeWhere", { distance: distanceText(distance, t), direction: t(DIRECTIONS[direction] ?? "north") });
  return [name, where];
}
