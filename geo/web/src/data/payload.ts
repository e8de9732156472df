/**
 * Reading the blocks that `geo/page/payload.py` writes.
 *
 * A block in the page is `<script type="application/octet-stream" id="parkmap-NAME">`:
 * base64 of gzip of a 32-bit header length, a JSON header and the columns' sections.
 */

import { ByteReader, openColumn, readSteps, Whole, type Column, type Spec } from "./columns.ts";
import { inflate } from "./inflate.ts";
import { readShapes, type Shapes } from "./shapes.ts";

interface Header {
  readonly meta: Readonly<Record<string, unknown>>;
  readonly columns: Readonly<Record<string, Spec>>;
}

/** An unpacked block: columns open when they are asked for. */
export class Block {
  readonly meta: Readonly<Record<string, unknown>>;
  readonly #specs: Readonly<Record<string, Spec>>;
  readonly #sections = new Map<string, Uint8Array>();

  constructor(bytes: Uint8Array) {
    const length = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
    const text = new TextDecoder().decode(bytes.subarray(4, 4 + length));
    const header = JSON.parse(text) as Header;
    this.meta = header.meta;
    this.#specs = header.columns;
    let start = 4 + length;
    for (const [name, spec] of Object.entries(header.columns)) {
      const size = sizeOf(spec);
      this.#sections.set(name, bytes.subarray(start, start + size));
      start += size;
    }
  }

  /** Names of the columns, in the order they were written. */
  get names(): readonly string[] {
    return Object.keys(this.#specs);
  }

  /** A column of values. */
  column(name: string): Column {
    const { spec, reader } = this.#open(name);
    return openColumn(spec, reader);
  }

  /** A column known to hold integers. */
  whole(name: string): Whole {
    const { spec, reader } = this.#open(name);
    return new Whole(spec, reader);
  }

  /** A run of coordinates. */
  steps(name: string): Int32Array {
    const { spec, reader } = this.#open(name);
    return readSteps(spec, reader);
  }

  /** A column of outlines. */
  shapes(name: string): Shapes {
    const { spec, reader } = this.#open(name);
    return readShapes(spec, reader);
  }

  #open(name: string): { spec: Spec; reader: ByteReader } {
    const spec = this.#specs[name];
    const bytes = this.#sections.get(name);
    if (!spec || !bytes) throw new Error(`the payload has no column ${name}`);
    return { spec, reader: new ByteReader(bytes) };
  }
}

/** Unpack base64 of a block. */
export async function unpack(base64: string): Promise<Block> {
  return new Block(await inflate(base64));
}

/** How many bytes a column's sections take: its own, and those of the columns it is made of. */
function sizeOf(spec: Spec): number {
  let size = 0;
  for (const part of Object.values(spec)) {
    if (Array.isArray(part)) size += (part as number[]).reduce((sum, bytes) => sum + bytes, 0);
    else if (typeof part === "object" && part !== null) size += sizeOf(part as Spec);
  }
  return size;
}
