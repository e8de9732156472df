/** What the map says about itself. */

import notices from "notices:";

import type { App } from "../app.ts";
import { h } from "../dom.ts";
import { inLanguage } from "../i18n.ts";

/** Contents of the window "About this map". */
export function aboutContents({ sites, store, t }: App, suggest: () => void): HTMLElement[] {
  const { head } = sites;
  const { lang } = store.state;
  const paragraphs = (text: string): HTMLElement[] =>
    text.split(/\n+/).filter((line) => line.trim() !== "").map((line) => h("p", {}, line));
  return [
    ...paragraphs(inLanguage(head.description, lang)),
    ...paragraphs(inLanguage(head.about, lang)),
    ...(head.attribution ? [h("p", {}, t("groundFrom", { attribution: inLanguage(head.attribution, lang) }))] : []),
    ...(head.reviewNumber ? [h("p", {}, head.reviewNumber)] : []),
    h("p", {}, h("button", { type: "button", class: "pm-button pm-suggest", onclick: suggest }, t("suggest"))),
    h("details", { class: "pm-licences" }, h("summary", {}, t("licences")), h("pre", { lang: "en", tabindex: "0" }, notices)),
    h("h3", {}, t("keys")),
    h(
      "dl",
      { class: "pm-keys" },
      ...(
        [
          ["/", "keySearch"],
          ["↑ ↓", "keyList"],
          ["Enter", "keyOpen"],
          ["Esc", "keyClose"],
        ] as const
      ).map(([key, words]) => h("div", {}, h("dt", {}, h("kbd", { class: "pm-key" }, key)), h("dd", {}, t(words)))),
    ),
  ];
}
