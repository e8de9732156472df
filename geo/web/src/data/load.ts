/** All of a map's sites out of the payload's blocks (`geo/page/layer.py` fills them). */

import { Whole, type Column } from "./columns.ts";
import { readGround, type GroundFeature } from "./groundfeatures.ts";
import type { Head } from "./head.ts";
import { numberIn } from "./numerals.ts";
import { inTurn } from "./later.ts";
import { unpack, type Block } from "./payload.ts";
import { RowIndex } from "./rowindex.ts";
import { mercatorX, mercatorY } from "./earth.ts";
import { SITE_SCALE, type Shapes } from "./shapes.ts";
import { Kind, type Coded, type Row, type Shape, type Sites, type TableColumns, type Value } from "./sites.ts";
import { writtenLon } from "./world.ts";

/** Of more sites than this, names and attributes take longer than a frame. */
export const FEW_SITES = 2000;

/** Base64 text of a block of the page; resolves once the page has been read that far. */
export type BlockSource = (name: string) => Promise<string>;

export interface Loaded {
  readonly sites: Sites;
  /** The built-in base map. */
  readonly ground: Promise<readonly GroundFeature[]>;
}

/**
 * Unpack the head; names, attributes, tables and the ground follow by themselves.
 *
 * @param drawn when the sites have been painted, and what names and the ground need is there: megabytes of names wait for that
 * @param unpacked makes a block of its text
 * @param known the ground, where it has been read already
 */
export async function load(source: BlockSource, drawn: Promise<void>, unpacked = unpack, known?: Loaded["ground"]): Promise<Loaded> {
  const open = async (name: string): Promise<Block> => unpacked(await source(name));
  const block = await open("head");
  const { count } = block.meta["head"] as Head;
  const complete = drawn.then(() => Promise.all([open("sites"), open("tables")]));
  const sites = new ColumnSites(block, complete);
  // What one can search and open comes before what lies below it.
  const before = sites.complete.catch(() => undefined);
  const below = count > FEW_SITES ? before.then(() => open("ground")) : open("ground");
  const ground = known ?? Promise.all([below, before, drawn]).then(([opened]) => inTurn(() => readGround(opened)));
  return { sites, ground };
}

/** A many-row table: its columns by name, and where each site's rows begin. */
interface RowTable {
  readonly columns: ReadonlyMap<string, Column>;
  readonly length: number;
  /** Absent for tables not tied to sites. */
  readonly starts?: Uint32Array;
}

class ColumnSites implements Sites {
  readonly head: Head;
  readonly count: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly kind: Uint8Array;
  readonly category: Uint16Array;
  readonly accuracy: Float32Array;
  readonly complete: Promise<void>;

  readonly #metres: Column;
  #attributes = new Map<string, Column>();
  #families = new Map<string, readonly Column[]>();
  /** The family asked for last: who reads one site's field mostly reads that of the others too. */
  #last: { readonly field: string; readonly lang: string; readonly columns: readonly Column[] } | null = null;
  #shapes: Shapes | null = null;
  #partOf: Whole | null = null;
  #tables = new Map<string, RowTable>();
  #index: RowIndex | null = null;

