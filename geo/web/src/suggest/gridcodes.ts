/**
 * Places as codes of a grid: plus codes and geohashes. The same as `geo/positions/grid_codes.py`;
 * both are tested with `tests/fixtures/positions/read.json`.
 */

import type { LonLat } from "../data/datum.ts";

const OF_PLUS = "23456789CFGHJMPQRVWX";
const PLUS = new RegExp(`^([${OF_PLUS}]{2}(?:[${OF_PLUS}]{2}){0,3}0{0,6})\\+([${OF_PLUS}]{2,7})?$`, "i");
const SHORT_PLUS = new RegExp(`^([${OF_PLUS}]{2,6}\\+[${OF_PLUS}]{2,3})(?:[\\s,，]+(.*))?$`, "is");
/** Digits before the plus; a code with fewer is counted from a town that is not in it. */
const LENGTH = 8;
const [PAIRS, ROWS, COLUMNS] = [10, 5, 4];
const OF_HASH = "0123456789bcdefghjkmnpqrstuvwxyz";
const HASH = new RegExp(`^[${OF_HASH}]{5,12}$`);
const SAID_HASH = /\s*geohash\s*[:=]?\s*/i;
/** Letters of a geohash that nothing says to be one. */
const LEAST_UNSAID = 7;

export interface Code {
  readonly at: LonLat;
  /** What reads like a geohash may be a word. */
  readonly isSure: boolean;
}

/** A plus code without its beginning. */
export interface ShortCode {
  readonly digits: string;
  /** What it is counted from, as it is written; empty where that is not said. */
  readonly town: string;
}

/** A full plus code, a town's name behind it or not, or what may be a geohash. */
export function readCode(text: string): Code | null {
  const plain = text.trim();
  const plus = readPlusCode(plain.split(/[\s,，]/, 1)[0] ?? "");
  if (plus) return { at: plus, isSure: true };
  const bare = plain.replace(SAID_HASH, "");
  const isSaid = bare !== plain;
  const at = readGeohash(bare.toLowerCase());
  return at && (isSaid || (bare.length >= LEAST_UNSAID && /\d/.test(bare) && /[a-z]/i.test(bare))) ? { at, isSure: isSaid } : null;
}

export function shortPlusCode(text: string): ShortCode | null {
  const [, digits = "", town = ""] = SHORT_PLUS.exec(text.trim()) ?? [];
  return digits === "" || digits.indexOf("+") % 2 > 0 ? null : { digits, town: town.trim() };
}

/** The nearest place of such a code. */
export function nearest({ digits }: ShortCode, [lon, lat]: LonLat): LonLat | null {
  const missing = LENGTH - digits.indexOf("+");
  const step = 20 ** (2 - missing / 2);
  const whole = readPlusCode("2".repeat(missing) + digits);
  const close = (value: number, other: number, most: number): number => {
    const found = value + step * Math.round((other - value) / step);
    return found >= most ? found - step : found < -most ? found + step : found;
  };
  return whole && [close(whole[0], lon, 180), close(whole[1], lat, 90)];
}

function readPlusCode(text: string): LonLat | null {
  const found = PLUS.exec(text);
  if (!found || found[1]!.length !== LENGTH) return null;
  const digits = (found[1]! + (found[2] ?? "")).toUpperCase().replace(/0+$/, "");
  const of = (at: number): number => OF_PLUS.indexOf(digits[at]!);
  let [south, west, height, width] = [-90, -180, 400, 400];
  for (let at = 0; at < Math.min(digits.length, PAIRS); at += 2) {
    [height, width] = [height / 20, width / 20];
    [south, west] = [south + of(at) * height, west + of(at + 1) * width];
  }
  for (let at = PAIRS; at < digits.length; at++) {
    [height, width] = [height / ROWS, width / COLUMNS];
    south += Math.floor(of(at) / COLUMNS) * height;
    west += (of(at) % COLUMNS) * width;
  }
  return south < 90 && west < 180 ? [west + width / 2, south + height / 2] : null;
}

function readGeohash(text: string): LonLat | null {
  if (!HASH.test(text)) return null;
  const [low, size] = [[-180, -90], [360, 180]] as [[number, number], [number, number]];
  const bits = [...text].map((letter) => OF_HASH.indexOf(letter).toString(2).padStart(5, "0")).join("");
  [...bits].forEach((bit, at) => {
    const axis = (at % 2) as 0 | 1;
    size[axis] /= 2;
    low[axis] += size[axis] * Number(bit);
  });
  return [low[0] + size[0] / 2, low[1] + size[1] / 2];
}
