/** A sheet's map: the page's own scene, drawn as SVG; and what the sheet's columns say of it. */

import { fromBase64 } from "../data/inflate.ts";
import { load } from "../data/load.ts";
import { Block } from "../data/payload.ts";
import { isAreal, type Sites } from "../data/sites.ts";
import { htmlLang, learn, shortCount } from "../i18n.ts";
import { lookOf, signsOf, type Look } from "../look.ts";
import { handOf, isShaded, radiusIn, withSign } from "../map/dressing.ts";
import { drawScene } from "../map/draw.ts";
import type { Frame } from "../map/frame.ts";
import { paintGround } from "../map/ground.ts";
import { GroundLabels } from "../map/groundlabels.ts";
import type { Placed } from "../map/labels.ts";
import type { Rect } from "../map/rect.ts";
import { Places } from "../map/places.ts";
import { unitsOfMetres } from "../map/projection.ts";
import { wholeOnly } from "../map/namespots.ts";
import { makeScene, type Scene, type Subject } from "../map/scene.ts";
import { SignPainter } from "../map/signs.ts";
import { shareAmong, withoutPlain } from "../map/singly.ts";
import { palette } from "../map/style.ts";
import { Terrain } from "../map/terrain.ts";
import { isCjk, learnPhrases } from "../map/text.ts";
import { passingFilters } from "../sieve.ts";
import { usualState } from "../state.ts";
import type { State } from "../store.ts";
import { lookout, sound, topicById } from "../topics.ts";
import { drawOverview, overviewRoom } from "./overview.ts";
import { FINENESS, frameOfView, holds, within } from "./paperframe.ts";
import { paperLabels } from "./papernames.ts";
import { crossing, drawNotes, farSites, notesOf, type Note } from "./papernotes.ts";
import { sheetKey, type SheetKey } from "./sheetkey.ts";
import { Definitions, SvgContext, type Lettering } from "./svgcontext.ts";
import { textWidth } from "./textwidths.ts";

/** What `geo/picture/scene.py` asks for. Lengths are pixels of the sheet. */
export interface Asked {
  /** Base64 of the payload's blocks, unpacked. */
  readonly blocks: Readonly<Record<string, string>>;
  /** The sites' longer names in languages without spaces, and the parts of them that stay whole. */
  readonly phrases: Readonly<Record<string, readonly string[]>>;
  readonly theme: "light" | "dark";
  /** Id of the topic shown; null for the categories alone. */
  readonly topic: string | null;
  /** Of the map's window on the sheet. */
  readonly width: number;
  readonly height: number;
  /** What stands on the map: left, top, right and bottom within the window. */
  readonly furniture: readonly (readonly [number, number, number, number])[];
}

/** What it is given. Drawings are elements of SVG; lengths are pixels of the sheet. */
export interface Drawn extends SheetKey {
  readonly definitions: string;
  /** Length of a metre on the ground in the middle of the map. */
  readonly metre: number;
  /** From the window's corner on. */
  readonly map: string;
  /** Null where nothing lies beyond the window. */
  readonly overview: { readonly left: number; readonly top: number; readonly width: number; readonly height: number; readonly drawing: string } | null;
}

/** Up to so many sites signs are pushed apart; a crowd of more is legible where each stands. */
const MOST_APART = 250;
/** A second language below every name of more would crowd the map. */
const MOST_BILINGUAL = 60;
/** From the window's edge to what is written, in pixels. */
const EDGE = 4;

/** All that is on a map, and where, before any of it is drawn. */
interface Staged {
  readonly look: Look;
  readonly state: State;
  readonly frame: Frame;
  readonly subject: Subject;
  readonly scene: Scene;
  readonly notes: readonly Note[];
  readonly far: readonly number[];
  /** Where the overview goes; null where nothing lies beyond the frame. */
  readonly room: Rect | null;
  readonly terrain: Terrain;
  readonly context: SvgContext;
  /** A drawing that shares the map's definitions. */
  readonly blank: () => SvgContext;
  readonly definitions: Definitions;
}