  constructor(block: Block, rest: Promise<readonly [Block, Block]>) {
    this.head = block.meta["head"] as Head;
    this.count = this.head.count;
    this.#metres = block.column("accuracy");
    this.kind = block.whole("kind").copyTo(new Uint8Array(this.count));
    this.category = block.whole("category").copyTo(new Uint16Array(this.count));
    this.accuracy = floatsOf(this.#metres);
    this.x = new Float64Array(this.count);
    this.y = new Float64Array(this.count);
    this.#place(block.steps("x"), block.steps("y"));
    this.complete = rest.then(([sites, tables]) => this.#finish(sites, tables));
  }

  id(row: number): string {
    return String(this.#attributes.get("id")?.get(row) ?? "");
  }

  rowOf(id: string): number {
    if (!this.#attributes.has("id")) return -1;
    this.#index ??= new RowIndex(this.count, (row) => this.id(row));
    return this.#index.find(id);
  }

  name(row: number, lang: string): string {
    return String(this.value(row, "name", lang) ?? this.id(row));
  }

  value(row: number, field: string, lang: string): Value {
    // These two travel with the positions.
    if (field === "accuracy_m") return this.#metres.get(row);
    if (field === "category") {
      return this.head.categories[this.category[row] ?? 0]?.id || null;
    }
    for (const column of this.#family(field, lang)) {
      const value = column.get(row);
      if (value !== null && value !== "") return value;
    }
    return null;
  }

  coded(field: string): readonly Coded[] | null {
    const columns = field === "accuracy_m" ? [this.#metres] : this.#family(field, "");
    const found: Coded[] = [];
    for (const column of columns) {
      const coded = column.coded?.() ?? null;
      if (!coded) return null;
      found.push(coded);
    }
    return found;
  }

  lonLat(row: number): readonly [lon: number, lat: number] | null {
    const [x, y] = [this.x[row] ?? NaN, this.y[row] ?? NaN];
    if (Number.isNaN(x)) return null;
    const lat = (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI;
    // Back from Mercator, to the decimals that were sent.
    const lon = writtenLon((x - 0.5) * 360);
    return [Math.round(lon * SITE_SCALE) / SITE_SCALE, Math.round(lat * SITE_SCALE) / SITE_SCALE];
  }

  shape(row: number): Shape | null {
    return this.#shapes?.shape(row) ?? null;
  }

  partOf(row: number): number {
    return this.#partOf?.or(row, -1) ?? -1;
  }

  rows(table: string, row: number): readonly Row[] {
    const found = this.#tables.get(table);
    if (!found?.starts) return [];
    return rowsBetween(found, found.starts[row] ?? 0, found.starts[row + 1] ?? 0);
  }

  allRows(table: string): readonly Row[] {
    const found = this.#tables.get(table);
    return found ? rowsBetween(found, 0, found.length) : [];
  }

  numbers(field: string): Float64Array {
    if (field === "accuracy_m") return numbersOf(this.#metres);
    const column = this.#attributes.get(field);
    return column ? numbersOf(column) : new Float64Array(this.count).fill(NaN);
  }

  table(name: string): TableColumns | null {
    const found = this.#tables.get(name);
    if (!found) return null;
    const { columns, length, starts } = found;
    const cell = (row: number, column: string): Value => columns.get(column)?.get(row) ?? null;
    return { length, ...(starts ? { starts } : {}), cell };
  }

  /** Put the located sites where they are, the others nowhere. */
  #place(lon: Int32Array, lat: Int32Array): void {
    const { x, y, kind } = this;
    let next = 0;
    for (let row = 0; row < x.length; row++) {
      if (kind[row] === Kind.none) {
        x[row] = y[row] = NaN;
      } else {
        x[row] = mercatorX(lon[next]! / SITE_SCALE);
        y[row] = mercatorY(lat[next]! / SITE_SCALE);
        next++;
      }
    }
  }

  #finish(sites: Block, tables: Block): void {
    for (const name of sites.names) {
      // "=" marks attributes, so that one called `shapes` is no trouble.
      if (name.startsWith("=")) this.#attributes.set(name.slice(1), sites.column(name));
    }
    this.#shapes = sites.shapes("shapes");
    this.#partOf = sites.whole("part_of");
    const described = tables.meta["tables"] as readonly TableMeta[];
    described.forEach((table, index) => this.#tables.set(table.name, openTable(tables, table, index)));
    this.#families.clear();
    this.#last = null;
  }

  /** The columns that may hold a field in a language, best first. */
  #family(field: string, lang: string): readonly Column[] {
    if (this.#last?.field === field && this.#last.lang === lang) return this.#last.columns;
    const key = `${lang} ${field}`;
    let columns = this.#families.get(key);
    if (!columns) {
      const names = [`${field}_${lang}`, field, ...this.head.languages.map((l) => `${field}_${l}`)];
      columns = [...new Set(names)].flatMap((name) => this.#attributes.get(name) ?? []);
      this.#families.set(key, columns);
    }
    this.#last = { field, lang, columns };
    return columns;
  }
}

function floatsOf(column: Column): Float32Array {
  if (column instanceof Whole) return column.toFloats();
  return Float32Array.from({ length: column.length }, (_, row) => Number(column.get(row) ?? NaN));
}

/** A column as numbers; what is none, among texts, is NaN. */
function numbersOf(column: Column): Float64Array {
  return column.toNumbers?.() ?? Float64Array.from({ length: column.length }, (_, row) => numberIn(column.get(row)));
}

interface TableMeta {
  readonly name: string;
  readonly length: number;
  readonly columns: readonly string[];
  /** Whether its rows belong to sites. */
  readonly related: boolean;
}

function openTable(block: Block, table: TableMeta, index: number): RowTable {
  const columns = new Map(
    table.columns.map((name, column) => [name, block.column(`${index}:${column}`)] as const),
  );
  if (!table.related) return { columns, length: table.length };
  return { columns, length: table.length, starts: block.whole(`${index}:rows`).starts() };
}

function rowsBetween(table: RowTable, start: number, end: number): readonly Row[] {
  const rows: Row[] = [];
  for (let row = start; row < end; row++) {
    rows.push(Object.fromEntries([...table.columns].map(([name, column]) => [name, column.get(row)])));
  }
  return rows;
}
