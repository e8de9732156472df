/** Drawing a scene. */

import { Kind } from "../data/sites.ts";
import type { Frame, Surface } from "./frame.ts";
import { signRadius } from "./clusters.ts";
import { isStacked, rectsOf, type Placed } from "./labels.ts";
import type { Rect } from "./rect.ts";
import { drawNumber } from "./papernumbers.ts";
import type { GroupPointedAt } from "../store.ts";
import type { Outline } from "./places.ts";
import type { Scene } from "./scene.ts";
import { roomOf, type Sign } from "./onesign.ts";
import type { SignPainter } from "./signs.ts";
import type { Box } from "./geometry.ts";
import { drawLinks, type LinkLine } from "./relationlines.ts";
import { shade } from "./shading.ts";
import { DOT, SITE_STYLE, VEIL, type Palette } from "./style.ts";
import { drawLines, drawStacked, heightOf, widthOf } from "./text.ts";
import { roundedRect, trace, traceRims } from "./trace.ts";

export interface Hand {
  readonly painter: SignPainter;
  readonly colours: Palette;
  /** Group of a row, and how many there are. */
  readonly of: Uint16Array;
  readonly groups: number;
  /** The sign that a site has of its own, for the selected one. */
  readonly own: { readonly painter: SignPainter; readonly of: Uint16Array };
  /** Whether colours say something of the sites, so that areas are filled by them. */
  readonly isShaded: boolean;
  /** Lines to what the site that is pointed at, or chosen, has to do with. */
  readonly links: readonly LinkLine[];
  /** Whether the map is one of areas, which colours fill. */
  readonly isAreal: boolean;
  /** Whether an area of such a box is the ground of other sites, which colours only tint. */
  readonly isFaint: (box: Box) => boolean;
  /** Whether it is one of areas with circles in them that say what the colours say. */
  readonly isGround: boolean;
  /** Whether sizes say something: every sign is a disc then. */
  readonly isSized: boolean;
  /** Whether a site has no number where sizes say something. */
  readonly isUnsized: (row: number) => boolean;
  /** Whether a disc lies on an area that has its colour, so that it must be told from it. */
  readonly isAbove: (row: number) => boolean;
  /** Width of a line in pixels, where sizes say something too. */
  readonly widthOf: (row: number) => number | undefined;
  /** The number of a site, where they are numbered. */
  readonly numberOf: (row: number) => number | undefined;
  /** How a cluster's count is written. */
  readonly count: (size: number) => string;
  /** What the pointer is on, and its name where it is not written anyway. */
  readonly hovered: Hovered | null;
  /** The group that is pointed at in a legend: all others step back. */
  readonly lit: GroupPointedAt | null;
}

export interface Hovered {
  /** −1 for a cluster. */
  readonly row: number;
  readonly sign: Sign | null;
  readonly name: Placed | null;
}

/** A shorter tether would not be seen below the sign. */
const LEAST_TETHER = 3;
const HOVER_SCALE = 1.14;
const SELECTED_SCALE = 1.2;
/** What an area keeps of its fill where the view is deep inside it. */
const LEAST_FILL = 0.25;
/** Colours that share a ring; the least common of more are left out. */
const MOST_SHARES = 6;

/** Draw the same once more, on what is drawn. */
export function redrawScene(scene: Scene, hand: Hand): void {
  const { context, width, height } = scene.frame;
  context.clearRect(0, 0, width, height);
  drawScene(scene, hand);
}

/** Draw on an empty canvas. */
export function drawScene(scene: Scene, hand: Hand): void {
  const { frame } = scene;
  const { context } = frame;
  context.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
  context.part?.("outlines");
  for (const outline of scene.drawn) {
    drawOutline(scene, outline, hand, hand.hovered?.row === outline.row);
  }
  if (scene.focus) drawOutline(scene, scene.focus, hand, true);
  context.part?.("discs");
  for (const sign of scene.signs) if (sign.disc > 0) drawDisc(frame, sign, hand, isHovered(sign, hand));
  if (scene.selected && scene.selected.disc > 0) drawDisc(frame, scene.selected, hand, true);
  context.part?.("ground-names");
  for (const placed of scene.ground) drawLabel(context, placed);
  context.part?.("leaders");
  if (hand.links.length > 0) drawLinks(frame, hand.links, hand.colours, standing(scene), scene.seen);
  for (const { spot } of scene.names) drawLeader(context, spot, hand.colours);
  context.part?.("tethers");
  for (const sign of scene.signs) drawTether(frame, sign, hand);
  context.part?.("signs");
  for (const sign of scene.signs) {
    if (sign.isBare || (sign.row >= 0 && sign.row === scene.selected?.row)) continue;
    if (!isHovered(sign, hand)) drawSign(scene, sign, hand, 1);
  }
  context.part?.("names");
  for (const placed of scene.names) {
    if (placed.label.row !== scene.selected?.row) drawLabel(context, placed);
  }
  if (hand.lit) drawLit(scene, hand, hand.lit);
  drawAbove(scene, hand);
  for (const sign of scene.signs) {
    const number = sign.row < 0 ? undefined : hand.numberOf(sign.row);
    if (number !== undefined) drawNumber(frame, sign, number, hand.colours);
  }
}

