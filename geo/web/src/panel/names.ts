/** Names of sites as they are written on the panel. */

import type { App } from "../app.ts";
import { h } from "../dom.ts";
import { htmlLang } from "../i18n.ts";

/** A longer word must be allowed to break, or it would be cut off. */
const LONGEST_UNBROKEN = 18;

/** A text in which words with a hyphen stay on one line ("High-tech"). */
export function unbroken(text: string): (Node | string)[] {
  return text
    .split(/(\S*[^\s-]-[^\s-]\S*)/)
    .filter((piece) => piece !== "")
    .map((piece) =>
      /\S-\S/.test(piece) && !/\s/.test(piece) && piece.length <= LONGEST_UNBROKEN
        ? h("span", { class: "pm-unbroken" }, piece)
        : piece,
    );
}

/** A label that may be a column's raw name: it may be broken after its marks, and so need not be inside a word. */
export function breakable(label: string): (Node | string)[] {
  return label.split(/(?<=[_:/.-])(?=\p{L})/u).flatMap((part, index) => (index > 0 ? [h("wbr"), part] : [part]));
}

/** The name in the first other language that has a different one. */
export function otherName(
  { sites, store }: App,
  row: number,
): { readonly text: string; readonly lang: string } | null {
  const { lang } = store.state;
  const name = sites.name(row, lang);
  for (const other of sites.head.languages) {
    const text = other === lang ? name : sites.name(row, other);
    if (text !== name) return { text, lang: htmlLang(other) };
  }
  return null;
}
