/** A range of numbers or dates: a histogram with two handles, the limits to be typed, and those without a value. */

import type { App } from "../../app.ts";
import type { Field } from "../../data/fields.ts";
import { type Filter, Range } from "../../data/fieldfilters.ts";
import { fill, h, isIme, svg } from "../../dom.ts";
import { inLanguage } from "../../i18n.ts";
import { type Bars, barsOf, countBars, scaleOf, type Scale } from "./bins.ts";
import type { Facet } from "./facet.ts";
import { numberWords } from "./filterwords.ts";

/** Steps of the keys, as shares of the whole width. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 0.01, ArrowUp: 0.01, ArrowLeft: -0.01, ArrowDown: -0.01, PageUp: 0.1, PageDown: -0.1, Home: -1, End: 1,
};
/** Height of the bars; of a bar that is not empty at least. */
const HEIGHT = 40;
const LEAST = 1.5;
/** Dates over so many years are set by years. */
const MANY_YEARS = 6;

type Side = "low" | "high";
const SIDES: readonly Side[] = ["low", "high"];

export class RangeFacet implements Facet {
  readonly element: HTMLElement;
  readonly kind = "range";
  readonly #app: App;
  readonly #field: Field;
  readonly #set: (filter: Filter | null) => void;
  readonly #scale: Scale;
  readonly #bars: Bars;
  readonly #totals: Uint32Array;
  readonly #most: number;
  readonly #chart = svg("svg", { class: "pm-bars", preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" });
  readonly #track = h("div", { class: "pm-track" }, h("span", { class: "pm-track-held" }));
  readonly #handles: Readonly<Record<Side, HTMLElement>>;
  readonly #inputs: Readonly<Record<Side, HTMLInputElement>>;
  readonly #none = h("input", { type: "checkbox" });
  readonly #noneWords = h("span", {});
  #filter: Range | null = null;

  /** Null where the field has not two numbers that differ. */
  static of(app: App, field: Field, year: number | undefined, set: (filter: Filter | null) => void): RangeFacet | null {
    const numbers = field.numbers(year);
    const scale = scaleOf(numbers);
    return scale && new RangeFacet(app, field, numbers, scale, set);
  }

