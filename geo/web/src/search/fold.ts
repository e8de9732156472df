/** Text made alike for comparing: one case, one width, no accents. */

const ASCII = /^[\x00-\x7f]*$/;

/** `"Ｂａｉｍａ Café"` → `"baima cafe"`; control characters become spaces. */
export function fold(text: string): string {
  const plain = ASCII.test(text)
    ? text
    : text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");
  return plain.toLowerCase().replace(/[\x00-\x1f\x7f]/g, " ");
}

/** The words looked for; a site must have them all. */
export function termsOf(q: string): readonly string[] {
  return [...new Set(fold(q).split(/\s+/))].filter((term) => term !== "").slice(0, MOST_TERMS);
}

const MOST_TERMS = 12;
