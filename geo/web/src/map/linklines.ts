/** Where the lines run from a site to those it has to do with. */

import { linksAt } from "../data/relationlinks.ts";
import type { LinkLine } from "./relationlines.ts";
import type { Scene, Subject } from "./scene.ts";

/** Of more lines from one site none could be followed. */
const MOST_LINKS = 60;
/** How far the first line between two sites bends aside, and each further one beyond it, in pixels. */
const BEND = { first: 14, more: 22 };

/**
 * Lay lines from a site to those of the visible ones that it has to do with.
 *
 * @param row the site
 * @param partOf what is written beside a line to the whole that a site is a part of
 */
export function linkLines(scene: Scene, subject: Subject, row: number, partOf: string): LinkLine[] {
  const { places, visible } = subject;
  const { world, left, top } = scene.frame;
  const at = (of: number): readonly [number, number] => {
    const sign = scene.signs.find((one) => one.row === of);
    return sign ? [sign.x, sign.y] : [places.x[of]! * world - left, places.y[of]! * world - top];
  };
  const shown = linksAt(subject.sites, row).filter(({ from, to }) =>
    [from, to].every((end) => visible[end] === 1 && !Number.isNaN(places.x[end]))).slice(0, MOST_LINKS);
  const pairs = new Map<string, number>();
  return shown.map(({ from, to, word }) => {
    const pair = [from, to].sort((a, b) => a - b).join(" ");
    const before = pairs.get(pair) ?? 0;
    pairs.set(pair, before + 1);
    return { from: at(from), to: at(to), word: word ? word(subject.lang) : partOf, bend: BEND.first + before * BEND.more };
  });
}
