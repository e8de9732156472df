/** What the server says of files that are to be brought in (geo/serving/drops.py, geo/importing/plan_view.py). */

import type { Geometry } from "geojson";

export type Action = "new" | "changed" | "same" | "missing" | "conflict" | "left";

/** What is wrong at a row, in the reader's language. */
export interface RowProblem {
  readonly line: number | null;
  readonly column: number | null;
  readonly severity: "error" | "warning";
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

/** What the reader says instead of having it guessed. */
export interface Choices {
  file?: number;
  layer?: string;
  category?: string;
  datum?: string;
  crs?: string;
  order?: string;
  encoding?: string;
  called?: string;
  headings?: boolean;
  update?: boolean;
  theirs?: boolean;
  keepGoing?: boolean;
  columns?: Record<string, string>;
}

export interface Column {
  readonly column: string;
  readonly role: string;
  readonly target: string;
  readonly why: string;
  readonly indicator?: string;
  readonly year?: number;
}

export interface Question {
  readonly about: "datum" | "order" | "crs";
  readonly options: readonly string[];
  readonly message: string;
}

export interface PlannedSite {
  readonly action: Action;
  readonly line: number | null;
  readonly id: string;
  readonly name: string;
  readonly changes: Readonly<Record<string, readonly [string | null, string | null]>>;
  readonly movedM: number;
}

export interface Plan {
  readonly source: string;
  readonly rows: number;
  readonly columns: readonly Column[];
  readonly columnCount: number;
  readonly questions: readonly Question[];
  readonly counts: Readonly<Record<Action, number>>;
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
  readonly preview: {
    readonly names: readonly string[];
    readonly lines: readonly number[];
    readonly rows: readonly (readonly string[])[];
  };
  readonly marks: readonly (readonly [lon: number, lat: number, action: Action])[];
  readonly shapes: readonly { readonly action: Action; readonly geometry: Geometry }[];
  readonly bounds: readonly [west: number, south: number, east: number, north: number] | null;
  readonly ready: boolean;
}
