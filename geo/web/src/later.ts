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
