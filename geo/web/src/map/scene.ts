/** What the sites' canvas shows in one frame: signs, outlines, discs and names, found once. */

import { hasOwnName } from "../data/ownnames.ts";
import { Kind, type Sites } from "../data/sites.ts";
import type { Frame } from "./frame.ts";
import { signRadius, type Clusters } from "./clusters.ts";
import { fanOut, MOST_FANNED, type Disc } from "./fan.ts";
import { aroundDot } from "./groundlabels.ts";
import { COVERED, edgeOf, GROUND_DOT, placeLabels, type Label, type Obstacle, type Placed, type Spot } from "./labels.ts";
import type { Rect } from "./rect.ts";
import { alongRim, besideDot, insideOnly, isWhole } from "./namespots.ts";
import { asCrowd, bareSign, numberRoom, pushedApart } from "./papernumbers.ts";
import { SPECK, type Outline, type Places } from "./places.ts";
import { unitsOfMetres } from "./projection.ts";
import { at, DOT, FONTS, SITE_STYLE, type Palette } from "./style.ts";
import { roomOf, type Sign } from "./onesign.ts";
import { singly } from "./singly.ts";
import { breakLines, heightOf, widthOf, type Measure, type TextLine } from "./text.ts";

export interface Scene {
  readonly frame: Frame;
  readonly clusters: Clusters;
  readonly signs: readonly Sign[];
  /** Lines, areas and dots that answer to the pointer, large ones first. */
  readonly outlines: readonly Outline[];
  /** Those of them that are to be drawn: what the ground shows is not drawn twice. */
  readonly drawn: readonly Outline[];
  /** Rows of lines and areas that are seen without a sign. */
  readonly plain: ReadonlySet<number>;
  /** The part of the canvas the reader sees. */
  readonly seen: Rect;
  /** What stands on the map, in pixels of the canvas. */
  readonly furniture: readonly Rect[];
  /** The selected site's own sign, drawn by itself and above all; null where it has none. */
  readonly selected: Sign | null;
  /** The area to be shown for the selection: its own, or that of what it is part of. */
  readonly focus: Outline | null;
  readonly ground: readonly Placed[];
  readonly names: readonly Placed[];
}

/** What a scene is made from. */
export interface Subject {
  readonly sites: Sites;
  readonly places: Places;
  readonly visible: Uint8Array;
  /** Row of the selected site, or −1. */
  readonly selected: number;
  /** Row that stands in for it on the map: itself, or the site it is part of. */
  readonly focus: number;
  /** Whether names can be read yet. */
  readonly isComplete: boolean;
  readonly lang: string;
  readonly otherLang: string;
  readonly colours: Palette;
  readonly measure: Measure;
  readonly groundLabels: readonly Label[];
  /** What the ground's own dots cover. */
  readonly groundDots: readonly Rect[];
  /** The part of the canvas the reader sees: names keep inside if they can. */
  readonly seen: Rect;
  /** What stands on the map, in pixels of the canvas. */
  readonly furniture: readonly Rect[];
  /** Which of the visible sites have a sign. */
  readonly signed: Uint8Array;
  /** Radius of a site's sign in pixels. */
  readonly radiusOf: (row: number) => number;
  /** Whether each site has a sign of its own, large ones below small ones. */
  readonly isSingly: boolean;
  /** Whether colours say something of the sites: areas are filled, and where a site may lie says nothing. */
  readonly isShaded: boolean;
  /** Whether every site has a sign that covers no other: on paper nobody can zoom in. */
  readonly isApart: boolean;
  /** Whether sites are numbered, as they are in the list. */
  readonly isNumbered: boolean;
  /** Whether a sign tells a weak position even where the disc is no larger than it: on paper nobody can zoom in. */
  readonly isFrank: boolean;
  /** Whether names carry the other language's below. */
  readonly isBilingual: boolean;
  /** What the names of sites could be and where they could stand; absent: as on a screen. */
  readonly labels?: (frame: Frame, subject: Subject, signs: readonly Sign[], plain: readonly Outline[]) => readonly Label[];
  /** Whether the ground shows an area already, so that its outline is not drawn twice. */
  readonly isOnGround: (box: Outline["box"]) => boolean;
}

