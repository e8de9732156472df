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

/** Languages that part thousands by commas and shorten them with K. */
const COMMAS = /^(en|zh|ja|ko)\b/;

/** A number of things, in full: `12,345`. `Intl` takes tens of milliseconds to wake up. */
export function countText(count: number, lang: string): string {
  if (count < 1000) return String(count);
  if (!COMMAS.test(lang)) return count.toLocaleString(htmlLang(lang));
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

const UNITS: readonly (readonly [unit: number, sign: string])[] = [[1e9, "B"], [1e6, "M"], [1e3, "K"]];
const CHINESE_UNITS: typeof UNITS = [[1e8, "亿"], [1e4, "万"]];

/** A number of things in three digits: `12.3K`, `1.23万`. */
export function shortCount(count: number, lang: string): string {
  if (count < 1000) return String(count);
  const rounded = Number(count.toPrecision(3));
  const units = lang.startsWith("zh") ? CHINESE_UNITS : UNITS;
  const [unit, sign] = units.find(([one]) => rounded >= one) ?? [1, ""];
  return `${rounded / unit}${sign}`;
}

/** The `lang` attribute that gives the right glyphs: zh is simplified, mainland forms. */
export function htmlLang(lang: string): string {
  return lang === "zh" ? "zh-CN" : lang;
}
