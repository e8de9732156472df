/** The one state of the page. Components read it, ask for changes, and are told of them. */

import type { State, View } from "./contract/mapstate.ts";

/** More sites side by side than this no reader compares. */
export const MOST_COMPARED = 4;

export type { Face, Sort, State, Theme, Ui, View } from "./contract/mapstate.ts";

/** The sites that pass search and category filter. */
export interface Result {
  /** 1 for each row that passes. */
  readonly visible: Uint8Array;
  /** The rows that pass: best match first while searching, otherwise in the layer's order. */
  readonly rows: Uint32Array;
  /** By category index: how many pass the search, whatever categories are picked. */
  readonly counts: Uint32Array;
}

/** What decides which sites are shown. */
const SIFTING: readonly (keyof State)[] = ["q", "categories", "where", "hidden", "color", "year", "scheme", "classes", "breaks", "palette", "topic"];

/** One of the groups that sites are in, by category or by colour: what a chip or a row of a legend stands for. */
export interface GroupPointedAt {
  /** Group of each row. */
  readonly of: Uint16Array;
  readonly group: number;
}

export type Change = ReadonlySet<keyof State | "result" | "hovered" | "lifted" | "lit">;
export type Listener = (change: Change, state: State) => void;

/**
 * Who asked: `map` moves need not be animated back to the map, `url` need not be written back, and
 * `opening` is the map's own first view, which nobody asked for.
 */
export type Origin = "user" | "map" | "opening" | "url" | "api" | "host";

export class Store {
  #state: State;
  #result: Result;
  readonly #find: (state: State) => Result;
  readonly #showable: (view: View) => View;
  readonly #listeners = new Set<Listener>();
  #hovered = -1;
  #lifted = -1;
  #lit: GroupPointedAt | null = null;
  /** Who asked for the change that listeners are being told of. */
  origin: Origin = "user";

  /** @param showable the nearest the map can show to a view */
  constructor(state: State, find: (state: State) => Result, showable: (view: View) => View = (view) => view) {
    this.#showable = showable;
    this.#state = this.#shown(state);
    this.#find = find;
    this.#result = find(this.#state);
  }

  get state(): State {
    return this.#state;
  }

  get result(): Result {
    return this.#result;
  }

  /** Row of the site the reader points at, on the map or in a list; −1 for none. Nothing is kept of it. */
  get hovered(): number {
    return this.#hovered;
  }

  /** Say which site the reader points at; whoever shows it lights it up. */
  hover(row: number): void {
    if (row === this.#hovered) return;
    this.#hovered = row;
    this.#tell(new Set(["hovered"]), "user");
  }

  /** Row of the site that is being reshaped: the map shows its new shape in place of it; −1 for none. */
  get lifted(): number {
    return this.#lifted;
  }

  /** Take a site off the map, which is still what it was; −1 lays it down. */
  lift(row: number): void {
    if (row === this.#lifted) return;
    this.#lifted = row;
    this.#tell(new Set(["lifted"]), "user");
  }

  /** The group the reader points at, in a legend or among the filters; nothing is kept of it either. */
  get lit(): GroupPointedAt | null {
    return this.#lit;
  }

  /** Say which group the reader points at; the map lights up its sites. */
  light(lit: GroupPointedAt | null): void {
    if (lit?.of === this.#lit?.of && lit?.group === this.#lit?.group) return;
    this.#lit = lit;
    this.#tell(new Set(["lit"]), "user");
  }

  /** Change some values; listeners hear only of those that differ. */
  set(wanted: Partial<State>, origin: Origin = "user"): void {
    const patch = this.#shown(wanted);
    const change = new Set<keyof State | "result">();
    for (const key of Object.keys(patch) as (keyof State)[]) {
      if (!same(patch[key], this.#state[key])) change.add(key);
    }
    if (change.size === 0) return;
    this.#state = { ...this.#state, ...patch };
    if (SIFTING.some((key) => change.has(key))) {
      this.#result = this.#find(this.#state);
      change.add("result");
    }
    this.#tell(change, origin);
  }

  /** Find again (names have arrived, or a site was edited). */
  refresh(): void {
    this.#result = this.#find(this.#state);
    this.#tell(new Set(["result"]), "api");
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What is not shown must not be told, nor stand in links. */
  #shown<T extends Partial<State>>(patch: T): T {
    return patch.view ? { ...patch, view: this.#showable(patch.view) } : patch;
  }

  #tell(change: Change, origin: Origin): void {
    // A listener may ask for a change of its own; those after it must not take that origin for theirs.
    const outer = this.origin;
    try {
      this.origin = origin;
      for (const listener of this.#listeners) listener(change, this.#state);
    } finally {
      this.origin = outer;
    }
  }
}

/** Whether two parts of a state say the same. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  return JSON.stringify(a) === JSON.stringify(b); // views and lists: a few numbers or words
}
