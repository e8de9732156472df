/** The height an embedded map asks for. */

import type { Ui } from "../store.ts";

/** Lowest and highest map, in CSS pixels. */
const LOW = 240;
const HIGH = 640;
/** Height by width: a little flatter than 3 : 2, so that text around it stays in sight. */
const RATIO = 0.62;

/** The whole page has a panel beside or over its map and needs more room. */
const LOW_FULL = 480;

/**
 * Height in CSS pixels for a page of a width. It must not depend on the present height: host and
 * map would go on answering each other.
 */
export function preferredHeight(width: number, ui: Ui): number {
  const low = ui === "full" ? LOW_FULL : LOW;
  return Math.round(Math.min(HIGH, Math.max(low, width * RATIO)));
}
