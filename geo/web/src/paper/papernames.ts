/**
 * Names of sites on paper. A sheet has no list beside it to look a name up in: one that finds no room
 * beside its sign stands a little way off, with a thin line to it.
 */

import RBush from "rbush";

import { hasOwnName } from "../data/ownnames.ts";
import { Kind } from "../data/sites.ts";
import { signRadius } from "../map/clusters.ts";
import type { Frame } from "../map/frame.ts";
import { aroundDot } from "../map/groundlabels.ts";
import type { Label, Spot } from "../map/labels.ts";
import type { Rect } from "../map/rect.ts";
import type { Outline } from "../map/places.ts";
import { besideDot, isWhole } from "../map/namespots.ts";
import { nameLines, plainSpots, type Subject } from "../map/scene.ts";
import type { Sign } from "../map/onesign.ts";
import { SITE_STYLE } from "../map/style.ts";
import { heightOf, type TextLine } from "../map/text.ts";

/** Names of more sites than this would be a grey mass. */
const MOST_NAMED = 400;
/** Among more signs lines to names would lead nowhere. */
const MOST_LED_TO = 250;
/** Among more lines and areas, too: what stands in no area's own room stands in another's. */
const MOST_SHAPES_LED_TO = 60;
/** How far off a name may stand, in widths of a sign, and in how many directions. */
const RINGS = [1.6, 2.6, 3.6, 4.8, 6.2, 8, 10];
const DIRECTIONS = 24;
/** More or less above or below its sign a name is centred there. */
const STEEP = 0.3;
/** Places known no better than this come after the others: around them is room. */
const VAGUE = 500;

interface Owned extends Rect {
  readonly row: number;
}

export function paperLabels(frame: Frame, subject: Subject, signs: readonly Sign[], plain: readonly Outline[]): Label[] {
  const rooms = new RBush<Owned>();
  rooms.load(signs.map(({ x, y, radius, row }) => ({ minX: x - radius, minY: y - radius, maxX: x + radius, maxY: y + radius, row })));
  const isCrowd = signs.length > MOST_LED_TO || plain.length > MOST_SHAPES_LED_TO;
  const single: Subject = { ...subject, isBilingual: false };
  const label = (row: number, middle: readonly [number, number], radius: number, near: (lines: readonly TextLine[]) => Spot[]): Label => {
    const lines = nameLines(subject, row, frame.zoom, false);
    const first = nameLines(single, row, frame.zoom, false);
    const isBoth = lines.length > first.length;
    const made: Label = {
      lines, row, spots: [],
      halo: { colour: subject.colours.halo, width: SITE_STYLE.label.halo },
      priority: rankOf(subject, row) + row / (subject.sites.count + 1),
    };
    const alone = (spots: readonly Spot[]): Spot[] => (isBoth ? spots.map((spot) => ({ ...spot, lines: first })) : [...spots]);
    const whole = (spots: readonly Spot[]): Spot[] => spots.filter((spot) => isWhole(subject.seen, made, spot));
    return {
      ...made,
      spots: whole([...near(lines), ...(isBoth ? alone(near(first)) : [])]),
      more: () => isCrowd ? [] : whole(alone(standingOff(middle, radius, first))).filter((spot) => isClear(spot, row, rooms)),
    };
  };
  const isNamed = ({ row }: { readonly row: number }): boolean => hasOwnName(subject.sites, row, subject.lang);
  const named = signs.filter(isNamed).slice(0, MOST_NAMED).map(({ x, y, radius, row }) =>
    label(row, [x, y], radius, (lines) => [...aroundDot(x, y, radius + 5, lines), ...besideDot(x, y, radius + 5, lines)]));
  const seen = plain.filter(isNamed).slice(0, Math.max(0, MOST_NAMED - named.length)).map((outline) => {
    const { places: { x, y } } = subject;
    const middle = [x[outline.row]! * frame.world - frame.left, y[outline.row]! * frame.world - frame.top] as const;
    return label(outline.row, middle, signRadius(1) / 2, (lines) => plainSpots(frame, subject, outline, lines));
  });
  return [...named, ...seen];
}

/** Exact places first: their names must stand close. */
function rankOf({ sites }: Subject, row: number): number {
  if (sites.kind[row] === Kind.area) return 3;
  return sites.accuracy[row]! > VAGUE ? 2 : 1;
}

/** Places around at growing distances, each with the line that leads to it. */
function standingOff([x, y]: readonly [number, number], radius: number, lines: readonly TextLine[]): Spot[] {
  const half = heightOf(lines) / 2;
  return RINGS.flatMap((ring) =>
    Array.from({ length: DIRECTIONS }, (_, step): Spot => {
      const [right, down] = [Math.cos((2 * Math.PI * step) / DIRECTIONS), Math.sin((2 * Math.PI * step) / DIRECTIONS)];
      const [toX, toY] = [x + right * 2 * radius * ring, y + down * 2 * radius * ring];
      const leader = [x, y, toX, toY] as const;
      if (Math.abs(right) > STEEP) return { x: toX + Math.sign(right) * 2, y: toY, align: right > 0 ? 1 : -1, angle: 0, leader };
      return { x: toX, y: toY + Math.sign(down) * half, align: 0, angle: 0, leader };
    }),
  );
}

/** Whether the line to a name crosses no other's sign. */
function isClear({ leader }: Spot, row: number, rooms: RBush<Owned>): boolean {
  if (!leader) return true;
  const [x1, y1, x2, y2] = leader;
  const box = { minX: Math.min(x1, x2), minY: Math.min(y1, y2), maxX: Math.max(x1, x2), maxY: Math.max(y1, y2) };
  return rooms.search(box).every((room) => room.row === row || !crosses(leader, room));
}

/** Whether a line comes into a rectangle: what is left of it between the sides, side by side. */
function crosses([x1, y1, x2, y2]: NonNullable<Spot["leader"]>, { minX, minY, maxX, maxY }: Rect): boolean {
  let [from, to] = [0, 1];
  for (const [start, way, low, high] of [[x1, x2 - x1, minX, maxX], [y1, y2 - y1, minY, maxY]] as const) {
    if (way === 0) {
      if (start < low || start > high) return false;
      continue;
    }
    const [a, b] = [(low - start) / way, (high - start) / way];
    [from, to] = [Math.max(from, Math.min(a, b)), Math.min(to, Math.max(a, b))];
  }
  return from <= to;
}
