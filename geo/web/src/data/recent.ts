/** What is dear to make and large to keep: the last few of it, by key. */
export class Recent<K, V> {
  readonly #most: number;
  readonly #kept = new Map<K, V>();

  /** @param most how many are kept */
  constructor(most: number) {
    this.#most = most;
  }

  get(key: K, make: () => V): V {
    const has = this.#kept.has(key);
    const value = has ? this.#kept.get(key)! : make();
    if (has) this.#kept.delete(key);
    this.#kept.set(key, value);
    if (this.#kept.size > this.#most) {
      for (const oldest of this.#kept.keys()) {
        this.#kept.delete(oldest);
        break;
      }
    }
    return value;
  }

  clear(): void {
    this.#kept.clear();
  }
}
