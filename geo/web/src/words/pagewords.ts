/** What the page says in English and Chinese: `geo/words`, where all that is said stands. */

import enForm from "../../../words/en/form.json" with { type: "json" };
import enPage from "../../../words/en/page.json" with { type: "json" };
import zhForm from "../../../words/zh/form.json" with { type: "json" };
import zhPage from "../../../words/zh/page.json" with { type: "json" };
import { filled, type Values } from "./language.ts";

export type PageKey = keyof typeof enPage;
/** Keys of what the form of a site says, on the plain page and on the editing page. */
export type FormKey = keyof typeof enForm;

/** Words in the languages that are part of the program: none has a key the other lacks. */
export type BuiltIn<Key extends string> = Readonly<Record<"en" | "zh", Readonly<Record<Key, string>>>>;

export const PAGE_WORDS: BuiltIn<PageKey> = { en: enPage, zh: zhPage };
export const FORM_WORDS: BuiltIn<FormKey> = { en: enForm, zh: zhForm };

/** Words of a further language by part, as they come with the map or its editing page. */
type Sent = Readonly<Record<string, Readonly<Record<string, string>>>>;

let further: Readonly<Record<string, Sent>> = {};

/** Take the words that came with the map: those of its languages, and of no other. */
export function learn(words: Readonly<Record<string, Sent>> | undefined): void {
  further = words ?? {};
}

/** A word of a language that came with the map. */
export function furtherWord(lang: string, part: string, key: string): string | undefined {
  return further[lang]?.[part]?.[key];
}

/** The language in which the page says its words: that of the map, or English where it does not speak that. */
export function spokenLanguage(lang: string): string {
  return lang in PAGE_WORDS || (lang.split("-")[0] ?? "") in PAGE_WORDS || further[lang]?.["page"] ? lang : "en";
}

/** A word of the page in a language, with its braces filled; English where the page does not speak it. */
export function pageWord(key: PageKey, lang: string, values: Values = {}): string {
  const spoken: Readonly<Record<string, Readonly<Record<PageKey, string>>>> = PAGE_WORDS;
  const built = spoken[lang] ?? spoken[lang.split("-")[0] ?? ""] ?? PAGE_WORDS.en;
  return filled(furtherWord(lang, "page", key) ?? built[key], values, lang);
}
