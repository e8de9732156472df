/** The page's own words. Data has its own languages (`Sites.value`, `Texts`). */

import type { Values } from "./words/language.ts";
import { pageWord, type PageKey } from "./words/pagewords.ts";

export { countText, decimalPoint, digitsText, filled, htmlLang, inLanguage, shortCount, shortUnit } from "./words/language.ts";
export { furtherWord, learn } from "./words/pagewords.ts";

export type { Values };
export type Key = PageKey;
/** `t("results", { count: 3 })`: a message with its braces filled. */
export type Messages = (key: Key, values?: Values) => string;

/** Messages of a language; English where the page does not speak it. */
export function messages(lang: () => string): Messages {
  return (key, values) => pageWord(key, lang(), values);
}

/**
 * The language a reader gets: the first of those the reader's browser asks for that is offered, else the first
 * offered. Traditional characters and simplified ones serve for each other, but only where there is nothing nearer.
 */
export function readersLanguage(offered: readonly string[], preferred: readonly string[]): string {
  for (const wanted of preferred) {
    const near = wishes(wanted.toLowerCase());
    const found = near.map((one) => offered.find((lang) => lang.toLowerCase() === one)).find(Boolean);
    const primary = wanted.toLowerCase().split("-")[0];
    const match = found ?? offered.find((lang) => lang.toLowerCase().split("-")[0] === primary);
    if (match) return match;
  }
  return offered[0] ?? "en";
}

/** What would serve who asks for a language, best first. */
function wishes(wanted: string): readonly string[] {
  const isTraditional = /^(zh-(hant|tw|hk|mo)|yue)\b/.test(wanted);
  const primary = wanted.split("-")[0] ?? wanted;
  return isTraditional ? [wanted, "zh-hant", "zh"] : primary === "zh" ? [wanted, "zh", "zh-hans"] : [wanted, primary];
}
