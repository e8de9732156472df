/**
 * A position as people paste it: numbers in either order, degrees and minutes, or a share link.
 * The same as `geo/positions/coordinates.py` and `angles.py`; both are tested with
 * `tests/fixtures/positions/read.json`. Nothing is fetched.
 */

import shared from "../../../positions/street_maps.json" with { type: "json" };
import { inChina, toWgs84, type Datum, type LonLat } from "../data/datum.ts";
import written from "../../../positions/written_angles.json" with { type: "json" };
import { oneOf } from "../words/oneof.ts";
import { nearest, readCode, shortPlusCode } from "./gridcodes.ts";
import { findLink, readLink, streetDatum } from "./links.ts";
import { rounded } from "./lonlat.ts";
import { respelled, withinWords } from "./respelled.ts";

/** Characters; the longest share links have some hundreds. */
const LONGEST = 2000;
/** Where two orders are possible, the one this close to the place shown is meant. */
const CLOSE_DEGREES = 5;
/** How many times as far from there the order is that is not meant. */
const CLEARLY = 4;
const NUMBER = "\\s*(-?\\d+(?:\\.\\d+)?)\\s*";
/** Where the format says which is which, and a height after them says nothing of the place. */
const LONGITUDE_FIRST = [
  new RegExp(`^\\s*POINT\\s*Z?\\s*\\(${NUMBER}\\s${NUMBER}(?:\\s${NUMBER})?\\)\\s*$`, "i"),
  new RegExp(`^\\{(?=.*"Point").*"coordinates"\\s*:\\s*\\[${NUMBER},${NUMBER}(?:,${NUMBER})?\\].*$`, "s"),
];
const WITH_HEIGHT = new RegExp(`^${NUMBER},${NUMBER},${NUMBER}$`);
const MARKS: Readonly<Record<string, string>> = { "　": " ", "、": ",", "。": ".", "−": "-", "–": "-" };
const AXES = ["lon", "lat"] as const;
/** 纬度30°11′N says it twice: what it is called is left out there, and told elsewhere. */
const LABELS = AXES.flatMap((axis) => {
  const { called, positive, negative } = written[axis];
  const label = `(?:${oneOf(called)})\\s*[:=]?\\s*`;
  const side = `(?:${oneOf([...positive, ...negative])})`;
  const again = `${label}(?=${side}|[-\\d.\\s°'"′″’”]+${side})`;
  return [[new RegExp(again, "gi"), ""], [new RegExp(label, "gi"), positive[0]!]] as const;
});
const SIDES: ReadonlyMap<string, "lon" | "lat"> = new Map(
  AXES.flatMap((axis) => [...written[axis].positive, ...written[axis].negative].map((word) => [word, axis] as const)),
);
const NEGATIVE: ReadonlySet<string> = new Set(AXES.flatMap((axis) => written[axis].negative));
const HEMISPHERE = oneOf([...SIDES.keys()]);
/** Characters with which an angle may end, or its hemisphere be told, before the next one's digits. */
const ENDS = new RegExp(`[${[...SIDES.keys()].join("")}${[written.degrees, written.minutes, written.seconds].map((marks) => marks.at(-1)).join("")}]`, "i");
const ANGLE = new RegExp(
  `^\\s*(${HEMISPHERE})?\\s*[:：]?\\s*([-−+])?\\s*(\\d{1,3}(?:\\.\\d{1,20})?)\\s*[${written.degrees}]?` +
    `(?:\\s*(\\d{1,2}(?:\\.\\d{1,20})?)\\s*[${written.minutes}](?:\\s*(\\d{1,2}(?:\\.\\d{1,20})?)\\s*(?:[${written.seconds}]|''))?)?` +
    `\\s*(${HEMISPHERE})?\\s*$`,
  "i",
);

interface Position {
  readonly at: LonLat;
  readonly datum: Datum;
}

interface Angle {
  readonly degrees: number;
  /** Which of the two it is, by the hemisphere named. */
  readonly axis: "lon" | "lat" | null;
}

/**
 * Read a position and bring it to WGS 84; null where there is none, or more than one.
 *
 * @param datum overrules what a link implies; "" leaves it to the link, and numbers are WGS 84
 * @param near decides the order where both are possible
 */
