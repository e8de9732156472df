/** The lines of the table: sites in order, and below those that are unfolded their rows of other tables. */

/** Lines of an unfolded site, by the place it has in the order. */
interface Fold {
  readonly place: number;
  /** How many lines stand below the site's own. */
  readonly lines: number;
  /** Line of the site itself. */
  readonly at: number;
}

/** What a line shows: a site, or the n-th line below it (from 0). */
export interface Line {
  readonly row: number;
  readonly place: number;
  readonly below: number | null;
}

export class TableLines {
  /** Rows of the sites in order. */
  readonly order: Uint32Array;
  readonly #folds: readonly Fold[];
  readonly #places = new Map<number, number>();

  /** @param unfolded rows of the unfolded sites, each with how many lines it has below */
  constructor(order: Uint32Array, unfolded: ReadonlyMap<number, number> = new Map()) {
    this.order = order;
    const places: (readonly [number, number])[] = [];
    if (unfolded.size > 0) {
      order.forEach((row, place) => {
        const lines = unfolded.get(row);
        if (lines !== undefined) places.push([place, lines]);
      });
    }
    let before = 0;
    this.#folds = places.map(([place, lines]) => {
      const at = place + before;
      before += lines;
      return { place, lines, at };
    });
  }

  get count(): number {
    const last = this.#folds[this.#folds.length - 1];
    return last ? this.order.length + last.at - last.place + last.lines : this.order.length;
  }

  line(at: number): Line | null {
    if (at < 0 || at >= this.count) return null;
    const fold = this.#folds[this.#foldsUpTo((one) => one.at <= at) - 1];
    if (!fold) return { row: this.order[at]!, place: at, below: null };
    const past = at - fold.at;
    if (past === 0) return { row: this.order[fold.place]!, place: fold.place, below: null };
    if (past <= fold.lines) return { row: this.order[fold.place]!, place: fold.place, below: past - 1 };
    const place = fold.place + past - fold.lines;
    return { row: this.order[place]!, place, below: null };
  }

  /** Line of a site; −1 where it is not in the table. */
  lineOf(row: number): number {
    if (this.#places.size === 0) this.order.forEach((one, place) => this.#places.set(one, place));
    const place = this.#places.get(row);
    if (place === undefined) return -1;
    const fold = this.#folds[this.#foldsUpTo((one) => one.place < place) - 1];
    return fold ? place + fold.at - fold.place + fold.lines : place;
  }

  /** How many folds, from the first on, are so. */
  #foldsUpTo(isSo: (fold: Fold) => boolean): number {
    let [low, high] = [0, this.#folds.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isSo(this.#folds[middle]!)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
