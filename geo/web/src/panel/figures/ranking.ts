/** The sites of a field as bars, largest first: ranks of equal numbers are equal, and what has none stands apart. */

import type { App } from "../../app.ts";
import type { Field } from "../../data/fields.ts";
import { KIND_WORDS } from "../../data/figurekinds.ts";
import type { Grouping } from "../../data/grouping.ts";
import { type Figure, FigureField } from "../../data/indicators.ts";
import { shareBetween } from "../../data/numerals.ts";
import { h } from "../../dom.ts";
import { countText } from "../../i18n.ts";
import { decimalsIn } from "../../words/numbertext.ts";
import { paddingOf } from "../numbers.ts";

/** Bars at first; the others come by a press. */
const FEW = 60;
const MORE = 200;
/** Width of the mark of a date, in pixels. */
const DATE_WIDTH = 4;

export interface Ranked {
  readonly row: number;
  readonly value: number;
  /** From 1; equal numbers have the rank of their first. */
  readonly rank: number;
  readonly isTied: boolean;
}

/** Rank every site that has a number, by what orders them, as pandas' `rank(method="min", ascending=False)`. */
export function rankedRows(numbers: Float64Array, order = numbers): Ranked[] {
  const rows = Array.from(numbers.keys()).filter((row) => !Number.isNaN(numbers[row]!));
  rows.sort((a, b) => order[b]! - order[a]! || a - b);
  const ranked: Ranked[] = [];
  for (let n = 0; n < rows.length; n++) {
    const value = numbers[rows[n]!]!;
    const before = ranked[n - 1];
    const place = order[rows[n]!]!;
    const isSame = before !== undefined && order[before.row] === place;
    const rank = isSame ? before.rank : n + 1;
    const isTied = isSame || order[rows[n + 1] ?? -1] === place;
    ranked.push({ row: rows[n]!, value, rank, isTied });
  }
  return ranked;
}

/** @param year of which the numbers are */
export function ranking(app: App, field: Field, grouping: Grouping, year: number | undefined): HTMLElement {
  const { sites, store, t } = app;
  const { lang } = store.state;
  const { visible } = store.result;
  const all = rankedRows(field.numbers(year), field.order(year));
  const shown = all.filter(({ row }) => visible[row] === 1);
  // One and the same number ranks nobody.
  const isRanked = all.some(({ rank }) => rank !== all[0]!.rank);
  // Bars begin at zero, and have the same length for the same number in every year.
  const pool = field.pool(year);
  const least = pool.reduce((low, value) => Math.min(low, value), 0);
  const most = pool.reduce((high, value) => Math.max(high, value), 0);
  const placeOf = (value: number): number => (most > least ? shareBetween(value, least, most) * 100 : 0);
  const zero = placeOf(0);
  // A date is no amount: it has a place between the first and the last, and no length.
  const isDate = field.type === "date";
  const [first, last] = [pool.reduce((low, value) => Math.min(low, value), Infinity), pool.reduce((high, value) => Math.max(high, value), -Infinity)];
  const kind = field.kindIn(year);
  const decimals = decimalsIn(pool);
  const list = h("ol", { class: `pm-ranking${kind && kind !== "actual" ? ` pm-kind-${kind}` : ""}`, "aria-label": field.label(lang) });
  const bar = ({ row, value, rank, isTied }: Ranked, n: number): HTMLElement => {
    const [from, to] = [Math.min(zero, placeOf(value)), Math.max(zero, placeOf(value))];
    const fill = h("span", { class: "pm-bar-fill" });
    fill.style.setProperty("--pm-from", isDate ? `calc((100% - ${DATE_WIDTH}px) * ${shareBetween(value, first, last)})` : `${from}%`);
    fill.style.setProperty("--pm-long", isDate ? `${DATE_WIDTH}px` : `${to - from}%`);
    const group = grouping.field === field ? grouping.groups[grouping.of[row]!] : undefined;
    if (group) {
      fill.style.setProperty("--pm-light", group.light);
      fill.style.setProperty("--pm-dark", group.dark);
    }
    const text = field.written(row, lang, year);
    const place = isRanked ? `${isTied ? "=" : ""}${rank}` : "";
    return h("li", {},
      h("button", { type: "button", class: "pm-bar", "data-row": row, tabindex: n === 0 ? 0 : -1},
        h("span", { class: "pm-rank" }, place),
        h("span", { class: "pm-bar-name" }, sites.name(row, lang)),
        h("span", { class: "pm-bar-value", "data-padding": paddingOf(text, decimals, lang) }, text),
        h("span", { class: "pm-bar-room", "aria-hidden": "true" }, fill)));
  };
  const add = (count: number): void => {
    const from = list.childElementCount;
    list.append(...shown.slice(from, from + count).map((one, n) => bar(one, from + n)));
  };
  add(FEW);
  const more = h("button", { type: "button", class: "pm-text-button" });
  const writeMore = (): void => {
    const left = shown.length - list.childElementCount;
    more.hidden = left <= 0;
    more.textContent = t("moreSites", { count: left });
  };
  more.addEventListener("click", () => {
    add(MORE);
    writeMore();
  });
  writeMore();
  tie(app, list);
  const others = otherKinds(field, year, visible);
  const told = new Set([...all.map(({ row }) => row), ...others.map(({ site }) => site)]);
  const without = Array.from(store.result.rows).filter((row) => !told.has(row));
  return h("div", {}, h("p", { class: "pm-second" }, t("rankedOf", { count: all.length, all: sites.count })), list, more,
    ...unranked(app, field, others), noValue(app, without),
    field.leftOut > 0 ? h("p", { class: "pm-second" }, t("leftOutUnits", { count: field.leftOut })) : null);
}

