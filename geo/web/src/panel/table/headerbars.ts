/** Little histograms in the table's header, where there is room: made one after the other while nobody waits. */

import { svg } from "../../dom.ts";
import { whenIdle } from "../../data/later.ts";
import type { Column } from "./tablecolumns.ts";

/** On narrower screens the room is for the rows. */
const WIDE = "(min-width: 1100px) and (min-height: 700px)";
const HEIGHT = 14;
/** A bar that is not empty is seen. */
const LEAST = 1;

export class HeaderBars {
  readonly #media = matchMedia(WIDE);
  readonly #made: () => void;
  readonly #counts = new Map<string, Uint32Array | null>();
  readonly #waiting = new Map<string, Column>();

  /** @param made told when there are more of them, or room for none */
  constructor(signal: AbortSignal, made: () => void) {
    this.#made = made;
    this.#media.addEventListener("change", made, { signal });
  }

  /** Whether there is room for them. */
  get isShown(): boolean {
    return this.#media.matches;
  }

  /** The histogram of a column; null while there is none. */
  of(column: Column): SVGElement | null {
    if (!this.isShown) return null;
    // The unit names the year.
    const key = `${column.id} ${column.unit()}`;
    const counts = this.#counts.get(key);
    if (counts === undefined) {
      if (this.#waiting.size === 0) whenIdle(() => this.#next());
      this.#waiting.set(key, column);
    }
    return counts ? drawn(counts) : null;
  }

  #next(): void {
    const [[key, column] = []] = this.#waiting;
    if (key === undefined || !column) return;
    this.#counts.set(key, column.bars());
    this.#waiting.delete(key);
    if (this.#waiting.size > 0) whenIdle(() => this.#next());
    else this.#made();
  }
}

function drawn(counts: Uint32Array): SVGElement {
  const most = Math.max(...counts);
  const bars = Array.from(counts, (count, at) => {
    const height = count === 0 ? "0" : Math.max(LEAST, (count / most) * HEIGHT).toFixed(2);
    return `M${at + 0.1} ${HEIGHT}v-${height}h0.8v${height}z`;
  });
  return svg("svg", { class: "pm-grid-bars", viewBox: `0 0 ${counts.length} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" },
    svg("path", { d: bars.join("") }));
}
