/** An id for a new site, as `parkmap add` would make it. */

import type { Sites } from "../data/sites.ts";

/**
 * Letters and digits of a name; Chinese by its syllables. Where the map does not know them all, the
 * name stays Chinese: half of it would name something else.
 */
export function slug(name: string, pinyin: Readonly<Record<string, string>>): string {
  const syllables = [...name].map((character) => {
    const syllable = pinyin[character]?.split(/[\s,]/)[0];
    return syllable ? ` ${syllable} ` : character;
  });
  const spelt = syllables.join("");
  const text = /\p{Script=Han}/u.test(spelt) ? name : spelt;
  const plain = text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
  return plain.replace(/[^a-z0-9\p{Script=Han}]+/gu, "-").replace(/^-+|-+$/g, "") || "site";
}

/** The wanted id, or with the smallest number behind it that no site of the map has. */
export function freeId(wanted: string, sites: Pick<Sites, "rowOf">): string {
  let id = wanted;
  for (let number = 2; sites.rowOf(id) >= 0; number++) id = `${wanted}-${number}`;
  return id;
}