/** What signs and names cover, and what stands on the map. */
function standing({ signs, selected, names, ground, furniture }: Scene): Rect[] {
  return [
    ...furniture,
    ...[...signs, ...(selected ? [selected] : [])].map(roomOf),
    ...[...names, ...ground].flatMap(({ label, spot }) => rectsOf(label, spot)),
  ];
}

/** A veil over all that is drawn, and above it once more what is of the group that is pointed at. */
function drawLit(scene: Scene, hand: Hand, { of, group }: GroupPointedAt): void {
  const { frame } = scene;
  const { context, width, height } = frame;
  const isLit = (row: number): boolean => of[row] === group;
  context.globalAlpha = VEIL;
  context.fillStyle = hand.colours.land;
  context.fillRect(0, 0, width, height);
  context.globalAlpha = 1;
  for (const outline of scene.outlines) if (isLit(outline.row)) drawOutline(scene, outline, hand, true);
  const signs = scene.signs.filter((sign) => !sign.isBare
    && (sign.row >= 0 ? isLit(sign.row) : scene.clusters.members(sign.index).some(isLit)));
  for (const sign of signs) if (sign.disc > 0) drawDisc(frame, sign, hand, false);
  const names = scene.names.filter(({ label: { row } }) => row >= 0 && isLit(row));
  for (const { spot } of names) drawLeader(context, spot, hand.colours);
  for (const sign of signs) drawTether(frame, sign, hand);
  for (const sign of signs) if (sign.row < 0 || sign.row !== scene.selected?.row) drawSign(scene, sign, hand, 1);
  for (const placed of names) drawLabel(context, placed);
}

/** The hovered and the selected sign, and their names. */
function drawAbove(scene: Scene, hand: Hand): void {
  const { context } = scene.frame;
  const { hovered } = hand;
  if (hovered && (hovered.row < 0 || hovered.row !== scene.selected?.row)) {
    if (hovered.sign) drawSign(scene, hovered.sign, hand, HOVER_SCALE);
    if (hovered.name) drawPlate(context, hovered.name, hand.colours.paper);
  }
  if (!scene.selected) return;
  drawRing(scene.frame, scene.selected, hand);
  drawSign(scene, scene.selected, hand, SELECTED_SCALE);
  const own = scene.names.find(({ label }) => label.row === scene.selected?.row);
  if (own) drawLabel(context, own);
}

function isHovered(sign: Sign, { hovered }: Hand): boolean {
  return hovered?.sign?.index === sign.index;
}

function drawSign(scene: Scene, sign: Sign, hand: Hand, scale: number): void {
  const { context, ratio } = scene.frame;
  const { colours } = hand;
  const { painter, of } = sign === scene.selected ? hand.own : hand;
  if (sign.row >= 0) {
    const look = sign.isWeak ? "weak" : "plain";
    const group = of[sign.row]!;
    if (painter.hasSign(group) && (sign === scene.selected || !hand.isSized)) painter.draw(context, sign.x, sign.y, group, look, colours, ratio, (scale * sign.radius) / signRadius(1));
    else if (hand.isUnsized(sign.row)) painter.hollow(context, sign.x, sign.y, sign.radius * scale, group, colours);
    else painter.dot(context, sign.x, sign.y, sign.radius * scale, group, colours, hand.isAbove(sign.row));
    return;
  }
  const mix = mixOf(scene, sign, hand);
  const text = hand.count(sign.size);
  painter.cluster(context, sign.x, sign.y, sign.radius * scale, text, mix, colours, ratio);
}

/** Share of each group in a cluster, in the groups' order; of many the most common. */
function mixOf({ clusters }: Scene, { index }: Sign, { of, groups }: Hand): (readonly [number, number])[] {
  const counts = clusters.mixes(of, groups).subarray(index * groups, (index + 1) * groups);
  const found = Array.from(counts, (count, its) => [its, count] as const).filter(([, count]) => count > 0);
  const most = found.sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, MOST_SHARES);
  const total = most.reduce((sum, [, count]) => sum + count, 0);
  return most.sort((a, b) => a[0] - b[0]).map(([its, count]) => [its, count / total] as const);
}