/** What is smaller is a speck below its sign, in pixels; `SPECK` where it is to be seen without, or beside its number. */
const LEAST_SHAPE = 5;
/** From the middle of a line to its name, in pixels. */
const ASIDE_LINE = 6;
/** Pixels from the name of a line to the same name again. */
const PIECES_APART = 320;
/** Clusters of so many sites still name them all. */
const MOST_NAMED = 3;
/** With more signs than this there is no room to have any stand apart. */
const MOST_SIGNS_FANNED = 150;
/** How much farther from its sign the selected name may stand, in pixels. */
const STEPS_ASIDE = [0, 12, 24];
/** More names than this no eye tells apart, and each costs time. */
const MOST_NAMES = 250;
/** Of a site of more positions names do not keep clear. */
const MOST_DOTS_KEPT_CLEAR = 100;

export function makeScene(frame: Frame, subject: Subject): Scene {
  const { places, visible, selected, focus } = subject;
  const clusters = subject.isSingly
    ? singly(places, subject.signed, frame.box, subject.radiusOf)
    : places.clusters(subject.signed, frame.zoom, frame.box);
  const outlines = places
    .outlinesIn(frame.box)
    .filter((outline) => {
      const size = longerSide(outline.box) * frame.world;
      return visible[outline.row] === 1
        // What has no sign is seen by its outline alone, however small.
        && (size > LEAST_SHAPE || (subject.isShaded && subject.signed[outline.row] !== 1) || (size > SPECK && (subject.isNumbered || places.isUnsigned(outline, frame.zoom))));
    });
  const isPlain = (outline: Outline): boolean =>
    subject.isShaded ? subject.signed[outline.row] !== 1
      // On paper a sign upon it would hide what is short, too, and nobody can zoom in.
      : subject.isNumbered ? places.isShape(outline) : places.isUnsigned(outline, frame.zoom);
  const plain = outlines.filter(isPlain);
  const signs = subject.isApart ? apart(frame, subject, plain) : signsIn(frame, subject, clusters);
  const own = selected >= 0 ? ownSign(frame, subject, signs) : null;
  const usual = (): readonly Label[] => [...siteLabels(frame, subject, signs, clusters, own), ...plainLabels(frame, subject, plain)];
  const labels = subject.isComplete ? (subject.labels?.(frame, subject, signs, plain) ?? usual()) : [];
  const wanted = [...labels, ...subject.groundLabels];
  const placed = wanted.length === 0 ? [] : placeLabels(wanted, [
    ...subject.furniture.map((rect) => ({ ...rect, row: COVERED })),
    ...signs.filter(({ row }) => row !== selected || row < 0).map(obstacle),
    ...(own ? [obstacle(own)] : []),
    ...(subject.isNumbered ? signs.map((sign) => ({ ...numberRoom(sign), row: COVERED })) : []),
    ...outlines.flatMap((outline) => dotRooms(frame, outline)),
    ...subject.groundDots.map((rect) => ({ ...rect, row: GROUND_DOT })),
    ...edgeOf(subject.seen),
  ]);
  return {
    frame, clusters, signs, outlines, seen: subject.seen, furniture: subject.furniture, selected: own,
    plain: new Set(plain.map(({ row }) => row)),
    drawn: outlines
      .filter(({ box }) => subject.isShaded || !subject.isOnGround(box))
      .map((outline) => places.thinned(outline, frame.zoom)),
    focus: focus >= 0 ? places.outline(focus) : null,
    ground: placed.filter(({ label }) => label.row === -1),
    names: placed.filter(({ label }) => label.row !== -1),
  };
}

