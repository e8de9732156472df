/** Why a site is among the found ones when its name does not say it. */

import type { App } from "../app.ts";
import { inLanguage } from "../i18n.ts";
import { fold, termsOf } from "../words/fold.ts";
import { textIndex } from "../search/textindex.ts";

/** Characters shown before what was found, and in all. */
const BEFORE = 12;
const LENGTH = 90;

/** A piece of the first text in which something looked for stands; null if there is none. */
export function snippet({ sites, store }: App, row: number, q: string): string | null {
  const { lang } = store.state;
  const terms = termsOf(q);
  const index = textIndex(sites);
  for (const language of [lang, ...sites.head.languages]) {
    for (const text of index.textsOf(row, language)) {
      const at = firstOf(fold(text), terms);
      if (at >= 0) return cut(text, at);
    }
  }
  const { label } = sites.head.categories[sites.category[row] ?? 0] ?? {};
  const word = inLanguage(label, lang);
  return firstOf(fold(word), terms) >= 0 ? word : null;
}

function firstOf(text: string, terms: readonly string[]): number {
  const places = terms.map((term) => text.indexOf(term)).filter((at) => at >= 0);
  return places.length > 0 ? Math.min(...places) : -1;
}

/** A piece around a place, not beginning or ending inside a word. */
function cut(text: string, at: number): string {
  let start = Math.max(0, at - BEFORE);
  while (start > 0 && start < at && /[a-z0-9]/i.test(text.charAt(start - 1))) start++;
  const piece = text.slice(start, start + LENGTH).trim();
  return `${start > 0 ? "…" : ""}${piece}${start + LENGTH < text.length ? "…" : ""}`;
}
