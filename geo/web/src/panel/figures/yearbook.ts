/** The figures of one site set as a page of a yearbook: themes as headings, the lead figures large, no boxes. */

import type { App } from "../../app.ts";
import { KIND_WORDS } from "../../data/figurekinds.ts";
import type { Figure, FigureField } from "../../data/indicators.ts";
import { h } from "../../dom.ts";
import { inLanguage } from "../../i18n.ts";
import { valueText } from "../../words/numbertext.ts";
import { bullet, bySeries, type Drawn, sparkline, type Told } from "../card/figuremarks.ts";
import { periodId, periodText } from "../../data/periods.ts";
import { flagged, isRank, qualified } from "../../data/qualifiers.ts";
import { Sources } from "../card/sources.ts";
import { changeElement, withUnit } from "../numbers.ts";

/** So many figures stand large at the top. */
const LEAD = 3;

interface Entry {
  readonly field: FigureField;
  readonly figure: Figure;
}

/** All figures of a site, by theme and in the table's order. */
export function yearbook(app: App, row: number, fields: readonly FigureField[]): HTMLElement {
  const { sites, store } = app;
  const { lang } = store.state;
  const sources = new Sources(app);
  const entries = fields.flatMap((field) => field.of(row).map((figure): Entry => ({ field, figure })));
  const themes = new Map<string, Entry[]>();
  for (const entry of entries) {
    const theme = inLanguage(entry.field.theme, lang);
    themes.set(theme, [...(themes.get(theme) ?? []), entry]);
  }
  const { lead: wanted = [] } = sites.head;
  const chosen = wanted.flatMap((id) => entries.find(({ field, figure }) => id === field.id || id === `${field.id}@${periodId(figure.year)}`) ?? []);
  const lead = chosen.length > 0 ? chosen : leading(entries);
  const name = h("button", { type: "button", class: "pm-site-link" }, sites.name(row, lang));
  name.addEventListener("click", () => store.set({ site: sites.id(row) }));
  const element = h("section", { class: "pm-yearbook" },
    h("h2", {}, name),
    lead.length > 0 ? h("dl", { class: "pm-lead" }, ...lead.map((entry) => leadFigure(app, entry, sources))) : null,
    ...[...themes].map(([theme, its]) => h("section", {},
      theme ? h("h3", {}, theme) : null,
      h("table", { class: "pm-yearbook-lines", "aria-label": theme || sites.name(row, lang) },
        h("tbody", {}, ...bySeries(its.map((entry) => told(app, entry))).map((entry) => line(app, entry, sources)))))));
  element.append(sources.list());
  return element;
}

function told(app: App, entry: Entry): Told<Entry> {
  const { field, figure: { kind, year, value, entry: at } } = entry;
  return { of: entry, key: field.id, kind, kindText: field.part(at, "kind", ""), unit: field.part(at, "unit", app.store.state.lang), year, value };
}

/** Those that are first somewhere, or else the first that have happened. */
function leading(entries: readonly Entry[]): Entry[] {
  if (entries.length < 2 * LEAD) return [];
  const happened = entries.filter(({ figure }) => figure.kind === undefined || figure.kind === "actual");
  const noted = happened.filter(({ field, figure }) => isRank(field.part(figure.entry, "note", "zh")) || isRank(field.part(figure.entry, "note", "en")));
  return [...new Set([...noted, ...happened])].slice(0, LEAD);
}

function parts(app: App, { field, figure }: Entry) {
  const { lang } = app.store.state;
  const part = (name: string): string => field.part(figure.entry, name, lang);
  const flag = part("flag");
  const note = part("note");
  const words = flag ? flagged(flag, note) : qualified(note);
  const change = withUnit(part("change"), part("change_unit"));
  const kind = figure.kind && figure.kind !== "actual" ? app.t(KIND_WORDS[figure.kind]) : "";
  return {
    ...words, change, kind, lang,
    name: part("indicator") || field.label(lang),
    unit: part("unit"),
    year: periodText(figure.year, lang),
    source: part("source"),
  };
}

function leadFigure(app: App, entry: Entry, sources: Sources): HTMLElement {
  const { name, before, after, unit, change, rest, year, lang, source } = parts(app, entry);
  return h("div", {},
    h("dt", {}, name, sources.marks(source)),
    h("dd", {},
      before ? h("small", {}, before, " ") : null,
      h("strong", {}, valueText(entry.figure.exact ?? entry.figure.value, lang, entry.field.decimals)), " ",
      h("small", {}, [unit, after].filter((text) => text !== "").join(" ")), " ",
      change === "" ? null : changeElement(change, app.t),
      h("span", { class: "pm-second" }, [year, rest].filter((text) => text !== "").join(" · "))));
}

/** Name and what is drawn of it; number and unit, and below them change, year and kind. */
function line(app: App, { of: entry, series, actual }: Drawn<Entry>, sources: Sources): HTMLElement {
  const { name, before, after, unit, change, kind, rest, year, lang, source } = parts(app, entry);
  return h("tr", {},
    h("th", { scope: "row" }, name, sources.marks(source), rest ? h("span", { class: "pm-note" }, rest) : null,
      series ? sparkline(app, series) : null, actual ? bullet(app, actual) : null),
    h("td", { class: "pm-value" },
      before ? h("small", {}, before, " ") : null,
      h("strong", {}, valueText(entry.figure.exact ?? entry.figure.value, lang, entry.field.decimals)), " ",
      h("small", {}, [unit, after].filter((text) => text !== "").join(" ")), " ",
      h("span", { class: "pm-when" }, change === "" ? null : changeElement(change, app.t), " ", year, " ",
        kind ? h("span", { class: "pm-tag" }, kind) : null)));
}
