/** Notes at the edge of a sheet: what lies beyond it, and how far. Nobody can move paper, so each site has its own. */

import type { Grouping } from "../data/grouping.ts";
import type { Sites } from "../data/sites.ts";
import { messages } from "../i18n.ts";
import type { Frame } from "../map/frame.ts";
import type { Rect } from "../map/rect.ts";
import { distance } from "../map/projection.ts";
import { placeNotes } from "../map/rim.ts";
import type { Subject } from "../map/scene.ts";
import type { SignPainter } from "../map/signs.ts";
import { at, FONTS, SITE_STYLE } from "../map/style.ts";
import { drawLines, heightOf, widthOf, type TextLine } from "../map/text.ts";
import { distanceText } from "../ui/distance.ts";
import { within } from "./paperframe.ts";

/** More would fence the map in: the overview shows them. */
const MOST_NOTES = 8;
/** Of their signs, in pixels; with the arrow beside, and air. */
const SIGN = 14;
const ARROW = 11;
const AIR = 5;
const NAME = 0.92;
const WHERE = 0.82;

export interface Note {
  readonly row: number;
  readonly lines: readonly TextLine[];
  readonly room: Rect;
  /** Direction of the site, clockwise from the east. */
  readonly angle: number;
  /** Whether the sign stands at the right of the words, towards the edge. */
  readonly isRight: boolean;
}

/**
 * @param far rows of sites that the frame does not show
 * @param signs what they had better not cover
 * @param taken what they must not cover
 */
export function notesOf(frame: Frame, subject: Subject, far: readonly number[], signs: readonly Rect[], taken: readonly Rect[]): Note[] {
  if (far.length > MOST_NOTES) return [];
  const { places: { x, y } } = subject;
  const rim = within(frame, AIR);
  const notes = far.map((row) => {
    const lines = linesOf(frame, subject, row);
    const target = [x[row]! * frame.world - frame.left, y[row]! * frame.world - frame.top] as const;
    return { row, lines, target, width: Math.ceil(2 * ARROW + SIGN + AIR + widthOf(lines)), height: Math.ceil(Math.max(heightOf(lines), SIGN + 2 * ARROW)) };
  });
  // Places at the rim are whole pixels.
  const room = { left: rim.minX, top: rim.minY, right: Math.floor(rim.maxX), bottom: Math.floor(rim.maxY) };
  const places = placeNotes(notes, room, signs, false, taken);
  return notes.flatMap(({ row, lines, target, width, height }, index): Note[] => {
    const place = places[index];
    if (!place) return [];
    const [left, top] = place;
    const isRight = left + width / 2 > frame.width / 2;
    const from = [isRight ? left + width - ARROW - SIGN / 2 : left + ARROW + SIGN / 2, top + height / 2] as const;
    return [{
      row, lines, isRight,
      room: { minX: left, minY: top, maxX: left + width, maxY: top + height },
      angle: Math.atan2(target[1] - from[1], target[0] - from[0]),
    }];
  });
}

/** Its name, and how far it lies from the middle of the map. */
function linesOf(frame: Frame, { sites, lang, colours, measure }: Subject, row: number): TextLine[] {
  const size = at(SITE_STYLE.label.size, frame.zoom);
  const [west, north, east, south] = frame.box;
  const metres = distance([(west + east) / 2, (north + south) / 2], [sites.x[row]!, sites.y[row]!]);
  const line = (text: string, its: number, weight: number, colour: string): TextLine => {
    const font = `${weight} ${its}px ${FONTS}`;
    return { text, font, size: its, colour, tracking: 0, width: measure(text, font) };
  };
  return [
    line(sites.name(row, lang), size * NAME, 500, colours.textSite),
    line(distanceText(metres, messages(() => lang)), size * WHERE, 400, colours.textSecond),
  ];
}

export function drawNotes(frame: Frame, subject: Subject, notes: readonly Note[], painter: SignPainter, { of }: Grouping): void {
  const { context } = frame;
  const { colours } = subject;
  context.part?.("beyond");
  for (const { row, lines, room, angle, isRight } of notes) {
    const y = (room.minY + room.maxY) / 2;
    const x = isRight ? room.maxX - ARROW - SIGN / 2 : room.minX + ARROW + SIGN / 2;
    context.save();
    context.translate(x, y);
    context.rotate(angle);
    context.beginPath();
    context.moveTo(SIGN / 2 + 2, -6);
    context.lineTo(SIGN / 2 + ARROW, 0);
    context.lineTo(SIGN / 2 + 2, 6);
    context.closePath();
    context.fillStyle = painter.colour(of[row]!, colours);
    context.fill();
    context.restore();
    if (painter.hasSign(of[row]!)) painter.draw(context, x, y, of[row]!, "plain", colours, 1, SIGN / SITE_STYLE.sign);
    else painter.dot(context, x, y, SIGN / 2, of[row]!, colours);
    const halo = { colour: colours.halo, width: SITE_STYLE.label.halo };
    drawLines(context, lines, isRight ? room.maxX - 2 * ARROW - SIGN : room.minX + 2 * ARROW + SIGN, y, isRight ? -1 : 1, halo);
  }
}

/** Where the way from the middle of a frame to a site beyond it meets the edge. */
export function crossing({ world, left, top, width, height }: Frame, { x, y }: Subject["places"], row: number): readonly [x: number, y: number] {
  const [right, down] = [x[row]! * world - left - width / 2, y[row]! * world - top - height / 2];
  const part = Math.min(width / 2 / Math.abs(right), height / 2 / Math.abs(down));
  return [width / 2 + right * part, height / 2 + down * part];
}

/** Rows of located, visible sites outside a part of the frame. */
export function farSites({ world, left, top }: Frame, { x, y }: Sites, visible: Uint8Array, seen: Rect): number[] {
  return [...visible.keys()].filter((row) => {
    if (visible[row] !== 1 || Number.isNaN(x[row]!)) return false;
    const [right, down] = [x[row]! * world - left, y[row]! * world - top];
    return right < seen.minX || right > seen.maxX || down < seen.minY || down > seen.maxY;
  });
}
