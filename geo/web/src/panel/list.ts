/** The list of sites: all of a few hundred, of more only the rows in view. */

import type { App } from "../app.ts";
import { Kind } from "../data/sites.ts";
import { bringIntoView, fill, h, onResize } from "../dom.ts";
import { countText, inLanguage } from "../i18n.ts";
import { UNFILTERED } from "./filters/holding.ts";
import { loosening } from "./filters/loosening.ts";
import type { Found } from "./groundfinds.ts";
import { highlighted, matchRanges } from "./highlight.ts";
import { type Heading, headingsBefore, type Items, listItems, NOT_LOCATED } from "./items.ts";
import type { ListOrder } from "./listorder.ts";
import { LongScroll } from "./longscroll.ts";
import type { Order } from "./neighbours.ts";
import { otherName, unbroken } from "./names.ts";
import { tiePointing } from "./pointing.ts";
import { isNumbered, numberOf } from "../ui/paper.ts";
import { sign } from "../ui/sign.ts";
import { snippet } from "./snippet.ts";

/** Up to here every row is in the page: it wraps as it likes, and is found by the browser. */
const MOST_WHOLE = 300;
/** Heights in a windowed list, in rem, as in list.css. */
const ROW_REM = 3.25;
const HEADING_REM = 2.25;
/** Rows kept ready above and below those in view. */
const SPARE = 8;

const STEPS: Readonly<Record<string, (item: number, items: Items, page: number) => number>> = {
  ArrowDown: (item) => item + 1,
  ArrowUp: (item) => item - 1,
  PageDown: (item, _, page) => item + page,
  PageUp: (item, _, page) => item - page,
  Home: () => 0,
  End: (_, items) => items.rows.length - 1,
};

export class SiteList {
  readonly element: HTMLElement;
  readonly #app: App;
  readonly #list = h("ul", { class: "pm-rows", role: "list" });
  readonly #empty = h("div", { class: "pm-empty" });
  #items: Items = { rows: new Int32Array(0), headings: [], count: 0 };
  /** Item the keyboard is at. */
  #active = 0;
  #shown: readonly [first: number, end: number] = [0, 0];
  #isPrinted = false;
  #mostPrinted = 0;
  /** What was looked for when the list was last written. */
  #lookedFor = "";
  readonly #scroll: LongScroll;
  /** Heights of a row and of a heading in a windowed list, in pixels. */
  #heights = { row: 52, heading: 36 };
  readonly #leaveUpwards: () => void;

  readonly #sorting: ListOrder;
  readonly #found: () => Found;

