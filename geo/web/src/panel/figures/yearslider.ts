/** The years of a field, or its months, quarters, days, on a slim slider: spaced as time is, with a tick for each that has values. */

import type { App } from "../../app.ts";
import type { Field } from "../../data/fieldtype.ts";
import { lengthOf, MONTH, periodText, YEAR } from "../../data/periods.ts";
import { h } from "../../dom.ts";
import type { Key } from "../../i18n.ts";
import { icon } from "../../ui/icons.ts";

/** How long a year stays while the years are played. */
const STEP_MS = 1100;

/** Days of a week, as periods count them: where a month is shorter than 31 days, more. */
const WEEK = [7, 10] as const;

/** What the steps are called: by how long they last, if they last as long as each other. */
export function stepsName(years: readonly number[]): Key {
  const lengths = years.map(lengthOf);
  const all = (test: (length: number) => boolean): boolean => lengths.every(test);
  if (all((length) => length % YEAR === 0)) return "yearSlider";
  if (all((length) => length === 6 * MONTH)) return "halfSlider";
  if (all((length) => length === 3 * MONTH)) return "quarterSlider";
  if (all((length) => length === MONTH)) return "monthSlider";
  if (all((length) => length >= WEEK[0] && length <= WEEK[1])) return "weekSlider";
  return all((length) => length === 1) ? "daySlider" : "timeSlider";
}

export interface YearSlider {
  readonly element: HTMLElement;
  /** Show the year of the state. */
  show(): void;
}

export function yearSlider(app: App, { years, usualYear }: Pick<Field, "years" | "usualYear">): YearSlider {
  const { store, t } = app;
  const [first, last] = [years[0]!, years[years.length - 1]!];
  const name = stepsName(years);
  const label = h("output", { class: "pm-year-shown", "aria-hidden": "true" });
  const input = h("input", { type: "range", class: "pm-year-range", min: first, max: last, step: years.every(Number.isInteger) ? 1 : "any", "aria-label": t(name) });
  const play = h("button", { type: "button", class: "pm-icon-button pm-play" });
  let timer: ReturnType<typeof setInterval> | undefined;

  const present = (): number => {
    const { year } = store.state;
    return year !== null && years.includes(year) ? year : (usualYear ?? last);
  };
  const nearest = (year: number): number => years.reduce((best, one) => (Math.abs(one - year) < Math.abs(best - year) ? one : best), first);
  const go = (year: number): void => store.set({ year });
  const step = (by: number): void => {
    const at = years.indexOf(present()) + by;
    if (years[at] !== undefined) go(years[at]!);
  };
  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
    show();
  };
  const show = (): void => {
    const year = present();
    input.value = String(year);
    input.setAttribute("aria-valuetext", periodText(year, store.state.lang));
    label.textContent = periodText(year, store.state.lang);
    play.replaceChildren(icon(timer === undefined ? "play" : "pause"));
    play.setAttribute("aria-label", t(timer !== undefined ? "pauseYears" : name === "yearSlider" ? "playYears" : "playSteps"));
  };
  input.addEventListener("input", () => {
    stop();
    go(nearest(Number(input.value)));
    show();
  });
  input.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 2, PageDown: -2 }[event.key];
    const end = { Home: first, End: last }[event.key];
    if ((by === undefined && end === undefined) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    stop();
    if (end !== undefined) go(end);
    else step(by!);
  });
  play.addEventListener("click", () => {
    if (timer !== undefined) {
      stop();
      return;
    }
    if (present() === last) go(first);
    timer = setInterval(() => {
      if (!element.isConnected || present() === last) stop();
      else step(1);
    }, STEP_MS);
    show();
  });
  app.signal.addEventListener("abort", () => clearInterval(timer));
  // Who wants no motion moves the years by hand.
  play.hidden = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const ticks = years.map((year) => {
    const tick = h("span", {});
    tick.style.insetInlineStart = `${last === first ? 0 : ((year - first) / (last - first)) * 100}%`;
    return tick;
  });
  const element = h("div", { class: "pm-year-slider", role: "group", "aria-label": t(name) }, play,
    h("div", { class: "pm-year-track" }, input, h("div", { class: "pm-year-ticks", "aria-hidden": "true" }, ...ticks)), label);
  show();
  return { element, show };
}
