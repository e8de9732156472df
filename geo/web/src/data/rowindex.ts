/** Finding a row by its id without keeping a string for each. */

/** A table of hashes: eight bytes a row, whatever the ids are. */
export class RowIndex {
  readonly #id: (row: number) => string;
  readonly #slots: Int32Array;

  constructor(count: number, id: (row: number) => string) {
    this.#id = id;
    // A power of two, at most half full, so that looking further is rare.
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(count, 1) * 2))).fill(-1);
    for (let row = 0; row < count; row++) {
      let slot = this.#first(id(row));
      while (this.#slots[slot] !== -1) slot = this.#next(slot);
      this.#slots[slot] = row;
    }
  }

  /** The row of an id, or −1. */
  find(id: string): number {
    for (let slot = this.#first(id); ; slot = this.#next(slot)) {
      const row = this.#slots[slot] ?? -1;
      if (row === -1 || this.#id(row) === id) return row;
    }
  }

  /** FNV-1a over the UTF-16 units. */
  #first(id: string): number {
    let hash = 0x811c9dc5;
    for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
    // The low bits alone mix badly for ids that count up.
    hash ^= hash >>> 15;
    return (hash >>> 0) & (this.#slots.length - 1);
  }

  #next(slot: number): number {
    return (slot + 1) & (this.#slots.length - 1);
  }
}
