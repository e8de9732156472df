/** Topics: ways to look at the map, as words in a row; the sentence of the chosen one stands below. */

import type { App } from "../app.ts";
import type { Topic } from "../contract/maphead.ts";
import { fill, h } from "../dom.ts";
import { inLanguage } from "../i18n.ts";
import { lookout, PLAIN, topicById } from "../topics.ts";

/** More than this stand in a menu. */
const MOST_WORDS = 6;

export function makeTopicTabs(app: App): HTMLElement {
  const { sites, store, t } = app;
  const topics = (sites.head.topics ?? []).filter(({ label }) => Object.keys(label).length > 0);
  const element = h("nav", { class: "pm-topics" });
  element.hidden = topics.length === 0;
  if (topics.length === 0) return element;
  // A topic that changes nothing is the way back from the others.
  const isPlain = (one: Topic): boolean => JSON.stringify({ ...lookout(one), topic: null }) === JSON.stringify(PLAIN);
  const hasPlain = topics.some(isPlain);
  const choose = (id: string | null): void => store.set(lookout(topicById(sites.head, id)));
  const text = h("p", { class: "pm-topic-text" });
  const reset = h("button", { type: "button", class: "pm-text-button" });
  reset.addEventListener("click", () => choose(store.state.topic));
  const choices = h("div", { class: "pm-topic-words", role: "group" });

  const write = (): void => {
    const { lang, topic } = store.state;
    element.setAttribute("aria-label", t("topics"));
    choices.setAttribute("aria-label", t("topics"));
    const entries = [...(hasPlain ? [] : [{ id: null, label: t("noTopic") }]), ...topics.map(({ id, label }) => ({ id: id as string | null, label: inLanguage(label, lang) }))];
    const focused = choices.contains(document.activeElement);
    if (topics.length > MOST_WORDS) {
      const select = h("select", { class: "pm-field", "aria-label": t("topics") }, ...entries.map(({ id, label }) => h("option", { value: id ?? "" }, label)));
      select.value = topic ?? "";
      select.addEventListener("change", () => choose(select.value || null));
      fill(choices, select);
    } else {
      fill(choices, ...entries.map(({ id, label }) => {
        const button = h("button", { type: "button", class: "pm-topic", "aria-pressed": String(id === topic) }, label);
        button.addEventListener("click", () => choose(id));
        return button;
      }));
    }
    if (focused) choices.querySelector<HTMLElement>('[aria-pressed="true"], select')?.focus();
    const chosen = topicById(sites.head, topic);
    // On paper a topic is the map's second title; that there are others says nothing there.
    element.classList.toggle("pm-plain", !chosen || isPlain(chosen));
    fill(text, inLanguage(chosen?.text, lang));
    text.hidden = text.textContent === "";
    const { state } = store;
    const said = lookout(chosen);
    const isChanged = (Object.keys(said) as (keyof typeof said)[]).some((key) => JSON.stringify(said[key]) !== JSON.stringify(state[key]));
    reset.hidden = !chosen || !isChanged;
    reset.textContent = t("topicChanged");
  };
  store.listen((change) => {
    if (change.size === 1 && (change.has("hovered") || change.has("lit") || change.has("view"))) return;
    write();
  });
  write();
  element.append(choices, text, reset);
  return element;
}
