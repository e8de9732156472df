/** What a look makes of the sites: which have a sign, how large, and in whose colours. */

import type { Grouping } from "../data/grouping.ts";
import { Kind, type Sites } from "../data/sites.ts";
import { isInCircles, signsOf, type Look } from "../look.ts";
import { signRadius } from "./clusters.ts";
import type { Hand } from "./draw.ts";
import type { Box } from "./geometry.ts";
import type { SignPainter } from "./signs.ts";
import type { Palette } from "./style.ts";

/** Of a plain disc, where sizes say nothing; and of one without a number, or of zero, where they do. */
const PLAIN_RADIUS = 8;
const EMPTY_RADIUS = 5;
const ZERO_RADIUS = 2.2;

/** Whether colours or sizes say something of the sites, so that areas are filled and lines are no signs. */
export function isShaded({ grouping, sizing }: Look): boolean {
  return grouping.field !== undefined || sizing !== null;
}

/** The visible sites that have a sign where colours or sizes speak: lines are seen as what they are, and areas unless signs have a size. */
export function withSign({ kind }: Sites, visible: Uint8Array, isSized: boolean): Uint8Array {
  const has = (row: number): boolean => kind[row] === Kind.point || (isSized && kind[row] === Kind.area);
  return visible.map((is, row) => (is === 1 && has(row) ? 1 : 0));
}

/** Radius of a site's sign in pixels. */
export function radiusIn(look: Look): (row: number) => number {
  const { sizing } = look;
  if (!sizing) return () => (isShaded(look) ? PLAIN_RADIUS : signRadius(1));
  return (row) => (Number.isNaN(sizing.radius[row]!) ? EMPTY_RADIUS : Math.max(ZERO_RADIUS, sizing.radius[row]!));
}

/** Width of a line whose number has such a radius, in pixels. */
export function lineWidth(radius: number): number {
  return Math.max(1, (radius || 0) / 2.5);
}

/** An area in which more than such a share of the others lie, and more than one, is their ground; it may be a sketch. */
const MOST_HELD = 0.1;
/** Sites that are asked whether they lie in an area: of many more, these tell as well. */
const ASKED = 500;

/** Whether an area is the ground of the points around it: filled it would hide what it is the ground of. */
function groundOf({ count, x, y }: Sites): (box: Box) => boolean {
  const located = Array.from({ length: count }, (_, row) => row).filter((row) => !Number.isNaN(x[row]!));
  const step = Math.ceil(located.length / ASKED);
  const asked = located.filter((_, n) => n % step === 0);
  const known = new WeakMap<Box, boolean>();
  return (box) => {
    let is = known.get(box);
    if (is === undefined) {
      const [west, north, east, south] = box;
      const held = asked.filter((row) => x[row]! >= west && x[row]! <= east && y[row]! >= north && y[row]! <= south).length;
      const others = held - 1; // itself is one of them
      known.set(box, (is = others > 1 && others > MOST_HELD * (asked.length - 1)));
    }
    return is;
  };
}

const grounds = new WeakMap<Sites, (box: Box) => boolean>();

function isGroundOf(sites: Sites): (box: Box) => boolean {
  let its = grounds.get(sites);
  if (!its) grounds.set(sites, (its = groundOf(sites)));
  return its;
}

/** What a scene is drawn with, but for what the reader does on a screen. */
export function handOf(
  sites: Sites, look: Look, colours: Palette, areal: boolean, painterOf: (grouping: Grouping) => SignPainter,
): Omit<Hand, "links" | "numberOf" | "count" | "hovered" | "lit"> {
  const { grouping, sizing } = look;
  const signs = signsOf(sites);
  const isFilled = areal && !isInCircles(look);
  return {
    painter: painterOf(grouping), colours,
    of: grouping.of, groups: grouping.groups.length,
    own: { painter: painterOf(signs), of: signs.of },
    isShaded: grouping.field !== undefined,
    isSized: sizing !== null,
    isUnsized: (row) => sizing !== null && Number.isNaN(sizing.radius[row]),
    isAreal: isFilled,
    isFaint: areal ? () => false : sizing ? () => true : isGroundOf(sites),
    isGround: areal && !isFilled,
    isAbove: (row) => isFilled && grouping.field !== undefined && sites.kind[row] !== Kind.point,
    widthOf: (row) => (sizing ? lineWidth(sizing.radius[row]!) : undefined),
  };
}
