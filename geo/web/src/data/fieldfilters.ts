/** Filters by field: choices, ranges and texts, one small class a kind, as `where` writes them. */

import type { Where } from "../contract/mapstate.ts";
import { fold } from "../words/fold.ts";
import type { Field } from "./fieldtype.ts";
import { dateIn, exactIn, numberIn } from "./numerals.ts";
import type { Sites, Value } from "./sites.ts";

export type { Where } from "../contract/mapstate.ts";

export interface Filter {
  readonly kind: "choice" | "range" | "text";
  /** As it stands in `where` after the field. */
  readonly spec: string;
  /** Whether sites without a value pass too. */
  readonly orNone: boolean;
  /** 1 for each site that passes. */
  mask(sites: Sites, field: Field, year?: number): Uint8Array;
}

/** Some of the values: `open|closed`; an empty one stands for none, as in `open|`. */
export class Choice implements Filter {
  readonly kind = "choice";
  readonly values: readonly string[];
  readonly orNone: boolean;

  constructor(values: readonly string[], orNone = false) {
    this.values = values;
    this.orNone = orNone;
  }

  get spec(): string {
    return [...this.values.map(escape), ...(this.orNone ? [""] : [])].join("|");
  }

  mask(sites: Sites, field: Field, year?: number): Uint8Array {
    const picked = new Set(this.values);
    const spans = field.type === "date" ? this.values.map((value) => [dateIn(value), dateIn(value, true)] as const) : [];
    // A year is all of it.
    const isPicked = (value: Value): boolean => picked.has(String(value)) || spans.some(([from, to]) => dateIn(value) >= from && dateIn(value) <= to);
    return masked(sites, (row) => {
      const exact = field.exact(row, year);
      if (exact !== null) return picked.has(exact);
      const values = year === undefined ? field.all(row) : [field.get(row, year)].filter((value) => value !== null);
      return values.length === 0 ? this.orNone : values.some(isPicked);
    });
  }
}

/** From one number or date to another, both included: `10..50`, `..3`, `2019..`, and `10..50|` with those that have none. */
export class Range implements Filter {
  readonly kind = "range";
  /** As typed; "" for no limit. */
  readonly low: string;
  readonly high: string;
  readonly orNone: boolean;

  constructor(low: string | number, high: string | number, orNone = false) {
    [this.low, this.high, this.orNone] = [String(low), String(high), orNone];
  }

  get spec(): string {
    return `${this.low}..${this.high}${this.orNone ? "|" : ""}`;
  }

  /** The limits as numbers of the field. */
  limits(field: Field): readonly [low: number, high: number] {
    const read = (text: string, atEnd: boolean): number => (field.type === "date" ? dateIn(text, atEnd) : numberIn(text));
    return [this.low === "" ? -Infinity : read(this.low, false), this.high === "" ? Infinity : read(this.high, true)];
  }

  mask(sites: Sites, field: Field, year?: number): Uint8Array {
    const [low, high] = this.limits(field);
    const numbers = field.numbers(year);
    const without = this.orNone ? 1 : 0;
    const mask = new Uint8Array(sites.count);
    for (let row = 0; row < mask.length; row++) {
      const value = numbers[row]!;
      mask[row] = Number.isNaN(value) ? without : value >= low && value <= high ? 1 : 0;
    }
    return mask;
  }
}

/** Values a text stands in: `~road`. */
export class Contains implements Filter {
  readonly kind = "text";
  readonly text: string;
  readonly orNone = false;

  constructor(text: string) {
    this.text = text;
  }

  get spec(): string {
    return `~${escape(this.text)}`;
  }

  mask(sites: Sites, field: Field): Uint8Array {
    const wanted = fold(this.text);
    const { languages } = sites.head;
    return masked(sites, (row) => languages.some((lang) => fold(field.text(row, lang)).includes(wanted)));
  }
}

/** The filter a field is given in `where`; null where it makes no sense for the field, or no site has anything to choose from. */
export function filterOf(field: Field, spec: string): Filter | null {
  if (field.count === 0) return null;
  if (spec.startsWith("~")) return spec.length > 1 ? new Contains(unescape(spec.slice(1))) : null;
  const range = /^([^|]*?)\.\.([^|]*)(\|?)$/.exec(spec);
  const isOrdered = field.type === "number" || field.type === "date";
  // From one number to another makes no sense among sorts.
  if (range && !isOrdered && range.slice(1, 3).every(isLimit)) return null;
  if (range && isOrdered) {
    const filter = new Range(range[1]!, range[2]!, range[3] === "|");
    const [low, high] = filter.limits(field);
    return Number.isNaN(low) || Number.isNaN(high) || low > high || (range[1] === "" && range[2] === "") ? null : filter;
  }
  const parts = spec.split("|");
  const values = parts.filter((part) => part !== "").map(unescape);
  if (values.length === 0 && !parts.includes("")) return null;
  const read = values.map((value) => valueOf(field, value));
  return read.every((value) => value !== null) ? new Choice(read, parts.includes("")) : null;
}

/** A choice as the field has it, however it is written: 1,234.0 is 1234; null where it can be none of its values. */
function valueOf({ type }: Field, text: string): string | null {
  if (type === "number") return Number.isNaN(numberIn(text)) ? null : (exactIn(text) ?? String(numberIn(text)));
  if (type === "date") return Number.isNaN(dateIn(text)) ? null : text;
  return type === "boolean" ? (FLAGS.get(text.toLowerCase()) ?? null) : text;
}

const FLAGS: ReadonlyMap<string, string> = new Map([["true", "true"], ["1", "true"], ["false", "false"], ["0", "false"]]);

function isLimit(text: string): boolean {
  return text === "" || !Number.isNaN(numberIn(text)) || !Number.isNaN(dateIn(text));
}

const MOST_FILTERS = 24;

/** Read `where`: entries parted by commas, field and filter by the last colon that no choice holds. */
export function parseWhere(text: string): Where {
  // All must hold, several of one field too.
  return [...new Set(text.split(","))].slice(0, MOST_FILTERS).flatMap((entry) => {
    const colon = entry.indexOf(":");
    return colon > 0 ? [[unescape(entry.slice(0, colon)), entry.slice(colon + 1)] as const] : [];
  });
}

export function formatWhere(where: Where): string {
  return where.map(([field, spec]) => `${escape(field)}:${spec}`).join(",");
}

/** What parts entries and choices is written once more encoded where it is part of one. */
function escape(text: string): string {
  return text.replace(/[%,:|]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`).replace(/^~/, "%7E").replace(/\.(?=\.)/g, "%2E");
}

/** A name or a value as it is meant. */
export function unescape(text: string): string {
  return text.replace(/%(25|2C|3A|7C|7E|2E)/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

function masked(sites: Sites, passes: (row: number) => boolean): Uint8Array {
  const mask = new Uint8Array(sites.count);
  for (let row = 0; row < mask.length; row++) mask[row] = passes(row) ? 1 : 0;
  return mask;
}