export function readPosition(text: string, datum: Datum | "", near: LonLat): LonLat | null {
  const [found, ...others] = readPositions(text, datum, near);
  return found && others.length === 0 ? found : null;
}

/** The same, or all that may be meant. */
export function readPositions(text: string, datum: Datum | "", near: LonLat): LonLat[] {
  const found = text.length > LONGEST ? [] : allPositions(text.trim(), near);
  return found.map((one) => rounded(toWgs84(...one.at, datum || one.datum)));
}

/** Whether nothing says in which datum the numbers are, where that makes half a kilometre. */
export function isOpen(text: string, [lon, lat]: LonLat): boolean {
  const isSaid = findLink(text) !== null || readCode(text) !== null || shortPlusCode(text) !== null || STREET.test(text);
  return !isSaid && SAID.every(([, form]) => text.search(form) < 0) && inChina(lon, lat);
}

/** The same as it is written, with its datum. */
export function parsePosition(text: string, near: LonLat | null): Position | null {
  const [found, ...others] = allPositions(text, near);
  return found && others.length === 0 ? found : null;
}

function allPositions(text: string, near: LonLat | null): readonly Position[] {
  const link = findLink(text);
  if (link === null) return ofCode(plain(text), near) ?? ofWords(plain(text), near);
  const linked = readLink(link);
  if (linked === null) return [];
  if (!("words" in linked)) return isSound(linked.at) ? [linked] : [];
  const code = readCode(linked.words);
  return code ? [{ at: code.at, datum: "wgs84" }] : readSpelled(linked.words, near).map((at) => ({ at, datum: streetDatum(at) }));
}

/** The place of a code; null where the text is no code, or that of another place than what is shown. */
function ofCode(text: string, near: LonLat | null): readonly Position[] | null {
  const code = readCode(text);
  const short = shortPlusCode(text);
  const at = code ? (code.isSure || isClose(code.at, near)) && code.at : short?.town === "" && near && nearest(short, near);
  return at ? [{ at, datum: "wgs84" }] : short ? [] : null;
}

function ofWords(text: string, near: LonLat | null): readonly Position[] {
  const { rest, datum } = withoutWords(text);
  return readSpelled(rest, near).map((at) => ({ at, datum: datum ?? (STREET.test(text) ? streetDatum(at) : "wgs84") }));
}

/** Numbers as they stand, or else in the spellings that may be meant. */
function readSpelled(text: string, near: LonLat | null): readonly LonLat[] {
  const found = readNumbers(text, near);
  if (found !== null) return found;
  const ways = respelled(text).map((way) => readNumbers(way, near));
  const places = new Map(ways.flatMap((way) => way ?? []).map((at) => [at.join(), at]));
  const options = [...places.values()];
  const meant = options.length > 1 ? plausible(options, near) : options;
  if (meant.length > 0 || options.length > 0) return meant.length > 0 ? meant : options;
  const pair = withinWords(text);
  const within = pair && ways.every((way) => way === null) ? readNumbers(pair, near) : null;
  return within?.length === 1 && isClose(within[0]!, near) ? within : [];
}

const SAID = Object.entries(shared.said).map(([datum, form]) => [datum as Datum, new RegExp(form, "gi")] as const);
/** Maps whose datum is another in mainland China than elsewhere. */
const STREET = new RegExp(shared.street, "i");
const STREETS = new RegExp(shared.street, "gi");
const WORDS = new RegExp(`(?:${shared.labels})(?=[\\s:：()（）【】\\d-]|$)`, "gi");
const LOOSE = /^[\s:：,，;=]+|[\s:：,，;=]+$/g;

/** The numbers of a text without the words around them, and the one datum these name: 高德：120.21,30.18. */
export function withoutWords(text: string): { readonly rest: string; readonly datum: Datum | null } {
  const named = SAID.filter(([, form]) => text.search(form) >= 0);
  if (named.length > 1) return { rest: text, datum: null };
  const bare = [...named.map(([, form]) => form), STREETS, WORDS].reduce((before, form) => before.replace(form, " "), text);
  return { rest: bare.replace("()", " ").replace(LOOSE, ""), datum: named[0]?.[0] ?? null };
}

