/** Where two or three sites close together have room, their signs stand apart, each tied to its place. */

import { SIGN_GAP, signRadius } from "./clusters.ts";

/** A sign as others must keep clear of it. */
export interface Disc {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

type Point = readonly [x: number, y: number];

/** Larger groups are counted. */
export const MOST_FANNED = 3;
/** Farther from its place no eye follows a tether. */
const LONGEST_TETHER = 30;
const ROUNDS = 40;

/**
 * Places for the signs of a few sites, pushed apart until none covers another; the order of the
 * sites decides between equal places.
 *
 * @param homes where the sites lie, in pixels
 * @param others all signs that stay where they are
 * @returns null where a sign would cover one of `others`, or stand too far from its site
 */
export function fanOut(homes: readonly Point[], others: readonly Disc[]): readonly Point[] | null {
  const needed = 2 * signRadius(1) + SIGN_GAP;
  // Sites on one spot have no direction to part in: give them one.
  const places = homes.map(([x, y], index) => [x + index * 1e-3, y] as [number, number]);
  for (let round = 0; round < ROUNDS && pushApart(places, needed); round++);
  const hasRoom = places.every(([x, y], index) => {
    const [homeX, homeY] = homes[index]!;
    return (
      Math.hypot(x - homeX, y - homeY) <= LONGEST_TETHER &&
      others.every((other) => Math.hypot(x - other.x, y - other.y) >= signRadius(1) + other.radius + SIGN_GAP)
    );
  });
  return hasRoom ? places : null;
}

/** One round; false once all are apart. */
function pushApart(places: [number, number][], needed: number): boolean {
  let isPushed = false;
  places.forEach((a, index) => {
    for (const b of places.slice(index + 1)) {
      const [right, down] = [b[0] - a[0], b[1] - a[1]];
      const distance = Math.hypot(right, down);
      if (distance >= needed - 0.01) continue;
      const push = (needed - distance) / 2 / distance;
      a[0] -= right * push;
      a[1] -= down * push;
      b[0] += right * push;
      b[1] += down * push;
      isPushed = true;
    }
  });
  return isPushed;
}
