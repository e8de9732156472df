/** What the tables say of the sites: indicators to choose from, one of them open, and sheets of single sites. */

import type { App } from "../../app.ts";
import { type Field, fieldsOf } from "../../data/fields.ts";
import { isGroupable } from "../../data/groupby.ts";
import { FigureField } from "../../data/indicators.ts";
import { shareBetween } from "../../data/numerals.ts";
import { isForSize } from "../../data/sizing.ts";
import { bringIntoView, fill, h, svg } from "../../dom.ts";
import { countText, inLanguage } from "../../i18n.ts";
import { onceRead } from "../../data/later.ts";
import { lookOf } from "../../look.ts";
import type { State } from "../../store.ts";
import { fieldGroups } from "../fieldgroups.ts";
import { type Colouring, colouring } from "./colouring.ts";
import { markBars, ranking } from "./ranking.ts";
import { yearbook } from "./yearbook.ts";
import { type YearSlider, yearSlider } from "./yearslider.ts";

/** Dots of a strip: more are drawn as their density shows them anyway. */
const MOST_DOTS = 300;
/** Sites whose figures stand alone are set as sheets, as long as they are few. */
const MOST_SHEETS = 6;

export class FiguresFace {
  readonly element: HTMLElement;
  readonly #app: App;
  #isComplete = false;
  #isStale = true;
  #slider: YearSlider | null = null;
  #colouring: Colouring | null = null;
  #open: HTMLElement | null = null;