/** Pointing at a bar lights its sign up, and the other way round; arrows walk along the bars. */
export function tie({ sites, store }: App, list: HTMLElement): void {
  const rowOf = (event: Event): number => Number((event.target as Element).closest<HTMLElement>("[data-row]")?.dataset["row"] ?? -1);
  list.addEventListener("mouseover", (event) => store.hover(rowOf(event)));
  list.addEventListener("mouseleave", () => store.hover(-1));
  list.addEventListener("focusin", (event) => store.hover(rowOf(event)));
  list.addEventListener("focusout", () => store.hover(-1));
  list.addEventListener("click", (event) => {
    const row = rowOf(event);
    if (row >= 0) store.set({ site: sites.id(row) });
  });
  list.addEventListener("keydown", (event) => {
    const bars = [...list.querySelectorAll<HTMLElement>("[data-row]")];
    const at = bars.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: bars.length - 1 }[event.key];
    if (at < 0 || to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = bars[to];
    if (!next) return;
    event.preventDefault();
    bars[at]!.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
}

/** Mark the bars of the site that is pointed at, and of the selected one. */
export function markBars({ sites, store }: App, element: HTMLElement): void {
  const selected = store.state.site === null ? -1 : sites.rowOf(store.state.site);
  for (const bar of element.querySelectorAll<HTMLElement>("[data-row]")) {
    const row = Number(bar.dataset["row"]);
    bar.classList.toggle("pm-lit", row === store.hovered);
    if (row === selected) bar.setAttribute("aria-current", "true");
    else bar.removeAttribute("aria-current");
  }
}

/** What is expected or aimed at beside what has happened has no rank among it. */
function otherKinds(field: Field, year: number | undefined, visible: Uint8Array): readonly Figure[] {
  if (!(field instanceof FigureField)) return [];
  const leading = field.kindIn(year);
  return field.figures.filter((one) =>
    visible[one.site] === 1 && one.kind !== undefined && one.kind !== leading && !Number.isNaN(one.value) && (year === undefined || one.year === year));
}

function unranked({ sites, store: { state: { lang } }, t }: App, field: Field, others: readonly Figure[]): HTMLElement[] {
  if (others.length === 0 || !(field instanceof FigureField)) return [];
  return [h("ul", { class: "pm-unranked" }, ...others.map((one) => h("li", {},
    sites.name(one.site, lang), " ", h("span", { class: "pm-tag" }, t(KIND_WORDS[one.kind!])), " ", field.writtenFigure(one, lang))))];
}

function noValue(app: App, rows: readonly number[]): HTMLElement | null {
  const { sites, store: { state: { lang } }, t } = app;
  if (rows.length === 0) return null;
  const few = rows.slice(0, 12).map((row) => sites.name(row, lang));
  const rest = rows.length - few.length;
  return h("p", { class: "pm-no-value" }, h("strong", {}, t("noValueCount", { count: rows.length })), " ",
    few.join(t("listSeparator")), rest > 0 ? ` + ${countText(rest, lang)}` : "");
}
