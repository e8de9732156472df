/**
 * What a page shows: the state its components share, and the keys that write it into the URL fragment.
 *
 * Written by `python -m tests.contract.files` from `geo/contract/state.schema.json`.
 */

/**
 * How the page stands, whatever is looked at: an address that does not speak of it leaves it as it
 * is.
 */
export interface Setting {
  readonly lang: string;
  readonly theme: Theme;
  readonly ui: Ui;
  /** Id of the online base map; "" for the built-in one. */
  readonly base: string;
  /** What the map shows, once it does. */
  readonly view: View | null;
}

/** The part of the state that says how the map is looked at: what a topic sets. */
export interface Lookout {
  /** Id of the topic shown. */
  readonly topic: string | null;
  /** Id of the field that colours the map; null: its categories do. */
  readonly color: string | null;
  /** Id of the field that sizes the signs; null: none does. */
  readonly size: string | null;
  /** Of fields that have several, or another period as `data/periods.ts` counts it; null: the last. */
  readonly year: number | null;
  /** Filters by field, all of which must hold; that of the categories is below. */
  readonly where: Where;
  /** Ids of the categories shown; empty: all. */
  readonly categories: readonly string[];
  /** How numbers are classed; null: as the topic says, or as suits the data. */
  readonly scheme: Scheme | null;
  /** Into how many classes; null as above. */
  readonly classes: number | null;
  /**
   * Limits between the classes, rising, for the scheme `manual`, as they were written; empty: as
   * the topic says.
   */
  readonly breaks: readonly string[];
  /** Name of a ramp of colours; null as above. */
  readonly palette: string | null;
  /** Groups of the colours that are not shown, by their ids. */
  readonly hidden: readonly string[];
}

/** Where nobody asks for anything. */
export const PLAIN: Lookout = {
  topic: null,
  color: null,
  size: null,
  year: null,
  where: [],
  categories: [],
  scheme: null,
  classes: null,
  breaks: [],
  palette: null,
  hidden: [],
};

/** What a link is about besides: what an address does not speak of is as if nobody had asked. */
export interface Subject {
  /** Search text; "" for none. */
  readonly q: string;
  /** Id of the selected site, or null. */
  readonly site: string | null;
  readonly panel: Face;
  /** Ids of the fields that are columns of the table; empty: the usual ones. */
  readonly columns: readonly string[];
  /** Columns of the table that somebody has made wider or narrower. */
  readonly widths: Widths;
  /** Null: best match first, otherwise the layer's order. */
  readonly sort: Sort | null;
  /** Ids of the sites that are compared; from two on they are shown side by side. */
  readonly compare: readonly string[];
}

/** Where nobody asks for anything. */
export const UNASKED: Subject = {
  q: "",
  site: null,
  panel: "sites",
  columns: [],
  widths: [],
  sort: null,
  compare: [],
};

export const THEMES = ["auto", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export const UIS = ["full", "embed", "map"] as const;
/** How much of the page is shown: all, the map with card and attribution, or the map alone. */
export type Ui = (typeof UIS)[number];

export const FACES = ["sites", "figures", "table"] as const;
/** The faces of the panel: what of the map's data the reader looks at beside it. */
export type Face = (typeof FACES)[number];

export const SCHEMES = ["natural", "quantiles", "equal", "geometric", "deviation", "manual", "categories"] as const;
/** How numbers are classed. */
export type Scheme = (typeof SCHEMES)[number];

/** How the table is sorted. */
export interface Sort {
  /** Id of the field. */
  readonly field: string;
  readonly isDescending: boolean;
}

export interface View {
  readonly zoom: number;
  readonly lat: number;
  readonly lon: number;
}

/** Filters, each a field's id and what is asked of it, written as in the address. */
export type Where = readonly (readonly [field: string, spec: string])[];

/** Widths in rem, each with the id of its field. */
export type Widths = readonly (readonly [field: string, rem: number])[];

/**
 * What a page shows: the state its components share, and the keys that write it into the URL
 * fragment.
 */
export interface State extends Setting, Lookout, Subject {}

/** The part of the state each key writes, in the order of the address. */
export const FRAGMENT_KEYS = {
  map: "view",
  site: "site",
  q: "q",
  category: "categories",
  lang: "lang",
  theme: "theme",
  base: "base",
  ui: "ui",
  panel: "panel",
  topic: "topic",
  color: "color",
  size: "size",
  year: "year",
  scheme: "scheme",
  classes: "classes",
  breaks: "breaks",
  palette: "palette",
  where: "where",
  hide: "hidden",
  columns: "columns",
  widths: "widths",
  sort: "sort",
  compare: "compare",
} as const;

export type FragmentKey = keyof typeof FRAGMENT_KEYS;