/** The selected site's sign, larger than the others: where it stands apart already, or at its place. */
function ownSign(frame: Frame, subject: Subject, signs: readonly Sign[]): Sign | null {
  const apart = signs.find(({ row, index, isBare }) => row === subject.selected && index < -1 && !isBare);
  return apart ? { ...apart, index: -1 } : signOf(frame, subject, subject.selected, -1);
}

/** A sign for each site in view, or the number alone of what is seen without one; those too near each other moved apart. */
function apart(frame: Frame, subject: Subject, plain: readonly Outline[]): Sign[] {
  const { places, signed, seen, isNumbered, isSingly } = subject;
  const bare = new Map((isNumbered ? plain : []).map((outline) => [outline.row, bareSign(frame, places, outline)]));
  const signs: Sign[] = [...bare.values()];
  for (let row = 0; row < signed.length; row++) {
    const sign = signed[row] === 1 && !bare.has(row) ? signOf(frame, subject, row, -2 - row) : null;
    if (sign) signs.push(sign);
  }
  return pushedApart(isNumbered && !isSingly ? asCrowd(signs, seen) : signs, seen, isNumbered);
}

function longerSide([west, north, east, south]: Outline["box"]): number {
  return Math.max(east - west, south - north);
}

function signsIn(frame: Frame, subject: Subject, clusters: Clusters): Sign[] {
  const [west, north, east, south] = frame.box;
  const signs: Sign[] = [];
  const fans = fansOf(frame, subject, clusters);
  for (let index = 0; index < clusters.count; index++) {
    const [x, y] = [clusters.x[index]!, clusters.y[index]!];
    if (x < west || x > east || y < north || y > south) continue;
    const size = clusters.size[index]!;
    if (size === 1) {
      const sign = signOf(frame, subject, clusters.first[index]!, index);
      if (sign) signs.push(sign);
      continue;
    }
    const fan = fans.get(index);
    if (fan) {
      signs.push(...fan);
      continue;
    }
    const home = [x * frame.world - frame.left, y * frame.world - frame.top] as const;
    signs.push({ x: home[0], y: home[1], home, radius: signRadius(size), row: -1, index, size, disc: 0, isWeak: false, isBare: false });
  }
  return signs;
}

function signOf(frame: Frame, { sites, places, isShaded, isFrank, radiusOf, signed, selected }: Subject, row: number, index: number): Sign | null {
  const [x, y] = [places.x[row]!, places.y[row]!];
  if (Number.isNaN(x)) return null;
  if (isShaded && signed[row] !== 1) return null; // its area or line is seen
  const radius = row === selected && index === -1 ? signRadius(1) : radiusOf(row);
  const metres = sites.accuracy[row]!;
  const isWeak = !isShaded && metres > SITE_STYLE.weakAccuracy && sites.kind[row] === 1;
  const disc = isWeak ? unitsOfMetres(metres, sites.y[row]!) * frame.world : 0;
  const home = [x * frame.world - frame.left, y * frame.world - frame.top] as const;
  return { x: home[0], y: home[1], home, radius, row, index, size: 1, disc: disc > radius ? disc : 0, isWeak: isWeak && (isFrank || disc > radius), isBare: false };
}

/** The signs of small clusters that have room to stand apart, by cluster. */
function fansOf(frame: Frame, subject: Subject, clusters: Clusters): ReadonlyMap<number, readonly Sign[]> {
  const fans = new Map<number, readonly Sign[]>();
  if (clusters.count > MOST_SIGNS_FANNED) return fans;
  // All there are, seen or not: what is apart stays so while the map is moved.
  const discs = Array.from({ length: clusters.count }, (_, index): Disc => ({
    x: clusters.x[index]! * frame.world - frame.left,
    y: clusters.y[index]! * frame.world - frame.top,
    radius: signRadius(clusters.size[index]!),
  }));
  const standing = new Map(discs.entries());
  for (let index = 0; index < clusters.count; index++) {
    if (clusters.size[index]! < 2 || clusters.size[index]! > MOST_FANNED) continue;
    const signs = Array.from(clusters.members(index), (row) => signOf(frame, subject, row, -2 - row));
    const own = signs.filter((sign) => sign !== null);
    standing.delete(index);
    const places = fanOut(own.map(({ home }) => home), [...standing.values()]);
    if (!places) {
      standing.set(index, discs[index]!);
      continue;
    }
    const fan = own.map((sign, n) => ({ ...sign, x: places[n]![0], y: places[n]![1] }));
    fans.set(index, fan);
    fan.forEach((sign) => standing.set(sign.index, sign));
  }
  return fans;
}

