/** Passing the map on: its address, and what to paste into another page. */

import type { App } from "../app.ts";
import { fill, h } from "../dom.ts";
import { type Snippets, snippets } from "../embed/snippets.ts";
import { homeOf } from "../embed/ui.ts";
import { inLanguage } from "../i18n.ts";
import { formatFragment, usualOf, usualState } from "../state.ts";
import type { State, Theme, Ui } from "../store.ts";
import { ownName } from "../suggest/fieldlabels.ts";
import { qrCode } from "../ui/qr.ts";
import { icon } from "../ui/icons.ts";
import { copyText } from "../ui/notice.ts";
import { makePreview } from "./preview.ts";

/** How long a button says that it has copied, in milliseconds. */
const SAID_MS = 2400;

/** Address of the page with a state. */
function address(app: App, state: State): string {
  const home = homeOf(app) ?? "";
  const fragment = formatFragment({ ...state, ui: "full" }, usualOf(app.sites.head));
  return fragment ? `${home}#${fragment}` : home;
}

/** Address of the selected site: the site alone, however the map was moved since. */
export function siteAddress(app: App): string {
  const { sites: { head }, store } = app;
  return address(app, { ...usualState(head), lang: store.state.lang, theme: store.state.theme, base: store.state.base, site: store.state.site });
}