  /** @param element that it fills */
  constructor(app: App, element: HTMLElement) {
    this.#app = app;
    this.element = element;
    const { store } = app;
    store.listen((change) => {
      if (change.has("hovered") || change.has("site")) markBars(app, this.element);
      if (["lang", "color", "size"].some((key) => change.has(key as "lang"))) this.#isStale = true;
      else if (!this.#isStale && ["result", "year", "scheme", "classes", "breaks", "palette", "topic"].some((key) => change.has(key as "year"))) this.#writeOpen();
      if (change.has("panel") || this.#isStale) this.#update();
    });
    onceRead(app.sites.complete, () => {
      this.#isComplete = true;
      this.#update();
    });
  }

  /** What is not seen is not written. */
  #update(): void {
    if (!this.#isComplete || !this.#isStale || this.#app.store.state.panel !== "figures") return;
    this.#isStale = false;
    this.#write();
  }

  #write(): void {
    const app = this.#app;
    const { sites, store, t } = app;
    const focused = (document.activeElement as HTMLElement | null)?.dataset?.["field"];
    const { scrollTop } = this.element;
    const fields = fieldsOf(sites).all;
    const alone = fields.filter((field): field is FigureField => field instanceof FigureField && field.count === 1);
    const choices = fields.filter((field) => (isGroupable(field) || (field.count === 0 && field.type !== "text")) && field.id !== "category" && !alone.includes(field as FigureField));
    this.#open = null;
    [this.#slider, this.#colouring] = [null, null];
    const rows = [...new Set(alone.flatMap((field) => field.figures.map(({ site }) => site)))];
    rows.sort((a, b) => figuresOf(alone, b) - figuresOf(alone, a) || a - b);
    fill(this.element,
      choices.length === 0 && rows.length === 0 ? h("p", { class: "pm-empty" }, t("noFigures")) : null,
      ...(rows.length > 0 && figuresOf(alone, rows[0]!) > choices.length ? this.#sheets(rows, alone) : []),
      ...fieldGroups(app, choices).map(([label, its]) => h("section", { class: "pm-indicators" },
        h("h2", {}, label || t("ofSites")),
        h("ul", {}, ...its.map((field) => this.#entry(field))))),
      ...(rows.length > 0 && figuresOf(alone, rows[0]!) <= choices.length ? this.#sheets(rows, alone) : []));
    this.#writeOpen();
    this.element.scrollTop = scrollTop;
    if (focused !== undefined) {
      [...this.element.querySelectorAll<HTMLElement>("[data-field]")].find((one) => one.dataset["field"] === focused)?.focus({ preventScroll: true });
    }
    const chosen = store.state.color === null && store.state.size === null ? null : this.element.querySelector<HTMLElement>('[aria-expanded="true"]');
    // With what is open of it: of a long list the name alone would stand at the foot.
    if (chosen && focused === undefined) bringIntoView(this.element, chosen.parentElement!);
  }

  #sheets(rows: readonly number[], fields: readonly FigureField[]): HTMLElement[] {
    const sheets = rows.slice(0, MOST_SHEETS).map((row) => yearbook(this.#app, row, fields));
    const rest = rows.length - sheets.length;
    return rest > 0 ? [...sheets, h("p", { class: "pm-second" }, this.#app.t("moreSheets", { count: rest }))] : sheets;
  }

  #entry(field: Field): HTMLElement {
    const { sites, store, t } = this.#app;
    const { lang, color, size } = store.state;
    const shown = color ?? size;
    const isOpen = shown !== null && (shown === field.id || shown.startsWith(`${field.id}@`));
    const unit = inLanguage(field.unit, lang);
    const name = h("span", { class: "pm-indicator-name" }, field.label(lang), unit ? h("small", {}, ` ${unit}`) : null);
    if (field.count === 0) return h("li", {}, h("p", { class: "pm-indicator pm-indicator-empty" }, name, h("small", {}, t("noValue"))));
    const button = h("button", { type: "button", class: "pm-indicator", "data-field": field.id, "aria-expanded": String(isOpen) },
      name,
      field.type === "number" || field.type === "date" ? strip(field) : null,
      h("span", { class: "pm-count" }, countText(field.count, lang), h("span", { class: "pm-unseen" }, ` / ${sites.count}`)));
    button.addEventListener("click", () => store.set({ ...(isOpen ? { color: null, size: null } : shownBy(field)), hidden: [], scheme: null, classes: null, breaks: [], palette: null }));
    const item = h("li", {}, button);
    if (isOpen) {
      this.#open = h("div", { class: "pm-indicator-open" });
      item.append(this.#open);
    }
    return item;
  }

  /** Years, colours and ranking of the open field. */
  #writeOpen(): void {
    const app = this.#app;
    const { sites, store } = app;
    const open = this.#open;
    const { grouping, sizing } = lookOf(sites, store.state);
    const { field, year } = grouping.field ? grouping : (sizing ?? grouping);
    if (!open || !field) return;
    if (!open.firstChild) {
      this.#slider = field.years.length > 1 ? yearSlider(app, field) : null;
      this.#colouring = colouring(app, field);
      fill(open, this.#slider?.element, this.#colouring.element, h("div", { class: "pm-ranked" }));
    }
    this.#slider?.show();
    this.#colouring?.show();
    const place = open.lastElementChild!;
    const focused = (document.activeElement as HTMLElement | null)?.dataset?.["row"];
    const isNumber = field.type === "number" || field.type === "date";
    fill(place, isNumber ? ranking(app, field, grouping, year) : sorts(app));
    markBars(app, this.element);
    if (focused !== undefined) place.querySelector<HTMLElement>(`[data-row="${focused}"]`)?.focus({ preventScroll: true });
  }
}

/** How the map shows a field that is chosen: by colour, and where it is a total by size too. */
export function shownBy(field: Field): Pick<State, "color" | "size"> {
  return { color: field.id, size: isForSize(field) ? field.id : null };
}

function figuresOf(fields: readonly FigureField[], row: number): number {
  return fields.reduce((sum, field) => sum + field.of(row).length, 0);
}

/** All numbers of a field on a line. */
function strip(field: Field): SVGElement {
  const numbers = field.numbers(field.usualYear).filter(Number.isFinite);
  const least = numbers.reduce((low, value) => Math.min(low, value), Infinity);
  const most = numbers.reduce((high, value) => Math.max(high, value), -Infinity);
  const step = Math.max(1, Math.ceil(numbers.length / MOST_DOTS));
  const dots = [...numbers.filter((_, n) => n % step === 0)];
  return svg("svg", { class: "pm-strip", viewBox: "0 0 72 10", "aria-hidden": "true" },
    svg("line", { x1: 2, x2: 70, y1: 5, y2: 5 }),
    ...dots.map((value) => svg("circle", { cx: 3 + shareBetween(value, least, most) * 66, cy: 5, r: 1.6 })));
}

/** How many of the shown sites are of each sort. */
function sorts({ sites, store }: App): HTMLElement {
  const { lang } = store.state;
  const { grouping } = lookOf(sites, store.state);
  const counts = new Uint32Array(grouping.groups.length);
  for (const row of store.result.rows) counts[grouping.of[row]!]!++;
  const most = Math.max(1, ...counts);
  return h("ul", { class: "pm-ranking" }, ...grouping.groups.map((group, n) => {
    const bar = h("span", { class: "pm-bar-fill" });
    bar.style.setProperty("--pm-from", "0%");
    bar.style.setProperty("--pm-long", `${(counts[n]! / most) * 100}%`);
    bar.style.setProperty("--pm-light", group.light);
    bar.style.setProperty("--pm-dark", group.dark);
    return h("li", {}, h("div", { class: "pm-bar pm-bar-plain" },
      h("span", { class: "pm-bar-name" }, group.label(lang)),
      h("span", { class: "pm-bar-value" }, countText(counts[n]!, lang)),
      h("span", { class: "pm-bar-room" }, bar)));
  }));
}