  /**
   * @param leaveUpwards called when the reader goes up from the first site
   * @param found what of the ground stands above the list
   */
  constructor(app: App, sorting: ListOrder, leaveUpwards: () => void, found: () => Found) {
    this.#app = app;
    this.#found = found;
    this.#sorting = sorting;
    this.#leaveUpwards = leaveUpwards;
    this.element = h("div", { class: "pm-list", tabindex: -1 }, this.#list, this.#empty);
    this.#scroll = new LongScroll(this.element);
    this.element.addEventListener("scroll", () => this.#onScroll(), { passive: true });
    this.element.addEventListener("keydown", (event) => this.#onKey(event));
    this.element.addEventListener("click", (event) => this.#onClick(event));
    this.element.addEventListener("focusin", (event) => this.#onFocus(event));
    tiePointing(app, this.#list);
    onResize(this.element, app.signal, () => {
      this.#measure();
      this.#onScroll();
    });
  }

  /** Show the store's result. */
  update(): void {
    const { store, sites } = this.#app;
    const { q, categories, where, hidden } = store.state;
    const lookedFor = JSON.stringify([q, categories, where, hidden, this.#sorting.key]);
    // More may be found of the same as fields are read: the reader stays where he is.
    const isSame = lookedFor === this.#lookedFor;
    const before = this.#items.rows[this.#active] ?? -1;
    this.#lookedFor = lookedFor;
    this.#items = listItems(sites, { rows: this.#sorting.apply(store.result.rows) }, q.trim() !== "" || this.#sorting.isPlain);
    const kept = isSame && before >= 0 ? this.#items.rows.indexOf(before) : -1;
    this.#active = kept >= 0 ? kept : (this.#selectedItem() ?? this.#firstSite());
    this.#list.classList.toggle("pm-windowed", this.#isWindowed);
    this.#measure();
    if (!isSame) this.#scroll.goTo(0);
    this.#writeEmpty();
    this.#render(true);
  }

  /** Mark the selected site, and bring it into view. */
  showSelected(): void {
    const item = this.#selectedItem();
    if (item !== null) {
      this.#active = item;
      this.#scrollTo(item);
    }
    this.#render(true);
  }

  /** Move the focus into the list. */
  focus(): void {
    if (this.#items.count === 0) return;
    this.#scrollTo(this.#active);
    this.#render();
    this.#buttonOf(this.#active)?.focus({ preventScroll: true });
  }

  get first(): number | null {
    return this.#items.rows[this.#firstSite()] ?? null;
  }

  /** Rows of the sites in the order they stand in. */
  get rows(): readonly number[] {
    return [...this.#items.rows].filter((row) => row >= 0);
  }

  /** The sites in the order they stand in. */
  get order(): Order {
    const isSite = (row: number): boolean => row >= 0;
    return {
      count: () => this.#items.count,
      placeOf: (row) => {
        const item = this.#items.rows.indexOf(row);
        return item < 0 ? -1 : item - headingsBefore(this.#items.headings, item);
      },
      rowAt: (place) => this.#items.rows.filter(isSite)[place] ?? -1,
    };
  }

  /** Have every row in the page, for printing; gives back how to undo it. */
  showAll(most: number): () => void {
    this.#isPrinted = true;
    this.#mostPrinted = most;
    this.rewrite();
    return () => {
      this.#isPrinted = false;
      this.#render(true);
    };
  }

  /** Write the same rows anew: something they say has changed. */
  rewrite(): void {
    this.#render(true, this.#isPrinted ? [0, Math.min(this.#mostPrinted, this.#items.rows.length)] : this.#range());
  }

  get #isWindowed(): boolean {
    return this.#items.rows.length > MOST_WHOLE;
  }

  #firstSite(): number {
    return Math.max(0, this.#items.rows.findIndex((row) => row >= 0));
  }

  #selectedItem(): number | null {
    const { site } = this.#app.store.state;
    const row = site === null ? -1 : this.#app.sites.rowOf(site);
    const item = row < 0 ? -1 : this.#items.rows.indexOf(row);
    return item < 0 ? null : item;
  }

  #onScroll(): void {
    if (!this.#isWindowed || this.#isPrinted) return;
    this.#scroll.follow();
    this.#render();
    this.#scroll.settleSoon(() => this.#pad());
  }

  #measure(): void {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
    this.#heights = { row: ROW_REM * rem, heading: HEADING_REM * rem };
    if (this.#isWindowed) this.#scroll.whole = this.#top(this.#items.rows.length);
  }

  #render(isForced = false, range = this.#range()): void {
    const [first, end] = range;
    const [shownFirst, shownEnd] = this.#shown;
    if (!isForced && first === shownFirst && end === shownEnd) {
      this.#pad();
      return;
    }
    this.#shown = range;
    const hadFocus = this.#list.contains(document.activeElement);
    const rows = (from: number, to: number): HTMLElement[] =>
      Array.from({ length: Math.max(0, to - from) }, (_, n) => this.#entry(from + n)).filter((entry) => entry !== null);
    if (isForced || first >= shownEnd || end <= shownFirst) {
      fill(this.#list, ...rows(first, end));
    } else {
      // Most rows stay: only those that come and go are touched.
      for (let item = shownFirst; item < first; item++) this.#list.firstElementChild?.remove();
      for (let item = end; item < shownEnd; item++) this.#list.lastElementChild?.remove();
      this.#list.prepend(...rows(first, shownFirst));
      this.#list.append(...rows(shownEnd, end));
    }
    this.#pad();
    // The row that had the focus may be out of view by now; the keys go on from it all the same.
    if (hadFocus) (this.#buttonOf(this.#active) ?? this.element).focus({ preventScroll: true });
  }

  /**
   * The element of an item. A heading stands in the entry of the first site below it, so that there are as many
   * entries as sites; in a windowed list, where rows come and go one by one, in an entry of its own.
   */
  #entry(item: number): HTMLElement | null {
    const row = this.#items.rows[item] ?? -1;
    if (row < 0) return this.#isWindowed ? h("li", { class: "pm-group" }, ...this.#heading(item)) : null;
    const isFirst = !this.#isWindowed && (this.#items.rows[item - 1] ?? 0) < 0;
    if (!isFirst) return h("li", this.#place(item), this.#site(item, row));
    const heading = h("div", { class: "pm-group" }, ...this.#heading(item - 1));
    return h("li", { class: "pm-first" }, heading, this.#site(item, row));
  }

  /** Put the rows that are in the page where they belong. */
  #pad(): void {
    const isPart = this.#isWindowed && !this.#isPrinted;
    const above = this.#scroll.bar + this.#top(this.#shown[0]) - this.#scroll.top;
    this.#list.style.height = isPart ? `${this.#scroll.height}px` : "";
    this.#list.style.setProperty("--pm-above", isPart ? `${above}px` : "0px");
  }

  /** Which items are to be in the page. */
  #range(): readonly [number, number] {
    const count = this.#items.rows.length;
    if (!this.#isWindowed) return [0, count];
    const { top } = this.#scroll;
    const first = Math.max(this.#itemAt(top) - SPARE, 0);
    const end = Math.min(this.#itemAt(top + this.element.clientHeight) + 1 + SPARE, count);
    return [first, end];
  }

  /** Where an item begins, in pixels. */
  #top(item: number): number {
    const headings = headingsBefore(this.#items.headings, item);
    return headings * this.#heights.heading + (item - headings) * this.#heights.row;
  }

  #itemAt(top: number): number {
    let [low, high] = [0, this.#items.rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#top(middle + 1) <= top) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #scrollTo(item: number): void {
    if (!this.#isWindowed) {
      const row = this.#buttonOf(item);
      if (row) bringIntoView(this.element, row);
      return;
    }
    const { clientHeight } = this.element;
    const [top, bottom] = [this.#top(item), this.#top(item + 1)];
    const { heading } = this.#heights;
    // Its heading is to be seen too.
    if (top < this.#scroll.top + heading) this.#scroll.goTo(top - heading);
    else if (bottom > this.#scroll.top + clientHeight) this.#scroll.goTo(bottom - clientHeight);
  }

  #buttonOf(item: number): HTMLElement | null {
    return this.#list.querySelector(`[data-item="${item}"]`);
  }

  #heading(item: number): readonly HTMLElement[] {
    const { sites, store, t } = this.#app;
    const heading = this.#items.headings.find(({ at }) => at === item) as Heading;
    const label =
      heading.category === NOT_LOCATED
        ? t("notLocatedGroup")
        : inLanguage(sites.head.categories[heading.category]?.label, store.state.lang);
    return [h("h2", {}, label), h("span", { class: "pm-count", "aria-hidden": "true" }, countText(heading.count, store.state.lang))];
  }

  /** Which of how many a site is, where not all are in the page. */
  #place(item: number): Record<string, number> {
    if (!this.#isWindowed) return {};
    return {
      "aria-setsize": this.#items.count,
      "aria-posinset": item + 1 - headingsBefore(this.#items.headings, item),
    };
  }

  #site(item: number, row: number): HTMLElement {
    const { sites, store, t } = this.#app;
    const { lang, q, site } = store.state;
    const isLocated = sites.kind[row] !== Kind.none;
    const isSelected = sites.id(row) === site;
    const isSearch = q.trim() !== "";
    const note = this.#sorting.note(row);
    const number = numberOf(row);
    const marks = (text: string): (Node | string)[] =>
      isSearch ? highlighted(text, q, sites.head.pinyin) : unbroken(text);
    return h(
      "button",
      {
        type: "button",
        class: "pm-row",
        "data-item": item,
        "data-row": row,
        tabindex: item === this.#active ? 0 : -1,
        "aria-current": isSelected ? "true" : null,
      },
      isNumbered() ? h("span", { class: "pm-number" }, number) : null,
      sign(sites.head.categories[sites.category[row] ?? 0], !isLocated),
      h(
        "span",
        { class: "pm-names" },
        h("span", { class: "pm-name" }, ...marks(sites.name(row, lang))),
        ...this.#secondLine(row, marks),
        (isSearch || this.#sorting.isPlain) && !isLocated ? h("span", { class: "pm-tag" }, t("notLocatedShort")) : null,
      ),
      note ? h("span", { class: "pm-row-note" }, note) : null,
    );
  }

  /** The name in another language; or, when neither name says why the site is here, what does. */
  #secondLine(row: number, marks: (text: string) => (Node | string)[]): readonly HTMLElement[] {
    const { sites, store } = this.#app;
    const { lang, q } = store.state;
    const name = sites.name(row, lang);
    const other = otherName(this.#app, row);
    const names = [name, other?.text ?? ""];
    if (q.trim() !== "" && !names.some((text) => matchRanges(text, q, sites.head.pinyin).length > 0)) {
      const found = snippet(this.#app, row, q);
      if (found) return [h("span", { class: "pm-second" }, ...marks(found))];
    }
    return other ? [h("span", { class: "pm-second", lang: other.lang }, ...marks(other.text))] : [];
  }

  #writeEmpty(): void {
    this.#empty.hidden = this.#items.count > 0;
    if (this.#items.count > 0) return;
    const clear = (): void => {
      this.#app.store.set(UNFILTERED);
      this.#leaveUpwards();
    };
    // With the map moved away nothing is wrong with the filters.
    const isElsewhere = this.#app.store.result.rows.length > 0;
    fill(this.#empty, ...(isElsewhere ? [h("p", {}, this.#app.t("noneInView"))] : loosening(this.#app, clear, this.#found())));
  }

  #onClick(event: MouseEvent): void {
    const button = (event.target as Element).closest<HTMLElement>("[data-item]");
    if (!button) return;
    this.#active = Number(button.dataset["item"]);
    const row = this.#items.rows[this.#active] ?? -1;
    if (row >= 0) this.#app.store.set({ site: this.#app.sites.id(row) });
  }

  #onFocus(event: FocusEvent): void {
    const button = (event.target as Element).closest<HTMLElement>("[data-item]");
    if (button) this.#activate(Number(button.dataset["item"]));
  }

  #onKey(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const page = Math.max(1, Math.floor(this.element.clientHeight / this.#heights.row) - 1);
    const wanted = step(this.#active, this.#items, page);
    const item = this.#siteNear(wanted, wanted < this.#active ? -1 : 1);
    if (item === null) {
      if (event.key === "ArrowUp") this.#leaveUpwards();
      return;
    }
    this.#activate(item);
    this.focus();
  }

  /** The site at an item, or the next one in a direction, or the last there is. */
  #siteNear(item: number, direction: 1 | -1): number | null {
    const { rows } = this.#items;
    const bounded = Math.min(Math.max(item, 0), rows.length - 1);
    if (item < 0 && this.#active === this.#firstSite()) return null;
    for (let at = bounded; at >= 0 && at < rows.length; at += direction) {
      if ((rows[at] ?? -1) >= 0) return at;
    }
    return direction === -1 && this.#active > this.#firstSite() ? this.#firstSite() : null;
  }

  #activate(item: number): void {
    this.#buttonOf(this.#active)?.setAttribute("tabindex", "-1");
    this.#active = item;
    this.#buttonOf(item)?.setAttribute("tabindex", "0");
  }
}