interface Choice {
  width: "100%" | number;
  height: number;
  ui: Ui;
  lang: string;
  theme: Theme;
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
const THEME_WORDS = { auto: "themeAuto", light: "themeLight", dark: "themeDark" } as const;
const WIDTHS = [320, 480, 640, 800] as const;
const HEIGHTS = [240, 320, 400, 480, 600, 720] as const;

/** Contents of the window "Share". */
export function shareContents(app: App): HTMLElement[] {
  const { sites, store, t } = app;
  const { lang, theme } = store.state;
  const choice: Choice = { width: "100%", height: 480, ui: "embed", lang, theme, form: "iframe" };
  const code = h("textarea", { class: "pm-code", readonly: true, rows: 6, "aria-label": t("code") });
  const preview = makePreview(app);
  const writeCode = (): void => {
    const state: State = { ...store.state, lang: choice.lang, theme: choice.theme, ui: "full" };
    const made = snippets({
      url: homeOf(app) ?? "",
      fragment: formatFragment(state, { ...usualOf(sites.head), lang: "" }),
      ui: choice.ui,
      title: inLanguage(sites.head.title, choice.lang),
      width: choice.width,
      height: choice.height,
    });
    code.value = made[choice.form];
  };
  const show = (): void => {
    writeCode();
    preview.show({ ...store.state, lang: choice.lang, theme: choice.theme, ui: choice.ui }, choice);
  };
  const link = h("input", { class: "pm-field", type: "text", readonly: true, "aria-label": t("link") });
  link.value = address(app, store.state);
  for (const field of [link, code]) field.addEventListener("focus", () => field.select());
  show();
  return [
    ...(isLocal(sites.head.embed.url) ? [h("p", { class: "pm-hint-text" }, t("shareLocal"))] : []),
    h(
      "div",
      { class: "pm-sharing" },
      h(
        "section",
        {},
        h("h3", {}, t("link")),
        h("div", { class: "pm-line" }, link, copyButton(app, link)),
        h("p", { class: "pm-second" }, t("shareState")),
        qrCode(link.value, t("qrCode")),
        h("h3", {}, t("print")),
        printing(app),
        h("h3", {}, t("onYourPage")),
        options(app, choice, show),
      ),
      preview.element,
      h(
        "section",
        {},
        forms(app, choice, writeCode),
        code,
        h("div", { class: "pm-line pm-line-end" }, copyButton(app, code)),
      ),
    ),
  ];
}

const PAPERS = ["A4", "A3"] as const;
const WAYS = ["portrait", "landscape"] as const;
/** The rule that says what paper is printed on; a sheet of our own, for the page's policy takes no style that was not there. */
let paper: CSSStyleSheet | null = null;

/** Which paper, and the browser's own window for printing. */
function printing({ t }: App): HTMLElement {
  const menu = h(
    "select",
    { class: "pm-field", "aria-label": t("paperSize") },
    ...PAPERS.flatMap((size) => WAYS.map((way) => h("option", { value: `${size} ${way}` }, `${size}, ${t(way)}`))),
  );
  const button = h("button", { type: "button", class: "pm-button" }, t("print"));
  button.addEventListener("click", () => {
    paper ??= new CSSStyleSheet();
    paper.replaceSync(`@page { size: ${menu.value}; margin: 12mm; }`);
    if (!document.adoptedStyleSheets.includes(paper)) document.adoptedStyleSheets = [...document.adoptedStyleSheets, paper];
    // The window in front would be printed.
    button.closest("dialog")?.close();
    print();
  });
  return h("div", { class: "pm-line" }, menu, button);
}

/** A button that copies what a field holds, and says whether it did. */
function copyButton({ t }: App, field: HTMLInputElement | HTMLTextAreaElement): HTMLElement {
  const words = h("span", { "aria-live": "polite" }, t("copy"));
  const sign = h("span", { class: "pm-copy-sign" }, icon("copy"));
  const button = h("button", { type: "button", class: "pm-button pm-copy" }, sign, words);
  let timer: ReturnType<typeof setTimeout> | undefined;
  button.addEventListener("click", () => {
    void copyText(field.value).then((isCopied) => {
      clearTimeout(timer);
      words.textContent = isCopied ? t("copied") : t("copyFailed", { text: "" }).trim();
      button.classList.toggle("pm-done", isCopied);
      fill(sign, icon(isCopied ? "check" : "copy"));
      if (!isCopied) field.focus(); // which selects it: one key is left to press
      timer = setTimeout(() => {
        words.textContent = t("copy");
        button.classList.remove("pm-done");
        fill(sign, icon("copy"));
      }, SAID_MS);
    });
  });
  return button;
}

/** The ways to put it there. */
function forms({ t }: App, choice: Choice, show: () => void): HTMLElement {
  const buttons = FORMS.map((form) => {
    const button = h("button", { type: "button", class: "pm-tab" }, t(FORM_WORDS[form]));
    button.addEventListener("click", () => {
      choice.form = form;
      write();
      show();
    });
    return button;
  });
  const write = (): void =>
    buttons.forEach((button, index) => {
      button.setAttribute("aria-pressed", String(FORMS[index] === choice.form));
    });
  write();
  return h("div", { class: "pm-tabs", role: "group", "aria-label": t("code") }, ...buttons);
}

type Entry = readonly [value: string, words: string];

function options({ sites, t }: App, choice: Choice, show: () => void): HTMLElement {
  const menu = (label: string, value: string, entries: readonly Entry[], take: (value: string) => void): HTMLElement => {
    const select = h("select", { class: "pm-field" }, ...entries.map(([key, words]) => h("option", { value: key }, words)));
    select.value = value;
    select.addEventListener("change", () => {
      take(select.value);
      show();
    });
    return h("label", {}, h("span", {}, label), select);
  };
  const pixels = (values: readonly number[]): Entry[] => values.map((px) => [String(px), `${px} px`]);
  const languages = sites.head.languages.map((lang): Entry => [lang, ownName(lang)]);
  return h(
    "div",
    { class: "pm-options" },
    menu(t("shows"), choice.ui, (["embed", "full", "map"] as const).map((ui) => [ui, t(UI_WORDS[ui])]), (ui) => {
      choice.ui = ui as Ui;
    }),
    menu(t("width"), "100%", [["100%", t("widthFull")], ...pixels(WIDTHS)], (width) => {
      choice.width = width === "100%" ? width : Number(width);
    }),
    menu(t("height"), String(choice.height), pixels(HEIGHTS), (height) => {
      choice.height = Number(height);
    }),
    languages.length > 1
      ? menu(t("language"), choice.lang, languages, (lang) => {
          choice.lang = lang;
        })
      : null,
    menu(t("colours"), choice.theme, (["auto", "light", "dark"] as const).map((theme) => [theme, t(THEME_WORDS[theme])]), (theme) => {
      choice.theme = theme as Theme;
    }),
  );
}

/** Whether the page has no address others could use. */
function isLocal(told: string | undefined): boolean {
  const isOnWeb = /^https?:$/.test(location.protocol);
  return !told && (!isOnWeb || /^(localhost|127\.[\d.]+|\[::1\])$/.test(location.hostname));
}
