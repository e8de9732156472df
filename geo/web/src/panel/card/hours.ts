/** Opening hours read out, and whether it is open now by the reader's clock. */

import type { App } from "../../app.ts";
import { type HoursRule, type Moment, readHours, type Span, type Weekdays } from "../../data/openinghours.ts";
import { openState } from "../../data/openstate.ts";
import { h } from "../../dom.ts";
import { htmlLang, type Key } from "../../i18n.ts";
import { spokenLanguage } from "../../words/pagewords.ts";

/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** Null where they are written in a way that is not read: the text then stands as it is. */
export function hoursNodes(app: App, text: string, now = new Date()): Node[] | null {
  const rules = readHours(text);
  if (!rules) return null;
  const lang = spokenLanguage(app.store.state.lang);
  const state = stateText(app, rules, now, lang);
  return [
    ...(state === null ? [] : [h("p", { class: "pm-open-state" }, state)]),
    h(
      "dl",
      { class: "pm-hours" },
      ...rules.flatMap((rule) => [
        h("dt", {}, whenText(app, rule, lang)),
        h("dd", {}, ...spansNodes(app, rule)),
      ]),
    ),
  ];
}

/** @param lang in which days and months are named: that of the words around them */
function stateText({ t, sites, store }: App, rules: readonly HoursRule[], now: Date, lang: string): string | null {
  const { site } = store.state;
  const state = openState(rules, now, site === null ? null : sites.lonLat(sites.rowOf(site)));
  if (!state) return null;
  const { isOpen, until } = state;
  if (!until) return t(isOpen ? "openAlways" : "closedNow");
  const isToday = until.toDateString() === now.toDateString();
  const clock = timeText(until.getHours() * 60 + until.getMinutes());
  const weekday = until.toLocaleDateString(htmlLang(lang), { weekday: "long" });
  return t(isOpen ? "openUntil" : "closedUntil", { time: isToday || isOpen ? clock : `${weekday} ${clock}` });
}

/** "Mon–Fri", "Apr–Oct: every day", "first Sun of the month". */
function whenText({ t }: App, { seasons, weeks, days, isForHolidays }: HoursRule, lang: string): string {
  const between = t("listSeparator");
  const named = days.map((day) => daysText(t, day, lang));
  if (isForHolidays) named.push(t("publicHolidays"));
  const limits = [
    ...seasons.map((season) => seasonText(season, lang)),
    ...(weeks.length > 0 ? [t("hoursWeeks", { weeks: weeks.map(([from, to]) => range(String(from), String(to))).join(between) })] : []),
  ];
  return limits.length > 0 ? `${limits.join(between)}: ${named.join(between)}` : named.join(between);
}

function range(first: string, last: string): string {
  return first === last ? first : `${first}–${last}`;
}

function dateName(lang: string, date: number, parts: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(htmlLang(lang), { ...parts, timeZone: "UTC" }).format(date);
}

const NTH: Readonly<Record<number, Key>> = { [-1]: "hoursLast", 1: "hours1st", 2: "hours2nd", 3: "hours3rd", 4: "hours4th", 5: "hours5th" };

function daysText(t: App["t"], { first, last, nth }: Weekdays, lang: string): string {
  if (first === 0 && last === 6) return t("everyDay");
  const weekday = (day: number): string => dateName(lang, MONDAY + day * DAY_MS, { weekday: "short" });
  const named = range(weekday(first), weekday(last));
  return nth.length === 0 ? named : nth.map((one) => t(NTH[one]!, { day: named })).join(t("listSeparator"));
}

function seasonText([from, to]: HoursRule["seasons"][number], lang: string): string {
  const isWhole = from % 100 === 1 && to % 100 === 31;
  const text = (day: number): string =>
    dateName(lang, Date.UTC(2024, Math.floor(day / 100) - 1, isWhole ? 1 : day % 100), { month: "short", ...(isWhole ? {} : { day: "numeric" }) });
  return range(text(from), text(to));
}

/** Each on a line of its own where they do not fit beside each other; none is broken. */
function spansNodes({ t }: App, { spans, comment, isUnsaid }: HoursRule): (Node | string)[] {
  const parts = spans.length === 0 ? (isUnsaid ? [] : [t("hoursClosed")]) : spans.map((span) => spanText(t, span));
  const said = [...parts, ...(comment ? [comment] : [])];
  return said.flatMap((part, index) => {
    const isLast = index === said.length - 1;
    const isHours = index < parts.length - 1;
    return [h("span", {}, isHours ? `${part},` : part), ...(isLast ? [] : [" "])];
  });
}

function spanText(t: App["t"], [start, end]: Span): string {
  const from = momentText(t, start);
  return end === null ? t("hoursFrom", { time: from }) : `${from}–${momentText(t, end)}`;
}

function momentText(t: App["t"], moment: Moment): string {
  if (typeof moment === "number") return timeText(moment);
  const { sun, after } = moment;
  return after === 0 ? t(sun) : `${t(sun)} ${after < 0 ? "−" : "+"} ${timeText(Math.abs(after))}`;
}

function timeText(minutes: number): string {
  const hour = Math.floor(minutes / 60);
  // A day's end is 24:00; beyond it the clock begins anew.
  return `${String(hour > 24 || (hour === 24 && minutes % 60 > 0) ? hour - 24 : hour).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}
