/**
 * The head of the payload: everything about the map but its sites' values.
 *
 * Written by `python -m tests.contract.files` from `geo/contract/head.schema.json`.
 */

import type { Scheme } from "./mapstate.ts";

/** A text in several languages, by language code. The first language of the map is always there. */
export type Texts = Readonly<Record<string, string>>;

/** Words of a language that is not part of the program (`geo/words`), by part of the page. */
export type FurtherWords = Readonly<Record<"page" | "form", Readonly<Record<string, string>>>>;

/** A sort of site, and its sign. */
export interface Category {
  readonly id: string;
  readonly label: Texts;
  /** Hex colour of the sign. */
  readonly color: string;
  /** Name of a glyph in `geo/page/symbols.json`. */
  readonly symbol: string;
}

/** How a value is to be shown. */
export type FieldType = "string" | "integer" | "number" | "boolean" | "date" | "year" | "url" | "json";

/** What a value is for, where that is clear (`geo/page/column_uses.toml`). */
export type FieldUse = "telephone" | "email" | "picture" | "hours";

/** A column of the sites or of a table, with its translations. */
export interface Field {
  /** Base name of its columns: `address` has columns `address`, `address_en`, … */
  readonly name: string;
  readonly label: Texts;
  readonly type: FieldType;
  readonly use?: FieldUse;
  /** How many decimals are shown; all there are where it is not said. */
  readonly decimals?: number;
  readonly unit?: Texts;
  readonly description?: Texts;
  /** Of an attribute of the sites: the table it was joined from, where it was. */
  readonly table?: string;
  /** How many sites have a value. */
  readonly count?: number;
  /** Of texts: how many different ones there are. */
  readonly distinct?: number;
}

/**
 * What a many-row table is to a reader. `figures`: indicator, value, unit, change, year, kind,
 * note. `facts`: label and value a row. `relations`: links to other sites. `sources`: what `source`
 * ids refer to (not tied to a site). `rows`: anything else, a plain table.
 */
export type TableRole = "figures" | "facts" | "relations" | "sources" | "rows";

/** A table with several rows a site, or one that sites refer to. */
export interface Table {
  readonly name: string;
  readonly label: Texts;
  readonly role: TableRole;
  readonly fields: readonly Field[];
  /**
   * Which field plays which part, by part name. figures: `key theme group indicator value unit flag
   * change change_unit change_text year quarter month kind note source`; facts: `label key value
   * unit source`; relations: `relation other note source`; sources: `id title publisher date url
   * locator licence`.
   */
  readonly parts: Readonly<Record<string, string>>;
}

/** A way to look at the map: what its colours and sizes say, of which sites, and from where. */
export interface Topic {
  readonly id: string;
  readonly label: Texts;
  /** A sentence or two below the label. */
  readonly text?: Texts;
  /** Id of a field. */
  readonly color?: string;
  /** Id of a field. */
  readonly size?: string;
  /** A year, or the name of another period: `2023-01`. */
  readonly year?: number | string;
  readonly scheme?: Scheme;
  readonly classes?: number;
  /** Limits between classes, for the scheme `manual`. */
  readonly breaks?: readonly number[];
  /** The sorts that are told apart, in order; others are as without a value. */
  readonly order?: readonly string[];
  /** What its key writes, where nobody has changed the classes. */
  readonly key?: TopicKey;
  /** Whether what the colours mean is not shown. */
  readonly quiet?: boolean;
  /** Numbers below it count as it does. */
  readonly least?: number;
  /** Numbers above it count as it does. */
  readonly most?: number;
  /** A ramp of `geo/page/palettes.json`, or colours in order. */
  readonly palette?: string | readonly string[];
  /** As in the fragment. */
  readonly where?: string;
  /** Where to look: bounds, or centre and zoom. */
  readonly bounds?: readonly [west: number, south: number, east: number, north: number];
  readonly center?: readonly [lon: number, lat: number];
  readonly zoom?: number;
}

