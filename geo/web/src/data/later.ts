/** Going on with what is still being read, so that the page is never held up for long. */

/** How what waits is done: one after the other in turns, each when it can be but in slices, or in one go. */
let pace: "turns" | "slices" | "whole" = "turns";
/** One after the other. */
let turns: Promise<unknown> = Promise.resolve();

/** Go on when it is there, in turn. Where it cannot be read, the start of the page says so, once for all. */
export function onceRead<T>(promise: Promise<T>, next: (value: T) => Iterator<unknown> | void): void {
  void promise.then((value) => inTurn(() => next(value)), () => undefined);
}

/**
 * Do something as soon as all that was to be done before has been, each in a task of its own: what waits for
 * one and the same thing would hold the page up together.
 *
 * @param work does it at once, or a step at a time
 * @returns what it gives, once it is done
 */
export function inTurn<T>(work: () => Iterator<unknown, T> | T): Promise<T> {
  if (pace !== "turns") {
    const begun = work();
    if (!isSteps(begun)) return Promise.resolve(begun);
    return pace === "slices" ? inSlices(begun) : Promise.resolve(allOf(begun));
  }
  const done = turns.then(breathe).then(() => {
    const begun = work();
    return isSteps(begun) ? inSlices(begun) : begun;
  });
  // What fails is told by whoever waits for it, and keeps nobody else from his turn.
  turns = done.catch(() => undefined);
  return done;
}

/** From now on nobody waits for a turn: what takes the place of a page that is there does so in one go. */
export function endTurns(): void {
  pace = "whole";
}

/**
 * Nobody waits for a turn on a computer, which is several times as fast as a phone: what is done there between
 * two frames would only put off the first picture by a few more.
 */
export function hurry(): void {
  pace = "slices";
}

/** Whether what waits is done by turns. */
export function goesByTurns(): boolean {
  return pace === "turns";
}

/** Take all steps at once. */
export function allOf<T>(begun: Iterator<unknown, T> | T): T {
  if (!isSteps(begun)) return begun;
  for (;;) {
    const step = begun.next();
    if (step.done) return step.value;
  }
}

function isSteps<T>(begun: Iterator<unknown, T> | T): begun is Iterator<unknown, T> {
  return typeof (begun as Partial<Iterator<unknown, T>> | undefined)?.next === "function";
}

/**
 * Let the browser paint and answer, and go on in a task of its own. A message comes in its turn among all
 * else there is to do, where a timer comes late, and `scheduler.yield` before what the reader waits for.
 */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Go on when the browser has nothing better to do. */
export function whenIdle(next: () => void): void {
  if (typeof requestIdleCallback === "function") requestIdleCallback(next, { timeout: 500 });
  else setTimeout(next, 1);
}

/** The page may be held up so long, in milliseconds: on a slow phone it is four times that. */
const SLICE_MS = 6;

/**
 * Take all steps, and let the page breathe in between.
 *
 * @param steps those that give true are followed by more work of the browser's own, and end a slice
 */
export async function inSlices<T>(steps: Iterator<unknown, T>): Promise<T> {
  for (;;) {
    const end = performance.now() + SLICE_MS;
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      if (step.value === true || performance.now() >= end) break;
    }
    await breathe();
  }
}

/** What is loaded when there is time, or when it is first asked for. */
export interface Demanded<T> {
  /** Load it, if that has not begun. Who waits by {@link onceLoaded} is told before this resolves. */
  load(): Promise<T>;
  /** Go on at once where it is there, or else when it has been loaded; this does not load it. */
  onceLoaded(next: (value: T) => Iterator<unknown> | void): void;
}

export class OnDemand<T> implements Demanded<T> {
  readonly #fetch: () => Promise<T>;
  readonly #waiting: ((value: T) => Iterator<unknown> | void)[] = [];
  #loaded: { readonly value: T } | null = null;
  #loading: Promise<T> | null = null;

  constructor(fetch: () => Promise<T>) {
    this.#fetch = fetch;
  }

  load(): Promise<T> {
    this.#loading ??= this.#fetch().then(async (value) => {
      this.#loaded = { value };
      // The reader may have asked for it: it waits for nobody's turn, and still does not hold the page up.
      for (const next of this.#waiting.splice(0)) {
        const begun = next(value);
        if (begun) await inSlices(begun);
        await breathe();
      }
      return value;
    });
    return this.#loading;
  }

  onceLoaded(next: (value: T) => Iterator<unknown> | void): void {
    if (this.#loaded) allOf(next(this.#loaded.value));
    else this.#waiting.push(next);
  }
}
