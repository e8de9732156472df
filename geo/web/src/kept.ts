/** What the reader has set up and no address tells; it stays when the page takes newer data. */

export class Kept {
  readonly #before: ReadonlyMap<string, unknown>;
  readonly #now = new Map<string, () => unknown>();

  /** @param earlier that of the page which makes room for this one */
  constructor(earlier?: Kept) {
    this.#before = new Map([...(earlier ? earlier.#now : [])].map(([name, now]) => [name, now()]));
  }

  /** Whether nothing was there before. */
  get isFirst(): boolean {
    return this.#before.size === 0;
  }

  /**
   * What it was before; undefined the first time.
   *
   * @param now asked when the page makes room for one with newer data
   */
  keep<T>(name: string, now: () => T): T | undefined {
    this.#now.set(name, now);
    return this.#before.get(name) as T | undefined;
  }
}
