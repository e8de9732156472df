/**
 * Columns of values out of bytes; `geo/page/columns.py` writes them and says what each codec
 * is. Nothing is unpacked into JavaScript strings or objects until a row of it is asked for.
 */

import type { Value } from "./sites.ts";

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

type Stored = Uint8Array | Uint16Array | Uint32Array | Float64Array;

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

/** Integers and decimals, stored in one, two, four or eight bytes each. */
export class Whole implements Column {
  readonly length: number;
  readonly #stored: Stored;
  readonly #offset: number;
  readonly #power: number;
  readonly #hasEmpty: boolean;

  constructor(spec: Spec, reader: ByteReader) {
    this.length = spec["count"] as number;
    this.#hasEmpty = spec["empty"] === true;
    this.#offset = (spec["min"] as number) - (this.#hasEmpty ? 1 : 0);
    this.#power = 10 ** ((spec["scale"] as number | undefined) ?? 0);
    this.#stored = joinPlanes(reader.take(firstLength(spec)), this.length, spec["width"] as number);
  }

  get(row: number): number | null {
    const stored = this.#stored[row];
    if (stored === undefined || (this.#hasEmpty && stored === 0)) return null;
    // Dividing two exact numbers is correctly rounded: 5982 / 10 is the very 598.2 of the source.
    return (stored + this.#offset) / this.#power;
  }

  /** The value, or another where it is empty. */
  or(row: number, otherwise: number): number {
    return this.get(row) ?? otherwise;
  }

  /** All values at once, into an array that has room for them. */
  copyTo<T extends Uint8Array | Uint16Array>(values: T): T {
    for (let row = 0; row < this.length; row++) values[row] = this.#stored[row]! + this.#offset;
    return values;
  }

  /** All values at once as numbers, NaN where there is none. */
  toFloats(): Float32Array {
    return this.#fill(new Float32Array(this.length));
  }

  /** The same, exactly. */
  toNumbers(): Float64Array {
    return this.#fill(new Float64Array(this.length));
  }

  #fill<T extends Float32Array | Float64Array>(values: T): T {
    const [stored, offset, power, least] = [this.#stored, this.#offset, this.#power, this.#hasEmpty ? 1 : 0];
    for (let row = 0; row < values.length; row++) {
      values[row] = stored[row]! < least ? NaN : (stored[row]! + offset) / power;
    }
    return values;
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

/** Integers given by the step from one to the next. */
export function readSteps(spec: Spec, reader: ByteReader): Int32Array {
  const count = spec["count"] as number;
  const bytes = reader.take(firstLength(spec));
  const values = new Int32Array(count);
  if (count === 0) return values;
  const steps = joinPlanes(bytes, count - 1, spec["width"] as number);
  let value = spec["first"] as number;
  values[0] = value;
  for (let i = 1; i < count; i++) {
    const zigzag = steps[i - 1]!;
    value += (zigzag >>> 1) ^ -(zigzag & 1);
    values[i] = value;
  }
  return values;
}

/** 64-bit floats. */
class Real implements Column {
  readonly length: number;
  readonly #values: Float64Array;

  constructor(spec: Spec, reader: ByteReader) {
    this.length = spec["count"] as number;
    const planes = reader.take(firstLength(spec));
    const bytes = new Uint8Array(planes.length);
    for (let plane = 0; plane < 8; plane++) {
      for (let row = 0; row < this.length; row++) {
        bytes[row * 8 + plane] = planes[plane * this.length + row] ?? 0;
      }
    }
    const view = new DataView(bytes.buffer);
    this.#values = Float64Array.from({ length: this.length }, (_, i) => view.getFloat64(i * 8, true));
  }

  get(row: number): number | null {
    const value = this.#values[row] ?? NaN;
    return Number.isNaN(value) ? null : value;
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
  readonly #kept = new Map<number, Chunk>();

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
    const { text, starts } = this.#kept.get(run) ?? this.#decode(run);
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
    const chunk = { text, starts };
    const oldest = this.#kept.keys().next();
    if (this.#kept.size >= CHUNKS_KEPT && !oldest.done) this.#kept.delete(oldest.value);
    this.#kept.set(run, chunk);
    return chunk;
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

/** Put byte planes (all lowest bytes first) together again, in the smallest array that holds them. */
function joinPlanes(planes: Uint8Array, count: number, width: number): Stored {
  if (width === 0) return new Uint8Array(count);
  if (width === 1) return planes;
  if (width === 2) {
    const values = new Uint16Array(count);
    for (let i = 0; i < count; i++) values[i] = planes[i]! | (planes[count + i]! << 8);
    return values;
  }
  if (width === 3) {
    const values = new Uint32Array(count);
    const [middle, high] = [count, 2 * count];
    for (let i = 0; i < count; i++) {
      values[i] = planes[i]! | (planes[middle + i]! << 8) | (planes[high + i]! << 16);
    }
    return values;
  }
  const values = width <= 4 ? new Uint32Array(count) : new Float64Array(count);
  for (let plane = width - 1; plane >= 0; plane--) {
    const start = plane * count;
    for (let i = 0; i < count; i++) values[i] = values[i]! * 256 + planes[start + i]!;
  }
  return values;
}
