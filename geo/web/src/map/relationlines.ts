/** Thin lines from the site one points at, or has chosen, to those it has to do with, each with its word. */

import type { Frame } from "./frame.ts";
import { meets, type Rect } from "./rect.ts";
import { FONTS, type Palette } from "./style.ts";

export interface LinkLine {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  readonly word: string;
  /** How far it bends aside: of several between the same two, each by itself. */
  readonly bend: number;
}

/** Where along what is seen of its line a word may stand. */
const ALONG = Array.from({ length: 37 }, (_, n) => (n + 2) / 40);
const WORD = { font: `400 11px ${FONTS}`, height: 13 };
/** Free of the signs at its ends, in pixels. */
const AWAY = 16;
const ARROW = 6;
/** Of a line that is seen no longer than this no word is written, in pixels. */
const LEAST_SEEN = 56;

/**
 * @param taken what stands on the map: a word that would lie on it, or on another word, is left out
 * @param seen the part of the canvas that is seen: a word stands in it whole, as near to the middle of the line in it as it can
 */
export function drawLinks({ context }: Frame, links: readonly LinkLine[], colours: Palette, taken: readonly Rect[], seen: Rect): void {
  const covered = [...taken];
  const words: (() => void)[] = [];
  /** What is said of which two: what both say of each other stands there once. */
  const said = new Set<string>();
  context.save();
  context.lineCap = "round";
  for (const { from, to, word, bend } of links) {
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const length = Math.hypot(dx, dy);
    if (length < 3 * AWAY) continue;
    const [ux, uy] = [dx / length, dy / length];
    const start = [from[0] + ux * AWAY, from[1] + uy * AWAY] as const;
    const end = [to[0] - ux * AWAY, to[1] - uy * AWAY] as const;
    const middle = [(start[0] + end[0]) / 2 - uy * bend, (start[1] + end[1]) / 2 + ux * bend] as const;
    const angle = Math.atan2(end[1] - middle[1], end[0] - middle[0]);
    for (const [colour, width] of [[colours.halo, 3.2], [colours.textSecond, 1.2]] as const) {
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.beginPath();
      context.moveTo(...start);
      context.quadraticCurveTo(...middle, ...end);
      for (const side of [-0.45, 0.45]) {
        context.moveTo(...end);
        context.lineTo(end[0] - Math.cos(angle + side) * ARROW, end[1] - Math.sin(angle + side) * ARROW);
      }
      context.stroke();
    }
    const part = seenPart(start, end, { minX: seen.minX - bend, minY: seen.minY - bend, maxX: seen.maxX + bend, maxY: seen.maxY + bend });
    const saying = JSON.stringify([word, [from, to].sort(([a], [b]) => a - b)]);
    if (word === "" || !part || (part[1] - part[0]) * length < LEAST_SEEN || said.has(saying)) continue;
    context.font = WORD.font;
    const half = context.measureText(word).width / 2 + 2;
    const inside = ALONG.map((share) => part[0] + share * (part[1] - part[0])).map((part): readonly [number, number, Rect] => {
      const [x, y] = [0, 1].map((axis) =>
        (1 - part) ** 2 * start[axis]! + 2 * part * (1 - part) * middle[axis]! + part ** 2 * end[axis]!) as [number, number];
      return [x, y, { minX: x - half, minY: y - WORD.height / 2, maxX: x + half, maxY: y + WORD.height / 2 }];
    }).filter(([, , rect]) => isInside(rect, seen));
    const room = fromMiddle(inside).find(([, , rect]) => !covered.some((one) => meets(one, rect)));
    if (!room) continue;
    const [x, y, rect] = room;
    covered.push(rect);
    said.add(saying);
    words.push(() => {
      context.strokeText(word, x, y);
      context.fillText(word, x, y);
    });
  }
  // Above all lines: none runs through another's word.
  context.font = WORD.font;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineWidth = 3;
  context.lineJoin = "round";
  context.strokeStyle = colours.halo;
  context.fillStyle = colours.textSecond;
  for (const write of words) write();
  context.restore();
}

/** From where to where a straight line runs within a rectangle, as parts of its length; null where it does not. */
function seenPart(start: readonly [number, number], end: readonly [number, number], room: Rect): readonly [number, number] | null {
  const sides = [[0, room.minX, room.maxX], [1, room.minY, room.maxY]] as const;
  let [first, last] = [0, 1];
  for (const [axis, least, most] of sides) {
    const [from, way] = [start[axis]!, end[axis]! - start[axis]!];
    if (way === 0) {
      if (from < least || from > most) return null;
      continue;
    }
    const [near, far] = [(least - from) / way, (most - from) / way].sort((a, b) => a - b) as [number, number];
    [first, last] = [Math.max(first, near), Math.min(last, far)];
  }
  return first < last ? [first, last] : null;
}

function isInside({ minX, minY, maxX, maxY }: Rect, seen: Rect): boolean {
  return minX >= seen.minX && minY >= seen.minY && maxX <= seen.maxX && maxY <= seen.maxY;
}

/** The same, those in the middle first. */
function fromMiddle<T>(places: readonly T[]): T[] {
  const middle = (places.length - 1) / 2;
  return places.map((place, n) => [place, Math.abs(n - middle)] as const).sort(([, a], [, b]) => a - b).map(([place]) => place);
}
