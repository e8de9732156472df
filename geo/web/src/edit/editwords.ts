/** What the editing page says; a bundle of its own, so its words stay out of every other page. */

import english from "../../../words/en/editing.json" with { type: "json" };
import chinese from "../../../words/zh/editing.json" with { type: "json" };
import { FORM_WORDS, speaker, type FormKey, type Say } from "../suggest/suggestwords.ts";
import type { Step } from "./client.ts";
import type { BuiltIn } from "../words/pagewords.ts";

export type WordKey = keyof typeof english.editing | FormKey;
/** Keys of what is said while something is brought in. */
export type ImportKey = keyof typeof english.importing;

const WORDS: BuiltIn<WordKey> = {
  en: { ...FORM_WORDS.en, ...english.editing },
  zh: { ...FORM_WORDS.zh, ...chinese.editing },
};

/** The page's current language, as its root says. */
const spoken = (): string => document.documentElement.lang;

/** The language of what only two are spoken in: problems. */
export function pageLanguage(): "en" | "zh" {
  return spoken().startsWith("zh") ? "zh" : "en";
}

export const say: Say<WordKey> = speaker<WordKey>(WORDS, spoken, ["editing", "form"]);
export const sayImport: Say<ImportKey> = speaker<ImportKey>({ en: english.importing, zh: chinese.importing }, spoken, ["importing"]);

const STEPS = {
  add: "stepAdd", change: "stepChange", delete: "stepDelete",
  tables: "stepTables", sites: "stepTables", import: "stepImport",
} as const;

/** What was saved, in the reader's words. */
export function stepWords({ what, name }: Step): string {
  return say(STEPS[what], { name });
}
