/**
 * Opening hours as OpenStreetMap writes them, and as people do in plain words (`hoursyntax.ts`).
 *
 * Read are weekdays (`Mo-Fr`, `Sa,Su`, `Fr-Mo`, `Su[1]`, `Fr[-1]`), public holidays (`PH`), months and days of the year (`Apr-Oct`,
 * `Dec 24-26`), weeks (`week 1-10`), times (`08:00-12:00,13:00-17:30`, `22:00-02:00`, `18:00+`, `sunrise-(sunset-00:30)`), `24/7`, `off` and
 * `closed`, and a comment in quotes. What has anything else in it (school holidays, Easter, years, every other week, rules that fall back)
 * is not guessed at: it is null, and stands as it is written.
 * The syntax: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
 */

import { type Token, tokensOf } from "./hoursyntax.ts";

export type SunEvent = "dawn" | "sunrise" | "sunset" | "dusk";
/** Minutes from midnight, or so many after the sun does something. */
export type Moment = number | { readonly sun: SunEvent; readonly after: number };
/** The end perhaps on the day after; null: nobody says when. */
export type Span = readonly [start: Moment, end: Moment | null];

export interface Weekdays {
  /** From Monday, 0. */
  readonly first: number;
  readonly last: number;
  /** Which of them in a month, −1 the last; none: each. */
  readonly nth: readonly number[];
}

export interface HoursRule {
  /** From and to a day of the year, as month (from 1) × 100 + day; none: all year. */
  readonly seasons: readonly (readonly [from: number, to: number])[];
  /** Weeks of the year as ISO 8601 counts them; none: every one. */
  readonly weeks: readonly (readonly [from: number, to: number])[];
  /** In the order written; empty where only holidays are named. */
  readonly days: readonly Weekdays[];
  readonly isForHolidays: boolean;
  /** None: closed, or where there is a comment alone, what it says. */
  readonly spans: readonly Span[];
  readonly comment: string;
  /** Whether it says neither when it is open nor that it is closed. */
  readonly isUnsaid: boolean;
  /** Whether it adds to the rules before it, instead of standing in their place. */
  readonly isMore: boolean;
}

const DAYS = ["mo", "tu", "we", "th", "fr", "sa", "su"];
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const SUN: readonly string[] = ["dawn", "sunrise", "sunset", "dusk"] satisfies SunEvent[];
const DAY = 24 * 60;
const EVERY_DAY: Weekdays = { first: 0, last: 6, nth: [] };
const LONGEST = 400;
const LAST_WEEK = 53;

/** The rules in the order written; null where there is anything in them that is not read. */
export function readHours(text: string): readonly HoursRule[] | null {
  if (text.trim() === "" || text.length > LONGEST) return null;
  const tokens = tokensOf(text);
  if (!tokens || tokens.length === 0) return null;
  try {
    return new Reader(tokens).rules();
  } catch (error) {
    if (error instanceof Unread) return null;
    throw error;
  }
}

