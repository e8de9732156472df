/** How Chinese names are typed on a Latin keyboard: 白马湖 → `BaiMaHu`, `BMH`. */

/** Syllables by character; several readings have a space between (`geo/page/pinyin.py`). */
export type Syllables = Readonly<Record<string, string>>;

/** A name with several characters of several readings is not read in all possible ways. */
const MOST_READINGS = 8;

/**
 * The ways a folded name is typed, each syllable with a capital: in full, and its initials.
 * Empty where there is nothing Chinese in it.
 */
export function readings(folded: string, syllables: Syllables): readonly string[] {
  let full = [""];
  let short = [""];
  let isChinese = false;
  let isInWord = false;
  const append = (piece: string, initial: string): void => {
    for (let way = 0; way < full.length; way++) {
      full[way] += piece;
      short[way] += initial;
    }
  };
  for (const character of folded) {
    if (isLatin(character)) {
      const capital = isInWord ? "" : character.toUpperCase();
      append(capital || character, capital);
      isInWord = true;
      continue;
    }
    isInWord = false;
    const spoken = readingsOf(character, syllables);
    const [first = "", ...others] = spoken;
    if (first === "") continue;
    isChinese = true;
    if (others.length === 0 || full.length * spoken.length > MOST_READINGS) {
      append(first, first.charAt(0));
    } else {
      full = full.flatMap((way) => spoken.map((syllable) => way + syllable));
      short = short.flatMap((way) => spoken.map((syllable) => way + syllable.charAt(0)));
    }
  }
  return isChinese ? [...new Set([...full, ...short])] : [];
}

function isLatin(character: string): boolean {
  return (character >= "a" && character <= "z") || (character >= "0" && character <= "9");
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
