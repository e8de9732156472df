/** The years of a field on a slim slider: spaced as time is, with a tick for each that has values. */

import type { App } from "../../app.ts";
import type { Field } from "../../data/fieldtype.ts";
import { periodText } from "../../data/periods.ts";
import { h } from "../../dom.ts";
import { icon } from "../../ui/icons.ts";

/** How long a year stays while the years are played. */
const STEP_MS = 1100;

export interface YearSlider {
  readonly element: HTMLElement;
  /** Show the year of the state. */
  show(): void;
}

export function yearSlider(app: App, { years, usualYear }: Pick<Field, "years" | "usualYear">): YearSlider {
  const { store, t } = app;
  const [first, last] = [years[0]!, years[years.length - 1]!];
  const label = h("output", { class: "pm-year-shown", "aria-hidden": "true" });
  const input = h("input", { type: "range", class: "pm-year-range", min: first, max: last, step: years.every(Number.isInteger) ? 1 : "any", "aria-label": t("yearSlider") });
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
    play.setAttribute("aria-label", t(timer === undefined ? "playYears" : "pauseYears"));
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
  const element = h("div", { class: "pm-year-slider", role: "group", "aria-label": t("yearSlider") }, play,
    h("div", { class: "pm-year-track" }, input, h("div", { class: "pm-year-ticks", "aria-hidden": "true" }, ...ticks)), label);
  show();
  return { element, show };
}
