/** Figures: one a line, decimals under decimals, by theme, kind and year. */

import type { App } from "../../app.ts";
import { decimalsOf, type Table } from "../../data/head.ts";
import { type FigureKind, KIND_WORDS, kindNamed } from "../../data/figurekinds.ts";
import { numberIn } from "../../data/numerals.ts";
import { periodReader, type PeriodReader, writtenPeriod } from "../../data/periods.ts";
import type { Row } from "../../data/sites.ts";
import { h } from "../../dom.ts";
import { changeElement, missingDecimals, numberText, roundedParts, withUnit } from "../numbers.ts";
import { flagged, qualified } from "../../data/qualifiers.ts";
import { bullet, bySeries, type Drawn, sparkline, type Told } from "./figuremarks.ts";
import { heading, type Sources } from "./sources.ts";
import { cell, cellText } from "./values.ts";

/** What has happened stands first. */
const ORDER: readonly (FigureKind | undefined)[] = ["actual", undefined, "expected", "target"];

/** Figures of one theme, year and kind. */
interface Group {
  /** "" where the table names none. */
  readonly theme: string;
  readonly year: string;
  readonly period: number;
  readonly kind: FigureKind | undefined;
  /** The kind in words; "" where the data says none. */
  readonly words: string;
  readonly rows: Drawn<Row>[];
}

export function figures(app: App, table: Table, row: number, sources: Sources): HTMLElement | null {
  const rows = app.sites.rows(table.name, row);
  if (rows.length === 0) return null;
  const columns = ["figure", "figureValue", "figureUnit"] as const;
  const periodOf = periodIn(app, table);
  const drawn = bySeries(rows.map((one) => told(app, table, one, periodOf(one))));
  const most = mostDecimals(app, table, drawn);
  const title = heading(app, table.label);
  title.id = `pm-table-${encodeURIComponent(table.name)}`;
  // Its rows are laid out one by one (tables.css), which some browsers take for no table: the roles say it is.
  return h(
    "section",
    {},
    title,
    h(
      "table",
      { class: "pm-figures", role: "table", "aria-labelledby": title.id },
      h(
        "thead",
        { class: "pm-unseen", role: "rowgroup" },
        h("tr", { role: "row" }, ...columns.map((key) => h("th", { scope: "col", role: "columnheader" }, app.t(key)))),
      ),
      ...groups(app, table, drawn, periodOf).map((group, n, all) => section(app, table, group, sources, most, group.theme !== (all[n - 1]?.theme ?? ""))),
    ),
  );
}

/** Reads of what time a row is. */
function periodIn({ sites }: App, { name, parts }: Table): (row: Row) => number {
  const columns = sites.table(name);
  const read: PeriodReader = columns ? periodReader(columns, parts) : () => NaN;
  return (row) => read((column) => row[column] ?? null);
}

function told(app: App, { parts }: Table, row: Row, year: number): Told<Row> {
  const kind = row[parts["kind"] ?? ""];
  return {
    of: row,
    key: String(row[parts["key"] ?? ""] ?? "") || cellText(app, row, parts["indicator"]),
    kind: kindNamed(kind), kindText: String(kind ?? ""),
    unit: cellText(app, row, parts["unit"]),
    year,
    value: numberIn(cell(app, row, parts["value"])),
  };
}

/** A group under the year, kind and source that all in it share, the first of a theme under its name. */
function section(app: App, table: Table, group: Group, sources: Sources, most: number, isFirst: boolean): HTMLElement {
  const { theme, year, kind, words, rows } = group;
  const sourceOf = ({ of: row }: Drawn<Row>): string => String(row[table.parts["source"] ?? "source"] ?? "");
  const source = sourceOf(rows[0]!);
  const shared = rows.every((one) => sourceOf(one) === source);
  const isTagged = words !== "" && kind !== "actual";
  return h(
    "tbody",
    { role: "rowgroup" },
    isFirst && theme
      ? h("tr", { class: "pm-theme", role: "row" }, h("th", { scope: "rowgroup", role: "rowheader", colspan: 3 }, theme))
      : null,
    year || words
      ? h(
          "tr",
          { class: "pm-year", role: "row" },
          h(
            "th",
            { scope: "rowgroup", role: "rowheader", colspan: 3 },
            year,
            year && words ? " " : null,
            words ? h("span", { class: isTagged ? "pm-tag" : "pm-kind" }, words) : null,
            shared ? sources.marks(source) : null,
          ),
        )
      : null,
    ...rows.map((one) => line(app, table, one, shared && (year || words) ? null : sources, most)),
  );
}

