/**
 * What a map and the page around it say to each other (window.postMessage, version 1), and what window.parkmap gives.
 *
 * Written by `python -m tests.contract.files` from `geo/contract/messages.schema.json`.
 */

import type { Theme, Ui } from "./mapstate.ts";

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
  /** Null where the reader has chosen none: the last there is. */
  readonly year: number | null;
}

export interface TopicChangeDetail {
  readonly id: string | null;
}

export interface ViewChangeDetail {
  readonly center: readonly [lon: number, lat: number];
  readonly zoom: number;
}

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
  | { readonly type: "ready"; readonly title: string; readonly count: number }
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
  | { readonly type: "theme"; readonly theme: Theme }
  | { readonly type: "ui"; readonly ui: Ui }
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
  /** Rising; empty where years do not matter. */
  readonly years: readonly number[];
}

/** What `window.parkmap.on` tells of each type. */
export interface ParkMapEvents {
  readonly ready: Record<string, never>;
  readonly select: SiteSelectDetail;
  readonly filter: { readonly count: number };
  readonly view: ViewChangeDetail;
  /** What colours and sizes say now: ids of fields, and the year of those that have several. */
  readonly color: { readonly color: string | null; readonly size: string | null; readonly year: number | null };
}
