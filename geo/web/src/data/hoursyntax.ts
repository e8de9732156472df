/** Opening hours in parts: other ways to write them made that of OpenStreetMap, and its words, numbers and marks one by one. */

import words from "../../../sources/recognised_hours.json" with { type: "json" };

export interface Token {
  readonly kind: "time" | "number" | "word" | "mark" | "comment";
  readonly text: string;
  /** Minutes from midnight of a time. */
  readonly minutes: number;
}

/** Words of these stand among others without a space. */
const UNSPACED = /[\u0e00-\u0e7f\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]/;
/** Noughts of the digits that are written elsewhere: Arabic, Persian, Hindi, Thai. */
const NOUGHTS = [0x0660, 0x06f0, 0x0966, 0x0e50];
const { am, pm, midnight, "after am": afterAm, "after pm": afterPm, "o'clock": clock, half: halfPast, minutes: minuteWords, ...others } = words;
const HALVES = new Map([...am.map((word) => [folded(word), "am"] as const), ...pm.map((word) => [folded(word), "pm"] as const)]);
/** What follows a time: 9 утра. Whether twelve of these is noon nobody says, and it is left as it is written. */
const AFTER = [["am", afterAm], ["pm", afterPm]] as const;
const HALF_AFTER = AFTER.map(([half, ways]) =>
  [half, new RegExp(`(?<![\\d:])(?!12\\b)(\\d{1,2}(?::\\d{2})?)\\s*(?:(?:${bounded(clock)})\\s*)?(?:${bounded(ways)})`, "gu")] as const);
const HALF_DAY = new RegExp(`(${[...HALVES.keys()].join("|")})\\s*(\\d{1,2})(:\\d{2})?(\\s*-\\s*)?(\\d{1,2}:\\d{2})?`, "g");
/** What is written in other words, the longest first: 周六日 before 周六. */
const MEANT = Object.entries(others)
  .flatMap(([meant, ways]) => ways.map((way) => [folded(way), meant] as const)).sort(([a], [b]) => b.length - a.length);
/** Made when hours are first read. */
let patterns: readonly (readonly [RegExp, string])[] | undefined;
const O_CLOCK = new RegExp(
  `(\\d{1,2})\\s*(?:${bounded(clock)})(?:\\s*(${halfPast.join("|")})|\\s*(\\d{1,2})(?!\\d|:)\\s*(?:${bounded(minuteWords)})?)?`, "gu");
