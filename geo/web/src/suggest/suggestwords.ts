/** Words that only some of the page's programs say: forms, editing. */

import { filled, furtherWord, type Values } from "../i18n.ts";
import type { BuiltIn } from "../words/pagewords.ts";

export { FORM_WORDS, type FormKey } from "../words/pagewords.ts";

export type Say<Key> = (key: Key, values?: Values) => string;

/** Words of both languages, spoken in the page's. */
export function speaker<Key extends string>(
  words: BuiltIn<Key>,
  lang: () => string,
): Say<Key> {
  return (key, values = {}) => {
    const built = words[lang().startsWith("zh") ? "zh" : "en"][key];
    return filled(furtherWord(lang(), "form", key) ?? built, values, lang());
  };
}
