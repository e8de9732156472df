/**
 * Columns of values out of bytes; `geo/page/columns.py` writes them and says what each codec
 * is. Nothing is unpacked into JavaScript strings or objects until a row of it is asked for.
 */

import { Recent } from "./recent.ts";
import type { Coded, Value } from "./sites.ts";

/** Codec and parameters of a column; a nested spec is a column it is made of. */
export interface Spec {
  readonly codec?: string;
  readonly bytes?: readonly number[];
  readonly [parameter: string]: unknown;
}

/** A column of values, read a row at a time. */
export interface Column {
  readonly length: number;
  get(row: number): Value;
  /** All values at once as numbers, NaN where there is none; of columns of numbers only. */
  toNumbers?(): Float64Array;
  /** The same by the different values there are; null, or absent, where rows mostly have one of their own. */
  coded?(): Coded | null;
}

/** Takes one section after the other. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  take(length: number): Uint8Array {
    const section = this.#bytes.subarray(this.#at, this.#at + length);
    if (section.length !== length) throw new Error("the payload is cut off");
    this.#at += length;
    return section;
  }
}

/** Open a column of any codec. */
export function openColumn(spec: Spec, reader: ByteReader): Column {
  const open = CODECS[spec.codec ?? ""];
  if (!open) throw new Error(`the payload has a column of unknown codec ${spec.codec}`);
  return open(spec, reader);
}

const CODECS: Readonly<Record<string, (spec: Spec, reader: ByteReader) => Column>> = {
  whole: (spec, reader) => new Whole(spec, reader),
  real: (spec, reader) => new Real(spec, reader),
  text: (spec, reader) => new Text(spec, reader),
  words: (spec, reader) => new Words(spec, reader),
  numbered: (spec, reader) => new Numbered(spec, reader),
  flag: (spec, reader) => new Flag(spec, reader),
};

/**
 * Integers and decimals, read where they lie: all lowest bytes first, then all next ones. Put together they would
 * take more room than the bytes do, for columns most of which nobody ever looks at.
 */
export class Whole implements Column {
  readonly length: number;
  readonly #planes: Uint8Array;
  readonly #width: number;
  readonly #offset: number;
  readonly #power: number;
  /** What is less is empty. */
  readonly #least: number;

  constructor(spec: Spec, reader: ByteReader) {
    this.length = spec["count"] as number;
    this.#least = spec["empty"] === true ? 1 : 0;
    this.#offset = (spec["min"] as number) - this.#least;
    this.#power = 10 ** ((spec["scale"] as number | undefined) ?? 0);
    this.#planes = reader.take(firstLength(spec));
    this.#width = spec["width"] as number;
  }

