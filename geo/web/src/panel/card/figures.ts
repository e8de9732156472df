/** Figures: one a line, decimals under decimals, by year. */

import type { App } from "../../app.ts";
import type { Table } from "../../data/head.ts";
import type { Row } from "../../data/sites.ts";
import { h } from "../../dom.ts";
import { changeElement, numberParts, numberText, withUnit } from "../numbers.ts";
import { flagged, qualified } from "./qualifiers.ts";
import { heading, type Sources } from "./sources.ts";
import { cell, cellText } from "./values.ts";

type Kind = "actual" | "expected" | "target";
/** What a kind may be called in the data. */
const KINDS: Readonly<Record<string, Kind>> = {
  actual: "actual", 实际: "actual", expected: "expected", estimate: "expected", 预计: "expected",
  target: "target", plan: "target", planned: "target", 目标: "target", 计划: "target",
}; // prettier-ignore
const KIND_WORDS = { actual: "kindActual", expected: "kindExpected", target: "kindTarget" } as const;
/** What has happened stands first. */
const KIND_ORDER: readonly (Kind | undefined)[] = ["actual", undefined, "expected", "target"];

/** Figures of one year and kind. */
interface Group {
  readonly year: string;
  readonly kind: Kind | undefined;
  /** The kind in words; "" where the data says none. */
  readonly words: string;
  readonly rows: Row[];
}

export function figures(app: App, table: Table, row: number, sources: Sources): HTMLElement | null {
  const rows = app.sites.rows(table.name, row);
  if (rows.length === 0) return null;
  const columns = ["figure", "figureValue", "figureUnit"] as const;
  const most = mostDecimals(app, table, rows);
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
      ...groups(app, table, rows).map((group) => section(app, table, group, sources, most)),
    ),
  );
}

/** A group under the year, kind and source that all in it share. */
function section(app: App, table: Table, group: Group, sources: Sources, most: number): HTMLElement {
  const { year, kind, words, rows } = group;
  const sourceOf = (row: Row): string => String(row[table.parts["source"] ?? "source"] ?? "");
  const shared = rows.every((row) => sourceOf(row) === sourceOf(rows[0] ?? {}));
  const isTagged = words !== "" && kind !== "actual";
  return h(
    "tbody",
    { role: "rowgroup" },
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
            shared ? sources.marks(sourceOf(rows[0] ?? {})) : null,
          ),
        )
      : null,
    ...rows.map((row) => line(app, table, row, shared && (year || words) ? null : sources, most)),
  );
}

function groups(app: App, { parts }: Table, rows: readonly Row[]): readonly Group[] {
  const found = new Map<string, Group>();
  for (const row of rows) {
    const year = cellText(app, row, parts["year"]);
    const written = String(row[parts["kind"] ?? ""] ?? "").toLowerCase();
    const kind = Object.hasOwn(KINDS, written) ? KINDS[written] : undefined;
    const words = kind ? app.t(KIND_WORDS[kind]) : cellText(app, row, parts["kind"]);
    const key = JSON.stringify([year, words]);
    const group = found.get(key) ?? { year, kind, words, rows: [] };
    group.rows.push(row);
    found.set(key, group);
  }
  const order = ({ kind }: Group): number => KIND_ORDER.indexOf(kind);
  const later = (a: Group, b: Group): number => (a.year < b.year ? 1 : a.year > b.year ? -1 : 0);
  return [...found.values()].sort((a, b) => order(a) - order(b) || later(a, b));
}

function line(app: App, { parts }: Table, row: Row, sources: Sources | null, most: number): HTMLElement {
  const { lang } = app.store.state;
  const value = cell(app, row, parts["value"]);
  const number = numberParts(value);
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

/** What a number lacks to the longest decimals, the point among them, so that points stand under each other. */
function missingDecimals(own: number, most: number): string {
  return ".".repeat(own === 0 && most > 0 ? 1 : 0) + "0".repeat(Math.max(0, most - Math.max(own, 1)));
}

function mostDecimals(app: App, { parts }: Table, rows: readonly Row[]): number {
  const lengths = rows.map((row) => numberParts(cell(app, row, parts["value"]))?.decimals.length ?? 0);
  return Math.max(0, ...lengths);
}