export async function drawMap(asked: Asked): Promise<Drawn> {
  const staged = await stage(asked);
  const { look, state, frame, subject, scene, notes, far, room, terrain, context, blank, definitions } = staged;
  const { sites, visible } = subject;
  const painters = new Map<string, SignPainter>();
  const hand = handOf(sites, look, subject.colours, isAreal(sites), (grouping) => {
    const known = painters.get(grouping.key) ?? new SignPainter(grouping);
    painters.set(grouping.key, known);
    return known;
  });
  context.part("ground");
  paintGround(frame, terrain, subject.colours);
  drawScene(scene, { ...hand, links: [], numberOf: () => undefined, count: (size) => shortCount(size, state.lang), hovered: null, lit: null });
  drawNotes(frame, subject, notes, hand.painter, look.grouping);
  let overview: Drawn["overview"] = null;
  if (room) {
    const small = blank();
    drawOverview(small, frame, subject, terrain, far, hand.painter, look.grouping.of);
    overview = {
      left: room.minX / FINENESS, top: room.minY / FINENESS,
      width: (room.maxX - room.minX) / FINENESS, height: (room.maxY - room.minY) / FINENESS,
      drawing: scaled(small.text),
    };
  }
  const key = sheetKey({ sites, look, state, visible, hand, scene, terrain, frame, blank });
  const metre = (unitsOfMetres(1, (frame.box[1] + frame.box[3]) / 2) * frame.world) / FINENESS;
  return { ...key, map: scaled(context.text), overview, metre, definitions: definitions.text };
}

/** A map as data: what stands where, in tenths of pixels of the scene. */
export interface Told {
  readonly signs: readonly unknown[];
  readonly names: readonly unknown[];
  readonly ground: readonly unknown[];
  readonly notes: readonly unknown[];
  readonly outlines: readonly unknown[];
}

/** What `drawMap` would draw, for those who hold two engines against each other. */
export async function tellMap(asked: Asked): Promise<Told> {
  const { subject: { sites }, scene, notes } = await stage(asked);
  const tenths = (...values: readonly number[]): number[] => values.map((value) => Math.round(value * 10));
  const told = ({ label, spot }: Placed): unknown => ({
    lines: (spot.lines ?? label.lines).map(({ text }) => text),
    at: tenths(spot.x, spot.y, spot.angle * 100),
    ...(spot.leader ? { leader: tenths(...spot.leader) } : {}),
  });
  return {
    signs: scene.signs.map(({ row, x, y, home, radius, disc, isWeak }) => ({ id: sites.id(row), at: tenths(x, y, ...home), radius: tenths(radius, disc), isWeak })),
    names: scene.names.map(told),
    ground: scene.ground.map(told),
    notes: notes.map(({ row, lines, room }) => ({ id: sites.id(row), lines: lines.map(({ text }) => text), at: tenths(room.minX, room.minY) })),
    outlines: scene.drawn.map(({ row, kind, parts }) => ({ id: sites.id(row), kind, points: parts.flat().reduce((sum, line) => sum + line.length / 2, 0) })),
  };
}