class Unread extends Error {}

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  rules(): HoursRule[] {
    const rules: HoursRule[] = [];
    let isMore = false;
    while (this.#next) {
      if (this.#took(";")) continue;
      const rule = this.#rule(isMore);
      // Closed: when? It would close what was said to be open.
      if (rules.length > 0 && isClosedAlways(rule)) throw new Unread();
      rules.push(rule);
      isMore = this.#next?.text === ",";
      if (this.#next && !this.#took(",") && !this.#took(";") && !this.#isClosedOn()) throw new Unread();
    }
    return rules.length > 0 ? rules : fail();
  }

  get #next(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #took(text: string): boolean {
    const isIt = this.#next?.text === text && this.#next.kind !== "comment";
    if (isIt) this.#at++;
    return isIt;
  }

  #rule(isMore: boolean): HoursRule {
    if (this.#took("24/7")) return { ...ALWAYS, isMore, comment: this.#comment() };
    const [seasons, weeks]: [(readonly [number, number])[], (readonly [number, number])[]] = [[], []];
    while (this.#isMonth()) {
      seasons.push(this.#season());
      if (!this.#tookBefore(() => this.#isMonth())) break;
    }
    if (this.#took("week") || this.#took("weeks")) {
      do weeks.push(this.#range(1, LAST_WEEK)); while (this.#tookBefore(() => this.#next?.kind === "number"));
    }
    this.#took(":");
    const days: Weekdays[] = [];
    let isForHolidays = false;
    while (this.#isDay()) {
      if (this.#took("ph")) isForHolidays = true;
      else days.push(this.#weekdays());
      if (!this.#tookBefore(() => this.#isDay())) break;
    }
    this.#took(":");
    const said = this.#said();
    // Closed on Mondays, as well as Mondays closed.
    if (said?.length === 0 && days.length === 0 && !isForHolidays && this.#isDay()) {
      do {
        if (this.#took("ph")) isForHolidays = true;
        else days.push(this.#weekdays());
      } while (this.#tookBefore(() => this.#isDay()));
    }
    const isSelected = days.length > 0 || isForHolidays;
    const comment = this.#comment();
    if (!said && comment === "") throw new Unread();
    return { seasons, weeks, days: isSelected ? days : [EVERY_DAY], isForHolidays, spans: said ?? [], comment, isUnsaid: !said, isMore };
  }

  /** A comma, where what follows it goes on with the same. */
  #tookBefore(goesOn: () => boolean): boolean {
    if (this.#next?.text !== ",") return false;
    this.#at++;
    if (goesOn()) return true;
    this.#at--;
    return false;
  }

  #isMonth(): boolean {
    return this.#next?.kind === "word" && MONTHS.includes(this.#next.text);
  }

  #isDay(): boolean {
    return isDay(this.#next);
  }

  /** “10:00-18:00 closed Mo”: nothing else can be meant. */
  #isClosedOn(): boolean {
    return (this.#next?.text === "off" || this.#next?.text === "closed") && isDay(this.#tokens[this.#at + 1]);
  }

  /** `Apr-Oct`, `Dec 24`, `Dec 24-26`, `Dec 24-Jan 02`. */
  #season(): readonly [number, number] {
    const month = this.#month();
    const day = this.#dayOfMonth();
    if (!this.#took("-")) return [month * 100 + (day ?? 1), month * 100 + (day ?? 31)];
    const until = day !== null && !this.#isMonth() ? month : this.#month();
    const last = this.#dayOfMonth();
    return day === null ? [month * 100 + 1, until * 100 + (last === null ? 31 : fail())] : [month * 100 + day, until * 100 + (last ?? fail())];
  }

  #month(): number {
    return this.#isMonth() ? MONTHS.indexOf(this.#tokens[this.#at++]!.text) + 1 : fail();
  }

  #dayOfMonth(): number | null {
    const { kind, minutes: day } = this.#next ?? {};
    if (kind !== "number" || day === undefined) return null;
    this.#at++;
    return day >= 1 && day <= 31 ? day : fail();
  }

  #range(least: number, most: number): readonly [number, number] {
    const first = this.#number(least, most);
    return [first, this.#took("-") ? this.#number(first, most) : first];
  }

  #number(least: number, most: number): number {
    const { kind, minutes: number } = this.#next ?? {};
    this.#at++;
    return kind === "number" && number! >= least && number! <= most ? number! : fail();
  }

  #weekdays(): Weekdays {
    const day = (): number => {
      const index = DAYS.indexOf(this.#next?.text ?? "");
      this.#at++;
      return index < 0 ? fail() : index;
    };
    const first = day();
    if (this.#took("[")) {
      const nth: number[] = [];
      do nth.push(this.#took("-") ? -this.#number(1, 1) : this.#number(1, 5)); while (this.#took(","));
      return this.#took("]") ? { first, last: first, nth } : fail();
    }
    return { first, last: this.#took("-") ? day() : first, nth: [] };
  }

  /** When it is open; empty where it is closed, null where nothing is said. */
  #said(): readonly Span[] | null {
    if (this.#took("off") || this.#took("closed")) return [];
    if (this.#took("24/7")) return ALWAYS.spans;
    if (!this.#isMoment()) return this.#took("open") ? ALWAYS.spans : null;
    const spans: Span[] = [];
    do spans.push(this.#span()); while (this.#tookBefore(() => this.#isMoment()));
    this.#took("open");
    return spans;
  }

  #isMoment(): boolean {
    const { kind, text = "" } = this.#next ?? {};
    return kind === "time" || text === "(" || (kind === "word" && SUN.includes(text));
  }

  #span(): Span {
    const from = this.#moment();
    if (typeof from === "number" && from >= DAY) throw new Unread();
    if (this.#took("+")) return [from, null];
    if (!this.#took("-")) throw new Unread();
    const to = this.#moment();
    if (this.#took("+")) return [from, null];
    // 22:00-02:00 ends on the day after; so does 26:00.
    return [from, typeof from === "number" && typeof to === "number" && to <= from ? to + DAY : to];
  }

  #moment(): Moment {
    const token = this.#next;
    this.#at++;
    if (token?.kind === "time") return token.minutes;
    if (token?.kind === "word" && SUN.includes(token.text)) return { sun: token.text as SunEvent, after: 0 };
    if (token?.text !== "(") throw new Unread();
    const moment = this.#moment();
    const sign = this.#took("+") ? 1 : this.#took("-") ? -1 : fail();
    const after = this.#moment();
    if (typeof moment === "number" || typeof after !== "number" || !this.#took(")")) throw new Unread();
    return { ...moment, after: sign * after };
  }

  #comment(): string {
    if (this.#next?.kind !== "comment") return "";
    return this.#tokens[this.#at++]!.text;
  }
}

function isDay(token: Token | undefined): boolean {
  return token?.kind === "word" && (token.text === "ph" || DAYS.includes(token.text));
}

function isClosedAlways({ spans, isUnsaid, seasons, weeks, days, isForHolidays }: HoursRule): boolean {
  return spans.length === 0 && !isUnsaid && seasons.length === 0 && weeks.length === 0 && days.includes(EVERY_DAY) && !isForHolidays;
}

function fail(): never {
  throw new Unread();
}

const ALWAYS: HoursRule = {
  seasons: [], weeks: [], days: [EVERY_DAY], isForHolidays: false, spans: [[0, DAY]], comment: "", isUnsaid: false, isMore: false,
};
