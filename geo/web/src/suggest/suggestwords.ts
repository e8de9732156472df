/** Words that only some of the page's programs say: forms, editing. */

import { filled, furtherWord, type Values } from "../i18n.ts";
import type { BuiltIn } from "../words/pagewords.ts";

export { FORM_WORDS, type FormKey } from "../words/pagewords.ts";

export type Say<Key> = (key: Key, values?: Values) => string;

/**
 * Words of both languages, spoken in the page's; of a further one those that came along.
 *
 * @param parts where those stand, the nearest first
 */
export function speaker<Key extends string>(words: BuiltIn<Key>, lang: () => string, parts: readonly string[] = ["form"]): Say<Key> {
  return (key, values = {}) => {
    const built = words[lang().startsWith("zh") ? "zh" : "en"][key];
    const further = parts.map((part) => furtherWord(lang(), part, key)).find((text) => text !== undefined);
    return filled(further ?? built, values, lang());
  };
}
