/** What is drawn below the name of a figure: how it went over the years, and how what was stands to what is aimed at. */

import type { App } from "../../app.ts";
import { KIND_WORDS, kindNamed } from "../../data/figurekinds.ts";
import type { Table } from "../../data/head.ts";
import { numberIn, yearIn } from "../../data/numerals.ts";
import type { Row } from "../../data/sites.ts";
import { h, svg } from "../../dom.ts";
import { valueText } from "../../words/numbertext.ts";
import { cell, cellText } from "./values.ts";

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

/** A row of the card's figures with what is drawn below it. */
export interface Drawn {
  readonly row: Row;
  readonly series?: readonly Point[];
  readonly actual?: Pair;
}

/** Rows as the card shows them: of a figure of three or more years the last, with the line of all. */
export function bySeries(app: App, { parts }: Table, rows: readonly Row[]): readonly Drawn[] {
  const keyOf = (row: Row): string => String(row[parts["key"] ?? ""] ?? "") || cellText(app, row, parts["indicator"]);
  const unitOf = (row: Row): string => cellText(app, row, parts["unit"]);
  const kindOf = (row: Row) => kindNamed(row[parts["kind"] ?? ""]);
  const yearOf = (row: Row): number => yearIn(row[parts["year"] ?? ""] ?? null);
  const valueOf = (row: Row): number => numberIn(cell(app, row, parts["value"]));
  const runs = new Map<string, Row[]>();
  for (const row of rows) {
    if (Number.isNaN(yearOf(row)) || Number.isNaN(valueOf(row))) continue;
    const key = JSON.stringify([keyOf(row), kindOf(row) ?? row[parts["kind"] ?? ""], unitOf(row)]);
    runs.set(key, [...(runs.get(key) ?? []), row]);
  }
  const lines = new Map<Row, readonly Point[]>();
  const folded = new Set<Row>();
  for (const run of runs.values()) {
    const points = run.map((row): Point => [yearOf(row), valueOf(row)]);
    // Two values of one year are no line.
    if (run.length < LEAST_YEARS || new Set(points.map(([year]) => year)).size < run.length) continue;
    const last = run.reduce((one, other) => (yearOf(other) > yearOf(one) ? other : one));
    lines.set(last, points.sort((a, b) => a[0] - b[0]));
    for (const row of run) if (row !== last) folded.add(row);
  }
  /** What a target is held against: the last of the same figure and unit that has happened. */
  const pairOf = (row: Row): Pair | undefined => {
    const target = valueOf(row);
    if (kindOf(row) !== "target" || !(target > 0)) return undefined;
    const happened = rows
      .filter((one) => kindOf(one) === "actual" && keyOf(one) === keyOf(row) && unitOf(one) === unitOf(row) && valueOf(one) >= 0)
      .sort((a, b) => yearOf(b) - yearOf(a))[0];
    return happened && { target, actual: valueOf(happened), year: yearOf(happened), unit: unitOf(row) };
  };
  return rows.filter((row) => !folded.has(row)).map((row): Drawn => {
    const [series, actual] = [lines.get(row), pairOf(row)];
    return { row, ...(series ? { series } : {}), ...(actual ? { actual } : {}) };
  });
}

/** Years to the right, values upwards; where a year is missing the line is, too. All of it in words for who hears it. */
export function sparkline({ store }: App, points: readonly Point[]): HTMLElement {
  const { lang } = store.state;
  const years = points.map(([year]) => year);
  const values = points.map(([, value]) => value);
  const [first, last] = [years[0]!, years[years.length - 1]!];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const x = (year: number): number => MARGIN + ((year - first) / (last - first)) * (WIDTH - 2 * MARGIN);
  // Halved first: the span of the largest numbers there are is more than a number holds.
  const y = (value: number): number =>
    HEIGHT - MARGIN - (most > least ? (value / 2 - least / 2) / (most / 2 - least / 2) : 0.5) * (HEIGHT - 2 * MARGIN);
  const at = ([year, value]: Point): string => `${x(year).toFixed(1)} ${y(value).toFixed(1)}`;
  const step = Math.min(...years.slice(1).map((year, n) => year - years[n]!));
  const path = points.map((point, n) => `${n === 0 || point[0] - points[n - 1]![0] > step ? "M" : "L"}${at(point)}`).join("");
  const isAlone = (n: number): boolean =>
    !(years[n]! - (years[n - 1] ?? -Infinity) <= step) && !((years[n + 1] ?? Infinity) - years[n]! <= step);
  const dots = points.filter((_, n) => n === points.length - 1 || isAlone(n));
  const said = points.map(([year, value]) => `${year}: ${valueText(value, lang)}`).join("; ");
  return h("span", { class: "pm-run", title: said },
    svg("svg", { class: "pm-sparkline", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" },
      svg("path", { d: path }),
      ...dots.map(([year, value]) => svg("circle", { cx: x(year).toFixed(1), cy: y(value).toFixed(1), r: 2 }))),
    h("span", { "aria-hidden": "true" }, `${first}–${last}`),
    h("span", { class: "pm-unseen" }, said));
}

/** A bar as long as what has happened, with a mark where the target is; in words beside it. */
export function bullet({ store, t }: App, { target, actual, year, unit }: Pair): HTMLElement {
  const { lang } = store.state;
  const most = Math.max(target, actual);
  const room = WIDTH - 2 * MARGIN;
  const tick = MARGIN + (target / most) * room;
  const words = [t(KIND_WORDS.actual), Number.isNaN(year) ? "" : String(year)].filter((text) => text !== "").join(" ");
  return h("span", { class: "pm-run" },
    svg("svg", { class: "pm-bullet", viewBox: `0 0 ${WIDTH} 12`, "aria-hidden": "true" },
      svg("rect", { class: "pm-bullet-room", x: MARGIN, y: 2, width: room, height: 8 }),
      svg("rect", { class: "pm-bullet-actual", x: MARGIN, y: 4, width: ((actual / most) * room).toFixed(1), height: 4 }),
      svg("path", { d: `M${tick.toFixed(1)} 0V12` })),
    h("span", {}, `${words}: ${valueText(actual, lang)}${unit ? ` ${unit}` : ""}`));
}
