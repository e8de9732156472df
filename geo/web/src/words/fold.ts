/** Text made alike for comparing: one case, one width, no accents. */

/** Nothing in it has another form but capitals: what most names are made of. */
const PLAIN = /^[\x20-\x7e\u4e00-\u9fff]*$/;

/** `"Ｂａｉｍａ Café"` → `"baima cafe"`; control characters become spaces. */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .toLowerCase()
    .replace(/[\x00-\x1f\x7f]/g, " ");
}

/** The words looked for; a site must have them all. */
export function termsOf(q: string): readonly string[] {
  return [...new Set(fold(q).split(/\s+/))].filter((term) => term !== "").slice(0, MOST_TERMS);
}

const MOST_TERMS = 12;
