/** How Chinese names are typed on a Latin keyboard: 白马湖 → `BaiMaHu`, `BMH`. */

/** Syllables by character; several readings have a space between (`geo/rendering/pinyin.py`). */
export type Syllables = Readonly<Record<string, string>>;

/** A name with several characters of several readings is not read in all possible ways. */
const MOST_READINGS = 8;
const HAN = /\p{Script=Han}/u;
const PIECES = /\p{Script=Han}|[a-z0-9]+/gu;

/**
 * The ways a folded name is typed, each syllable with a capital: in full, and its initials.
 * Empty where there is nothing Chinese in it.
 */
export function readings(folded: string, syllables: Syllables): readonly string[] {
  if (!HAN.test(folded)) return [];
  let ways: readonly (readonly string[])[] = [[]];
  for (const [piece] of folded.matchAll(PIECES)) {
    const spoken = readingsOf(piece, syllables);
    if (ways.length * spoken.length <= MOST_READINGS) {
      ways = ways.flatMap((way) => spoken.map((syllable) => [...way, syllable]));
    } else {
      ways = ways.map((way) => [...way, spoken[0] ?? ""]);
    }
  }
  return [...new Set(ways.flatMap((way) => [way.join(""), way.map((s) => s.charAt(0)).join("")]))];
}

/** The readings of a character (or of a Latin word, which is its own), each with a capital. */
export function readingsOf(piece: string, syllables: Syllables): readonly string[] {
  const known = Object.hasOwn(syllables, piece) ? syllables[piece] : undefined;
  const spoken = known ? known.split(" ") : HAN.test(piece) ? [] : [piece];
  // ü is typed v, and u by those who do not know.
  const typed = spoken.flatMap((s) => (HAN.test(piece) && s.includes("v") ? [s, s.replace("v", "u")] : [s]));
  return typed.length > 0 ? typed.map((s) => s.charAt(0).toUpperCase() + s.slice(1)) : [""];
}

/** Syllables as somebody wrote them (a `pinyin` column): `"cháng hé"` → `ChangHe`, `CH`. */
export function writtenReadings(folded: string): readonly string[] {
  const way = (folded.match(/[a-z0-9]+/g) ?? []).map((s) => s.charAt(0).toUpperCase() + s.slice(1));
  return [...new Set([way.join(""), way.map((s) => s.charAt(0)).join("")])];
}