/** The single positions of a site, which are as much there as its sign is. */
function dotRooms({ world, left, top }: Frame, { dots, row }: Outline): Obstacle[] {
  if (dots.length > 2 * MOST_DOTS_KEPT_CLEAR) return []; // there is no room beside so many
  const rooms: Obstacle[] = [];
  for (let i = 0; i < dots.length; i += 2) {
    const [x, y] = [dots[i]! * world - left, dots[i + 1]! * world - top];
    rooms.push({ minX: x - DOT, minY: y - DOT, maxX: x + DOT, maxY: y + DOT, row });
  }
  return rooms;
}

function obstacle(sign: Sign): Obstacle {
  return { ...roomOf(sign), row: sign.row };
}

/** Names of all single signs and small clusters, the selected one first. */
function siteLabels(
  frame: Frame, subject: Subject, signs: readonly Sign[], clusters: Clusters, selected: Sign | null,
): Label[] {
  const { sites, lang } = subject;
  const others = signs.filter(
    ({ row, size, isBare }) => !isBare && size <= MOST_NAMED && (row < 0 || (row !== subject.selected && hasOwnName(sites, row, lang))),
  );
  const labels = others.slice(0, MOST_NAMES).flatMap((sign) =>
    sign.row < 0 ? namesOf(frame, subject, sign, clusters) : [nameOf(frame, subject, sign, false)],
  );
  if (selected) labels.unshift(nameOf(frame, subject, selected, true));
  return labels;
}

/** Names of what has no sign: in the middle of an area that is wide enough, beside the middle of a line. */
export function plainLabels(frame: Frame, subject: Subject, outlines: readonly Outline[]): Label[] {
  const { sites, lang } = subject;
  const others = outlines
    .filter(({ row }) => row !== subject.selected && hasOwnName(sites, row, lang))
    .slice(0, MOST_NAMES);
  return others.flatMap((outline): Label[] => {
    const { row, kind } = outline;
    const lines = nameLines(subject, row, frame.zoom, false);
    const spots = plainSpots(frame, subject, outline, lines);
    if (spots.length === 0) return [];
    const label = {
      lines,
      halo: { colour: subject.colours.halo, width: SITE_STYLE.label.halo },
      priority: row / (sites.count + 1),
      spots,
      row,
    };
    // A road in many pieces is named once, and again only far off.
    const once = { key: `line ${sites.name(row, lang)}`, distance: PIECES_APART };
    return [insideOnly(subject.seen, kind === Kind.area ? label : { ...label, once })];
  });
}

/** Where the name of what has no sign may stand: none within an area that is too small for it. */
export function plainSpots(frame: Frame, { places, isNumbered }: Subject, { row, kind, box }: Outline, lines: readonly TextLine[]): Spot[] {
  const [x, y] = [places.x[row]! * frame.world - frame.left, places.y[row]! * frame.world - frame.top];
  const [across, down] = [(box[2] - box[0]) * frame.world, (box[3] - box[1]) * frame.world];
  if (kind === Kind.area) {
    // Its number stands in the middle.
    const below = isNumbered ? heightOf(lines) / 2 + ASIDE_LINE : 0;
    return widthOf(lines) > across || heightOf(lines) + 2 * below > down ? [] : [{ x, y: y + below, align: 0, angle: 0 }];
  }
  const [right, left, below, above] = aroundDot(x, y, ASIDE_LINE, lines) as [Spot, Spot, Spot, Spot];
  return [...(across > 2 * down ? [above, below] : [right, left]), ...besideDot(x, y, ASIDE_LINE, lines)];
}

