/** The limits of classes as the key of the map writes them: in few letters, where they would not stand beside each other. */

import type { Classes } from "../data/classes.ts";
import { POWERS } from "../data/counts.ts";
import type { Field } from "../data/fields.ts";
import { limitTexts } from "../data/groupby.ts";
import { inLanguage } from "../i18n.ts";
import { shortText, textsApart } from "../words/numbertext.ts";

/** Longer numbers are written in few letters. */
const LONG = 7;
/** Digits of the least and the greatest number, which are no limits, when they are. */
const DIGITS = 3;

/** Where the first class begins, and where each ends: no two look alike, and all numbers lie within the ends. */
export function keyLimits(field: Field, classes: Classes, lang: string): string[] {
  const full = limitTexts(field, classes, lang);
  if (classes.written || full.every((text) => text.length <= LONG) || !isShortable(field, lang)) return full;
  const limits = [classes.least, ...classes.shown];
  const short = (value: number): string => shortText(value, lang);
  const rounded = limits.map((limit, n) => {
    const isEnd = n === 0 || n === limits.length - 1;
    return isEnd && short(limit).length > LONG ? roundedTo(limit, n > 0) : limit;
  });
  // Ends with fewer digits than what lies between them would lie there, too.
  const isInOrder = rounded.every((limit, n) => n === 0 || limit > rounded[n - 1]!);
  const areShort = rounded.slice(1, -1).every((limit) => short(limit).length <= LONG);
  return textsApart(isInOrder && areShort ? rounded : limits, lang, short);
}

/** Numbers as the key writes them beside its circles. */
export function keyNumber(field: Field, value: number, lang: string): string {
  return isShortable(field, lang) ? shortText(value, lang) : limitTexts(field, { least: value, shown: [] }, lang)[0]!;
}

/** Of a unit that is thousands itself, 44万 万元 nobody could read. */
function isShortable(field: Field, lang: string): boolean {
  const unit = inLanguage(field.unit, lang);
  return field.type === "number" && unit.replace(POWERS, "") === unit;
}

/** A number to few digits, the next that is no smaller, or no greater. */
function roundedTo(value: number, isUp: boolean): number {
  const near = Number(value.toPrecision(DIGITS));
  if (isUp ? near >= value : near <= value) return near;
  const step = 10 ** (Math.floor(Math.log10(Math.abs(value))) + 1 - DIGITS);
  const next = Number((near + (isUp ? step : -step)).toPrecision(DIGITS));
  return Number.isFinite(next) ? next : value;
}
