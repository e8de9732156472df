/** Opening hours read out, and whether it is open now by the reader's clock. */

import type { App } from "../../app.ts";
import { type HoursRule, openState, readHours } from "../../data/openinghours.ts";
import { h } from "../../dom.ts";
import { htmlLang } from "../../i18n.ts";

/** A Monday, and a January. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** Null where they are written in a way that is not read: the text then stands as it is. */
export function hoursNodes(app: App, text: string, now = new Date()): Node[] | null {
  const rules = readHours(text);
  if (!rules) return null;
  const { lang } = app.store.state;
  return [
    h("p", { class: "pm-open-state" }, stateText(app, rules, now)),
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

function stateText({ t, store }: App, rules: readonly HoursRule[], now: Date): string {
  const { isOpen, until } = openState(rules, now);
  if (!until) return t(isOpen ? "openAlways" : "closedNow");
  const isToday = until.toDateString() === now.toDateString();
  const clock = timeText(until.getHours() * 60 + until.getMinutes());
  const weekday = until.toLocaleDateString(htmlLang(store.state.lang), { weekday: "long" });
  return t(isOpen ? "openUntil" : "closedUntil", { time: isToday || isOpen ? clock : `${weekday} ${clock}` });
}

/** "Mon–Fri", "Apr–Oct: every day". */
function whenText({ t }: App, { months, days, isForHolidays }: HoursRule, lang: string): string {
  const between = t("listSeparator");
  const name = (date: number, part: "weekday" | "month"): string =>
    new Intl.DateTimeFormat(htmlLang(lang), { [part]: "short", timeZone: "UTC" }).format(date);
  const range = (first: string, last: string): string => (first === last ? first : `${first}–${last}`);
  const weekday = (day: number): string => name(MONDAY + day * DAY_MS, "weekday");
  const named = days.map(([first, last]) =>
    first === 0 && last === 6 ? t("everyDay") : range(weekday(first), weekday(last)),
  );
  if (isForHolidays) named.push(t("publicHolidays"));
  const [first, last] = [months?.[0], months?.at(-1)];
  if (first === undefined || last === undefined) return named.join(between);
  const month = (number: number): string => name(Date.UTC(2024, number, 1), "month");
  return `${range(month(first), month(last))}: ${named.join(between)}`;
}

/** Each on a line of its own where they do not fit beside each other; none is broken. */
function spansNodes({ t }: App, { spans }: HoursRule): (Node | string)[] {
  if (spans.length === 0) return [t("hoursClosed")];
  return spans.flatMap((span, index) => {
    const isLast = index === spans.length - 1;
    return [h("span", {}, isLast ? spanText(span) : `${spanText(span)},`), ...(isLast ? [] : [" "])];
  });
}

function spanText([start, end]: readonly [number, number]): string {
  return `${timeText(start)}–${timeText(end)}`;
}

function timeText(minutes: number): string {
  const hour = Math.floor(minutes / 60);
  // A day's end is 24:00; beyond it the clock begins anew.
  return `${String(hour > 24 || (hour === 24 && minutes % 60 > 0) ? hour - 24 : hour).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}
