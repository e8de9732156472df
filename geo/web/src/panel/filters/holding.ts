/** What holds of searches and filters: the state without any, and the line in which each can be taken away. */

import type { App } from "../../app.ts";
import { filterOf } from "../../data/fieldfilters.ts";
import { fieldsOf } from "../../data/fields.ts";
import { fill, h } from "../../dom.ts";
import { inLanguage } from "../../i18n.ts";
import { onceRead } from "../../data/later.ts";
import { icon } from "../../ui/icons.ts";
import { filterWords } from "./filterwords.ts";

/** The state where nothing is filtered. */
export const UNFILTERED = { q: "", categories: [], where: [], hidden: [] } as const;

/** Whether all sites are shown because nothing else was asked for. */
export function isUnfiltered({ q, categories, where, hidden }: App["store"]["state"]): boolean {
  return q.trim() === "" && categories.length === 0 && where.length === 0 && hidden.length === 0;
}

/** The line of what holds: each can be taken away. */
export function makeChips(app: App): HTMLElement {
  const { sites, store, t } = app;
  const element = h("div", { class: "pm-chips", role: "group" });
  const chip = (words: string, take: () => void): HTMLElement => {
    const button = h("button", { type: "button", class: "pm-chip", "aria-label": t("removeFilter", { filter: words }), title: t("removeFilter", { filter: words }) }, h("span", {}, words), icon("close"));
    button.addEventListener("click", () => {
      const chips = [...element.querySelectorAll("button")];
      const at = chips.indexOf(button);
      take();
      const left = element.querySelectorAll("button");
      (left[Math.min(at, left.length - 1)] ?? document.querySelector<HTMLElement>(".pm-search-input"))?.focus();
    });
    return button;
  };
  const show = (): void => {
    // What is looked for stands in its own box, which takes it away too.
    fill(element, ...holding(app).filter(({ without }) => !("q" in without)).map(({ words, without }) => chip(words, () => store.set(without))));
    element.setAttribute("aria-label", t("filters"));
    element.hidden = element.childElementCount === 0;
  };
  store.listen((change) => {
    if (change.has("lang") || change.has("where") || change.has("categories")) show();
  });
  onceRead(sites.complete, show);
  element.hidden = true;
  return element;
}

/** A filter that holds: in words, and the state without it. */
export interface Holding {
  readonly words: string;
  readonly without: Parameters<App["store"]["set"]>[0];
}

/** All that holds: what is looked for, categories, filters by field. */
export function holding(app: App): readonly Holding[] {
  const { sites, store, t } = app;
  const { q, categories, where, lang } = store.state;
  const found: Holding[] = [];
  if (q.trim() !== "") found.push({ words: `“${q.trim()}”`, without: { q: "" } });
  if (categories.length > 0) {
    const names = categories.map((id) => inLanguage(sites.head.categories.find((one) => one.id === id)?.label, lang) || id);
    found.push({ words: `${fieldsOf(sites).find("category")?.label(lang) ?? ""}${t("labelSeparator")}${names.join(t("listSeparator"))}`, without: { categories: [] } });
  }
  // A field may have several, of which one is taken away.
  for (const one of where) {
    const [id, spec] = one;
    const field = fieldsOf(sites).find(id);
    const filter = field ? filterOf(field, spec) : null;
    if (field && filter) found.push({ words: filterWords(app, field, filter), without: { where: where.filter((other) => other !== one) } });
  }
  return found;
}
