/** Search box, category filters, and what they leave. */

import type { App } from "../app.ts";
import { fill, h } from "../dom.ts";
import { onceRead } from "../data/later.ts";
import { countText, inLanguage } from "../i18n.ts";
import { signsOf } from "../look.ts";
import { textIndex } from "../search/textindex.ts";
import { icon } from "../ui/icons.ts";
import { tieLighting } from "../ui/lighting.ts";
import { sign } from "../ui/sign.ts";
import { holding, isUnfiltered, makeChips, UNFILTERED } from "./filters/holding.ts";
import { searchInput } from "./searchinput.ts";

/** With more categories than this, those beyond `FEW` are behind a button. */
const MANY = 14;
const FEW = 10;

export interface Filters {
  readonly element: HTMLElement;
  /** The line that says how many sites there are. */
  readonly summary: HTMLElement;
  /** The buttons in that line. */
  readonly buttons: HTMLElement;
  readonly focusSearch: () => void;
}

export interface FilterParts {
  /** The panel's faces, below the search. */
  readonly faces: HTMLElement;
  /** Called when the reader leaves the search box downwards or with Enter. */
  readonly goToList: (isChosen: boolean) => void;
}

export function makeFilters(app: App, { faces, goToList }: FilterParts): Filters {
  const search = makeSearch(app, goToList);
  const { summary, buttons } = makeCount(app);
  return {
    element: h("div", { class: "pm-filters" }, search.element, faces, makeCategories(app), makeChips(app), summary),
    summary,
    buttons,
    focusSearch: () => {
      search.input.focus();
      search.input.select();
    },
  };
}

function makeSearch(
  app: App,
  goToList: (isChosen: boolean) => void,
): { readonly element: HTMLElement; readonly input: HTMLInputElement } {
  const { store, t } = app;
  const input = searchInput(app, "pm-search-input", goToList);
  const key = h("kbd", { class: "pm-key", "aria-hidden": "true" }, "/");
  const clear = h("button", { type: "button", class: "pm-icon-button pm-clear" }, icon("close"));
  clear.addEventListener("click", () => {
    store.set({ q: "" });
    input.focus();
  });
  const write = (): void => {
    input.setAttribute("aria-label", t("search"));
    input.placeholder = t("searchHint");
    clear.setAttribute("aria-label", t("clearSearch"));
    clear.title = t("clearSearch");
  };
  const show = (): void => {
    if (input.value !== store.state.q) input.value = store.state.q;
    clear.hidden = input.value === "";
    key.hidden = input.value !== "";
  };
  store.listen((change) => {
    if (change.has("lang")) write();
    if (change.has("q")) show();
  });
  write();
  show();
  const element = h("div", { class: "pm-search", role: "search" }, icon("search"), input, key, clear);
  return { element, input };
}

/** The legend of the categories, which is their filter too. */
function makeCategories(app: App): HTMLElement {
  const { sites, store, t } = app;
  const { categories } = sites.head;
  const element = h("div", { class: "pm-categories", role: "group" });
  if (categories.length < 2) element.hidden = true;
  let isLong = categories.length <= MANY;

  const toggle = (id: string): void => {
    const picked = store.state.categories;
    store.set({ categories: picked.includes(id) ? picked.filter((one) => one !== id) : [...picked, id] });
  };
  const buttons = categories.map((category) => {
    const label = h("span", { class: "pm-category-label" });
    const count = h("span", { class: "pm-count" });
    const button = h(
      "button",
      { type: "button", class: "pm-category", "data-category": category.id, onclick: () => toggle(category.id) },
      sign(category),
      label,
      count,
    );
    return { category, label, count, button };
  });
  const more = h("button", { type: "button", class: "pm-category pm-more" });
  more.addEventListener("click", () => {
    isLong = true;
    show();
    buttons[FEW]?.button.focus();
  });

  /** With many categories, those stand in the few that are shown which have most of what is found. */
  const shownFew = (): ReadonlySet<number> => {
    const { counts } = store.result;
    const order = categories.map((_, index) => index);
    if (!isUnfiltered(store.state)) order.sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b);
    return new Set(order.slice(0, FEW));
  };

  const show = (): void => {
    const few = shownFew();
    // A search that finds no site at all: nothing is to be chosen among, and what it finds on the ground stands below.
    const isNowhere = store.state.q.trim() !== "" && store.result.counts.every((count) => count === 0);
    element.setAttribute("aria-label", t("categories"));
    more.textContent = t("moreCategories", { count: categories.length - FEW });
    more.hidden = isLong || isNowhere;
    buttons.forEach(({ category, label, count, button }, index) => {
      const number = store.result.counts[index] ?? 0;
      const isPicked = store.state.categories.includes(category.id);
      label.textContent = inLanguage(category.label, store.state.lang);
      count.textContent = countText(number, store.state.lang);
      button.setAttribute("aria-pressed", String(isPicked));
      button.classList.toggle("pm-none", number === 0);
      button.hidden = !isPicked && (isNowhere || (!isLong && !few.has(index)));
    });
  };
  store.listen((change) => {
    if (change.has("lang") || change.has("result")) show();
  });
  element.append(...buttons.map(({ button }) => button), more);
  const { of } = signsOf(sites);
  tieLighting(app, element, (part) => {
    const its = part.closest("[data-category]");
    const group = buttons.findIndex(({ button }) => button === its);
    return group < 0 ? null : { of, group };
  });
  show();
  return element;
}

/** How many sites there are, said aloud when it changes, and the way back to all of them. */
function makeCount(app: App): Pick<Filters, "summary" | "buttons"> {
  const { sites, store, t } = app;
  const status = h("p", { class: "pm-status", role: "status" });
  // Paper has no search box and no chips.
  const held = h("p", { class: "pm-held", "aria-hidden": "true" });
  let isComplete = false;
  const all = h("button", { type: "button", class: "pm-text-button" });
  all.addEventListener("click", () => {
    store.set(UNFILTERED);
  });
  const show = (): void => {
    const count = store.result.rows.length;
    const isAll = isUnfiltered(store.state);
    const isNear = store.state.q.trim() !== "" && count > 0 && textIndex(sites).isNear;
    const text = isAll ? t("results", { count }) : t(isNear ? "resultsNear" : "resultsOf", { count, all: sites.count });
    // The same text again would be said again.
    if (status.textContent !== text) fill(status, text);
    all.textContent = t("showAll");
    all.hidden = isAll;
    if (isComplete) fill(held, isAll ? "" : [text, ...holding(app).map(({ words }) => words)].join(" · "));
  };
  store.listen((change) => {
    if (change.has("lang") || change.has("result")) show();
  });
  show();
  onceRead(sites.complete, () => {
    isComplete = true;
    show();
  });
  const buttons = h("div", { class: "pm-summary-buttons" }, all);
  return { summary: h("div", { class: "pm-summary" }, status, held, buttons), buttons };
}
