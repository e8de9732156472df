/** The overview of a sheet: where its window lies, and the sites beyond it. */

import type { Frame, Surface } from "../map/frame.ts";
import { paintGround } from "../map/ground.ts";
import { aroundDot } from "../map/groundlabels.ts";
import { placeLabels, type Label } from "../map/labels.ts";
import type { Rect } from "../map/rect.ts";
import { besideDot, isWhole } from "../map/namespots.ts";
import type { Subject } from "../map/scene.ts";
import type { SignPainter } from "../map/signs.ts";
import { FONTS, SITE_STYLE } from "../map/style.ts";
import type { Terrain } from "../map/terrain.ts";
import { breakLines, drawLines } from "../map/text.ts";
import { FINENESS, frameAround, within } from "./paperframe.ts";

/** In pixels of the map. */
const [WIDTH, HEIGHT] = [176 * FINENESS, 168 * FINENESS];
const AWAY = 10;
const PADDING = 20;
const SIGN = 11.5;
const DOT = 2;
const NAME = 9.8;
const WIDEST_NAME = 108;
/** How fast what lies near a corner counts less, in pixels. */
const NEAR = 20;

/** The emptiest corner: the lower left one is the scale's. */
export function overviewRoom({ width, height }: Frame, taken: readonly (readonly [x: number, y: number])[]): Rect {
  const [right, low] = [width - WIDTH - AWAY, height - HEIGHT - AWAY];
  const rooms = [[right, low], [right, AWAY], [AWAY, AWAY]].map(([x = 0, y = 0]): Rect => ({ minX: x, minY: y, maxX: x + WIDTH, maxY: y + HEIGHT }));
  const crowd = ({ minX, minY, maxX, maxY }: Rect): number =>
    taken.reduce((sum, [x, y]) => {
      const away = Math.hypot(Math.max(minX - x, 0, x - maxX), Math.max(minY - y, 0, y - maxY));
      return sum + 1 / (1 + away / NEAR) ** 2;
    }, 0);
  return rooms.map((room) => ({ room, crowd: crowd(room) })).sort((a, b) => a.crowd - b.crowd)[0]!.room;
}

/** Draw where a frame and the sites beyond it lie, from the surface's origin. */
export function drawOverview(
  context: Surface, main: Frame, subject: Subject, terrain: Terrain, far: readonly number[], painter: SignPainter, of: Uint16Array,
): void {
  const { places: { x, y }, visible, colours } = subject;
  const located = [...visible.keys()].filter((row) => visible[row] === 1 && !Number.isNaN(x[row]!));
  let [west, north, east, south] = main.box;
  for (const row of located) {
    [west, east] = [Math.min(west, x[row]!), Math.max(east, x[row]!)];
    [north, south] = [Math.min(north, y[row]!), Math.max(south, y[row]!)];
  }
  const frame = frameAround(context, [west, north, east, south], WIDTH, HEIGHT, PADDING);
  const [toX, toY] = [(at: number) => at * frame.world - frame.left, (at: number) => at * frame.world - frame.top];
  context.part?.("overview-ground");
  paintGround(frame, terrain, colours);
  const [left, top, right, low] = [toX(main.box[0]), toY(main.box[1]), toX(main.box[2]), toY(main.box[3])];
  context.part?.("overview-sites");
  context.fillStyle = `${colours.ink}0d`;
  context.fillRect(left, top, right - left, low - top);
  context.beginPath();
  context.rect(left, top, right - left, low - top);
  context.strokeStyle = colours.ink;
  context.lineWidth = 1.2;
  context.stroke();
  const beyond = new Set(far);
  const labels: Label[] = [];
  for (const row of located) {
    const [atX, atY] = [toX(x[row]!), toY(y[row]!)];
    if (!beyond.has(row)) {
      context.beginPath();
      context.arc(atX, atY, DOT, 0, 2 * Math.PI);
      context.fillStyle = painter.colour(of[row]!, colours);
      context.fill();
      continue;
    }
    if (painter.hasSign(of[row]!)) painter.draw(context, atX, atY, of[row]!, "plain", colours, 1, SIGN / SITE_STYLE.sign);
    else painter.dot(context, atX, atY, SIGN / 2, of[row]!, colours);
    labels.push(nameOf(subject, row, atX, atY, within(frame, 2)));
  }
  for (const { label, spot } of placeLabels(labels, [])) drawLines(context, label.lines, spot.x, spot.y, spot.align, label.halo);
}

function nameOf({ sites, lang, measure, colours }: Subject, row: number, x: number, y: number, seen: Rect): Label {
  const font = `${NAME}px ${FONTS}`;
  const lines = breakLines(sites.name(row, lang), WIDEST_NAME, (text) => measure(text, font)).map((text) => ({
    text, font, size: NAME, colour: colours.textSite, tracking: 0, width: measure(text, font),
  }));
  const label: Label = { lines, halo: { colour: colours.halo, width: SITE_STYLE.label.halo }, priority: 0, spots: [], row };
  const away = SIGN / 2 + 3;
  const spots = [...aroundDot(x, y, away, lines), ...besideDot(x, y, away, lines)];
  return { ...label, spots: spots.filter((spot) => isWhole(seen, label, spot)) };
}