/** 8.30-17.00, where it is no pair of dates: what stands behind one of the points is no month. */
const POINTED = /(?<![\d.])(\d{1,2})\.(\d{2})(\s*-\s*)(\d{1,2})\.(\d{2})(?![\d.])/g;
const DAY = 24 * 60;
/** 9:00-10:00 pm may begin in the morning or not: nobody says. 9:00-5:00 pm and 9:00 am-5:00 pm do. */
const HALF_SAID = /(?<![\d:])(\d{1,2})(?::\d{2})?\s*-\s*(\d{1,2})(?::\d{2})?\s*pm\b/g;
const ONE = /\s*(?:(24\s*\/\s*7)|(\d{1,2}):(\d{2})(?::00)?\s*([ap]m\b)?|(\d{1,2})\s*([ap]m)\b|(\d{1,3})|([a-z]+)|(\|\||[-,;:+()/[\]])|["“]([^"”]*)["”])/iy;

/** The parts of a text; null where there is anything in it that is none. */
export function tokensOf(text: string): readonly Token[] | null {
  const plain = text.split(/(["“][^"”]*["”])/).map((part, n) => (n % 2 ? part : inOneWay(part))).join("").trim();
  for (const [, from, to] of plain.matchAll(HALF_SAID)) if (Number(from) > 0 && Number(from) < Number(to) % 12) return null;
  const tokens: Token[] = [];
  ONE.lastIndex = 0;
  while (ONE.lastIndex < plain.length) {
    const found = ONE.exec(plain);
    if (!found) return null;
    const [, always, hour, minute, half, bare, bareHalf, number, word, mark, comment] = found;
    if (always !== undefined) tokens.push({ kind: "word", text: "24/7", minutes: 0 });
    else if (hour !== undefined || bare !== undefined) {
      const minutes = timeOf(Number(hour ?? bare), Number(minute ?? 0), (half ?? bareHalf)?.toLowerCase());
      if (minutes === null) return null;
      tokens.push({ kind: "time", text: "", minutes });
    } else if (number !== undefined) tokens.push({ kind: "number", text: number, minutes: Number(number) });
    else if (word !== undefined) tokens.push({ kind: "word", text: word.toLowerCase(), minutes: 0 });
    else if (mark !== undefined) tokens.push({ kind: "mark", text: mark, minutes: 0 });
    else tokens.push({ kind: "comment", text: (comment ?? "").trim(), minutes: 0 });
  }
  return tokens;
}

function timeOf(hour: number, minute: number, half: string | undefined): number | null {
  if (minute > 59 || hour > 48 || (half !== undefined && (hour < 1 || hour > 12))) return null;
  const minutes = (half === undefined ? hour : (hour % 12) + (half === "pm" ? 12 : 0)) * 60 + minute;
  return minutes > 2 * DAY ? null : minutes;
}

/** 周二至周日上午9点半－下午5点（周一闭馆） as Tu-Su 09:30-17:00;Mo off. */
function inOneWay(text: string): string {
  let plain = folded(text.replace(/[–—−]/g, "-").replace(/（/g, ";").replace(/）/g, " "));
  plain = plain.replace(/[。؛\n]/g, ";").replace(/[、،]/g, ",");
  for (const [half, ways] of HALF_AFTER) plain = plain.replace(ways, `$1 ${half} `);
  patterns ??= MEANT.map(([word, meant]) => [new RegExp(bounded([word]), "gu"), meant]);
  for (const [pattern, meant] of patterns) plain = plain.replace(pattern, ` ${meant} `);
  plain = plain.replace(POINTED, (all, from: string, a: string, dash: string, to: string, b: string) =>
    [a, b].some((part) => Number(part) === 0 || Number(part) > 12) ? `${from}:${a}${dash}${to}:${b}` : all);
  plain = plain.replace(O_CLOCK, (_, hour: string, isHalf?: string, minute?: string) =>
    `${hour}:${isHalf ? "30" : (minute ?? "0").padStart(2, "0")}`);
  // 下午 holds on to the end of its span, and says nothing of a time that is of 24 hours: 下午2:00-5:30, 下午14:00.
  plain = plain.replace(HALF_DAY, (_, word: string, hour: string, minute = ":00", dash = "", end = "") =>
    ` ${halved(hour + String(minute), word)}${String(dash)}${end === "" ? "" : halved(String(end), word)}`);
  plain = plain.replace(/ -\s+off /g, " off ");
  // What stands in brackets after a rule is one of its own where it speaks of days.
  return plain.replace(/\((?=\s*(?:mo|tu|we|th|fr|sa|su|ph)\b)([^)]*)\)/gi, ";$1").replace(/(?:;\s*)+/g, ";").replace(/^[\s;:]+/, "");
}

function halved(time: string, word: string): string {
  const half = HALVES.get(word);
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  // 晚上12点 ends the day, and 凌晨12点 begins it.
  if (hour === 12 && midnight.includes(word)) return `${half === "pm" ? 24 : 0}:${String(minute).padStart(2, "0")}`;
  return `${half === "pm" && hour < 12 ? hour + 12 : hour}:${String(minute).padStart(2, "0")}`;
}

/** Any of some words, each as a whole one where its script parts words, and with the point of what is cut short. */
function bounded(ways: readonly string[]): string {
  return ways.map(folded).sort((a, b) => b.length - a.length).map((word) => {
    const escaped = word.replace(/[.()|+*?[\]{}^$\\/]/g, "\\$&");
    if (UNSPACED.test(word) || !/[\p{L}\p{M}]/u.test(word) || word !== word.trim()) return escaped;
    return `${/^\d/.test(word) ? "(?<!\\d)" : "(?<![\\p{L}\\p{M}])"}${escaped}${/\d$/.test(word) ? "(?![\\p{L}\\p{M}\\d])" : "(?![\\p{L}\\p{M}])\\.?"}`;
  }).join("|");
}

/**
 * One way to write what is written in several: Arabic alefs and vowels, Greek accents, the Turkish dot, the digits of
 * any script. The Arabic “and”, which its word follows without a space, is a comma.
 */
function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase()
    .replace(/[٠-٩۰-۹०-९๐-๙]/g, (digit) => String(digit.charCodeAt(0) - NOUGHTS.find((nought) => digit.charCodeAt(0) - nought < 10 && digit.charCodeAt(0) >= nought)!))
    .replace(/[\u0307\u0640\u064b-\u0652]/g, "").replace(/[أإآ]/g, "ا").replace(/ة/g, "ه").replace(/ى/g, "ي").replace(/(?<![\p{L}\p{M}])و(?=ال)/gu, " , ")
    .replace(/[’ʼ]/g, "'").replace(/[ά-ώ]/g, (letter) => letter.normalize("NFD").replace(/\p{M}/gu, "")).replace(/ς/g, "σ");
}