/** From what a name that stands off names; signs are drawn over its end. */
function drawLeader(context: Surface, { leader }: Placed["spot"], colours: Palette): void {
  if (!leader) return;
  context.strokeStyle = colours.textSecond;
  context.lineWidth = 0.9;
  context.lineCap = "butt";
  context.beginPath();
  context.moveTo(leader[0], leader[1]);
  context.lineTo(leader[2], leader[3]);
  context.stroke();
}

/** From a sign that had to make room to where its site lies. */
function drawTether({ context }: Frame, { x, y, radius, home, row, disc, isBare }: Sign, { painter, colours, of }: Hand): void {
  if (row < 0 || isBare || Math.hypot(x - home[0], y - home[1]) < LEAST_TETHER) return;
  const line = (colour: string, width: number): void => {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.lineCap = "round";
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(...home);
    context.stroke();
  };
  const colour = painter.colour(of[row]!, colours);
  const share = Math.min(1, radius / signRadius(1));
  line(colours.paper, 4 * share);
  line(colour, 1.5 * share);
  if (disc > 0) return; // it lies somewhere around: no dot says where
  context.fillStyle = colour;
  context.strokeStyle = colours.paper;
  context.lineWidth = 1.5 * share;
  context.beginPath();
  context.arc(...home, 3 * share, 0, 2 * Math.PI);
  context.stroke();
  context.fill();
}

/** A ring around the selected sign, in its own outline's shape and in ink. */
function drawRing({ context }: Frame, { x, y, row }: Sign, hand: Hand): void {
  const shape = hand.own.painter.outline(hand.own.of[row]!);
  const scale = (SITE_STYLE.sign / 24) * SELECTED_SCALE;
  context.save();
  context.translate(x, y);
  context.scale(scale, scale);
  context.translate(-12, -12);
  context.lineJoin = "round";
  context.strokeStyle = hand.colours.paper;
  context.lineWidth = 13 / scale;
  context.stroke(shape);
  context.strokeStyle = hand.colours.ink;
  context.lineWidth = 10 / scale;
  context.stroke(shape);
  context.strokeStyle = hand.colours.paper;
  context.lineWidth = 5.4 / scale;
  context.stroke(shape);
  context.restore();
}

/** The area in which a weakly located site lies. */
function drawDisc({ context }: Frame, sign: Sign, hand: Hand, isStrong: boolean): void {
  const colour = hand.own.painter.colour(hand.own.of[sign.row]!, hand.colours);
  const gradient = context.createRadialGradient(...sign.home, 0, ...sign.home, sign.disc);
  // Large discs lie over each other and over half the map: the larger, the fainter.
  const faint = Math.max(0.25, Math.min(1, 1 - (sign.disc - 60) / 240));
  const strength = SITE_STYLE.disc * (isStrong ? 2 : 1) * faint * 255;
  const alpha = (value: number): string => colour + Math.round(value).toString(16).padStart(2, "0");
  gradient.addColorStop(0, alpha(strength * 1.25));
  gradient.addColorStop(0.72, alpha(strength));
  gradient.addColorStop(1, alpha(strength * 0.45));
  context.beginPath();
  context.arc(...sign.home, sign.disc, 0, 2 * Math.PI);
  context.fillStyle = gradient;
  context.fill();
  context.globalAlpha = isStrong ? 0.8 : SITE_STYLE.discEdge;
  context.strokeStyle = colour;
  context.lineWidth = isStrong ? 1.2 : 0.8;
  context.setLineDash([1.5, 3.5]);
  context.lineCap = "round";
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function drawOutline(scene: Scene, outline: Outline, hand: Hand, isStrong: boolean): void {
  const { frame } = scene;
  const { context } = frame;
  const { box, parts, dots, kind, row } = outline;
  const colour = hand.painter.colour(hand.of[row]!, hand.colours);
  if (hand.isShaded) {
    shade(frame, outline, hand, isStrong);
    context.fillStyle = colour;
    if (dots.length > 0) drawDots(frame, dots, hand, isStrong);
    return;
  }
  context.lineJoin = "round";
  context.strokeStyle = colour;
  context.fillStyle = colour;
  if (kind === Kind.line) drawLine(frame, outline, isStrong);
  if (kind === Kind.area) {
    context.beginPath();
    trace(frame, parts, box, true);
    const fill = scene.plain.has(row) ? SITE_STYLE.areaPlain : SITE_STYLE.area;
    context.globalAlpha = (fill + (isStrong ? 0.08 : 0)) * fadeOf(scene, box);
    context.fill("evenodd");
    context.beginPath();
    traceRims(frame, parts);
    context.globalAlpha = isStrong ? 1 : SITE_STYLE.areaEdge;
    context.lineWidth = isStrong ? 2.2 : 1.1;
    context.stroke();
    context.globalAlpha = 1;
  }
  if (dots.length > 0) drawDots(frame, dots, hand, isStrong);
}

function drawLine(frame: Frame, { parts, box }: Outline, isStrong: boolean): void {
  const { context } = frame;
  context.beginPath();
  trace(frame, parts, box, false);
  context.lineCap = "round";
  context.globalAlpha = isStrong ? 1 : 0.9;
  context.lineWidth = SITE_STYLE.lineWidth * (isStrong ? 1.6 : 1);
  context.stroke();
  context.globalAlpha = 1;
}

/** Single positions of a site, as seen as its sign is. */
function drawDots({ context, world, left, top }: Frame, dots: Float64Array, { colours }: Hand, isStrong: boolean): void {
  context.strokeStyle = colours.paper;
  context.lineWidth = 1.5;
  const radius = DOT * (isStrong ? 1.25 : 1);
  context.beginPath();
  for (let i = 0; i < dots.length; i += 2) {
    const [x, y] = [dots[i]! * world - left, dots[i + 1]! * world - top];
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, 2 * Math.PI);
  }
  context.fill();
  context.stroke();
}

