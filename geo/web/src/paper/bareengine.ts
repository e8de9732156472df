/**
 * What an engine without a browser lacks of what the page's modules use. The same for every engine, so
 * that one that has more gives the same drawing.
 */

import { PathData } from "./svgcontext.ts";
import written from "./writtenmonths.json" with { type: "json" };

/** UTF-8 into text; as the page's own decoder, what is no UTF-8 is replaced. */
class Utf8Decoder {
  decode(bytes: Uint8Array): string {
    const pieces: string[] = [];
    let codes: number[] = [];
    for (let at = 0; at < bytes.length; ) {
      const first = bytes[at++]!;
      const more = first < 0x80 ? 0 : first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : -1;
      let code = more < 0 ? 0xfffd : more === 0 ? first : first & (0x3f >> more);
      for (let n = 0; n < more; n++) code = (code << 6) | (bytes[at++]! & 0x3f);
      codes.push(code);
      if (codes.length === 4096) {
        pieces.push(String.fromCodePoint(...codes));
        codes = [];
      }
    }
    return pieces.join("") + String.fromCodePoint(...codes);
  }
}

/** What parts thousands and decimals; other languages as English. */
const PARTS: Readonly<Record<string, readonly [group: string, point: string]>> = {
  de: [".", ","], es: [".", ","], fr: ["\u202f", ","],
};

function localeText(this: number | bigint, lang = "en"): string {
  const [group, point] = PARTS[lang.split("-")[0]!] ?? [",", "."];
  const [whole = "", decimals] = String(this).split(".");
  // Spanish parts no four digits.
  const parted = lang.startsWith("es") && whole.length < 5 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, group);
  return decimals === undefined ? parted : `${parted}${point}${decimals}`;
}

interface WrittenMonths {
  readonly month: string;
  readonly day: string;
  readonly names: readonly string[];
  /** As they are called with a day, where that is another word. */
  readonly of?: readonly string[];
}

const MONTHS: Readonly<Record<string, WrittenMonths>> = written.languages;

/** A month or a day in the reader's language; as ISO 8601 has it in one nobody has told of. */
class MonthFormat {
  readonly #months: WrittenMonths | undefined;
  readonly #hasDay: boolean;

  constructor(lang = "en", { day }: Intl.DateTimeFormatOptions = {}) {
    this.#months = MONTHS[lang] ?? MONTHS[lang.split("-")[0]!];
    this.#hasDay = day !== undefined;
  }

  format(date: Date): string {
    const iso = date.toISOString().slice(0, this.#hasDay ? 10 : 7);
    if (!this.#months) return iso;
    const { month, day, names, of = names } = this.#months;
    const parts = { y: date.getUTCFullYear(), m: (this.#hasDay ? of : names)[date.getUTCMonth()]!, d: date.getUTCDate() };
    return (this.#hasDay ? day : month).replace(/\{([ymd])\}/g, (_, name: "y" | "m" | "d") => String(parts[name]));
  }
}

const given = globalThis as unknown as Record<string, unknown>;
given["TextDecoder"] = Utf8Decoder;
given["Path2D"] = PathData;
// Nobody waits for a picture between two tasks.
given["setTimeout"] = (next: () => void): void => void Promise.resolve().then(next);
// Lines are broken and numbers written alike whatever an engine knows of languages.
given["Intl"] = { DateTimeFormat: MonthFormat };
Object.assign(Number.prototype, { toLocaleString: localeText });
Object.assign(BigInt.prototype, { toLocaleString: localeText });