async function stage(asked: Asked): Promise<Staged> {
  const { sites, ground } = await load(async (name) => asked.blocks[name]!, Promise.resolve(), async (text) => new Block(fromBase64(text)));
  learn(sites.head.words);
  learnPhrases(asked.phrases);
  // Both are to know when the sites are complete.
  signsOf(sites);
  passingFilters(sites, usualState(sites.head, []));
  await sites.complete;
  const state = stateOf(sites, asked);
  const look = lookOf(sites, state);
  const visible = passingFilters(sites, state);
  const definitions = new Definitions();
  const lettering = letteringOf(state.lang, sites);
  const blank = (): SvgContext => new SvgContext(definitions, lettering);
  const context = blank();
  const frame = frameOfView(context, sites.head.view, asked.width, asked.height);
  const terrain = new Terrain(await ground, "wgs84");
  const places = new Places(sites, "wgs84");
  places.readAllOutlines();
  const subject = subjectOf(frame, sites, places, look, state, visible, asked, lettering, terrain);

  const far = farSites(frame, sites, visible, subject.seen);
  const { signs } = makeScene(frame, { ...subject, isComplete: false, groundLabels: [] });
  const fixed = asked.furniture.map(([left, top, right, low]): Rect => ({
    minX: left * FINENESS, minY: top * FINENESS, maxX: right * FINENESS, maxY: low * FINENESS,
  }));
  // The overview goes where there is least; notes stand beside it.
  const taken = [...signs.map(({ x, y }) => [x, y] as const), ...far.map((row) => crossing(frame, places, row))];
  const room = far.length > 0 ? overviewRoom(frame, taken) : null;
  const covered = signs.map(({ x, y, radius }): Rect => ({ minX: x - radius, minY: y - radius, maxX: x + radius, maxY: y + radius }));
  const notes = notesOf(frame, subject, far, covered, room ? [...fixed, room] : fixed);
  const names = new Set(signs.map(({ row }) => sites.name(row, state.lang)));
  const scene = makeScene(frame, {
    ...subject,
    furniture: [...fixed, ...(room ? [room] : []), ...notes.map((note) => note.room)],
    // A lake that is a site is named once; and no name is cut by the edge.
    groundLabels: wholeOnly(within(frame, 0), subject.groundLabels.filter(({ lines }) => !names.has(lines[0]?.text ?? ""))),
  });
  return { look, state, frame, subject, scene, notes, far, room, terrain, context, blank, definitions };
}

function scaled(drawing: string): string {
  return `<g transform="scale(${1 / FINENESS})">${drawing}</g>`;
}

function stateOf(sites: Sites, { topic }: Asked): State {
  const state: State = { ...usualState(sites.head, []), lang: sites.head.languages[0]!, ...lookout(topicById(sites.head, topic)) };
  return { ...state, ...sound(sites, state) };
}

/** Chinese characters in a sheet of another script are in the forms of the map's other language. */
function letteringOf(lang: string, { head }: Sites): Lettering {
  const other = head.languages.find((one) => /^(zh|ja|ko)\b/.test(one));
  const isOwn = /^(zh|ja|ko)\b/.test(lang);
  return {
    measure: textWidth,
    langOf: (text) => (!isOwn && other && isCjk(text) ? htmlLang(other) : undefined),
  };
}

function subjectOf(
  frame: Frame, sites: Sites, places: Places, look: Look, state: State, visible: Uint8Array, { theme }: Asked, { measure }: Lettering, terrain: Terrain,
): Subject {
  const { lang } = state;
  const colours = palette(theme);
  const otherLang = sites.head.languages.find((language) => language !== lang) ?? lang;
  const shaded = isShaded(look);
  const signed = shaded ? withSign(sites, visible, look.sizing !== null) : withoutPlain(sites, places, visible, frame.zoom);
  const seen = within(frame, EDGE);
  const count = signed.reduce((sum, is, row) => sum + (is === 1 && !Number.isNaN(sites.x[row]!) ? 1 : 0), 0);
  const share = shareAmong(count);
  const radius = radiusIn(look);
  const shown = visible.reduce((sum, is, row) => {
    const at = [sites.x[row]! * frame.world - frame.left, sites.y[row]! * frame.world - frame.top] as const;
    return sum + (is === 1 && holds(seen, at) ? 1 : 0);
  }, 0);
  const ground = new GroundLabels(terrain, measure);
  return {
    sites, places, visible, signed, seen, colours, lang, otherLang, measure,
    selected: -1, focus: -1, isComplete: true,
    isShaded: shaded, isNumbered: false, isFrank: true,
    isApart: !shaded && count <= MOST_APART,
    isSingly: true,
    radiusOf: look.sizing ? radius : (row) => radius(row) * share,
    isBilingual: shown <= MOST_BILINGUAL,
    labels: paperLabels,
    groundLabels: ground.labels(frame, { minX: 0, minY: 0, maxX: frame.width, maxY: frame.height }, colours, lang, otherLang, true),
    groundDots: ground.dots(frame),
    isOnGround: (box) => terrain.hasSame(box),
    furniture: [],
  };
}
