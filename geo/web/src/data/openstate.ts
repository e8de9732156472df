/** Whether a place is open, by a clock. */

import type { HoursRule, Moment, Span, Weekdays } from "./openinghours.ts";
import { sunAt } from "./sun.ts";

export interface OpenState {
  readonly isOpen: boolean;
  /** When that ends; null where it does not within a week. */
  readonly until: Date | null;
}

const DAY = 24 * 60;
const MINUTE_MS = 60_000;
const DAY_MS = DAY * MINUTE_MS;

/**
 * Whether it is open now. Holidays are not known here: a day is the weekday it is.
 *
 * @param place where it lies, if one knows: the sun rises there
 * @returns null where the hours do not say
 */
export function openState(rules: readonly HoursRule[], now: Date, place: readonly [lon: number, lat: number] | null): OpenState | null {
  const midnight = dayAt(now, 0);
  const minute = now.getHours() * 60 + now.getMinutes();
  const spans: (readonly [number, number])[] = [];
  // What began yesterday may still go on.
  for (let day = -1; day <= 8; day++) {
    const date = dayAt(now, day);
    const minutes = (moment: Moment): number | null => {
      if (typeof moment === "number") return moment + day * DAY;
      const at = place && sunAt(moment.sun, date, place);
      if (!at) return null;
      // By the clock, which may have been changed since midnight.
      const changed = at.getTimezoneOffset() - midnight.getTimezoneOffset();
      return Math.round((at.getTime() - midnight.getTime()) / MINUTE_MS) - changed + moment.after;
    };
    const speaking = speakingOf(rules, date);
    if (day === 0 && speaking.some(({ isUnsaid }) => isUnsaid)) return null;
    for (const [from, to] of speaking.flatMap((rule): readonly Span[] => rule.spans)) {
      const [start, last] = [minutes(from), to === null ? null : minutes(to)];
      // From sunset to two o'clock is until the day after.
      const end = start !== null && last !== null && last <= start ? last + DAY : last;
      // From then on nobody says how long: it may be open or not.
      const isVague = start === null || end === null;
      if (isVague && day <= 0 && (start === null || (start <= minute && minute < (day + 1) * DAY))) return null;
      if (start !== null) spans.push([start, end ?? start]);
    }
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

function dayAt(date: Date, later: number): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + later);
}

/** The last rule that speaks of a day, and what adds to it: that it is closed then adds nothing. */
function speakingOf(rules: readonly HoursRule[], date: Date): readonly HoursRule[] {
  const speaking = rules.filter((rule) => isOf(rule, date));
  const last = speaking.map(({ isMore, spans, isUnsaid }) => isMore && (spans.length > 0 || isUnsaid)).lastIndexOf(false);
  return speaking.slice(Math.max(0, last));
}

function isOf({ seasons, weeks, days }: HoursRule, date: Date): boolean {
  const day = (date.getMonth() + 1) * 100 + date.getDate();
  const week = weekOf(date);
  return days.some((one) => isWeekday(one, date))
    && (seasons.length === 0 || seasons.some(([from, to]) => (from <= to ? from <= day && day <= to : day >= from || day <= to)))
    && (weeks.length === 0 || weeks.some(([from, to]) => from <= week && week <= to));
}

function isWeekday({ first, last, nth }: Weekdays, date: Date): boolean {
  const weekday = (date.getDay() + 6) % 7;
  if (!(first <= last ? first <= weekday && weekday <= last : weekday >= first || weekday <= last)) return false;
  const number = Math.ceil(date.getDate() / 7);
  const isLast = dayAt(date, 7).getMonth() !== date.getMonth();
  return nth.length === 0 || nth.includes(number) || (isLast && nth.includes(-1));
}

/** Week of the year as ISO 8601 counts: that of its Thursday. */
function weekOf(date: Date): number {
  const thursday = dayAt(date, 3 - ((date.getDay() + 6) % 7));
  const start = new Date(thursday.getFullYear(), 0, 1);
  return 1 + Math.floor(Math.round((thursday.getTime() - start.getTime()) / DAY_MS) / 7);
}
