/**
 * What a page of `parkmap serve` and its server say to each other: orders in, outcomes out.
 *
 * Written by `python -m tests.contract.files` from `geo/contract/edit.schema.json`.
 */

import type { Geometry } from "geojson";

/** Values of a site by their names, as GeoJSON has them. */
export type Properties = Readonly<Record<string, unknown>>;

/** What of a site or a table a problem is about. */
export interface ProblemPlace {
  /** The property. */
  readonly field?: string;
  /** The cell's table; absent of the layer. */
  readonly table?: string;
  /** The cell's row, the headings being 0. */
  readonly row?: number;
  /** The cell's column. */
  readonly columnName?: string;
}

/** Something wrong at a place, in one language. */
export interface EditProblem extends ProblemPlace {
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly severity: "error" | "warning";
  readonly code: string;
  readonly message: string;
  readonly fix: string;
  /** Id of the site it is about. */
  readonly feature: string | null;
}

/** The same problems in each language. */
export type ByLanguage = Readonly<Record<"en" | "zh", readonly EditProblem[]>>;

/** What a version of the files shows (`GET /news`). */
export interface News {
  /** Of the files the page was made of. */
  readonly version: string;
  readonly problems: ByLanguage;
  /** Digests of what the page shows, by the names its parts have in it. */
  readonly parts: Readonly<Record<string, string>>;
  /** Of all the page is besides: where it differs, the page is loaded anew. */
  readonly frame: string;
  /** Lets the page change the files, in this run of the server; null where it may not. */
  readonly token: string | null;
}

/** What the server tells the page it makes: the news, and what editing says. */
export interface Told {
  /** Of the files the page was made of. */
  readonly version: string;
  readonly problems: ByLanguage;
  /** Digests of what the page shows, by the names its parts have in it. */
  readonly parts: Readonly<Record<string, string>>;
  /** Of all the page is besides: where it differs, the page is loaded anew. */
  readonly frame: string;
  /** Lets the page change the files, in this run of the server; null where it may not. */
  readonly token: string | null;
  /** Lets the page in where its browser takes no cookies, in this run of the server. */
  readonly key: string;
  /** Of the map's languages that are no part of the program: by language, section and key. */
  readonly words: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;
}

/** A site as it stands in the file. */
export interface Feature {
  readonly properties: Properties | null;
  readonly geometry: Geometry | null;
}

