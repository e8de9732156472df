/** Going on with what is still being read. */

/** Go on when it is there. Where it cannot be read, the start of the page says so, once for all. */
export function onceRead<T>(promise: Promise<T>, next: (value: T) => void): void {
  void promise.then(next, () => undefined);
}

/** Go on when the browser has nothing better to do. */
export function whenIdle(next: () => void): void {
  if (typeof requestIdleCallback === "function") requestIdleCallback(next, { timeout: 500 });
  else setTimeout(next, 1);
}

/** The page may be held up so long, in milliseconds: on a slow phone it is four times that. */
const SLICE_MS = 6;

/** Take all steps, and let the page breathe in between. */
export async function inSlices(steps: Iterator<unknown>): Promise<void> {
  for (let isDone = false; !isDone; ) {
    const end = performance.now() + SLICE_MS;
    while (!isDone && performance.now() < end) isDone = steps.next().done === true;
    if (!isDone) await new Promise((next) => setTimeout(next));
  }
}

/** What is loaded when there is time, or when it is first asked for. */
export interface Demanded<T> {
  /** Load it, if that has not begun. Who waits by {@link onceLoaded} is told before this resolves. */
  load(): Promise<T>;
  /** Go on at once where it is there, or else when it has been loaded; this does not load it. */
  onceLoaded(next: (value: T) => void): void;
}

export class OnDemand<T> implements Demanded<T> {
  readonly #fetch: () => Promise<T>;
  readonly #waiting: ((value: T) => void)[] = [];
  #loaded: { readonly value: T } | null = null;
  #loading: Promise<T> | null = null;

  constructor(fetch: () => Promise<T>) {
    this.#fetch = fetch;
  }

  load(): Promise<T> {
    this.#loading ??= this.#fetch().then((value) => {
      this.#loaded = { value };
      for (const next of this.#waiting.splice(0)) next(value);
      return value;
    });
    return this.#loading;
  }

  onceLoaded(next: (value: T) => void): void {
    if (this.#loaded) next(this.#loaded.value);
    else this.#waiting.push(next);
  }
}
