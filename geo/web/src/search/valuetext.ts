/** Texts of values that many rows have: each stands once, and leads to the rows. */

import type { Coded } from "../data/sites.ts";
import { fold } from "../words/fold.ts";
import { RowText } from "./rowtext.ts";

export class ValueText {
  readonly #coded: Coded;
  readonly #text: RowText;

  constructor(coded: Coded) {
    this.#coded = coded;
    this.#text = new RowText(coded.codes.length);
    for (const code of coded.codes) this.#text.add([fold(String(coded.value(code)))]);
    this.#text.finish();
  }

  /** Find the rows in whose value a folded text stands. */
  search(text: string, found: (row: number) => void): void {
    const { codes } = this.#coded;
    let isMarked: Uint8Array | null = null;
    this.#text.search(text, (at) => {
      isMarked ??= new Uint8Array((codes[codes.length - 1] ?? 0) + 1);
      isMarked[codes[at]!] = 1;
      return false;
    });
    if (isMarked) this.#coded.eachRow(isMarked, found);
  }
}
