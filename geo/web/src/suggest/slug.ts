/** An id for a new site, as `parkmap add` would make it. */

import type { Sites } from "../data/sites.ts";

/** Letters and digits of a name in Latin letters; Chinese by its syllables, as far as the map has them. */
export function slug(name: string, pinyin: Readonly<Record<string, string>>): string {
  const spelt = [...name].map((character) => {
    const syllable = pinyin[character]?.split(/[\s,]/)[0];
    return syllable ? ` ${syllable} ` : character;
  });
  const plain = spelt.join("").normalize("NFKD").toLowerCase();
  return plain.replace(/\p{M}/gu, "").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "") || "site";
}

/** The wanted id, or with the smallest number behind it that no site of the map has. */
export function freeId(wanted: string, sites: Pick<Sites, "rowOf">): string {
  let id = wanted;
  for (let number = 2; sites.rowOf(id) >= 0; number++) id = `${wanted}-${number}`;
  return id;
}
