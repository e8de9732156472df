/**
 * Types of `park-map.js`: import it, or name this file in a triple-slash reference.
 *
 * React's JSX wants to be told of the element once, in a file of your own:
 *
 *     import type { ParkMapAttributes, ParkMapElement, ParkMapListeners } from "./park-map.js";
 *     declare module "react" {
 *       namespace JSX {
 *         interface IntrinsicElements {
 *           "park-map": ParkMapAttributes & ParkMapListeners &
 *             React.DetailedHTMLProps<React.HTMLAttributes<ParkMapElement>, ParkMapElement>;
 *         }
 *       }
 *     }
 */

/** What can be written in the tag. Each is a property of the same name, too. */
export interface ParkMapAttributes {
  /** Address of the map page; its fragment, if any, is where the map starts. */
  src: string;
  /** Id of the selected site. */
  site?: string | undefined;
  /** Search text. */
  q?: string | undefined;
  /** Ids of the categories shown, comma-separated; all when empty. */
  category?: string | undefined;
  /** View as `zoom/lat/lon`. */
  map?: string | undefined;
  /** Language of the map; its own default when absent. */
  lang?: string | undefined;
  theme?: "auto" | "light" | "dark" | undefined;
  /** `embed` (map, card, attribution) unless said otherwise. */
  ui?: "embed" | "map" | "full" | undefined;
  /** Id of an online base map; the built-in one when empty. */
  base?: string | undefined;
  /** A CSS length, a number of pixels, or `auto`: as the map asks. 420 pixels when absent. */
  height?: string | undefined;
  /** Hear only messages of this origin. */
  origin?: string | undefined;
  /** As on `iframe`; `allow-scripts` is all the map needs. */
  sandbox?: string | undefined;
  /** As on `iframe`; `lazy` unless `eager`. */
  loading?: "lazy" | "eager" | undefined;
  /** Name of the map for screen readers; the map's own title when absent. */
  title?: string | undefined;
}

export interface SiteSelectDetail {
  /** Null when nothing is selected any more. */
  id: string | null;
  name: string | null;
}

export interface FilterChangeDetail {
  /** How many sites pass. */
  count: number;
  q: string;
  category: string[];
}

export interface ViewChangeDetail {
  center: [lon: number, lat: number];
  zoom: number;
}

export interface ParkMapEventMap {
  ready: CustomEvent<Record<string, never>>;
  siteselect: CustomEvent<SiteSelectDetail>;
  filterchange: CustomEvent<FilterChangeDetail>;
  viewchange: CustomEvent<ViewChangeDetail>;
}

/** The events as React 19 names their properties: `onsiteselect` and so on. */
export type ParkMapListeners = {
  [Type in keyof ParkMapEventMap as `on${Type}`]?: (event: ParkMapEventMap[Type]) => void;
};

export interface ParkMapElement extends HTMLElement {
  src: string | null;
  site: string | null;
  q: string | null;
  /** Reads as comma-separated text; a list may be given. */
  get category(): string | null;
  set category(ids: string | readonly string[] | null);
  map: string | null;
  theme: string | null;
  ui: string | null;
  base: string | null;
  height: string | null;
  origin: string | null;
  sandbox: string | null;
  loading: string | null;

  /** Resolves when the map answers for the first time. What is asked before that is kept. */
  readonly ready: Promise<void>;
  /** Select a site, or none. */
  select(id: string | null): void;
  /** Search and filter; what is not named stays as it is, null clears it. */
  filter(wanted: { q?: string | null; category?: string | readonly string[] | null }): void;
  /** Move the map. */
  view(wanted: { center: readonly [lon: number, lat: number]; zoom: number }): void;

  addEventListener<K extends keyof ParkMapEventMap>(
    type: K,
    listener: (this: ParkMapElement, event: ParkMapEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  /** `error` is a CustomEvent with `detail.message`: a bad `src`, or a page that does not answer. */
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof ParkMapEventMap>(
    type: K,
    listener: (this: ParkMapElement, event: ParkMapEventMap[K]) => void,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "park-map": ParkMapElement;
  }
}
