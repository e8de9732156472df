/** Texts of all rows, one after the other as UTF-8 bytes: no JavaScript string is kept. */

/** Stands between the texts of a row. */
export const PART = 0x01;
/** Stands at the end of a row. */
export const END = 0x00;

export const PART_TEXT = "\u0001";
const END_TEXT = "\u0000";
/** UTF-16 units encoded together. */
const MOST_WAITING = 1 << 14;
/** The bit that tells `a` from `A`. Digits have it, so that they begin no syllable. */
const CASE = 0x20;
/** How many bytes are looked at to learn which are rare. */
const SAMPLE = 1 << 14;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Rows are added in order; any number of texts each. */
export class RowText {
  #bytes: Uint8Array;
  #length = 1; // a separator first, so that there is always a byte before a match
  readonly #starts: Uint32Array;
  #rows = 0;
  /** Rows not encoded yet: one call for many is several times as fast. */
  #waiting = "";
  #encodedRows = 0;

  constructor(count: number) {
    this.#bytes = new Uint8Array(Math.max(1024, count * 24));
    this.#starts = new Uint32Array(count + 1);
    this.#starts[0] = 1;
  }

  get rows(): number {
    return this.#rows;
  }

  /** Add the next row. Texts are folded: there are no control characters in them. */
  add(texts: Iterable<string>): void {
    for (const text of texts) {
      if (text !== "") this.#waiting += text + PART_TEXT;
    }
    this.#waiting += END_TEXT;
    this.#rows++;
    if (this.#waiting.length > MOST_WAITING) this.#encode();
  }

  /** The texts of a row that can be searched, with {@link PART_TEXT} after each. */
  text(row: number): string {
    return decoder.decode(this.#bytes.subarray(this.#starts[row], (this.#starts[row + 1] ?? 1) - 1));
  }

  /** Give back what was reserved too much. */
  finish(): void {
    this.#encode();
    this.#bytes = this.#bytes.slice(0, this.#length);
  }

  /**
   * Find a text. The browser's own search for a single byte is ten times as fast as a loop over
   * all of them, so it leads to where the text's rarest byte is.
   *
   * @param found is given the row, the byte before the match and the byte after it; it answers
   *   whether the rest of the row is to be searched too
   * @param syllabic whether the match must begin with a capital, its case not mattering otherwise
   */
  search(
    text: string,
    found: (row: number, before: number, after: number) => boolean,
    syllabic = false,
  ): void {
    const needle = encoder.encode(text);
    if (needle.length === 0) return;
    this.#encode();
    const [bytes, starts, end] = [this.#bytes, this.#starts, this.#length - needle.length];
    const offset = syllabic ? 0 : this.#rarest(needle);
    const byte = (needle[offset] ?? END) - (syllabic ? CASE : 0);
    const fold = syllabic ? CASE : 0;
    let row = 0;
    let at = 1;
    while ((at = bytes.indexOf(byte, at + offset) - offset) > 0 && at <= end) {
      if (!matches(bytes, at, needle, fold)) {
        at++;
        continue;
      }
      while ((starts[row + 1] ?? Infinity) <= at) row++;
      const goOn = found(row, bytes[at - 1] ?? END, bytes[at + needle.length] ?? END);
      at = goOn ? at + 1 : (starts[row + 1] ?? end + 1);
    }
  }

  /** Where in a text the byte stands that is rarest in (a sample of) the rows. */
  #rarest(needle: Uint8Array): number {
    const counts = new Uint32Array(256);
    for (const byte of this.#bytes.subarray(0, Math.min(this.#length, SAMPLE))) {
      counts[byte] = (counts[byte] ?? 0) + 1;
    }
    const common = Array.from(needle, (byte) => counts[byte] ?? 0);
    return common.indexOf(Math.min(...common));
  }

  #encode(): void {
    if (this.#waiting === "") return;
    const most = this.#length + this.#waiting.length * 3;
    if (most > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#bytes.length * 1.5, most));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    const written = encoder.encodeInto(this.#waiting, this.#bytes.subarray(this.#length)).written;
    let at = this.#length;
    this.#length += written;
    this.#waiting = "";
    while (this.#encodedRows < this.#rows) {
      at = this.#bytes.indexOf(END, at) + 1;
      this.#starts[++this.#encodedRows] = at;
    }
  }
}

/** @param fold the bits in which letters may differ */
function matches(bytes: Uint8Array, at: number, needle: Uint8Array, fold: number): boolean {
  for (let i = 0; i < needle.length; i++) {
    if (((bytes[at + i] ?? END) | fold) !== needle[i]) return false;
  }
  return true;
}