/** The name of a site beside its sign. */
export function nameOf(frame: Frame, subject: Subject, sign: Sign, isSelected: boolean): Label {
  const lines = nameLines(subject, sign.row, frame.zoom, isSelected);
  const away = sign.radius * (isSelected ? 1.2 : 1) + (isSelected ? 9 : 5);
  return insideOnly(subject.seen, {
    lines,
    halo: { colour: subject.colours.halo, width: SITE_STYLE.label.halo },
    priority: isSelected ? -1 : sign.row / (subject.sites.count + 1),
    spots: [
      ...aroundDot(sign.x, sign.y, away, lines), ...besideDot(sign.x, sign.y, away, lines),
      // It is written in any case: sooner a little farther off than across others.
      ...(isSelected ? STEPS_ASIDE.flatMap((aside) => alongRim(sign.x, sign.y, away + aside, lines)) : []),
    ],
    always: isSelected,
    row: sign.row,
  });
}

/** The names of the few sites of a cluster, one below the other; none where they have none of their own. */
export function namesOf(frame: Frame, subject: Subject, sign: Sign, clusters: Clusters): Label[] {
  const { sites, lang, colours, measure } = subject;
  const size = at(SITE_STYLE.label.size, frame.zoom) * SITE_STYLE.label.secondSize;
  const font = `500 ${size}px ${FONTS}`;
  const named = Array.from(clusters.members(sign.index)).filter((row) => hasOwnName(sites, row, lang));
  if (named.length === 0) return [];
  // Several of one name are told once.
  const counts = new Map<string, number>();
  for (const row of named) counts.set(sites.name(row, lang), (counts.get(sites.name(row, lang)) ?? 0) + 1);
  const lines = Array.from(counts, ([name, count]): TextLine => {
    const text = count > 1 ? `${name} ×${count}` : name;
    return { text, font, size, colour: colours.textSecond, tracking: 0, width: measure(text, font) };
  });
  const label = {
    lines,
    halo: { colour: colours.halo, width: SITE_STYLE.label.halo },
    priority: 1 + sign.size,
    spots: aroundDot(sign.x, sign.y, sign.radius + 5, lines),
    row: -2,
  };
  // Half a list of names helps nobody.
  return [{ ...label, spots: label.spots.filter((spot) => isWhole(subject.seen, label, spot)) }];
}

/** A line below a name. */
export function secondLine({ colours, measure }: Subject, text: string): TextLine {
  const size = 12;
  const font = `400 ${size}px ${FONTS}`;
  return { text, font, size, colour: colours.textSecond, tracking: 0, width: measure(text, font) };
}

/** The name of a site, broken into lines. */
export function nameLines(subject: Subject, row: number, zoom: number, isSelected: boolean): TextLine[] {
  const { sites, lang, otherLang, colours, measure, isBilingual } = subject;
  const style = SITE_STYLE.label;
  const size = at(style.size, zoom) + (isSelected ? 1 : 0);
  const lines = (text: string, its: number, weight: number, colour: string): TextLine[] => {
    const font = `${weight} ${its}px ${FONTS}`;
    const width = (part: string): number => measure(part, font);
    const most = style.lines + 1;
    const [...parts] = breakLines(text, style.maxWidth, width);
    if (parts.length > most) parts.splice(most - 1, Infinity, `${parts[most - 1]}…`);
    return parts.map((part) => ({
      text: part, font, size: its, colour, tracking: 0, width: width(part),
    }));
  };
  const name = sites.name(row, lang);
  const first = lines(name, size, isSelected ? 700 : 500, colours.textSite);
  const second = sites.name(row, otherLang);
  if (second === name || !(isBilingual || isSelected)) return first;
  return [...first, ...lines(second, size * style.secondSize, 400, colours.textSecond)];
}
