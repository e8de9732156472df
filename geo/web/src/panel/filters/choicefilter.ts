/** Some of the values of a field: a box each, with how many sites it would leave, and all others at once away. */

import type { App } from "../../app.ts";
import type { Field } from "../../data/fields.ts";
import { Choice, type Filter } from "../../data/fieldfilters.ts";
import { h } from "../../dom.ts";
import { countText } from "../../i18n.ts";
import { fold } from "../../words/fold.ts";
import { type Choices, choicesOf } from "./facetcounts.ts";
import type { Facet } from "./facet.ts";
import { choiceWords } from "./filterwords.ts";

/** Choices shown at first; with more than this many in all they can be searched. */
const FEW = 8;
const SEARCHED = 16;
/** Even when searched and unfolded. */
const MOST = 200;

interface Line {
  /** Its number among the choices; that of those without a value is the last. */
  readonly number: number;
  readonly box: HTMLInputElement;
  readonly words: HTMLElement;
  readonly count: HTMLElement;
  readonly only: HTMLButtonElement;
  readonly element: HTMLElement;
}

export class ChoiceFacet implements Facet {
  readonly element = h("div", { class: "pm-choosing", role: "group" });
  readonly kind = "choice";
  readonly #app: App;
  readonly #field: Field;
  readonly #set: (filter: Filter | null) => void;
  readonly #choices: Choices;
  /** Numbers of the choices, the most frequent first. */
  readonly #order: readonly number[];
  readonly #lines = h("div", { class: "pm-choice-lines" });
  readonly #search = h("input", { type: "search", class: "pm-field", autocomplete: "off", maxlength: 100 });
  readonly #more = h("button", { type: "button", class: "pm-text-button" });
  #shown: readonly Line[] = [];
  #filter: Choice | null = null;
  #counts: Uint32Array;
  #isLong = false;

  constructor(app: App, field: Field, year: number | undefined, set: (filter: Filter | null) => void) {
    [this.#app, this.#field, this.#set] = [app, field, set];
    this.#choices = choicesOf(field, app.sites.count, year);
    const { totals, values } = this.#choices;
    this.#counts = totals;
    const order = values.map((_, number) => number).sort((a, b) => totals[b]! - totals[a]!);
    this.#order = totals[values.length]! > 0 ? [...order, values.length] : order;
    this.#search.hidden = values.length <= SEARCHED;
    this.#search.addEventListener("input", () => this.#list());
    this.#more.addEventListener("click", () => {
      this.#isLong = true;
      this.#list();
      this.#shown[FEW]?.box.focus();
    });
    this.element.append(this.#search, this.#lines, this.#more);
    this.#list();
  }

  write(): void {
    const { t, store } = this.#app;
    this.element.setAttribute("aria-label", this.#field.label(store.state.lang));
    this.#search.setAttribute("aria-label", t("findChoice"));
    this.#search.placeholder = t("findChoice");
    this.#list();
  }

  show(filter: Filter | null, mask: Uint8Array): void {
    this.#filter = filter instanceof Choice ? filter : null;
    this.#counts = this.#choices.count(mask);
    this.#mark();
  }

  #words(number: number): string {
    const { values } = this.#choices;
    return number === values.length ? this.#app.t("noValue") : choiceWords(this.#app, this.#field, values[number]!);
  }

  #isPicked(number: number): boolean {
    const { values } = this.#choices;
    return number === values.length ? (this.#filter?.orNone ?? false) : (this.#filter?.values.includes(values[number]!) ?? false);
  }

  /** Which choices are there to be seen: the frequent ones, those picked, or those looked for. */
  #list(): void {
    const wanted = fold(this.#search.value.trim());
    const found = wanted === "" ? this.#order : this.#order.filter((number) => fold(this.#words(number)).includes(wanted));
    const isShort = !this.#isLong && wanted === "" && this.#order.length > FEW + 2;
    const shown = isShort ? found.filter((number, at) => at < FEW || this.#isPicked(number)) : found.slice(0, MOST);
    this.#more.hidden = !isShort;
    this.#more.textContent = this.#app.t("moreChoices", { count: found.length - shown.length });
    this.#shown = shown.map((number) => this.#line(number));
    this.#lines.replaceChildren(...this.#shown.map(({ element }) => element));
    this.#mark();
  }

  #line(number: number): Line {
    const box = h("input", { type: "checkbox" });
    const words = h("span", { class: "pm-choice-words" });
    const count = h("span", { class: "pm-count" });
    const only = h("button", { type: "button", class: "pm-text-button pm-only" });
    box.addEventListener("change", () => this.#pick(number, box.checked));
    only.addEventListener("click", () => this.#take([number]));
    const text = this.#words(number);
    words.textContent = text;
    only.textContent = this.#app.t("only");
    only.setAttribute("aria-label", this.#app.t("onlyThis", { choice: text }));
    const element = h("div", { class: "pm-choice-line" }, h("label", {}, box, words, count), only);
    return { number, box, words, count, only, element };
  }

  #mark(): void {
    const { lang } = this.#app.store.state;
    for (const { number, box, count, element } of this.#shown) {
      box.checked = this.#isPicked(number);
      const some = this.#counts[number]!;
      count.textContent = countText(some, lang);
      element.classList.toggle("pm-none", some === 0);
    }
  }

  #pick(number: number, isPicked: boolean): void {
    const { values } = this.#choices;
    const picked = [...values.keys(), values.length].filter((one) => (one === number ? isPicked : this.#isPicked(one)));
    this.#take(picked);
  }

  #take(picked: readonly number[]): void {
    const { values } = this.#choices;
    const orNone = picked.includes(values.length);
    const chosen = picked.filter((number) => number < values.length).map((number) => values[number]!);
    this.#set(chosen.length > 0 || orNone ? new Choice(chosen, orNone) : null);
  }
}
