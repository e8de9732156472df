/** Signs on paper, where nobody can zoom in: pushed apart until none covers another. */

import type { Rect } from "./rect.ts";

const ROUNDS = 80;
/** How much of its way back a sign goes in a round. */
const PULL = 0.04;

/**
 * Places for signs near where they belong.
 *
 * @param homes where they belong
 * @param halves from the middle of each to where another may begin
 * @param within where they must stay
 */
export function spread(
  homes: readonly (readonly [x: number, y: number])[], halves: readonly number[], within: Rect,
): readonly (readonly [x: number, y: number])[] {
  const places = homes.map(([x, y]): [number, number] => [x, y]);
  for (let round = 0; round < ROUNDS; round++) {
    let isMoved = false;
    for (let a = 0; a < places.length; a++) {
      for (let b = a + 1; b < places.length; b++) {
        const [one, other] = [places[a]!, places[b]!];
        let [x, y] = [other[0] - one[0], other[1] - one[1]];
        const apart = Math.hypot(x, y);
        const distance = halves[a]! + halves[b]!;
        if (apart >= distance) continue;
        // Of two at one place, the later goes where its number in the order points.
        if (apart < 1e-6) [x, y] = [Math.cos(b * 2.4), Math.sin(b * 2.4)];
        const by = (distance - apart) / 2 / Math.hypot(x, y);
        one[0] -= x * by;
        one[1] -= y * by;
        other[0] += x * by;
        other[1] += y * by;
        isMoved = true;
      }
    }
    const isLast = round > ROUNDS / 2;
    places.forEach((place, index) => {
      if (!isLast) {
        place[0] += (homes[index]![0] - place[0]) * PULL;
        place[1] += (homes[index]![1] - place[1]) * PULL;
      }
      place[0] = Math.max(within.minX + halves[index]!, Math.min(within.maxX - halves[index]!, place[0]));
      place[1] = Math.max(within.minY + halves[index]!, Math.min(within.maxY - halves[index]!, place[1]));
    });
    if (!isMoved && isLast) break;
  }
  return places;
}
