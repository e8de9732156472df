/** Writing in a language: texts with braces, counts, digits. */

export type Values = Readonly<Record<string, string | number>>;

/** A text with its braces filled: `{count}`, and `{count:site|sites}` for one and for any other number. */
export function filled(text: string, values: Values, lang: string): string {
  return text.replace(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g, (_, name: string, one?: string, other?: string) => {
    const value = values[name] ?? "";
    if (one !== undefined) return (value === 1 ? one : other) ?? "";
    return typeof value === "number" ? countText(value, lang) : value;
  });
}

/** A text in a language: in its own words, those of its parent (`de` for `de-AT`), or the first there are. */
export function inLanguage(texts: Readonly<Record<string, string>> | undefined, lang: string): string {
  if (!texts) return "";
  const own = texts[lang] || texts[lang.split("-")[0] ?? ""];
  return own || (Object.values(texts).find((text) => text !== "") ?? "");
}

/** Languages that part thousands by commas and shorten them with K. */
const COMMAS = /^(en|zh|ja|ko)\b/;

/** A number of things, in full: `12,345`. */
export function countText(count: number, lang: string): string {
  return Number.isInteger(count) ? digitsText(String(count), lang) : String(count);
}

/** Digits of a whole number, parted into thousands. `Intl` takes tens of milliseconds to wake up. */
export function digitsText(digits: string, lang: string): string {
  if (digits.length < 4) return digits;
  if (!COMMAS.test(lang)) return BigInt(digits).toLocaleString(htmlLang(lang));
  return digits.replace(/\B(?=(\d{3})+$)/g, ",");
}

/** What parts whole from decimals. */
export function decimalPoint(lang: string): string {
  return COMMAS.test(lang) ? "." : (1.5).toLocaleString(htmlLang(lang)).replace(/\d/g, "");
}

type Unit = readonly [unit: number, sign: string];
const UNITS: readonly Unit[] = [[1e12, "T"], [1e9, "B"], [1e6, "M"], [1e3, "K"]];
/** By language, where one counts by four digits. */
const OWN_UNITS: Readonly<Record<string, readonly Unit[]>> = {
  zh: [[1e12, "万亿"], [1e8, "亿"], [1e4, "万"]], "zh-Hant": [[1e12, "萬億"], [1e8, "億"], [1e4, "萬"]],
  ja: [[1e12, "兆"], [1e8, "億"], [1e4, "万"]], ko: [[1e12, "조"], [1e8, "억"], [1e4, "만"]],
};
/** Shorter numbers are no easier to read in another unit. */
const LONG = 1e5;

/** The largest unit that a long number has one of; 1 for others. */
export function shortUnit(value: number, lang: string): Unit {
  const size = Math.abs(value);
  return size < LONG ? [1, ""] : (unitsOf(lang).find(([one]) => size >= one) ?? [1, ""]);
}

function unitsOf(lang: string): readonly Unit[] {
  return OWN_UNITS[lang] ?? OWN_UNITS[lang.split("-")[0]!] ?? UNITS;
}

/** A number of things in three digits: `12.3K`, `1.23万`. */
export function shortCount(count: number, lang: string): string {
  if (count < 1000) return String(count);
  const rounded = Number(count.toPrecision(3));
  const [unit, sign] = unitsOf(lang).find(([one]) => rounded >= one) ?? [1, ""];
  return `${rounded / unit}${sign}`;
}

/** The `lang` attribute that gives the right glyphs: zh is simplified, mainland forms. */
export function htmlLang(lang: string): string {
  return lang === "zh" ? "zh-CN" : lang;
}
