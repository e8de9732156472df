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

// contract: attributes
/** What can be written in the tag `<park-map>`. Each is a property of the same name, too. */
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
  ui?: "full" | "embed" | "map" | undefined;
  /** Id of an online base map; the built-in one when empty. */
  base?: string | undefined;
  /** A CSS length, a number of pixels, or `auto`: as the map asks. 420 pixels when absent. */
  height?: string | undefined;
  /** Name of the map for screen readers; the map's own title when absent. */
  title?: string | undefined;
  /** Hear only messages of this origin. */
  origin?: string | undefined;
  /** As on `iframe`; `allow-scripts` is all the map needs. */
  sandbox?: string | undefined;
  /** As on `iframe`; `lazy` unless `eager`. */
  loading?: "lazy" | "eager" | undefined;
}
// end of contract: attributes

// contract: details
export interface SiteSelectDetail {
  /** Null when nothing is selected any more. */
  readonly id: string | null;
  readonly name: string | null;
}

export interface FilterChangeDetail {
  /** How many sites pass. */
  readonly count: number;
  readonly q: string;
  readonly category: readonly string[];
  /** As in the address; "" for none. */
  readonly where: string;
}

export interface ColorChangeDetail {
  /** Id of the field that colours the map; null: its categories do. */
  readonly field: string | null;
  /** Id of the field that sizes the signs. */
  readonly size: string | null;
  /**
   * Null where the reader has chosen none: the last in which anything has happened. What is no
   * whole year is a text: `2023-01`, `2023-Q1`.
   */
  readonly year: number | string | null;
}

export interface TopicChangeDetail {
  readonly id: string | null;
}

export interface ViewChangeDetail {
  readonly center: readonly [lon: number, lat: number];
  readonly zoom: number;
}
// end of contract: details

// contract: events
export interface ParkMapEventMap {
  ready: CustomEvent<Record<string, never>>;
  siteselect: CustomEvent<SiteSelectDetail>;
  filterchange: CustomEvent<FilterChangeDetail>;
  viewchange: CustomEvent<ViewChangeDetail>;
  colorchange: CustomEvent<ColorChangeDetail>;
  topicchange: CustomEvent<TopicChangeDetail>;
}
// end of contract: events

/** The events as React 19 names their properties: `onsiteselect` and so on. */
export type ParkMapListeners = {
  [Type in keyof ParkMapEventMap as `on${Type}`]?: (event: ParkMapEventMap[Type]) => void;
};

export interface ParkMapElement extends HTMLElement {
// contract: properties
  src: string | null;
  site: string | null;
  q: string | null;
  /** Reads as comma-separated text; a list may be given. */
  get category(): string | null;
  set category(values: string | readonly string[] | null);
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
// end of contract: properties

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

// contract: messages
/** What a filter by field may be written as: as in the address, choices, or limits; null for none. */
export type ParkMapWhere =
  | string
  | Readonly<Record<string, string | readonly string[] | { readonly min?: number | string; readonly max?: number | string } | null>>;

/** What is left out stays, null clears. */
export interface ParkMapFilter {
  readonly q?: string | null;
  /** One category, several, or null for all. */
  readonly category?: string | readonly string[] | null;
  readonly where?: ParkMapWhere | null;
}

/** What the map posts to the page around it. `ack` is the `seq` of the order it follows. */
export type ParkMapMessage = { readonly source: "parkmap"; readonly version: 1; readonly ack?: number } & (
  | { readonly type: "ready"; readonly title: string; readonly count: number; readonly state?: Readonly<Record<string, string>> }
  | ({ readonly type: "select" } & SiteSelectDetail)
  | ({ readonly type: "filter" } & FilterChangeDetail)
  | ({ readonly type: "color" } & ColorChangeDetail)
  | ({ readonly type: "topic" } & TopicChangeDetail)
  | ({ readonly type: "view" } & ViewChangeDetail)
  | { readonly type: "height"; readonly px: number }
);

/** What the map obeys. */
export type ParkMapOrder = { readonly target: "parkmap"; readonly version?: 1; readonly seq?: number } & (
  | { readonly type: "select"; readonly id: string | null }
  | ({ readonly type: "filter" } & ParkMapFilter)
  | { readonly type: "color"; readonly field: string | null }
  | { readonly type: "topic"; readonly id: string | null }
  | ({ readonly type: "view" } & ViewChangeDetail)
  | { readonly type: "lang"; readonly lang: string }
  | { readonly type: "theme"; readonly theme: "auto" | "light" | "dark" }
  | { readonly type: "ui"; readonly ui: "full" | "embed" | "map" }
  | { readonly type: "base"; readonly base: string }
  | { readonly type: "hello" }
);

/** What a cell holds. */
export type ParkMapValue = string | number | boolean | null;

/** A site as the outside knows it. */
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
  /**
   * Rising; empty where years do not matter. What is no whole year is a text: `2023-01`, `2023-Q1`,
   * `2021/2025`.
   */
  readonly years: readonly (number | string)[];
}

/** What `window.parkmap.on` tells of each type. */
export interface ParkMapEvents {
  readonly ready: Record<string, never>;
  readonly select: SiteSelectDetail;
  readonly filter: { readonly count: number };
  readonly view: ViewChangeDetail;
  /** What colours and sizes say now: ids of fields, and the year of those that have several. */
  readonly color: { readonly color: string | null; readonly size: string | null; readonly year: number | string | null };
}
// end of contract: messages

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
