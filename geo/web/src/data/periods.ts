/**
 * Of what time a figure is: a year, a month, a quarter, a day, several years. `geo/sources/written_periods.py` is its twin.
 *
 * A period is one number, so that whatever knows years knows it: a year is that year; any other lies where it ends
 * (the months of 2023 between 2022 and 2023), and of two that end on one day the longer comes after the shorter.
 */

import called from "../../../sources/recognised_months.json" with { type: "json" };
import found from "../../../sources/recognised_periods.json" with { type: "json" };
import { dateText } from "../words/dates.ts";
import { pageWord } from "../words/pagewords.ts";
import type { TableColumns } from "./sites.ts";

/** Days are counted in months of 31, so that every month has the same place and length in every year. */
export const MONTH = 31;
export const YEAR = 12 * MONTH;
/** What lengths are told apart by, beside where they end. */
const LENGTHS = 2 ** 16;
const LONGEST = LENGTHS / 2 + YEAR - 1;

const NUMERALS: Readonly<Record<string, number>> = found.numerals;
const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`, "u");
const PATTERNS = found.patterns.map(whole);
const SEASON = whole(found.seasons);
const FROM_TO = whole(found["from to"]);
const REMARK = whole(`(?<said>.+?)${found.remark}`);
const BEGINS = new RegExp(`^${found.begins}`, "u");

/** Its first and its last day, in days counted as above. */
type Span = readonly [from: number, to: number];

/** The period a cell names; the year it begins with where it says no more that is known; NaN where it names none. */
export function periodIn(value: unknown, areSeasons = false): number {
  if (typeof value === "number" && !Number.isInteger(value)) return NaN;
  const text = String(typeof value === "number" || typeof value === "string" ? value : "").normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
  const span = spanOf(text, areSeasons);
  if (span) return numberOf(span);
  const year = BEGINS.exec(text)?.groups?.["y"];
  return year === undefined ? NaN : Number(year);
}

function spanOf(text: string, areSeasons: boolean): Span | null {
  const season = SEASON.exec(text)?.groups;
  if (season && isSeason(season) && (areSeasons || Number(season["e"]) > 12)) {
    const first = Number(season["y"]);
    return years(first, first + 1);
  }
  for (const pattern of PATTERNS) {
    const groups = pattern.exec(text)?.groups;
    const span = groups && spanFrom(groups);
    if (span) return span;
  }
  const ends = FROM_TO.exec(text)?.groups;
  const said = ends ? undefined : REMARK.exec(text)?.groups?.["said"];
  if (said) return spanOf(said, areSeasons);
  const [from, to] = ends ? [spanOf(ends["from"]!, false), spanOf(ends["to"]!, false)] : [null, null];
  return from && to && from[0] <= to[0] ? sound([from[0], to[1]]) : null;
}

type Groups = Readonly<Record<string, string | undefined>>;

/** 2010-11 of 2010 to 2011. */
function isSeason({ y, e }: Groups): boolean {
  return (Number(y) + 1) % 100 === Number(e);
}

/** What the groups of a pattern say; null for no day of any calendar. */
function spanFrom(groups: Groups): Span | null {
  const read = (name: string): number => {
    const text = groups[name];
    return text === undefined ? NaN : (NUMERALS[text] ?? Number(text));
  };
  const year = read("y");
  const name = groups["name"];
  const [day, week, until] = [read("d"), read("w"), read("m2")];
  const month = name === undefined ? read("m") : monthCalled(name);
  if (!Number.isNaN(week)) return weekOf(year, week);
  if (!Number.isNaN(until)) return month <= until ? months(year, month, until) : null;
  if (!Number.isNaN(day)) return isDay(year, month, day) ? [slot(year, month, day), slot(year, month, day)] : null;
  if (!Number.isNaN(month)) return months(year, month, month);
  const [quarter, half, quarters, last] = [read("q"), groups["k"] === undefined ? read("h") : read("k"), read("n"), read("y2")];
  if (!Number.isNaN(quarter)) return months(year, 3 * quarter - 2, 3 * quarter);
  if (!Number.isNaN(half)) return months(year, 6 * half - 5, 6 * half);
  if (!Number.isNaN(quarters)) return months(year, 1, 3 * quarters);
  return Number.isNaN(last) ? years(year, year) : years(year, last);
}

let monthNumbers: ReadonlyMap<string, number> | undefined;

/** The number of a month by its name, in whatever language; 0 for other words. */
function monthCalled(name: string): number {
  monthNumbers ??= new Map(called.months.flatMap((names, at) => names.map((one) => [lettersOf(one), at + 1] as const)));
  return monthNumbers.get(lettersOf(name)) ?? 0;
}

/** A word without accents, as names of months are compared. */
function lettersOf(word: string): string {
  return word.normalize("NFD").replace(/[\u0300-\u0305\u0308]/g, "").normalize("NFC");
}

/** The place of a day. */
function slot(year: number, month: number, day: number): number {
  return (year - 1) * YEAR + (month - 1) * MONTH + day;
}

function months(year: number, from: number, to: number): Span | null {
  return from >= 1 && to <= 12 ? [slot(year, from, 1), slot(year, to, MONTH)] : null;
}

function years(from: number, to: number): Span | null {
  return sound([slot(from, 1, 1), slot(to, 12, MONTH)]);
}

function sound(span: Span): Span | null {
  const length = span[1] - span[0] + 1;
  return length > 0 && length <= LONGEST ? span : null;
}

function isDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

/** Monday to Sunday of a week as ISO 8601 counts them. */
function weekOf(year: number, week: number): Span | null {
  const fourth = new Date(Date.UTC(year, 0, 4));
  const monday = fourth.getTime() + (7 * (week - 1) - ((fourth.getUTCDay() + 6) % 7)) * DAY_MS;
  const [from, to] = [new Date(monday), new Date(monday + 6 * DAY_MS)];
  const thursday = new Date(monday + 3 * DAY_MS);
  if (week < 1 || thursday.getUTCFullYear() !== year) return null;
  const slotOf = (day: Date): number => slot(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate());
  return [slotOf(from), slotOf(to)];
}

const DAY_MS = 86_400_000;

function numberOf([from, to]: Span): number {
  return (to * LENGTHS + (to - from + 1 - YEAR)) / (YEAR * LENGTHS);
}

function spanIn(period: number): Span {
  const code = Math.round(period * YEAR * LENGTHS);
  const to = Math.round(code / LENGTHS);
  return [to - (code - to * LENGTHS + YEAR) + 1, to];
}

/** How long a period is, in days counted as above: figures of unlike times share no line and no scale. */
export function lengthOf(period: number): number {
  const [from, to] = spanIn(period);
  return to - from + 1;
}

/** Where a period lies on a line of time: those that follow each other are as far apart, days by the calendar. */
export function placeOf(period: number): number {
  const [from, to] = spanIn(period);
  if (to - from + 1 >= MONTH) return to / (to - from + 1);
  const { year, month, day } = partsOf(to);
  return Date.UTC(year, month - 1, day) / DAY_MS / (to - from + 1);
}

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function partsOf(place: number): Parts {
  const within = (((place - 1) % YEAR) + YEAR) % YEAR;
  return { year: Math.floor((place - 1) / YEAR) + 1, month: Math.floor(within / MONTH) + 1, day: (within % MONTH) + 1 };
}

/** A period as addresses and other programs know it: 2023, `2023-01`, `2023-Q1`, `2023-H1`, `2023-01-15`, `2021/2025`. */
export function periodId(period: number): number | string {
  if (Number.isInteger(period)) return period;
  const [from, to] = spanIn(period);
  const [first, last] = [partsOf(from), partsOf(to)];
  const y = String(first.year).padStart(4, "0");
  const count = (to - from + 1) / MONTH;
  if (from === to || first.day !== 1 || last.day !== MONTH) return from === to ? dayId(first) : `${dayId(first)}/${dayId(last)}`;
  if (count === 1) return monthId(first);
  if (count % 12 === 0 && first.month === 1) return `${y}/${String(last.year).padStart(4, "0")}`;
  if (count === 3 && first.month % 3 === 1) return `${y}-Q${(first.month + 2) / 3}`;
  if (count === 6 && first.month % 6 === 1) return `${y}-H${(first.month + 5) / 6}`;
  return `${monthId(first)}/${monthId(last)}`;
}

function monthId({ year, month }: Parts): string {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
}

function dayId(parts: Parts): string {
  return `${monthId(parts)}-${String(parts.day).padStart(2, "0")}`;
}

/** A period as a reader of a language is to see it; "" for none. */
export function periodText(period: number | undefined, lang: string): string {
  if (period === undefined || Number.isNaN(period)) return "";
  const id = String(periodId(period));
  const [, year, kind, part] = /^(\d{4})-([QH])(\d)$/.exec(id) ?? [];
  if (year) return pageWord(kind === "Q" ? "periodQuarter" : "periodHalf", lang, { year, part: Number(part) });
  const ends = id.split("/").map((end) => (/^\d+$/.test(end) ? end : momentText(end, lang)));
  return ends.join(/^\d+$/.test(ends[0]!) ? "–" : " – ");
}

/** Languages that write 2023年1月15日, which needs nobody's help. */
const BY_SIGNS = /^(zh|ja)\b/;

/** A month or a day. */
function momentText(id: string, lang: string): string {
  const [year, month, day] = id.split("-").map(Number);
  if (BY_SIGNS.test(lang)) return `${year}年${month}月${day === undefined ? "" : `${day}日`}`;
  return dateText(id, lang) ?? id;
}

/** Reads of what time a row of a table is. */
export type PeriodReader = (cell: (column: string) => unknown) => number;

const readers = new WeakMap<TableColumns, PeriodReader>();

/** What reads the periods of a table's rows, by the columns that play `year`, `quarter` and `month` in it. */
export function periodReader(columns: TableColumns, { year, quarter, month }: Readonly<Record<string, string>>): PeriodReader {
  let reader = readers.get(columns);
  if (reader) return reader;
  const kept = new Map<unknown, number>();
  const areSeasons = year !== undefined && seasonsIn(columns, year);
  const read = (value: unknown): number => {
    let period = kept.get(value);
    if (period === undefined) kept.set(value, (period = periodIn(value, areSeasons)));
    return period;
  };
  reader = (cell) => {
    const its = year === undefined ? NaN : read(cell(year));
    const part = [["-", month], ["Q", quarter]].find(([, column]) => column !== undefined && (cell(column) ?? "") !== "");
    if (!part || (year !== undefined && !Number.isInteger(its))) return its;
    const said = String(cell(part[1]!)).trim();
    const alone = read(said);
    return year === undefined || !(Number.isNaN(alone) || Number.isInteger(alone)) ? alone : read(`${its}${/^\d/.test(said) ? part[0] : " "}${said}`);
  };
  readers.set(columns, reader);
  return reader;
}

/** What a row says of its time, as a reader is to see it: a year as it is written, with what stands beside it. */
export function writtenPeriod(period: number, written: string, lang: string): string {
  return Number.isNaN(period) || Number.isInteger(period) ? written : periodText(period, lang);
}

/** Whether a column tells of years that go from one to the next: 2010-11 is no month beside 2011-12. */
function seasonsIn(columns: TableColumns, column: string): boolean {
  const seen = new Set<string>();
  for (let row = 0; row < columns.length; row++) {
    const text = String(columns.cell(row, column) ?? "");
    const season = SEASON.exec(text)?.groups;
    if (season && !isSeason(season)) return false;
    if (season) seen.add(text);
  }
  return seen.size > 1;
}