/**
 * How much of its fill an area keeps. One that the view has gone into would only tint everything: it
 * fades as it grows beyond the view at all sides, never while its rim can be seen.
 */
function fadeOf({ frame, seen }: Scene, [west, north, east, south]: Outline["box"]): number {
  const { world, left, top } = frame;
  const isAround =
    west * world - left < seen.minX && east * world - left > seen.maxX &&
    north * world - top < seen.minY && south * world - top > seen.maxY;
  if (!isAround) return 1;
  const share = Math.min(
    ((east - west) * world) / (seen.maxX - seen.minX), ((south - north) * world) / (seen.maxY - seen.minY),
  );
  return Math.max(LEAST_FILL, Math.min(1, 2.5 - share));
}

function drawLabel(context: Surface, { label, spot }: Placed): void {
  const { halo, plate } = label;
  const { lines = label.lines } = spot;
  if (plate !== undefined) {
    const [width, height] = [widthOf(lines) + 9, heightOf(lines) + 3];
    context.fillStyle = plate;
    context.beginPath();
    roundedRect(context, spot.x - width / 2, spot.y - height / 2, width, height, height / 2.6);
    context.fill();
  }
  if (spot.angle === 0) {
    drawLines(context, lines, spot.x, spot.y, spot.align, halo);
    return;
  }
  context.save();
  context.translate(spot.x, spot.y);
  if (isStacked(lines, spot.angle)) {
    // Read from above: the way down the line is the way of reading.
    context.rotate(spot.angle < 0 ? spot.angle + Math.PI : spot.angle);
    drawStacked(context, lines[0]!, halo);
  } else {
    context.rotate(spot.angle);
    drawLines(context, lines, 0, 0, 0, halo);
  }
  context.restore();
}

/** What the plate of a name covers. */
export function plateOf({ label: { lines }, spot }: Placed): Rect {
  const [width, height] = [widthOf(lines) + 12, heightOf(lines) + 6];
  const left = spot.align === 1 ? spot.x - 6 : spot.align === 0 ? spot.x - width / 2 : spot.x - width + 6;
  return { minX: left, minY: spot.y - height / 2, maxX: left + width, maxY: spot.y + height / 2 };
}

/** A name that comes up under the pointer, on paper. */
function drawPlate(context: Surface, placed: Placed, paper: string): void {
  const { label: { lines }, spot } = placed;
  const { minX, minY, maxX, maxY } = plateOf(placed);
  context.save();
  context.shadowColor = "rgba(20, 24, 29, 0.25)";
  context.shadowBlur = 6;
  context.shadowOffsetY = 1;
  context.fillStyle = paper;
  context.beginPath();
  roundedRect(context, minX, minY, maxX - minX, maxY - minY, 4);
  context.fill();
  context.restore();
  drawLines(context, lines, spot.x, spot.y, spot.align, { colour: "", width: 0 });
}