  private constructor(app: App, field: Field, numbers: Float64Array, scale: Scale, set: (filter: Filter | null) => void) {
    [this.#app, this.#field, this.#set, this.#scale] = [app, field, set, scale];
    this.#bars = barsOf(numbers, scale);
    this.#totals = countBars(this.#bars, new Uint8Array(numbers.length).fill(1));
    this.#most = Math.max(...this.#totals.subarray(0, this.#bars.count));
    const handle = (side: Side): HTMLElement => {
      const element = h("span", { class: `pm-handle-${side} pm-range-handle`, role: "slider", tabindex: 0 });
      element.addEventListener("keydown", (event) => this.#onKey(event, side));
      element.addEventListener("pointerdown", (event) => this.#onDown(event, side));
      return element;
    };
    const input = (side: Side): HTMLInputElement => {
      const element = h("input", { type: "text", class: "pm-field pm-range-input", inputmode: field.type === "date" ? "numeric" : "decimal", autocomplete: "off", maxlength: 40 });
      element.addEventListener("change", () => this.#typed(side));
      element.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && !isIme(event)) this.#typed(side);
      });
      return element;
    };
    this.#handles = { low: handle("low"), high: handle("high") };
    this.#inputs = { low: input("low"), high: input("high") };
    this.#none.addEventListener("change", () => this.#take(this.#filter?.low ?? "", this.#filter?.high ?? "", this.#none.checked));
    this.#track.append(this.#handles.low, this.#handles.high);
    const without = this.#totals[this.#bars.count]!;
    this.element = h(
      "div",
      { class: "pm-range" },
      h("div", { class: "pm-range-chart" }, this.#chart, this.#track),
      h("div", { class: "pm-range-limits" }, this.#inputs.low, h("span", { "aria-hidden": "true" }, "–"), this.#inputs.high),
      without > 0 ? h("label", { class: "pm-choice-line" }, this.#none, this.#noneWords) : null,
    );
  }

  write(): void {
    const { store, t } = this.#app;
    const { lang } = store.state;
    const label = this.#field.label(lang);
    const unit = inLanguage(this.#field.unit, lang);
    for (const side of SIDES) {
      const words = t(side === "low" ? "rangeFrom" : "rangeTo", { field: unit ? `${label} ${unit}` : label });
      this.#inputs[side].setAttribute("aria-label", words);
      this.#handles[side].setAttribute("aria-label", words);
      this.#inputs[side].placeholder = this.#words(this.#scale[side]);
    }
  }

  show(filter: Filter | null, mask: Uint8Array): void {
    this.#filter = filter instanceof Range ? filter : null;
    const counts = countBars(this.#bars, mask);
    this.#noneWords.textContent = this.#app.t("noValueCount", { count: counts[this.#bars.count]! });
    this.#place();
    const [low, high] = this.#limits();
    this.#draw(counts, this.#scale.share(low), this.#scale.share(high));
  }

  /** Put handles, limits and box as the filter says: at once, for the next key goes on from there. */
  #place(): void {
    this.#none.checked = this.#filter === null || this.#filter.orNone;
    this.#none.disabled = this.#filter === null;
    const [low, high] = this.#limits();
    for (const side of SIDES) {
      const value = side === "low" ? low : high;
      const isOpen = this.#filter?.[side] === undefined || this.#filter[side] === "";
      const handle = this.#handles[side];
      handle.style.insetInlineStart = `${this.#scale.share(value) * 100}%`;
      handle.setAttribute("aria-valuemin", String(this.#scale.low));
      handle.setAttribute("aria-valuemax", String(this.#scale.high));
      handle.setAttribute("aria-valuenow", String(value));
      handle.setAttribute("aria-valuetext", isOpen ? this.#app.t("rangeOpen") : numberWords(this.#app, this.#filter![side]));
      if (document.activeElement !== this.#inputs[side]) this.#inputs[side].value = isOpen ? "" : this.#filter![side];
    }
    this.#track.style.setProperty("--pm-low", `${this.#scale.share(low) * 100}%`);
    this.#track.style.setProperty("--pm-high", `${this.#scale.share(high) * 100}%`);
  }

  /** Limits that hold, as numbers. */
  #limits(): readonly [number, number] {
    const [low, high] = this.#filter?.limits(this.#field) ?? [-Infinity, Infinity];
    return [Math.max(low, this.#scale.low), Math.min(high, this.#scale.high)];
  }

  /** Bars of what passes everything else, pale where the handles leave it out; behind them those of all sites. */
  #draw(counts: Uint32Array, low: number, high: number): void {
    const { count } = this.#bars;
    const isIn = (at: number): boolean => (at + 1) / count > low && at / count < (high === 1 ? 2 : high);
    const bar = (value: number, at: number, name: string): SVGElement | null => {
      if (value === 0) return null;
      const height = Math.max(LEAST, (value / this.#most) * HEIGHT);
      return svg("rect", { class: name, x: at + 0.06, width: 0.88, y: HEIGHT - height, height });
    };
    this.#chart.setAttribute("viewBox", `0 0 ${count} ${HEIGHT}`);
    const bars = Array.from({ length: count }, (_, at) => at);
    fill(
      this.#chart,
      ...bars.map((at) => bar(this.#totals[at]!, at, "pm-bar-all")),
      ...bars.map((at) => bar(counts[at]!, at, isIn(at) ? "pm-bar-shown" : "pm-bar-out")),
    );
  }

  /** A limit in the words one would type. */
  #words(value: number): string {
    if (this.#field.type !== "date") return String(Number(value.toPrecision(12)));
    const year = Math.floor(value);
    if (this.#scale.high - this.#scale.low > MANY_YEARS || Number.isInteger(value)) return String(year);
    return `${year}-${String(Math.min(12, Math.floor((value - year) * 12) + 1)).padStart(2, "0")}`;
  }

  #take(low: string, high: string, orNone: boolean): void {
    this.#filter = low === "" && high === "" ? null : new Range(low, high, orNone);
    this.#place();
    this.#set(this.#filter);
  }

  /** Move a handle to a share of the width; one handle stops at the other. */
  #move(side: Side, share: number): void {
    const [low, high] = this.#limits();
    const bound = side === "low" ? Math.min(share, this.#scale.share(high)) : Math.max(share, this.#scale.share(low));
    const value = this.#scale.value(bound);
    const isAtEnd = side === "low" ? value <= this.#scale.low : value >= this.#scale.high;
    const words = isAtEnd ? "" : this.#words(value);
    const other = this.#filter?.[side === "low" ? "high" : "low"] ?? "";
    this.#take(side === "low" ? words : other, side === "low" ? other : words, this.#filter?.orNone ?? false);
  }

  #onKey(event: KeyboardEvent, side: Side): void {
    const step = STEPS[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const [low, high] = this.#limits();
    const from = side === "low" ? low : high;
    const isWhole = this.#bars.count < 30 && Math.abs(step) === 0.01 && this.#field.type === "number" && !this.#scale.isBent;
    // Whole numbers of a short range go on by one.
    const by = isWhole ? Math.sign(step) / Math.max(1, this.#bars.count - 1) : step;
    this.#move(side, this.#scale.share(from) + by);
  }

  #onDown(down: PointerEvent, side: Side): void {
    if (down.button !== 0) return;
    down.preventDefault();
    const handle = this.#handles[side];
    handle.focus();
    handle.setPointerCapture(down.pointerId);
    const { left, width } = this.#track.getBoundingClientRect();
    let asked = 0;
    let at = down.clientX;
    const step = (): void => {
      asked = 0;
      this.#move(side, (at - left) / width);
    };
    const move = (event: PointerEvent): void => {
      at = event.clientX;
      asked ||= requestAnimationFrame(step); // once a frame, the newest
    };
    const up = (): void => {
      handle.removeEventListener("pointermove", move);
      for (const end of ["pointerup", "pointercancel"]) handle.removeEventListener(end, up);
    };
    handle.addEventListener("pointermove", move);
    for (const end of ["pointerup", "pointercancel"]) handle.addEventListener(end, up);
  }

  #typed(side: Side): void {
    const input = this.#inputs[side];
    const text = input.value.trim().replace(/,(?=\d{3})/g, "").replace("−", "-");
    const other = this.#filter?.[side === "low" ? "high" : "low"] ?? "";
    const wanted = new Range(side === "low" ? text : other, side === "low" ? other : text, this.#filter?.orNone ?? false);
    const [low, high] = wanted.limits(this.#field);
    const isSound = !Number.isNaN(low) && !Number.isNaN(high) && low <= high;
    input.setAttribute("aria-invalid", String(!isSound));
    if (isSound) this.#take(wanted.low, wanted.high, wanted.orNone);
  }
}
