/** How Chinese names are typed on a Latin keyboard: 白马湖 → `BaiMaHu`, `BMH`. */

/** Syllables by character; several readings have a space between (`geo/rendering/pinyin.py`). */
export type Syllables = Readonly<Record<string, string>>;

/** A name with several characters of several readings is not read in all possible ways. */
const MOST_READINGS = 8;
const LATIN = /[a-z0-9]/;

/** A name as it is typed: whole syllables, and initials only. */
interface Way {
  readonly full: string;
  readonly short: string;
}

/**
 * The ways a folded name is typed, each syllable with a capital: in full, and its initials.
 * Empty where there is nothing Chinese in it.
 */
export function readings(folded: string, syllables: Syllables): readonly string[] {
  let ways: Way[] = [{ full: "", short: "" }];
  let isChinese = false;
  let isInWord = false;
  for (const character of folded) {
    if (LATIN.test(character)) {
      const piece = isInWord ? character : character.toUpperCase();
      ways = ways.map(({ full, short }) => ({ full: full + piece, short: isInWord ? short : short + piece }));
      isInWord = true;
      continue;
    }
    isInWord = false;
    const spoken = readingsOf(character, syllables);
    if (spoken.length === 0) continue;
    isChinese = true;
    const taken = ways.length * spoken.length <= MOST_READINGS ? spoken : spoken.slice(0, 1);
    ways = ways.flatMap(({ full, short }) =>
      taken.map((syllable) => ({ full: full + syllable, short: short + syllable.charAt(0) })),
    );
  }
  return isChinese ? [...new Set(ways.flatMap(({ full, short }) => [full, short]))] : [];
}

const known = new WeakMap<Syllables, Map<string, readonly string[]>>();

/** The readings of a character, each with a capital; none where it has none. */
export function readingsOf(character: string, syllables: Syllables): readonly string[] {
  let cache = known.get(syllables);
  if (!cache) known.set(syllables, (cache = new Map()));
  let found = cache.get(character);
  if (!found) {
    const spoken = Object.hasOwn(syllables, character) ? (syllables[character] ?? "") : "";
    // ü is typed v, and u by those who do not know.
    const typed = spoken.split(" ").flatMap((s) => (s.includes("v") ? [s, s.replace("v", "u")] : [s]));
    found = typed.filter((s) => s !== "").map(capitalised);
    cache.set(character, found);
  }
  return found;
}

/** Syllables as somebody wrote them (a `pinyin` column): `"cháng hé"` → `ChangHe`, `CH`. */
export function writtenReadings(folded: string): readonly string[] {
  const way = (folded.match(/[a-z0-9]+/g) ?? []).map(capitalised);
  return [...new Set([way.join(""), way.map((s) => s.charAt(0)).join("")])];
}

function capitalised(syllable: string): string {
  return syllable.charAt(0).toUpperCase() + syllable.slice(1);
}
