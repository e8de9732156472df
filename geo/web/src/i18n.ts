/** The page's own words. Data has its own languages (`Sites.value`, `Texts`). */

import type { Texts } from "./data/head.ts";
import { en } from "./words/en.ts";
import { zh } from "./words/zh.ts";

export type Key = keyof typeof en;
/** `t("results", { count: 3 })`: a message with its braces filled. */
export type Messages = (key: Key, values?: Readonly<Record<string, string | number>>) => string;

const WORDS: Readonly<Record<string, Readonly<Record<Key, string>>>> = { en, zh };

/** Messages of a language; English where the page does not speak it. */
export function messages(lang: () => string): Messages {
  return (key, values = {}) => {
    const words = WORDS[lang()] ?? WORDS[lang().split("-")[0] ?? ""] ?? en;
    return words[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
  };
}

/** A text of the map's head in a language, or in any it has. */
export function inLanguage(texts: Texts | undefined, lang: string): string {
  if (!texts) return "";
  return texts[lang] ?? Object.values(texts)[0] ?? "";
}

/** The `lang` attribute that gives the right glyphs: zh is simplified, mainland forms. */
export function htmlLang(lang: string): string {
  return lang === "zh" ? "zh-CN" : lang;
}
