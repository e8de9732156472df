/** How far a view is to be moved so that nothing cuts or covers a sign. */

import { meets, type Rect } from "./rect.ts";

type Point = readonly [x: number, y: number];

/** A sign, in pixels. */
export interface Round {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** From one move that is tried to the next, in pixels. */
const STEP = 4;
/** Moved farther, it would be another view. */
const MOST = 160;

/**
 * The smallest move by which each sign stands whole in the free part, or wholly outside of it; null where
 * there is none.
 *
 * @param free what the reader sees of the map
 * @param covers what stands on the map
 * @param kept what must stay in the free part; where it does not fit, nothing moves
 */
export function clearingMove(signs: readonly Round[], free: Rect, covers: readonly Rect[], kept: Rect): Point | null {
  const isClear = (move: Point): boolean => signs.every((sign) => stands(boxOf(sign, move), free, covers));
  if (isClear([0, 0])) return [0, 0];
  const across = steps(free.minX - kept.minX, free.maxX - kept.maxX);
  const down = steps(free.minY - kept.minY, free.maxY - kept.maxY);
  const moves = across.flatMap((x) => down.map((y): Point => [x, y]));
  moves.sort((a, b) => Math.hypot(...a) - Math.hypot(...b));
  return moves.find(isClear) ?? null;
}

/** All moves one way between two limits, and to stay. */
function steps(least: number, most: number): number[] {
  const moves = [0];
  for (let by = STEP; by <= Math.min(most, MOST); by += STEP) moves.push(by);
  for (let by = -STEP; by >= Math.max(least, -MOST); by -= STEP) moves.push(by);
  return moves;
}

function boxOf({ x, y, radius }: Round, [right, lower]: Point): Rect {
  return { minX: x + right - radius, minY: y + lower - radius, maxX: x + right + radius, maxY: y + lower + radius };
}

function stands(sign: Rect, free: Rect, covers: readonly Rect[]): boolean {
  if (!meets(sign, free)) return true;
  const isWhole = sign.minX >= free.minX && sign.minY >= free.minY && sign.maxX <= free.maxX && sign.maxY <= free.maxY;
  return isWhole && !covers.some((cover) => meets(sign, cover));
}
