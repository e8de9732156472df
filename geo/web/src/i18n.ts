/** The page's own words. Data has its own languages (`Sites.value`, `Texts`). */

import { en } from "./words/en.ts";
import { filled, type Values } from "./words/language.ts";
import { zh } from "./words/zh.ts";

export { countText, decimalPoint, digitsText, filled, htmlLang, inLanguage, shortCount } from "./words/language.ts";

export type { Values };
export type Key = keyof typeof en;
/** `t("results", { count: 3 })`: a message with its braces filled. */
export type Messages = (key: Key, values?: Values) => string;

const WORDS: Readonly<Record<string, Readonly<Record<Key, string>>>> = { en, zh };

/** Messages of a language; English where the page does not speak it. */
export function messages(lang: () => string): Messages {
  return (key, values = {}) => {
    const words = WORDS[lang()] ?? WORDS[lang().split("-")[0] ?? ""] ?? en;
    return filled(words[key], values, lang());
  };
}
