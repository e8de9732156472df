/** The figures a project wants to be seen first, as large numbers. */

import type { App } from "../../app.ts";
import { KIND_WORDS, kindNamed } from "../../data/figurekinds.ts";
import { periodIn, periodReader, type PeriodReader, writtenPeriod } from "../../data/periods.ts";
import type { Row } from "../../data/sites.ts";
import { h } from "../../dom.ts";
import { decimalsOf } from "../../data/head.ts";
import { changeElement, numberParts, numberText, roundedParts, withUnit } from "../numbers.ts";
import { flagged, qualified } from "../../data/qualifiers.ts";
import type { Sources } from "./sources.ts";
import { cell, cellText } from "./values.ts";

/** What a site has of the figures named in `card.lead`; null where it has none. */
export function leadFigures(app: App, row: number, sources: Sources): HTMLElement | null {
  const shown = (app.sites.head.lead ?? []).map((id) => leadFigure(app, row, id, sources)).filter((one) => one !== null);
  return shown.length > 0 ? h("dl", { class: "pm-lead pm-card-lead" }, ...shown) : null;
}

function leadFigure(app: App, site: number, id: string, sources: Sources): HTMLElement | null {
  const { sites, store, t } = app;
  const [, name = "", key = "", asked] = /^([^/]+)\/(.+?)(?:@(\d{4}[^@]*))?$/.exec(id) ?? [];
  const table = sites.head.tables.find((one) => one.name === name);
  if (!table) return null;
  const { parts } = table;
  const keyOf = (one: Row): string => String(one[parts["key"] ?? ""] ?? "") || String(one[parts["indicator"] ?? ""] ?? "");
  const columns = sites.table(name);
  const read: PeriodReader = columns ? periodReader(columns, parts) : () => NaN;
  const yearOf = (one: Row): number => read((column) => one[column] ?? null);
  const kindOf = (one: Row) => kindNamed(one[parts["kind"] ?? ""]);
  const later = (a: Row, b: Row): number => (yearOf(b) || 0) - (yearOf(a) || 0);
  const its = sites.rows(name, site)
    .filter((one) => keyOf(one) === key && numberParts(cell(app, one, parts["value"])) && (!asked || yearOf(one) === periodIn(asked)))
    .sort(later);
  // What has happened goes before what is hoped for.
  const row = its.find((one) => (kindOf(one) ?? "actual") === "actual") ?? its[0];
  const number = row && roundedParts(cell(app, row, parts["value"]), decimalsOf(table, parts["value"]));
  if (!row || !number) return null;
  const text = (part: string): string => cellText(app, row, parts[part]);
  const { before, after, rest } = text("flag") ? flagged(text("flag"), text("note")) : qualified(text("note"));
  const change = cell(app, row, parts["change"]);
  const kind = kindOf(row);
  return h("div", {},
    h("dt", {}, text("indicator"), sources.marks(row[parts["source"] ?? "source"])),
    h("dd", {},
      before ? h("small", {}, before, " ") : null,
      h("strong", {}, numberText(number, store.state.lang)), " ",
      h("small", {}, [text("unit"), after].filter((one) => one !== "").join(" ")), " ",
      change === null || typeof change === "boolean" ? null : changeElement(withUnit(change, text("change_unit")), t),
      h("span", { class: "pm-second" },
        [writtenPeriod(yearOf(row), text("year"), store.state.lang), kind && kind !== "actual" ? t(KIND_WORDS[kind]) : "", rest].filter((one) => one !== "").join(" · "))));
}