/** What the key of a topic's colours writes in place of its own words. */
export interface TopicKey {
  /** In place of the field's name. */
  readonly caption?: string;
  /** Of the classes or sorts. */
  readonly labels?: readonly string[];
  /** Where the first class begins, and where each ends. */
  readonly limits?: readonly string[];
  /** Whether each class has a line of its own. */
  readonly listed?: boolean;
  /** So many limits are written at most. */
  readonly most?: number;
  /** Colour of sites without a value. */
  readonly noneColor?: string;
  /** What they are called. */
  readonly noneLabel?: string;
}

/** An online base map the reader may pick. */
export interface Base {
  readonly id: string;
  readonly label: Texts;
  /** Leaflet URL template(s), drawn above each other: `https://{s}.tile…/{z}/{x}/{y}.png`. */
  readonly urls: readonly string[];
  readonly datum: Datum;
  /** Plain text, with an optional link. */
  readonly attribution: Texts;
  readonly attributionUrl?: string;
  readonly subdomains?: readonly string[];
  readonly minZoom?: number;
  readonly maxZoom?: number;
  readonly tms?: boolean;
  /** Map review number (审图号), shown bottom left. */
  readonly reviewNumber?: string;
  /** Whether to darken the tiles in the dark theme. */
  readonly dim?: boolean;
}

/** What a base map's positions are in. */
export type Datum = "wgs84" | "gcj02" | "bd09";

/** Where the map opens, and how far one may zoom. */
export interface View {
  readonly center: readonly [lon: number, lat: number];
  readonly zoom: number;
  /** Preferred over centre and zoom when given. */
  readonly bounds?: readonly [west: number, south: number, east: number, north: number];
  /**
   * Whether the bounds are the maker's, taken as they are; else they go around the sites'
   * positions.
   */
  readonly exact?: boolean;
  readonly minZoom: number;
  readonly maxZoom: number;
  /** Longitude at which the map of the world begins, where that is not the date line. */
  readonly west?: number;
}

/** How the map is shown in other pages. */
export interface Embed {
  /** Origins the map talks to; any where they are not said. */
  readonly origins?: readonly string[];
  /** Where the page is published. */
  readonly url?: string;
}

/** The head of the payload: everything about the map but its sites' values. */
export interface Head {
  readonly version: 1;
  /** First the default: `["zh", "en"]`. */
  readonly languages: readonly string[];
  /** The language its maker had it open in, whatever the reader's browser asks for. */
  readonly lang?: string;
  /** The page's own words in those of its languages that are not part of the program. */
  readonly words?: Readonly<Record<string, FurtherWords>>;
  readonly title: Texts;
  readonly subtitle?: Texts;
  readonly description?: Texts;
  /** What the page says about itself: licences, origin of the data. Plain text. */
  readonly about?: Texts;
  readonly count: number;
  /** Of which day the data are, as ISO 8601 writes it, where the data package says so. */
  readonly dated?: string;
  readonly categories: readonly Category[];
  /** Site attributes the card shows, in order. */
  readonly fields: readonly Field[];
  /** Further attributes one may colour, filter and list by. */
  readonly others?: readonly Field[];
  readonly tables: readonly Table[];
  /** Figures the card shows large, as `TABLE/KEY`. */
  readonly lead?: readonly string[];
  /** Palette to begin with; by default the reader's. */
  readonly theme?: "light" | "dark";
  readonly topics?: readonly Topic[];
  /** The topic shown first; absent: none. */
  readonly topic?: string;
  readonly view: View;
  readonly bases: readonly Base[];
  /** Id of the base shown first; absent or `""`: the built-in one. */
  readonly base?: string;
  /** Attribution of the built-in base. */
  readonly attribution?: Texts;
  /** Review number of the built-in base. */
  readonly reviewNumber?: string;
  /** Where suggestions go: a mailto: or https address; absent where nobody said. */
  readonly suggest?: string;
  readonly embed: Embed;
  /** Traditional characters of the names, each with its simplified form after it; for search. */
  readonly forms?: string;
  /** Syllables by character, for search (白 → bai). */
  readonly pinyin: Readonly<Record<string, string>>;
}
