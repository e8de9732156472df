/** Text made alike for comparing: one case, one width, no accents. */

/** Nothing in it has another form but capitals: what most names are made of. */
const PLAIN = /^[\x20-\x7e\u4e00-\u9fff]*$/;

/** Letters that are written otherwise where a keyboard has not got them; no accent is taken off them. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", ı: "i", þ: "th",
}; // prettier-ignore

/** Marks that are set otherwise than they are typed: L’Hay, Jean–Jaurès, 乔治・华盛顿. */
const MARKS: readonly (readonly [set: RegExp, typed: string])[] = [
  [/[‘’‛ʼʻ′]/g, "'"], [/[“”„‟″]/g, '"'], [/[‐‑‒–—―−]/g, "-"], [/[・•‧]/g, "·"],
]; // prettier-ignore

let forms: ReadonlyMap<string, string> = new Map();

/** Take the other forms of Chinese characters, in pairs (`geo/page/han_forms.py`). */
export function learnForms(pairs: string | undefined): void {
  const found = new Map<string, string>();
  for (let at = 0; at + 1 < (pairs ?? "").length; at += 2) found.set(pairs![at]!, pairs![at + 1]!);
  forms = found;
}

/** `"Ｂａｉｍａ Café"` → `"baima cafe"`, `"濱江"` → `"滨江"`; control characters become spaces. */
export function fold(text: string): string {
  const written = PLAIN.test(text)
    ? text.toLowerCase()
    : asTyped(text)
        .normalize("NFKD")
        .replace(/[\u0300-\u036f]/g, "")
        .normalize("NFC")
        .toLowerCase()
        .replace(/[\x00-\x1f\x7f]/g, " ")
        .replace(/[ßæœøđðłıþ]/g, (letter) => LETTERS[letter] ?? letter);
  if (forms.size === 0) return written;
  return written.replace(/[\u3400-\u9fff]/g, (character) => forms.get(character) ?? character);
}

function asTyped(text: string): string {
  return MARKS.reduce((written, [set, typed]) => written.replace(set, typed), text);
}

/** The words looked for; a site must have them all. */
export function termsOf(q: string): readonly string[] {
  return [...new Set(fold(q).split(/\s+/))].filter((term) => term !== "").slice(0, MOST_TERMS);
}

const MOST_TERMS = 12;
