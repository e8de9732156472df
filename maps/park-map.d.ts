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
  /** Filters by field, as in the address: `seats:1000..,status:open|closed`. */
  where?: string | undefined;
  /** Id of the topic shown; what stands in `color` and `where` holds beside it. */
  topic?: string | undefined;
  /** Field that colours the map; its categories when absent. */
  color?: string | undefined;
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
  /** As in the address; "" for none. */
  where: string;
}

export interface ColorChangeDetail {
  /** Id of the field that colours the map; null: its categories do. */
  field: string | null;
  /** Id of the field that sizes the signs. */
  size: string | null;
  /** Null where the reader has chosen none: the last there is. */
  year: number | null;
}

export interface TopicChangeDetail {
  id: string | null;
}

export interface ViewChangeDetail {
  center: readonly [lon: number, lat: number];
  zoom: number;
}

export interface ParkMapEventMap {
  ready: CustomEvent<Record<string, never>>;
  siteselect: CustomEvent<SiteSelectDetail>;
  filterchange: CustomEvent<FilterChangeDetail>;
  viewchange: CustomEvent<ViewChangeDetail>;
  colorchange: CustomEvent<ColorChangeDetail>;
  topicchange: CustomEvent<TopicChangeDetail>;
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
  where: string | null;
  topic: string | null;
  color: string | null;
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
  filter(wanted: {
    q?: string | null;
    category?: string | readonly string[] | null;
    where?: string | null;
  }): void;
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

/** What a filter by field may be written as: as in the address, choices, or limits; null for none. */
export type ParkMapWhere =
  | string
  | Readonly<
      Record<
        string,
        | string
        | readonly string[]
        | { readonly min?: number | string; readonly max?: number | string }
        | null
      >
    >;

/** What is left out stays, null clears. */
export interface ParkMapFilter {
  readonly q?: string | null;
  readonly category?: string | readonly string[] | null;
  readonly where?: ParkMapWhere | null;
}

/** What the map posts to the page around it. `ack` is the `seq` of the order it follows. */
export type ParkMapMessage = { source: "parkmap"; version: 1; ack?: number } & (
  | { type: "ready"; title: string; count: number }
  | ({ type: "select" } & SiteSelectDetail)
  | ({ type: "filter" } & FilterChangeDetail)
  | ({ type: "view" } & ViewChangeDetail)
  | ({ type: "color" } & ColorChangeDetail)
  | ({ type: "topic" } & TopicChangeDetail)
  | { type: "height"; px: number }
);

/** What the map obeys. */
export type ParkMapOrder = { target: "parkmap"; version?: 1; seq?: number } & (
  | { type: "select"; id: string | null }
  | ({ type: "filter" } & ParkMapFilter)
  | { type: "color"; field: string | null }
  | { type: "topic"; id: string | null }
  | { type: "view"; center: readonly [lon: number, lat: number]; zoom: number }
  | { type: "lang"; lang: string }
  | { type: "theme"; theme: "auto" | "light" | "dark" }
  | { type: "ui"; ui: "full" | "embed" | "map" }
  | { type: "base"; base: string }
  | { type: "hello" }
);

/** What a cell holds. */
export type ParkMapValue = string | number | boolean | null;

export interface ParkMapSite {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  /** Whether it passes search and filters. */
  readonly visible: boolean;
}

/** A field one may colour, size and filter by. */
export interface ParkMapField {
  readonly id: string;
  readonly label: string;
  readonly unit: string | null;
  readonly type: "number" | "category" | "date" | "boolean" | "text";
  /** Rising; empty where years do not matter. */
  readonly years: readonly number[];
}

export interface ParkMapEvents {
  ready: Record<string, never>;
  select: SiteSelectDetail;
  filter: { count: number };
  view: ViewChangeDetail;
  color: { color: string | null; size: string | null; year: number | null };
}

/** `window.parkmap` inside the page, for scripts and folium elements beside the map. */
export interface ParkMapApi {
  /** Resolves when list, search and selection work. */
  readonly ready: Promise<void>;
  /** The Leaflet map: `L.Map` of @types/leaflet. */
  readonly map: unknown;
  sites(): ParkMapSite[];
  /** An id the map does not have changes nothing. */
  select(id: string | null): void;
  /** Throws a TypeError where a value is of another kind. */
  filter(wanted?: ParkMapFilter): void;
  /** Colour the map by a field; null: by its categories. */
  color(field: string | null): void;
  /** Size the signs by a field of numbers. */
  size(field: string | null): void;
  fields(): ParkMapField[];
  /** The visible sites with all their values by the ids of the fields, `FIELD@2022` for each year. */
  rows(): Readonly<Record<string, ParkMapValue>>[];
  /** What the page shows, as a fragment without `#`. */
  state(): string;
  on<K extends keyof ParkMapEvents>(type: K, callback: (event: ParkMapEvents[K]) => void): void;
  off<K extends keyof ParkMapEvents>(type: K, callback: (event: ParkMapEvents[K]) => void): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "park-map": ParkMapElement;
  }
}
