/** Title of the map, and the few buttons that concern the whole page. */

import type { App } from "../app.ts";
import { fill, h } from "../dom.ts";
import { htmlLang, inLanguage } from "../i18n.ts";
import type { Theme } from "../store.ts";
import { type Icon, icon } from "../ui/icons.ts";
import { unbroken } from "./names.ts";

/** What languages call themselves, short enough for a button. */
const OWN_NAMES: Readonly<Record<string, string>> = {
  zh: "中文", "zh-Hant": "繁體", en: "EN", ja: "日本語", ko: "한국어", fr: "FR", de: "DE", es: "ES", ru: "РУ", pt: "PT", it: "IT",
}; // prettier-ignore
const NEXT_THEME: Readonly<Record<Theme, Theme>> = { auto: "light", light: "dark", dark: "auto" };
const THEME_WORDS = { auto: "themeAuto", light: "themeLight", dark: "themeDark" } as const;

const THEME_SHORT = { auto: "themeShort", light: "themeLight", dark: "themeDark" } as const;

/** What a button is called, where there is room to write it below. */
function toolWord(): HTMLElement {
  return h("span", { class: "pm-tool-word", "aria-hidden": "true" });
}

export interface HeaderActions {
  readonly share: () => void;
  readonly about: () => void;
  readonly suggest: () => void;
}

export interface Header {
  readonly element: HTMLElement;
  /** The buttons; on a phone they stand elsewhere, so that the title has the whole width. */
  readonly tools: HTMLElement;
}

export function makeHeader(app: App, actions: HeaderActions): Header {
  const { sites, store } = app;
  const title = h("h1", { class: "pm-title" });
  const subtitle = h("p", { class: "pm-subtitle" });
  const write = (): void => {
    fill(title, ...unbroken(inLanguage(sites.head.title, store.state.lang)));
    subtitle.textContent = inLanguage(sites.head.subtitle, store.state.lang);
    subtitle.hidden = subtitle.textContent === "";
  };
  store.listen((change) => {
    if (change.has("lang")) write();
  });
  write();
  const tools = makeTools(app, actions);
  const titles = h("div", { class: "pm-titles" }, title, subtitle);
  return { element: h("header", { class: "pm-header" }, titles, tools), tools };
}

function makeTools(app: App, actions: HeaderActions): HTMLElement {
  const { store, t } = app;
  const labelled = (name: Icon, label: () => string, word: () => string, onclick: () => void): HTMLElement => {
    const words = toolWord();
    const button = h("button", { type: "button", class: `pm-icon-button pm-${name}`, onclick }, icon(name), words);
    const write = (): void => {
      button.setAttribute("aria-label", label());
      button.title = label();
      words.textContent = word();
    };
    store.listen((change) => {
      if (change.has("lang")) write();
    });
    write();
    return button;
  };
  return h(
    "div",
    { class: "pm-tools" },
    languageSwitch(app),
    themeSwitch(app),
    labelled("share", () => t("share"), () => t("share"), actions.share),
    labelled("suggest", () => t("suggest"), () => t("suggestShort"), actions.suggest),
    labelled("about", () => t("about"), () => t("aboutShort"), actions.about),
  );
}

/** With two languages a button for the other one; with more a menu. */
function languageSwitch({ sites, store, t }: App): HTMLElement | null {
  const { languages } = sites.head;
  if (languages.length < 2) return null;
  const nameOf = (lang: string): string => OWN_NAMES[lang] ?? lang.toUpperCase();
  if (languages.length > 2) {
    const menu = h(
      "select",
      { class: "pm-language" },
      ...languages.map((lang) => h("option", { value: lang, lang: htmlLang(lang) }, nameOf(lang))),
    );
    menu.addEventListener("change", () => store.set({ lang: menu.value }));
    const show = (): void => {
      menu.value = store.state.lang;
      menu.setAttribute("aria-label", t("language"));
    };
    store.listen((change) => change.has("lang") && show());
    show();
    return menu;
  }
  const other = (): string => languages.find((lang) => lang !== store.state.lang) ?? "";
  const words = toolWord();
  const button = h("button", { type: "button", class: "pm-icon-button pm-language" });
  button.addEventListener("click", () => store.set({ lang: other() }));
  const show = (): void => {
    fill(button, h("span", {}, nameOf(other())), words);
    words.textContent = t("language");
    button.lang = htmlLang(other());
  };
  store.listen((change) => change.has("lang") && show());
  show();
  return button;
}

function themeSwitch({ store, t }: App): HTMLElement {
  const words = toolWord();
  const button = h("button", { type: "button", class: "pm-icon-button pm-theme" });
  button.addEventListener("click", () => store.set({ theme: NEXT_THEME[store.state.theme] }));
  const show = (): void => {
    const { theme } = store.state;
    const label = t("theme", { theme: t(THEME_WORDS[theme]) });
    words.textContent = t(THEME_SHORT[theme]);
    fill(button, icon(theme), words);
    button.setAttribute("aria-label", label);
    button.title = label;
  };
  store.listen((change) => (change.has("theme") || change.has("lang")) && show());
  show();
  return button;
}
