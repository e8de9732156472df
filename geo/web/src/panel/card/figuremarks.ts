/** What is drawn below the name of a figure: how it went over the years, and how what was stands to what is aimed at. */

import type { App } from "../../app.ts";
import { type FigureKind, KIND_WORDS } from "../../data/figurekinds.ts";
import { shareBetween } from "../../data/numerals.ts";
import { lengthOf, periodText, placeOf } from "../../data/periods.ts";
import { h, svg } from "../../dom.ts";
import { valueText } from "../../words/numbertext.ts";

/** A line says more than its numbers from so many years on. */
const LEAST_YEARS = 3;
const WIDTH = 96;
const HEIGHT = 22;
const MARGIN = 3;

/** Value of a year; the years rise. */
type Point = readonly [year: number, value: number];

/** A target, and what has happened, in the unit of both. */
interface Pair {
  readonly target: number;
  readonly actual: number;
  readonly year: number;
  readonly unit: string;
}

/** What a figure says, wherever it is written. */
export interface Told<T> {
  readonly of: T;
  readonly key: string;
  readonly kind: FigureKind | undefined;
  /** Kind and unit as written: figures that differ in them are no line. */
  readonly kindText: string;
  readonly unit: string;
  readonly year: number;
  readonly value: number;
}

/** A figure with what is drawn below it. */
export interface Drawn<T> {
  readonly of: T;
  readonly series?: readonly Point[];
  readonly actual?: Pair;
}

/** Figures as they are shown: of one of three or more years the last, with the line of all. */
export function bySeries<T>(told: readonly Told<T>[]): readonly Drawn<T>[] {
  const runs = new Map<string, Told<T>[]>();
  for (const one of told) {
    if (Number.isNaN(one.year) || Number.isNaN(one.value)) continue;
    const key = JSON.stringify([one.key, one.kind ?? one.kindText, one.unit, lengthOf(one.year)]);
    runs.set(key, [...(runs.get(key) ?? []), one]);
  }
  const lines = new Map<T, readonly Point[]>();
  const folded = new Set<T>();
  for (const run of runs.values()) {
    const points = run.map(({ year, value }): Point => [year, value]);
    // Two values of one year are no line.
    if (run.length < LEAST_YEARS || new Set(points.map(([year]) => year)).size < run.length) continue;
    const last = run.reduce((one, other) => (other.year > one.year ? other : one));
    lines.set(last.of, points.sort((a, b) => a[0] - b[0]));
    for (const one of run) if (one !== last) folded.add(one.of);
  }
  /** What a target is held against: the last of the same figure and unit that has happened. */
  const pairOf = ({ kind, key, unit, year, value: target }: Told<T>): Pair | undefined => {
    if (kind !== "target" || !(target > 0)) return undefined;
    const happened = told
      .filter((one) => one.kind === "actual" && one.key === key && one.unit === unit && one.value >= 0 && isAsLong(one.year, year))
      .sort((a, b) => b.year - a.year)[0];
    return happened && { target, actual: happened.value, year: happened.year, unit };
  };
  return told.filter((one) => !folded.has(one.of)).map((one): Drawn<T> => {
    const [series, actual] = [lines.get(one.of), pairOf(one)];
    return { of: one.of, ...(series ? { series } : {}), ...(actual ? { actual } : {}) };
  });
}

/** Whether two periods may be held against each other; those that name no time are so with any. */
function isAsLong(one: number, other: number): boolean {
  return Number.isNaN(one) || Number.isNaN(other) || lengthOf(one) === lengthOf(other);
}

/** Steps in time that are at most so many times the shortest follow each other: months are of unlike lengths. */
const FOLLOWING = 1.2;

/** Years to the right, values upwards; where a year is missing the line is, too. All of it in words for who hears it. */
export function sparkline({ store }: App, points: readonly Point[]): HTMLElement {
  const { lang } = store.state;
  const years = points.map(([year]) => placeOf(year));
  const words = points.map(([year]) => periodText(year, lang));
  const values = points.map(([, value]) => value);
  const [first, last] = [years[0]!, years[years.length - 1]!];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const x = (n: number): number => MARGIN + ((years[n]! - first) / (last - first)) * (WIDTH - 2 * MARGIN);
  const y = (value: number): number => HEIGHT - MARGIN - shareBetween(value, least, most) * (HEIGHT - 2 * MARGIN);
  const at = (n: number): string => `${x(n).toFixed(1)} ${y(values[n]!).toFixed(1)}`;
  const step = FOLLOWING * Math.min(...years.slice(1).map((year, n) => year - years[n]!));
  const path = points.map((_, n) => `${n === 0 || years[n]! - years[n - 1]! > step ? "M" : "L"}${at(n)}`).join("");
  const isAlone = (n: number): boolean =>
    !(years[n]! - (years[n - 1] ?? -Infinity) <= step) && !((years[n + 1] ?? Infinity) - years[n]! <= step);
  const dots = [...points.keys()].filter((n) => n === points.length - 1 || isAlone(n));
  const said = points.map(([, value], n) => `${words[n]}: ${valueText(value, lang)}`).join("; ");
  return h("span", { class: "pm-run", title: said },
    svg("svg", { class: "pm-sparkline", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" },
      svg("path", { d: path }),
      ...dots.map((n) => svg("circle", { cx: x(n).toFixed(1), cy: y(values[n]!).toFixed(1), r: 2 }))),
    h("span", { "aria-hidden": "true" }, spanText(words)),
    h("span", { class: "pm-unseen" }, said));
}

/** From when to when: 2015–2021, January 2023 – March 2023. */
function spanText(words: readonly string[]): string {
  const [first = "", last = ""] = [words[0], words[words.length - 1]];
  return [first, last].join(/^\d+$/.test(first) ? "–" : " – ");
}

/** A bar as long as what has happened, with a mark where the target is; in words beside it. */
export function bullet({ store, t }: App, { target, actual, year, unit }: Pair): HTMLElement {
  const { lang } = store.state;
  const most = Math.max(target, actual);
  const room = WIDTH - 2 * MARGIN;
  const tick = MARGIN + (target / most) * room;
  const words = [t(KIND_WORDS.actual), periodText(year, lang)].filter((text) => text !== "").join(" ");
  return h("span", { class: "pm-run" },
    svg("svg", { class: "pm-bullet", viewBox: `0 0 ${WIDTH} 12`, "aria-hidden": "true" },
      svg("rect", { class: "pm-bullet-room", x: MARGIN, y: 2, width: room, height: 8 }),
      svg("rect", { class: "pm-bullet-actual", x: MARGIN, y: 4, width: ((actual / most) * room).toFixed(1), height: 4 }),
      svg("path", { d: `M${tick.toFixed(1)} 0V12` })),
    h("span", {}, `${words}: ${valueText(actual, lang)}${unit ? ` ${unit}` : ""}`));
}