function groups(app: App, { parts }: Table, rows: readonly Drawn<Row>[], periodOf: (row: Row) => number): readonly Group[] {
  const found = new Map<string, Group>();
  for (const one of rows) {
    const row = one.of;
    const theme = cellText(app, row, parts["theme"]);
    const period = periodOf(row);
    const year = writtenPeriod(period, cellText(app, row, parts["year"]), app.store.state.lang);
    const kind = kindNamed(row[parts["kind"] ?? ""]);
    const words = kind ? app.t(KIND_WORDS[kind]) : cellText(app, row, parts["kind"]);
    const key = JSON.stringify([theme, year, words]);
    const group = found.get(key) ?? { theme, year, period, kind, words, rows: [] };
    group.rows.push(one);
    found.set(key, group);
  }
  const order = ({ kind }: Group): number => ORDER.indexOf(kind);
  const later = (a: Group, b: Group): number => {
    const apart = (Number.isNaN(b.period) ? -Infinity : b.period) - (Number.isNaN(a.period) ? -Infinity : a.period);
    return apart || (a.year < b.year ? 1 : a.year > b.year ? -1 : 0);
  };
  const themes = [...new Set([...found.values()].map(({ theme }) => theme))];
  const place = ({ theme }: Group): number => (theme === "" ? -1 : themes.indexOf(theme));
  return [...found.values()].sort((a, b) => place(a) - place(b) || order(a) - order(b) || later(a, b));
}

function line(app: App, table: Table, { of: row, series, actual }: Drawn<Row>, sources: Sources | null, most: number): HTMLElement {
  const { lang } = app.store.state;
  const { parts } = table;
  const value = cell(app, row, parts["value"]);
  const number = roundedParts(value, decimalsOf(table, parts["value"]));
  const change = cell(app, row, parts["change"]);
  const note = cellText(app, row, parts["note"]);
  const flag = cellText(app, row, parts["flag"]);
  const { before, after, rest } = flag ? flagged(flag, note) : qualified(note);
  const padding = number ? missingDecimals(number.decimals.length, most) : null;
  return h(
    "tr",
    { role: "row" },
    h(
      "th",
      { scope: "row", role: "rowheader" },
      cellText(app, row, parts["indicator"]),
      sources?.marks(row[parts["source"] ?? "source"]),
      rest ? h("span", { class: "pm-note" }, rest) : null,
      series ? sparkline(app, series) : null,
      actual ? bullet(app, actual) : null,
    ),
    h(
      "td",
      { class: number ? "pm-value" : "pm-value pm-worded", role: "cell", "data-padding": padding },
      before ? h("span", { class: "pm-qualifier" }, before, " ") : null,
      number ? numberText(number, lang) : String(value ?? "–"),
    ),
    h(
      "td",
      { class: "pm-figure-unit", role: "cell" },
      [cellText(app, row, parts["unit"]), after].filter((text) => text !== "").join(" "),
      change === null || typeof change === "boolean"
        ? null
        : changeElement(withUnit(change, cellText(app, row, parts["change_unit"])), app.t),
    ),
  );
}

function mostDecimals(app: App, table: Table, rows: readonly Drawn<Row>[]): number {
  const column = table.parts["value"];
  const lengths = rows.map(({ of: row }) => roundedParts(cell(app, row, column), decimalsOf(table, column))?.decimals.length ?? 0);
  return Math.max(0, ...lengths);
}
