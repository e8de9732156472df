/** Ids as `geo/ids.py` makes and reads them; tests/fixtures/ids holds both to the same answers. */

import type { Sites } from "./sites.ts";

/** Letters that Unicode does not take apart into a plain letter and a mark. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ħ: "h", ı: "i", ŋ: "n", ŧ: "t",
};

/**
 * Makes an id of a name: Chinese by its syllables, Latin letters without their marks, letters of
 * other scripts as they are. Where the map does not know all syllables the name stays Chinese: half
 * of it would name something else. "" of a name without letters and digits.
 */
export function slug(name: string, pinyin: Readonly<Record<string, string>>): string {
  // First, or a radical would become a character only after the characters have been spelt.
  const syllables = [...name.normalize("NFKC")].map((character) => {
    const syllable = pinyin[character]?.split(/[\s,]/)[0];
    return syllable ? ` ${syllable} ` : character;
  });
  const spelt = syllables.join("");
  const text = /\p{Script=Han}/u.test(spelt) ? name : spelt;
  const plain = text.normalize("NFKD").toLowerCase().replace(/[\u0300-\u036f]/g, "")
    .replace(/[ßæœøđðþłħıŋŧ]/g, (letter) => PLAIN[letter] ?? letter);
  return plain.normalize("NFC").replace(/[^\p{L}\p{N}\p{M}]+/gu, "-").replace(/^-+|-+$/g, "");
}

/** The wanted id, or with the smallest number behind it that no site of the map has. */
export function freeId(wanted: string, sites: Pick<Sites, "rowOf">): string {
  let id = wanted;
  for (let number = 2; sites.rowOf(id) >= 0; number++) id = `${wanted}-${number}`;
  return id;
}

/** Ids written in one value, with a comma or semicolon of either width or `、` between. */
export function splitIds(text: string): readonly string[] {
  return text.split(/[,，;；、]/).map((id) => id.trim()).filter((id) => id !== "");
}
