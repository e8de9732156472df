/** What a page remembers over reloads; a browser may forbid that, and everything works all the same. */

/** In this tab only, or for every page of this server. */
export type Keep = "session" | "local";

export function remembered(key: string, keep: Keep = "session"): string | null {
  try {
    return storage(keep).getItem(key);
  } catch {
    return null;
  }
}

/** Null forgets. */
export function remember(key: string, value: string | null, keep: Keep = "session"): void {
  try {
    if (value === null) storage(keep).removeItem(key);
    else storage(keep).setItem(key, value);
  } catch {
    // Cookies are blocked, or the disk is full: the next page starts anew.
  }
}

function storage(keep: Keep): Storage {
  return keep === "session" ? window.sessionStorage : window.localStorage;
}
