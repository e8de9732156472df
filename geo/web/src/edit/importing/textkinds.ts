/** What a text is that was pasted on the page, or dropped as a small file. */

import type { Feature, Geometry } from "geojson";

export interface Suggested {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: Geometry | null;
}

export type Pasted =
  /** With the text where it is nothing else: it might be a file's, too. */
  | { readonly kind: "suggestions"; readonly features: readonly Suggested[]; readonly text: string | null }
  /** To be brought in as a file of this name, whose ending says what it is. */
  | { readonly kind: "file"; readonly ending: string; readonly text: string };

/** Characters beyond which a text is a file to be read, not a letter to be searched for features. */
const LONGEST_LETTER = 500_000;
const MOST_FEATURES = 100;
/** How an object of GeoJSON begins. */
const BEGINNING = /\{\s*"(?:type|properties|geometry|id|bbox)"\s*:/;
const WKT = /^\s*(?:SRID=\d+;)?\s*(?:MULTI)?(?:POINT|LINESTRING|POLYGON|GEOMETRYCOLLECTION)\s*(?:ZM|Z|M)?\s*(?:\(|EMPTY)/i;
/** Two numbers with fractions, a share link, or degrees. */
const PLACE = /https?:\/\/|\bgeo:|-?\d\.\d{2,}.*\d\.\d{2,}|\d\s*[°º度]/i;
const MARKUP: readonly (readonly [RegExp, string])[] = [
  [/<kml[\s>]/i, "kml"],
  [/<gpx[\s>]/i, "gpx"],
  [/<osm[\s>]/i, "osm"],
  [/<table[\s>]/i, "html"],
];

/**
 * Null for what is nothing of ours: a word, a sentence.
 *
 * @param html the same with its cells, where a page or a program gives it
 */
export function kindOf(text: string, html = ""): Pasted | null {
  const plain = text.replace(/^\uFEFF/, "").trim();
  const features = suggestionsIn(plain);
  if (features.length > 0) return { kind: "suggestions", features, text: parsed(plain) === undefined ? null : text };
  const file = (ending: string, of = text): Pasted => ({ kind: "file", ending, text: of });
  if (/^[{[]/.test(plain)) return /"(?:type|features|geometry)"/.test(plain) ? file("geojson") : null;
  const markup = plain.startsWith("<") ? MARKUP.find(([form]) => form.test(plain.slice(0, 100_000))) : undefined;
  if (markup) return file(markup[1]);
  const lines = plain.split(/\r\n|\r|\n/).filter((line) => line.trim() !== "");
  if (lines.length === 0) return fromHtml(html, file);
  if (lines.every((line) => WKT.test(line))) return file("tsv", `wkt\n${lines.map((line) => line.trim()).join("\n")}\n`);
  if (lines.every((line) => PLACE.test(line))) return file("txt");
  if (lines.some((line) => line.includes("\t"))) return file("tsv");
  if (lines.length > 1 && lines.every((line) => /[,;]/.test(line))) return file("csv");
  return fromHtml(html, file);
}

function fromHtml(html: string, file: (ending: string, of: string) => Pasted): Pasted | null {
  return /<table[\s>]/i.test(html) ? file("html", html) : null;
}

/** The single features in a text, as "Suggest a site" makes them, with whatever stands around them in a letter. */
export function suggestionsIn(text: string): readonly Suggested[] {
  if (text.length > LONGEST_LETTER || !text.includes('"Feature"')) return [];
  const whole = parsed(text);
  if (whole !== undefined) {
    const all = Array.isArray(whole) ? whole : [whole];
    const some = all.filter(isFeature);
    return some.length === all.length && some.length <= MOST_FEATURES ? some.map(plainFeature) : [];
  }
  const found: Suggested[] = [];
  let from = 0;
  for (let tries = 0; tries < 2 * MOST_FEATURES && found.length < MOST_FEATURES; tries += 1) {
    const start = text.slice(from).search(BEGINNING);
    if (start < 0) break;
    const object = objectAt(text, from + start);
    const value = object && parsed(object);
    if (isFeature(value)) found.push(plainFeature(value));
    from += start + (isFeature(value) && object ? object.length : 1);
  }
  return found;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isFeature(value: unknown): value is Feature {
  if (typeof value !== "object" || value === null) return false;
  const { type, properties } = value as Partial<Feature>;
  return type === "Feature" && typeof properties === "object" && properties !== null && !Array.isArray(properties);
}

function plainFeature({ properties, geometry }: Feature): Suggested {
  return { properties: properties ?? {}, geometry: (geometry as Geometry | undefined) ?? null };
}

/** The stretch from a brace to the one that closes it; braces in strings count for nothing. */
function objectAt(text: string, start: number): string | null {
  let depth = 0;
  const signs = /[{}]|"(?:[^"\\]|\\.)*"/gs;
  signs.lastIndex = start;
  for (let found = signs.exec(text); found; found = signs.exec(text)) {
    depth += found[0] === "{" ? 1 : found[0] === "}" ? -1 : 0;
    if (depth === 0) return text.slice(start, signs.lastIndex);
  }
  return null;
}
