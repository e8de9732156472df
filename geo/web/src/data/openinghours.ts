/**
 * Opening hours as OpenStreetMap writes them: the part of the syntax that most places need.
 *
 * Read are weekdays (`Mo-Fr`, `Sa,Su`, `Fr-Mo`), public holidays (`PH`), months (`Apr-Oct`), times (`08:00-12:00,13:00-17:30`,
 * `22:00-02:00`), `24/7`, `off` and `closed`. What has anything else in it (weeks, dates, school holidays, sunset, open ends, comments, rules
 * that fall back) is not guessed at: it is null, and stands as it is written.
 * The syntax: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
 */

export interface HoursRule {
  /** Months from 0; null: the whole year. */
  readonly months: readonly number[] | null;
  /** Weekdays from Monday, 0, in the order written; empty where only holidays are named. */
  readonly days: readonly (readonly [first: number, last: number])[];
  readonly isForHolidays: boolean;
  /** Minutes from midnight, the end perhaps on the day after; none: closed. */
  readonly spans: readonly (readonly [start: number, end: number])[];
}

const DAYS = ["mo", "tu", "we", "th", "fr", "sa", "su"];
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAY = 24 * 60;
const EVERY_DAY = [[0, 6]] as const;
const LONGEST = 400;

/** The rules in the order written; null where there is anything in them that is not read. */
export function readHours(text: string): readonly HoursRule[] | null {
  const plain = text.trim().replace(/[–—]/g, "-");
  if (plain === "" || plain.length > LONGEST) return null;
  const rules = plain.split(";").map((part) => part.trim()).filter((part) => part !== "").map(readRule);
  return rules.length > 0 && rules.every((rule) => rule !== null) ? rules : null;
}

function readRule(text: string): HoursRule | null {
  if (/^24\s*\/\s*7$/.test(text)) return { months: null, days: EVERY_DAY, isForHolidays: false, spans: [[0, DAY]] };
  const match = /^(?:([a-z]{3}(?:\s*[-,]\s*[a-z]{3})*)\s*:?\s+)?(?:((?:mo|tu|we|th|fr|sa|su|ph)(?:\s*[-,]\s*(?:mo|tu|we|th|fr|sa|su|ph))*)\s*:?\s*)?(.*)$/i.exec(text);
  if (!match) return null;
  const [, monthText, dayText, rest = ""] = match;
  const months = monthText === undefined ? null : readMonths(monthText);
  if (monthText !== undefined && !months) return null;
  const days = dayText === undefined ? { ranges: EVERY_DAY, isForHolidays: false } : readDays(dayText);
  const spans = readSpans(rest);
  if (!days || !spans) return null;
  return { months, days: days.ranges, isForHolidays: days.isForHolidays, spans };
}

function readMonths(text: string): number[] | null {
  const found: number[] = [];
  for (const part of text.toLowerCase().split(",")) {
    const [first, last] = range(part, MONTHS) ?? [-1, -1];
    if (first < 0) return null;
    for (let month = first; ; month = (month + 1) % 12) {
      found.push(month);
      if (month === last) break;
    }
  }
  return found;
}

function readDays(text: string): { ranges: (readonly [number, number])[]; isForHolidays: boolean } | null {
  const parts = text.toLowerCase().split(",").map((part) => part.trim());
  const ranges: (readonly [number, number])[] = [];
  for (const part of parts) {
    if (part === "ph") continue;
    const found = range(part, DAYS);
    if (!found) return null;
    ranges.push(found);
  }
  return { ranges, isForHolidays: parts.includes("ph") };
}

function range(text: string, names: readonly string[]): readonly [number, number] | null {
  const [first = "", last = first, ...others] = text.split("-").map((name) => name.trim());
  const ends = [names.indexOf(first), names.indexOf(last)] as const;
  return others.length > 0 || ends.includes(-1) ? null : ends;
}

function readSpans(text: string): (readonly [number, number])[] | null {
  if (/^(off|closed)$/i.test(text)) return [];
  const spans: (readonly [number, number])[] = [];
  for (const part of text.split(",")) {
    const match = /^\s*(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})\s*$/.exec(part);
    if (!match) return null;
    const [start, minutes, end, endMinutes] = match.slice(1).map(Number) as [number, number, number, number];
    const [from, to] = [start * 60 + minutes, end * 60 + endMinutes];
    if (minutes > 59 || endMinutes > 59 || from >= DAY || to > 2 * DAY) return null;
    // 22:00-02:00 ends on the day after; so does 26:00.
    spans.push([from, to <= from ? to + DAY : to]);
  }
  return spans;
}

export interface OpenState {
  readonly isOpen: boolean;
  /** When that ends; null where it does not within a week. */
  readonly until: Date | null;
}

/** Whether a place is open, by a clock. Holidays are not known here: a day is the weekday it is. */
export function openState(rules: readonly HoursRule[], now: Date): OpenState {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const minute = now.getHours() * 60 + now.getMinutes();
  const spans: (readonly [number, number])[] = [];
  // What began yesterday may still go on.
  for (let day = -1; day <= 8; day++) {
    const date = new Date(midnight.getFullYear(), midnight.getMonth(), midnight.getDate() + day);
    for (const [start, end] of spansOf(rules, date)) spans.push([start + day * DAY, end + day * DAY]);
  }
  const at = (minutes: number): Date | null =>
    minutes > 7 * DAY + minute
      ? null
      : new Date(midnight.getFullYear(), midnight.getMonth(), midnight.getDate(), 0, minutes);
  const current = spans.find(([start, end]) => start <= minute && minute < end);
  if (current) {
    let [, end] = current;
    // Where one ends as the next begins nobody closes.
    for (let next; (next = spans.find(([start, to]) => start <= end && to > end)); ) [, end] = next;
    return { isOpen: true, until: at(end) };
  }
  const starts = spans.map(([start]) => start).filter((start) => start > minute);
  return { isOpen: false, until: starts.length > 0 ? at(Math.min(...starts)) : null };
}

/** Spans of a day: those of the last rule that speaks of it. */
function spansOf(rules: readonly HoursRule[], date: Date): HoursRule["spans"] {
  const weekday = (date.getDay() + 6) % 7;
  const isOf = ([first, last]: readonly [number, number]): boolean =>
    first <= last ? first <= weekday && weekday <= last : weekday >= first || weekday <= last;
  const speaking = rules.filter(
    ({ months, days }) => days.some(isOf) && (!months || months.includes(date.getMonth())),
  );
  return speaking.at(-1)?.spans ?? [];
}
