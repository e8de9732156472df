/** The numbers that sites have on paper: at their signs, or alone beside a line and in an area. */

import { Kind } from "../data/sites.ts";
import type { Frame } from "./frame.ts";
import { signRadius } from "./clusters.ts";
import type { Rect } from "./rect.ts";
import type { Outline, Places } from "./places.ts";
import { roomOf, type Sign } from "./onesign.ts";
import { spread } from "./spread.ts";
import { FONTS, type Palette } from "./style.ts";
import { roundedRect } from "./trace.ts";

/** Room between signs on paper, in pixels; and where they have numbers. */
const APART = 1.5;
const APART_NUMBERED = 7;
/** How far a number stands out beyond its sign, in pixels. */
const NUMBER_OUT = { up: 4, right: 12 };
/** Half the width of a number that stands alone, and its size. */
const BARE = 6;
const BARE_SIZE = 7.5;
/** From a line to its number's middle. */
const ASIDE = 6.5;
/** Up to so many signs keep their size and have their numbers beside them. */
const MOST_BESIDE = 60;
/** A sign of a crowd has its number in it, and no picture: as small as three digits let it be. */
const CROWDED = 7.4;
const CROWDED_APART = 1.2;
const CROWDED_SIZE = 7;
/** What belongs to a number that stands no farther off is seen. */
const LEAST_LEADER = 11;

/** The number of what is seen without a sign: a sign upon it would hide what it stands for. */
export function bareSign({ world, left, top }: Frame, { x, y }: Places, { row, kind, box }: Outline): Sign {
  const home = [x[row]! * world - left, y[row]! * world - top] as const;
  const isLevel = box[2] - box[0] > box[3] - box[1];
  const aside = kind === Kind.line ? ASIDE : 0;
  return {
    x: home[0] + (isLevel ? 0 : aside), y: home[1] - (isLevel ? aside : 0), home,
    radius: BARE, row, index: -2 - row, size: 1, disc: 0, isWeak: false, isBare: true,
  };
}

/** The signs as small as their number lets them be seen on one sheet; sizes that say something stay. */
export function asCrowd(signs: readonly Sign[], seen: Rect): readonly Sign[] {
  const count = signs.filter(({ isBare, home: [x, y] }) => !isBare && x >= seen.minX && x <= seen.maxX && y >= seen.minY && y <= seen.maxY).length;
  return count > MOST_BESIDE ? signs.map((sign) => (sign.isBare ? sign : { ...sign, radius: CROWDED })) : signs;
}

/** Whether a sign has its number in it. */
function isCrowded({ isBare, radius }: Sign): boolean {
  return !isBare && radius === CROWDED;
}

/** Signs and numbers pushed apart where they are too near each other; what lies beyond the sheet is left out. */
export function pushedApart(all: readonly Sign[], seen: Rect, isNumbered: boolean): Sign[] {
  const signs = all.filter(({ home: [x, y] }) => x >= seen.minX && x <= seen.maxX && y >= seen.minY && y <= seen.maxY);
  const half = (sign: Sign): number =>
    sign.isBare ? BARE
      : !isNumbered ? sign.radius + APART / 2
        : isCrowded(sign) ? CROWDED + CROWDED_APART / 2
          : signRadius(1) + APART_NUMBERED / 2;
  // The numbers stand out at the upper right; none is cut at the rim.
  const within = isNumbered ? { ...seen, minY: seen.minY + NUMBER_OUT.up, maxX: seen.maxX - NUMBER_OUT.right } : seen;
  const moved = spread(signs.map(({ x, y }) => [x, y] as const), signs.map(half), within);
  return signs.map((sign, index) => ({ ...sign, x: moved[index]![0], y: moved[index]![1] }));
}

/** What the number at a sign covers: at its upper right, in it, or all there is. */
export function numberRoom(sign: Sign): Rect {
  const { x, y, radius, isBare } = sign;
  if (isCrowded(sign)) return roomOf(sign);
  if (isBare) return { minX: x - radius - 1, minY: y - BARE_SIZE / 2, maxX: x + radius + 1, maxY: y + BARE_SIZE / 2 };
  return { minX: x + 4, minY: y - radius - NUMBER_OUT.up, maxX: x + radius + NUMBER_OUT.right, maxY: y - radius + 9 };
}

/** What a sign covers, its number with it. */
export function signRoom(sign: Sign): Rect {
  const [own, number] = [roomOf(sign), numberRoom(sign)];
  return {
    minX: Math.min(own.minX, number.minX), minY: Math.min(own.minY, number.minY),
    maxX: Math.max(own.maxX, number.maxX), maxY: Math.max(own.maxY, number.maxY),
  };
}

/** A site's number in the list. */
export function drawNumber({ context }: Frame, sign: Sign, number: number, colours: Palette): void {
  const { x, y, radius, isBare, home, isWeak } = sign;
  const text = String(number);
  context.textAlign = "center";
  context.textBaseline = "middle";
  if (isCrowded(sign)) {
    context.font = `700 ${CROWDED_SIZE}px ${FONTS}`;
    // As the picture that stands there otherwise.
    context.fillStyle = isWeak ? colours.ink : "#ffffff";
    context.fillText(text, x, y + 0.5);
    return;
  }
  if (isBare) {
    if (Math.hypot(x - home[0], y - home[1]) > LEAST_LEADER) {
      context.strokeStyle = colours.textSecond;
      context.lineWidth = 0.5;
      context.beginPath();
      context.moveTo(x, y);
      context.lineTo(...home);
      context.stroke();
    }
    context.font = `700 ${BARE_SIZE}px ${FONTS}`;
    context.lineJoin = "round";
    context.lineWidth = 2;
    context.strokeStyle = colours.paper;
    context.strokeText(text, x, y + 0.5);
    context.fillStyle = colours.ink;
    context.fillText(text, x, y + 0.5);
    return;
  }
  const [width, height] = [6 + 5.6 * text.length, 11];
  const [left, top] = [x + radius * 0.45, y - radius - 3];
  context.beginPath();
  roundedRect(context, left, top, width, height, height / 2);
  context.fillStyle = colours.paper;
  context.fill();
  context.strokeStyle = colours.ink;
  context.lineWidth = 0.7;
  context.stroke();
  context.fillStyle = colours.ink;
  context.font = `600 9px ${FONTS}`;
  context.fillText(text, left + width / 2, top + height / 2 + 0.5);
}
