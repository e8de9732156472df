/** Opening hours in parts: other ways to write them made that of OpenStreetMap, and its words, numbers and marks one by one. */

import words from "../../../sources/recognised_hours.json" with { type: "json" };

export interface Token {
  readonly kind: "time" | "number" | "word" | "mark" | "comment";
  readonly text: string;
  /** Minutes from midnight of a time. */
  readonly minutes: number;
}

const LATIN = /^[a-z ]+$/;
const { am, pm, midnight, "o'clock": clock, half: halfPast, minutes: minuteWords, ...others } = words;
const HALVES = new Map([...am.map((word) => [word, "am"] as const), ...pm.map((word) => [word, "pm"] as const)]);
const HALF_DAY = new RegExp(`(${[...HALVES.keys()].join("|")})\\s*(\\d{1,2})(:\\d{2})?(\\s*-\\s*)?(\\d{1,2}:\\d{2})?`, "g");
/** What is written in other words, the longest first: 周六日 before 周六. */
const MEANT = Object.entries(others)
  .flatMap(([meant, ways]) => ways.map((way) => [way, meant] as const)).sort(([a], [b]) => b.length - a.length);
const O_CLOCK = new RegExp(`(\\d{1,2})\\s*[${clock.join("")}](?:\\s*([${halfPast.join("")}])|\\s*(\\d{1,2})\\s*[${minuteWords.join("")}]?)?`, "g");
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
  let plain = text.replace(/[–—−]/g, "-").replace(/（/g, ";").replace(/）/g, " ").normalize("NFKC").toLowerCase();
  plain = plain.replace(/[。\n]/g, ";").replace(/、/g, ",");
  for (const [word, meant] of MEANT) plain = plain.replace(asWord(word), ` ${meant} `);
  plain = plain.replace(O_CLOCK, (_, hour: string, isHalf?: string, minute?: string) =>
    `${hour}:${isHalf ? "30" : (minute ?? "0").padStart(2, "0")}`);
  // 下午 holds on to the end of its span, and says nothing of a time that is of 24 hours: 下午2:00-5:30, 下午14:00.
  plain = plain.replace(HALF_DAY, (_, word: string, hour: string, minute = ":00", dash = "", end = "") =>
    ` ${halved(hour + String(minute), word)}${String(dash)}${end === "" ? "" : halved(String(end), word)}`);
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

function asWord(word: string): RegExp {
  return new RegExp(LATIN.test(word) && word === word.trim() ? `\\b${word}\\b` : word, "g");
}