/** A row by its number, the headings being 0. */
export interface TableRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/** What a table says of one site. */
export interface TableRows {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

/** A table of the project. */
export interface TableName {
  readonly name: string;
  readonly isEditable: boolean;
}

export type GridKind = "text" | "number" | "date";

/** A column of a table, and what its cells mostly are. */
export interface GridHead {
  readonly name: string;
  readonly kind: GridKind;
}

/** A table whole; `base` tells its version. */
export interface Grid {
  readonly name: string;
  readonly base: string;
  readonly columns: readonly GridHead[];
  readonly rows: readonly (readonly string[])[];
}

/** The properties of every site; `base` tells the version of the layer. */
export interface SitesGrid {
  readonly base: string;
  readonly columns: readonly GridHead[];
  /** Values as GeoJSON has them, null where there is none. */
  readonly rows: readonly (readonly unknown[])[];
}

/** A value, and what it is called by language, where it has a name. */
export interface PickOption {
  readonly value: string;
  readonly label: Readonly<Record<string, string>>;
  /** Of a key of several columns: what stands in the others where this value does. */
  readonly beside?: Readonly<Record<string, string>>;
}

/**
 * What a column's values are picked of: sites and categories the page knows, others are listed; ids
 * are made.
 */
export interface Pick {
  readonly of: "sites" | "categories" | "listed" | "made";
  /** Whether a value may name several, with commas between. */
  readonly many: boolean;
  readonly options: readonly PickOption[];
}

/** By column. */
export type Picks = Readonly<Record<string, Pick>>;

export type SavedWhat = "add" | "change" | "delete" | "tables" | "sites" | "import";

/** A save, in the words of the server. */
export interface SavedStep {
  readonly what: SavedWhat;
  /** Of the site or table, for people; empty where there were several. */
  readonly name: string;
}

/** What becomes of a row. */
export type ImportAction = "new" | "changed" | "same" | "missing" | "conflict" | "left";

/** What is wrong at a row, in the reader's language. */
export interface RowProblem {
  readonly line: number | null;
  readonly column: number | null;
  readonly severity: "error" | "warning";
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

/** What the person says instead of having it guessed. */
export interface ImportChoices {
  /** Which of the files that were dropped. */
  readonly file?: number;
  readonly layer?: string;
  readonly category?: string;
  readonly datum?: string;
  readonly crs?: string;
  readonly order?: string;
  readonly encoding?: string;
  /** What it is brought in as: its columns' table is called so. */
  readonly called?: string;
  readonly headings?: boolean;
  readonly update?: boolean;
  readonly theirs?: boolean;
  readonly keepGoing?: boolean;
  readonly columns?: Readonly<Record<string, string>>;
}

/** What a column of the file becomes, and why. */
export interface ImportColumn {
  readonly column: string;
  readonly role: string;
  readonly target: string;
  readonly why: string;
  readonly indicator?: string;
  /** A year, or another time as the address calls it: 2022-01. */
  readonly year?: number | string;
  readonly unit?: string;
}

/** What the file does not say and is not guessed. */
export interface ImportQuestion {
  readonly about: "datum" | "order" | "crs";
  readonly options: readonly string[];
  readonly message: string;
  readonly fix: string;
}

/** What becomes of one row; `changes` by field, what is and what is to be. */
export interface PlannedSite {
  readonly action: ImportAction;
  readonly line: number | null;
  readonly id: string;
  readonly name: string;
  readonly changes: Readonly<Record<string, readonly [string | null, string | null]>>;
  readonly movedM: number;
}

/** What bringing files in would do (`geo/importing/plan_view.py`). */
export interface ImportPlan {
  readonly source: string;
  readonly rows: number;
  readonly columns: readonly ImportColumn[];
  readonly columnCount: number;
  readonly questions: readonly ImportQuestion[];
  readonly counts: Readonly<Record<ImportAction, number>>;
  readonly unlocated: number;
  readonly categories: readonly { readonly id: string; readonly label: string; readonly color: string }[];
  readonly sites: readonly PlannedSite[];
  readonly problems: readonly RowProblem[];
  readonly problemCount: number;
  readonly leftOut: readonly RowProblem[];
  /** Sentences about what was done: rows skipped, columns that are empty. */
  readonly says: readonly string[];
  readonly datum: { readonly datum: string; readonly how: string; readonly order: string } | null;
  readonly encoding: { readonly encoding: string; readonly certain: boolean; readonly words: string } | null;
  readonly table: string;
  readonly hasTable: boolean;
  readonly layer: string;
  readonly layers: readonly string[];
  /** The files that were dropped of which one is brought in. */
  readonly among: readonly string[];
  readonly preview: { readonly names: readonly string[]; readonly lines: readonly number[]; readonly rows: readonly (readonly string[])[] };
  readonly marks: readonly (readonly [lon: number, lat: number, action: ImportAction])[];
  readonly shapes: readonly { readonly action: ImportAction; readonly geometry: Geometry }[];
  readonly bounds: readonly [west: number, south: number, east: number, north: number] | null;
  /** What would be written. */
  readonly files: readonly string[];
  readonly notes: readonly Readonly<Record<string, unknown>>[];
  readonly ready: boolean;
}

/** The site that a suggestion is likely about (`geo/serving/suggested.py`). */
export interface LikelySite {
  readonly id: string;
  readonly why: "id" | "name" | "place";
  /** Between the two; null where one has no position. */
  readonly metres: number | null;
  readonly properties: Properties;
  readonly geometry: Geometry | null;
}

/** What orders give, each its own. */
export interface Gives {
  /** What was taken back, or done again. */
  readonly did?: SavedStep;
  /** Id of the site. */
  readonly id?: string | null;
  /** Fingerprint of the version that is shown. */
  readonly base?: string;
  readonly feature?: Feature;
  /** The site's rows, by table. */
  readonly tables?: Readonly<Record<string, TableRows>>;
  /** Every table. */
  readonly list?: readonly TableName[];
  readonly grid?: Grid;
  readonly sitesGrid?: SitesGrid;
  /** What is picked and not typed, by table; `""` is the layer. */
  readonly picks?: Readonly<Record<string, Picks>>;
  readonly lon?: number;
  readonly lat?: number;
  /** What the numbers were in. */
  readonly datum?: string;
  /** Nothing says in which datum the numbers are, and it matters there. */
  readonly isOpen?: boolean;
  /** The layer's name where it can be shown but not edited. */
  readonly readOnly?: string | null;
  /** How many rows of tables went with sites that went. */
  readonly rowsGone?: number;
  /** Room for files that are to be brought in. */
  readonly drop?: string;
  /** What bringing them in would do; null where that cannot be told. */
  readonly plan?: ImportPlan | null;
  /** For each suggestion the site it is likely about, or null. */
  readonly likely?: readonly (LikelySite | null)[];
}

/** What every order is answered with, and what it gives. */
export interface Answer extends Gives {
  /** Whether a file changed. */
  readonly saved: boolean;
  /** What would be taken back; null where there is nothing. */
  readonly undo: SavedStep | null;
  /** What would be done again; null where there is nothing. */
  readonly redo: SavedStep | null;
  readonly problems: ByLanguage;
}

/** What came of an order, once the page shows it. */
export interface Outcome extends Answer {
  /** Of the files the page now shows. */
  readonly version: string;
}

/** A cell of a table, and what it is to be. */
export interface CellOrder {
  readonly table: string;
  readonly row: number;
  readonly column: string;
  /** What stands in the file. */
  readonly old: string;
  readonly value: string;
}

/** A row that comes. */
export interface NewRow {
  readonly table: string;
  readonly cells: Readonly<Record<string, string>>;
}

/** A row that goes. */
export interface OldRow {
  readonly table: string;
  readonly row: number;
  /** What stands in the file. */
  readonly old: readonly string[];
}

export type RowOrder = NewRow | OldRow;

/** A column of a table as a grid has become; `from` is null for a new one. */
export interface GridColumnOrder {
  readonly from: number | null;
  readonly name: string;
}

/** A row likewise. */
export interface GridRowOrder {
  readonly from: number | null;
  readonly cells: readonly string[];
}

/** A category of sites, and its sign. */
export interface CategoryOrder {
  readonly id: string;
  /** Its name by language; the map's first is always there. */
  readonly label: Readonly<Record<string, string>>;
  /** Hex colour of the sign. */
  readonly color: string;
  /** Name of a glyph in `geo/page/symbols.json`. */
  readonly symbol: string;
}

/** Categories that `map.toml` gets with a save; where it lists none, those that are shown as well. */
export interface NewCategories {
  readonly made: readonly CategoryOrder[];
  readonly shown: readonly CategoryOrder[];
}

/** Only what there is to be undone and redone, and whether the layer can be edited. */
export interface StateOrder {
  readonly do: "state";
}

/** A site as it stands in the file, its fingerprint, and its rows in tables. */
export interface OpenOrder {
  readonly do: "open";
  readonly id: string;
}

/** Coordinates or a share link as a WGS 84 position. */
export interface LocateOrder {
  readonly do: "locate";
  readonly text: string;
  readonly datum?: string;
}

/** A new site and its rows in tables together, or nothing. */
export interface AddOrder {
  readonly do: "add";
  readonly properties: Properties;
  readonly geometry: Geometry | null;
  readonly rows?: readonly RowOrder[];
  readonly categories?: NewCategories;
}

/**
 * What the version the person saw held of what changes now: where somebody else has changed the
 * rest since, both changes stand.
 */
export interface Seen {
  readonly properties?: Properties;
  readonly geometry?: Geometry | null;
}

/**
 * Likewise of a site there is; `base` is the fingerprint of the version the person saw: one
 * somebody else has changed since is not overwritten.
 */
export interface ChangeOrder {
  readonly do: "change";
  readonly id: string;
  /** Wanted where the site itself changes, not only cells and rows. */
  readonly base?: string;
  readonly seen?: Seen;
  readonly set?: Properties;
  readonly remove?: readonly string[];
  readonly geometry?: Geometry | null;
  readonly cells?: readonly CellOrder[];
  readonly rows?: readonly RowOrder[];
  readonly categories?: NewCategories;
}

/** A site goes, if it is still the version the person saw. */
export interface DeleteOrder {
  readonly do: "delete";
  readonly id: string;
  readonly base: string;
}

/** Every table's columns, for the rows of a new site. */
export interface BlankOrder {
  readonly do: "blank";
}

/** Which tables there are. */
export interface TablesOrder {
  readonly do: "tables";
}

/** One of them whole. */
export interface TableOrder {
  readonly do: "table";
  readonly name: string;
}

/** The table as a grid has become; `base` is the version it was. */
export interface EditTableOrder {
  readonly do: "edit-table";
  readonly table: string;
  readonly base: string;
  readonly columns: readonly GridColumnOrder[];
  readonly rows: readonly GridRowOrder[];
}

/** The properties of every site. */
export interface SitesOrder {
  readonly do: "sites";
}

/** What becomes of one row of them, by its number from 0. */
export interface SiteCells {
  readonly index: number;
  readonly set: Properties;
  readonly remove: readonly string[];
}

/**
 * What a grid has made of them; `base` is the version it was. Sites that are added have no
 * position, and get their ids as `parkmap add` makes them.
 */
export interface EditSitesOrder {
  readonly do: "edit-sites";
  readonly base: string;
  readonly changes: readonly SiteCells[];
  /** Columns that go. */
  readonly dropped: readonly string[];
  /** Rows that go. */
  readonly removed: readonly number[];
  readonly added: readonly Properties[];
  readonly categories?: NewCategories;
}

/** Take the last save back. */
export interface UndoOrder {
  readonly do: "undo";
}

/** Do it again. */
export interface RedoOrder {
  readonly do: "redo";
}

/** A file that will come, and how many bytes it has. */
export interface FileSize {
  readonly name: string;
  readonly size: number;
}

/** Room for files, which then come by `POST /drop?to=DROP&part=NUMBER`. */
export interface ImportBeginOrder {
  readonly do: "import-begin";
  readonly files: readonly FileSize[];
  readonly pasted?: boolean;
}

/** The same for the project's own layer where that can be shown, not edited. */
export interface ImportLayerOrder {
  readonly do: "import-layer";
}

/** What bringing them in would do. */
export interface ImportPlanOrder {
  readonly do: "import-plan";
  readonly drop: string;
  readonly choices?: ImportChoices;
  readonly lang?: string;
}

/** Do it, as one save; only what was shown is saved. */
export interface ImportSaveOrder {
  readonly do: "import-save";
  readonly drop: string;
  /** As they were when it was shown. */
  readonly choices?: ImportChoices;
  readonly lang?: string;
}

/** Forget them. */
export interface ImportEndOrder {
  readonly do: "import-end";
  readonly drop: string;
}

/** Which sites suggestions are likely about. */
export interface SuggestionsOrder {
  readonly do: "suggestions";
  readonly features: readonly Feature[];
}

/** What a page asks of the server; `do` names it. */
export type Order =
  | StateOrder
  | OpenOrder
  | LocateOrder
  | AddOrder
  | ChangeOrder
  | DeleteOrder
  | BlankOrder
  | TablesOrder
  | TableOrder
  | EditTableOrder
  | SitesOrder
  | EditSitesOrder
  | UndoOrder
  | RedoOrder
  | ImportBeginOrder
  | ImportLayerOrder
  | ImportPlanOrder
  | ImportSaveOrder
  | ImportEndOrder
  | SuggestionsOrder;