/** Full-width characters, as a Chinese keyboard gives them, in their plain form. */
function plain(text: string): string {
  const narrow = text.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
  return narrow.replace(/[　、。−–]/g, (sign) => MARKS[sign] ?? sign);
}

/** Places that numbers say: none where they are no place, several where nothing decides; null where nothing can be read. */
function readNumbers(text: string, near: LonLat | null): readonly LonLat[] | null {
  const known = LONGITUDE_FIRST.map((form) => form.exec(text)).find((found) => found !== null);
  const high = WITH_HEIGHT.exec(text);
  const pair = known ? `lon ${known[1]}, lat ${known[2]}` : high ? `${high[1]},${high[2]}` : text;
  const bare = pair.replace(/[()[\]{}【】〔〕]/g, " ");
  const labelled = LABELS.reduce((before, [label, hemisphere]) => before.replace(label, hemisphere), bare);
  const [one, other] = firstPair(labelled.trim()) ?? [];
  if (!one || !other || Number.isNaN(one.degrees) || Number.isNaN(other.degrees)) return null;
  const [first, second] = [one.degrees, other.degrees];
  const orders: LonLat[] = [];
  if (one.axis !== "lat" && other.axis !== "lon") orders.push([first, second]);
  if (one.axis !== "lon" && other.axis !== "lat" && first !== second) orders.push([second, first]);
  if (orders.length === 0) return null;
  const sound = orders.filter(isSound);
  const meant = sound.length > 1 ? plausible(sound, near) : sound;
  return meant.length > 0 ? meant : sound;
}

/** The first way to cut a text into two angles; a comma or semicolon leaves only one. */
function firstPair(text: string): readonly [Angle, Angle] | null {
  const cut = /^([^,;]+)[,;]([^,;]+)[,;]?\s*$/.exec(text);
  const ways: (readonly [string, string])[] = cut ? [[cut[1] ?? "", cut[2] ?? ""]] : [];
  for (let place = 1; !cut && place < Math.min(text.length, 100); place++) {
    const [before = "", after = ""] = [text[place - 1], text[place]];
    const isWithin = /[\p{L}\p{N}]/u.test(before) && /[.0-9]/.test(after);
    if (!isWithin || ENDS.test(before)) ways.push([text.slice(0, place), text.slice(place)]);
  }
  for (const [left, right] of ways) {
    const [one, other] = [readAngle(left), readAngle(right)];
    if (one && other) return [one, other];
  }
  return null;
}

/** Degrees, negative in the south and west; NaN where minutes or seconds exceed 60. */
function readAngle(text: string): Angle | null {
  const found = ANGLE.exec(text);
  if (!found) return null;
  const [, before = "", sign, whole, minutes = "0", seconds = "0", after = ""] = found;
  // A hemisphere on both sides: one of them belongs to the other angle.
  if (before && after) return null;
  const hemisphere = (before + after).toUpperCase();
  const size = Number(whole) + Number(minutes) / 60 + Number(seconds) / 3600;
  const isNegative = sign === "-" || sign === "−" || NEGATIVE.has(hemisphere);
  const isAngle = Number(minutes) < 60 && Number(seconds) < 60;
  return {
    degrees: !isAngle ? NaN : isNegative ? -size : size,
    axis: SIDES.get(hemisphere) ?? null,
  };
}

function isSound([lon, lat]: LonLat): boolean {
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
}

function apart([lon, lat]: LonLat, near: LonLat): number {
  return Math.max(Math.abs(lon - near[0]), Math.abs(lat - near[1]));
}

function isClose(at: LonLat, near: LonLat | null): boolean {
  return near !== null && apart(at, near) < CLOSE_DEGREES;
}

/** Of several places the one that is shown, or far nearer to it. */
function plausible(places: readonly LonLat[], near: LonLat | null): readonly LonLat[] {
  if (near === null) return [];
  const [closest, ...others] = [...places].sort((one, other) => apart(one, near) - apart(other, near));
  if (!closest || !isClose(closest, near)) return [];
  return others.every((other) => apart(other, near) > CLEARLY * apart(closest, near)) ? [closest] : [];
}
