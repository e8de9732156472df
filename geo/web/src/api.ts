/** `window.parkmap`: what scripts beside the map, folium elements and tests may use. */

import type * as L from "leaflet";

import type { App } from "./app.ts";
import type { ParkMapEvents, ParkMapField, ParkMapFilter, ParkMapSite } from "./contract/hostmessages.ts";
import type { Value } from "./data/sites.ts";
import type { PublicData } from "./embed/publicdata.ts";
import { publicView } from "./embed/viewchange.ts";

/** How a page takes the data that was put into its document. */
export interface Newer {
  /** Whether the built-in base map is the one it has already. */
  readonly isGroundSame: boolean;
  /**
   * Given what puts the new page in place of the old, in one go: what else is to be kept is kept around it, and it may
   * wait till nobody has the old one at hand.
   */
  readonly around: (swap: () => void) => Promise<void>;
}

type Listeners = { [K in keyof ParkMapEvents]: Set<(event: ParkMapEvents[K]) => void> };

export class ParkmapApi {
  /** Resolves when list, search and selection work. */
  readonly ready: Promise<void>;
  #map: L.Map | null = null;
  #app: App | null = null;
  #data: PublicData | null = null;
  #fragment: () => string = () => "";
  #isReady = false;
  #renew: (newer: Newer) => Promise<void> = () => Promise.reject(new Error("the map is not there yet"));
  #resolve: () => void = () => undefined;
  readonly #listeners: Listeners = {
    ready: new Set(),
    select: new Set(),
    filter: new Set(),
    view: new Set(),
    color: new Set(),
  };

  constructor() {
    this.ready = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** The Leaflet map, once it is there (at the latest when `ready` resolves). */
  get map(): L.Map {
    if (!this.#map) throw new Error("the map is not there yet: wait for parkmap.ready");
    return this.#map;
  }

  /** The page's own parts, for the second program of `parkmap serve`; nothing else may rely on them. */
  get app(): App {
    return this.#need();
  }

  sites(): ParkMapSite[] {
    const { sites, store } = this.#need();
    return Array.from({ length: sites.count }, (_, row) => ({
      id: sites.id(row),
      name: sites.name(row, store.state.lang),
      category: sites.head.categories[sites.category[row] ?? 0]?.id ?? "",
      visible: store.result.visible[row] === 1,
    }));
  }

  /** Select a site, or none. An id the map does not have changes nothing. */
  select(id: string | null): void {
    const { sites, store } = this.#need();
    if (id === null || sites.rowOf(String(id)) >= 0) {
      store.set({ site: id === null ? null : String(id) }, "api");
    }
  }

  /** Filter as a message does. What is absent stays; null, like an empty text, ends a filter. */
  filter(wanted: ParkMapFilter = {}): void {
    this.#asked().filter(wanted);
  }

  /** Colour the map by a field, or by the categories again. A field the map does not have changes nothing. */
  color(field: string | null): void {
    this.#asked().color(field);
  }

  /** Size the signs by a field of numbers, or none. */
  size(field: string | null): void {
    this.#asked().size(field);
  }

  fields(): ParkMapField[] {
    return this.#asked().fields();
  }

  /** The visible sites with all their values, by the ids of the fields. */
  rows(): Readonly<Record<string, Value>>[] {
    return this.#asked().rows();
  }

  /** What the page shows, as a URL fragment without `#`. */
  state(): string {
    this.#need();
    return this.#fragment();
  }

  /** Listen, until {@link off}. */
  on<K extends keyof ParkMapEvents>(type: K, callback: (event: ParkMapEvents[K]) => void): void {
    if (typeof callback !== "function") throw new TypeError("parkmap.on takes a function");
    this.#listenersOf(type).add(callback);
    if (type === "ready" && this.#isReady) callback({} as ParkMapEvents[K]);
  }

  /** Listen no longer. */
  off<K extends keyof ParkMapEvents>(type: K, callback: (event: ParkMapEvents[K]) => void): void {
    this.#listenersOf(type).delete(callback);
  }

  /** For the page itself: the map is there. */
  connect(app: App, map: L.Map, fragment: () => string, data: PublicData): void {
    this.#app = app;
    this.#data = data;
    this.#fragment = fragment;
    this.#map = map;
    const { sites, store } = app;
    store.listen((change, { site, view, lang }) => {
      if (change.has("site")) {
        const name = site === null ? null : sites.name(sites.rowOf(site), lang);
        this.#tell("select", { id: site, name });
      }
      if (change.has("result")) this.#tell("filter", { count: store.result.rows.length });
      if (change.has("color") || change.has("size") || change.has("year")) {
        const { color, size } = store.state;
        this.#tell("color", { color, size, year: data.year() });
      }
      if (change.has("view") && view) {
        this.#tell("view", publicView(view));
      }
    });
  }

  /** For the page itself: how it takes newer data. */
  renewable(renew: (newer: Newer) => Promise<void>): void {
    this.#renew = renew;
  }

  /** For the second program of `parkmap serve`: take the data that stands in the document now. */
  async renew(newer: Newer): Promise<void> {
    await this.#renew(newer);
    this.#tell("filter", { count: this.#need().store.result.rows.length });
  }

  /** For the page itself: everything works. */
  finish(): void {
    this.#isReady = true;
    this.#resolve();
    this.#tell("ready", {});
  }

  #listenersOf<K extends keyof ParkMapEvents>(type: K): Listeners[K] {
    const listeners = this.#listeners[type] as Listeners[K] | undefined;
    if (!listeners) throw new Error(`parkmap has no event ${String(type)}`);
    return listeners;
  }

  #tell<K extends keyof ParkMapEvents>(type: K, event: ParkMapEvents[K]): void {
    for (const listener of this.#listeners[type]) {
      try {
        listener(event);
      } catch (error) {
        // A script's slip is its own: address and messages go on, and the console still hears of it.
        setTimeout(() => {
          throw error;
        });
      }
    }
  }

  #asked(): PublicData {
    this.#need();
    return this.#data!;
  }

  #need(): App {
    if (!this.#app) throw new Error("the map is not there yet: wait for parkmap.ready");
    return this.#app;
  }
}

declare global {
  interface Window {
    parkmap: ParkmapApi;
  }
}