  get(row: number): number | null {
    const stored = row >= 0 && row < this.length ? storedAt(this.#planes, this.length, this.#width, row) : -1;
    // Dividing two exact numbers is correctly rounded: 5982 / 10 is the very 598.2 of the source.
    return stored < this.#least ? null : (stored + this.#offset) / this.#power;
  }

  /** The value, or another where it is empty. */
  or(row: number, otherwise: number): number {
    return this.get(row) ?? otherwise;
  }

  /** All values at once, into an array that has room for them. */
  copyTo<T extends Uint8Array | Uint16Array>(values: T): T {
    for (let row = 0; row < this.length; row++) {
      values[row] = storedAt(this.#planes, this.length, this.#width, row) + this.#offset;
    }
    return values;
  }

  /** All values at once as numbers, NaN where there is none. */
  toFloats(): Float32Array {
    return this.#fill(new Float32Array(this.length));
  }

  toNumbers(): Float64Array {
    return this.#fill(new Float64Array(this.length));
  }

  #fill<T extends Float32Array | Float64Array>(values: T): T {
    const [planes, width, offset, power, least] = [this.#planes, this.#width, this.#offset, this.#power, this.#least];
    for (let row = 0; row < values.length; row++) {
      const stored = storedAt(planes, values.length, width, row);
      values[row] = stored < least ? NaN : (stored + offset) / power;
    }
    return values;
  }

  coded(): Coded | null {
    const isSeen = new Uint8Array(2 ** Math.min(8 * this.#width, MOST_BITS));
    let count = 0;
    for (let row = 0; row < this.length; row++) {
      const stored = this.stored(row);
      if (stored >= isSeen.length) return null;
      if (stored >= this.#least && isSeen[stored] === 0) count += isSeen[stored] = 1;
    }
    if (count > MOST_CODED * this.length) return null;
    const codes = new Uint32Array(count);
    let at = 0;
    isSeen.forEach((seen, code) => {
      if (seen) codes[at++] = code;
    });
    return {
      codes,
      value: (code) => (code + this.#offset) / this.#power,
      eachRow: (isMarked, found) => {
        for (let row = 0; row < this.length; row++) if (isMarked[this.stored(row)]) found(row);
      },
    };
  }

  /** The number as it is stored: 0 is empty where anything is. */
  stored(row: number): number {
    return storedAt(this.#planes, this.length, this.#width, row);
  }

  /** Sums of all values before each row, and of all of them: where runs of that length start. */
  starts(): Uint32Array {
    const starts = new Uint32Array(this.length + 1);
    let sum = 0;
    for (let row = 0; row < this.length; row++) {
      sum += this.or(row, 0);
      starts[row + 1] = sum;
    }
    return starts;
  }
}

/** Numbers of more bits, and so many different ones for each row, are not worth a list. */
const MOST_BITS = 22;
const MOST_CODED = 0.5;

/** Of integers in byte planes, the one of a row. */
function storedAt(planes: Uint8Array, count: number, width: number, row: number): number {
  if (width === 0) return 0;
  if (width === 1) return planes[row]!;
  if (width === 2) return planes[row]! | (planes[count + row]! << 8);
  if (width === 3) return planes[row]! | (planes[count + row]! << 8) | (planes[2 * count + row]! << 16);
  let stored = 0;
  for (let plane = width - 1; plane >= 0; plane--) stored = stored * 256 + planes[plane * count + row]!;
  return stored;
}

/** Integers given by the step from one to the next. */
export function readSteps(spec: Spec, reader: ByteReader): Int32Array {
  const count = spec["count"] as number;
  const bytes = reader.take(firstLength(spec));
  const values = new Int32Array(count);
  if (count === 0) return values;
  const width = spec["width"] as number;
  let value = spec["first"] as number;
  values[0] = value;
  for (let i = 1; i < count; i++) {
    const zigzag = storedAt(bytes, count - 1, width, i - 1);
    value += (zigzag >>> 1) ^ -(zigzag & 1);
    values[i] = value;
  }
  return values;
}

/** 64-bit floats, read where their bytes lie. */
class Real implements Column {
  readonly length: number;
  readonly #planes: Uint8Array;
  readonly #one = new DataView(new ArrayBuffer(8));

  constructor(spec: Spec, reader: ByteReader) {
    this.length = spec["count"] as number;
    this.#planes = reader.take(firstLength(spec));
  }

  get(row: number): number | null {
    const value = row >= 0 && row < this.length ? this.#at(row) : NaN;
    return Number.isNaN(value) ? null : value;
  }

  toNumbers(): Float64Array {
    const values = new Float64Array(this.length);
    for (let row = 0; row < this.length; row++) values[row] = this.#at(row);
    return values;
  }

  #at(row: number): number {
    for (let plane = 0; plane < 8; plane++) this.#one.setUint8(plane, this.#planes[plane * this.length + row]!);
    return this.#one.getFloat64(0, true);
  }
}

/** A run of strings decoded together. */
interface Chunk {
  readonly text: string;
  /** Where each string begins, in UTF-16 units, and where the last ends. */
  readonly starts: Uint32Array;
}

/** Runs kept decoded: enough for a list in view and the card beside it. */
const CHUNKS_KEPT = 32;
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Strings, decoded from their bytes a run at a time. */
class Text implements Column {
  readonly length: number;
  readonly #run: number;
  readonly #lengths: Whole;
  /** Where each run begins in the bytes. */
  readonly #runStarts: Uint32Array;
  readonly #blob: Uint8Array;
  readonly #kept = new Recent<number, Chunk>(CHUNKS_KEPT);
  /** The run read last: who reads one string mostly reads those beside it too. */
  #last = -1;
  #chunk: Chunk | undefined;

  constructor(spec: Spec, reader: ByteReader) {
    this.#run = spec["chunk"] as number;
    this.#lengths = new Whole(spec["lengths"] as Spec, reader);
    this.#runStarts = new Whole(spec["chunks"] as Spec, reader).starts();
    this.#blob = reader.take(spec["blob"] as number);
    this.length = this.#lengths.length;
  }

  get(row: number): string | null {
    if (this.#lengths.get(row) === null) return null;
    const run = Math.floor(row / this.#run);
    if (run !== this.#last) {
      this.#chunk = this.#kept.get(run, () => this.#decode(run));
      this.#last = run;
    }
    const { text, starts } = this.#chunk!;
    const within = row - run * this.#run;
    return text.slice(starts[within], starts[within + 1]);
  }

  #decode(run: number): Chunk {
    const text = decoder.decode(
      this.#blob.subarray(this.#runStarts[run], this.#runStarts[run + 1]),
    );
    const starts = new Uint32Array(this.#run + 1);
    for (let i = 0; i < this.#run; i++) {
      starts[i + 1] = (starts[i] ?? 0) + this.#lengths.or(run * this.#run + i, 0);
    }
    return { text, starts };
  }
}

/** Strings of which there are few different ones. */
class Words implements Column {
  readonly length: number;
  readonly #numbers: Whole;
  readonly #words: Text;
  readonly #known: (string | null)[] = [];

  constructor(spec: Spec, reader: ByteReader) {
    this.#numbers = new Whole(spec["numbers"] as Spec, reader);
    this.#words = new Text(spec["words"] as Spec, reader);
    this.length = this.#numbers.length;
  }

  get(row: number): string | null {
    const number = this.#numbers.get(row);
    if (number === null) return null;
    return (this.#known[number] ??= this.#words.get(number));
  }

  coded(): Coded | null {
    const numbers = this.#numbers.coded();
    return numbers && { ...numbers, value: (code) => this.#words.get(numbers.value(code) as number) ?? "" };
  }
}

/** Strings such as `site-00042`. */
class Numbered implements Column {
  readonly length: number;
  readonly #prefix: string;
  readonly #digits: number;
  readonly #numbers: Whole;

  constructor(spec: Spec, reader: ByteReader) {
    this.#prefix = spec["prefix"] as string;
    this.#digits = spec["digits"] as number;
    this.#numbers = new Whole(spec["numbers"] as Spec, reader);
    this.length = this.#numbers.length;
  }

  get(row: number): string | null {
    const number = this.#numbers.get(row);
    if (number === null) return null;
    return this.#prefix + String(number).padStart(this.#digits, "0");
  }
}

/** Booleans. */
class Flag implements Column {
  readonly length: number;
  readonly #values: Whole;

  constructor(spec: Spec, reader: ByteReader) {
    this.#values = new Whole(spec["values"] as Spec, reader);
    this.length = this.#values.length;
  }

  get(row: number): boolean | null {
    const value = this.#values.get(row);
    return value === null ? null : value === 1;
  }
}

function firstLength(spec: Spec): number {
  return spec.bytes?.[0] ?? 0;
}
