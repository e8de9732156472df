/** Passing the map on: its address, and what to paste into another page. */

import type { App } from "../app.ts";
import { fill, h } from "../dom.ts";
import { type Snippets, snippets } from "../embed/snippets.ts";
import { homeAddress } from "../embed/ui.ts";
import { inLanguage } from "../i18n.ts";
import { formatFragment, usualState } from "../state.ts";
import type { State, Ui } from "../store.ts";
import { copyText } from "./notice.ts";

/** Address of the page with a state. */
function address({ sites }: App, state: State): string {
  const home = homeAddress(sites.head.embed.url, document.URL) ?? "";
  const fragment = formatFragment({ ...state, ui: "full" }, usualState(sites.head));
  return fragment ? `${home}#${fragment}` : home;
}

/** Address of the selected site: the site alone, however the map was moved since. */
export function siteAddress(app: App): string {
  return address(app, { ...app.store.state, view: null, q: "", categories: [] });
}

interface Choice {
  width: "100%" | number;
  height: number;
  ui: Ui;
  lang: string;
  form: keyof Omit<Snippets, "link">;
}

const FORMS = ["iframe", "element", "markdown", "wordpress"] as const;
const FORM_WORDS = {
  iframe: "formIframe",
  element: "formElement",
  markdown: "formMarkdown",
  wordpress: "formWordpress",
} as const;
const UI_WORDS = { embed: "uiEmbed", full: "uiFull", map: "uiMap" } as const;

/** Contents of the window "Share". */
export function shareContents(app: App, tell: (text: string) => void): HTMLElement[] {
  const { sites, store, t } = app;
  const choice: Choice = { width: "100%", height: 480, ui: "embed", lang: store.state.lang, form: "iframe" };
  const code = h("textarea", { class: "pm-code", readonly: true, rows: 5, "aria-label": t("code") });
  const show = (): void => {
    const state: State = { ...store.state, lang: choice.lang, ui: "full" };
    const made = snippets({
      url: homeAddress(sites.head.embed.url, document.URL) ?? "",
      fragment: formatFragment(state, { ...usualState(sites.head), lang: "" }),
      ui: choice.ui,
      title: inLanguage(sites.head.title, choice.lang),
      width: choice.width,
      height: choice.height,
    });
    code.value = made[choice.form];
  };
  const link = h("input", { class: "pm-field", type: "text", readonly: true, "aria-label": t("link") });
  link.value = address(app, store.state);
  for (const field of [link, code]) field.addEventListener("focus", () => field.select());
  const copyButton = (field: HTMLInputElement | HTMLTextAreaElement): HTMLElement => {
    const copy = async (): Promise<void> => {
      tell((await copyText(field.value)) ? t("copied") : t("copyFailed", { text: "" }));
    };
    return h("button", { type: "button", class: "pm-button", onclick: () => void copy() }, t("copy"));
  };
  const chosen = h("div", { class: "pm-tabs", role: "group", "aria-label": t("code") });
  const writeForms = (): void =>
    fill(
      chosen,
      ...FORMS.map((form) =>
        h(
          "button",
          {
            type: "button",
            class: "pm-tab",
            "aria-pressed": String(form === choice.form),
            onclick: () => {
              choice.form = form;
              writeForms();
              show();
              chosen.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
            },
          },
          t(FORM_WORDS[form]),
        ),
      ),
    );
  writeForms();
  show();
  return [
    ...(isLocal(sites.head.embed.url) ? [h("p", { class: "pm-hint-text" }, t("shareLocal"))] : []),
    h("h3", {}, t("link")),
    h("div", { class: "pm-line" }, link, copyButton(link)),
    h("p", { class: "pm-second" }, t("shareState")),
    h("h3", {}, t("onYourPage")),
    options(app, choice, show),
    chosen,
    code,
    h("div", { class: "pm-line pm-line-end" }, copyButton(code)),
  ];
}

function options({ sites, t }: App, choice: Choice, show: () => void): HTMLElement {
  const menu = (label: string, value: string, entries: readonly (readonly [string, string])[], take: (value: string) => void): HTMLElement => {
    const select = h("select", { class: "pm-field" }, ...entries.map(([key, words]) => h("option", { value: key }, words)));
    select.value = value;
    select.addEventListener("change", () => {
      take(select.value);
      show();
    });
    return h("label", {}, h("span", {}, label), select);
  };
  const heights = [320, 400, 480, 600, 720].map((px) => [String(px), `${px} px`] as const);
  const widths = [["100%", t("widthFull")], ...[480, 640, 800].map((px) => [String(px), `${px} px`] as const)] as const;
  const languages = sites.head.languages.map((lang) => [lang, new Intl.DisplayNames([lang], { type: "language" }).of(lang) ?? lang] as const);
  return h(
    "div",
    { class: "pm-options" },
    menu(t("shows"), choice.ui, (["embed", "full", "map"] as const).map((ui) => [ui, t(UI_WORDS[ui])]), (ui) => {
      choice.ui = ui as Ui;
    }),
    menu(t("width"), "100%", widths, (width) => {
      choice.width = width === "100%" ? width : Number(width);
    }),
    menu(t("height"), String(choice.height), heights, (height) => {
      choice.height = Number(height);
    }),
    languages.length > 1
      ? menu(t("language"), choice.lang, languages, (lang) => {
          choice.lang = lang;
        })
      : null,
  );
}

/** Whether the page has no address others could use. */
function isLocal(told: string | undefined): boolean {
  return !told && !/^https?:$/.test(location.protocol);
}
