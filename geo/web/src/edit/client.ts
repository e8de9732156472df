/** Talking to `parkmap serve`: orders out, outcomes back (geo/editing/operations.py). */

import type { Geometry } from "geojson";

import type { Likely } from "./importing/likeness.ts";
import type { Choices, Plan } from "./importing/importtypes.ts";
import type { Suggested } from "./importing/textkinds.ts";

export interface Problem {
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly severity: "error" | "warning";
  readonly code: string;
  readonly message: string;
  readonly fix: string;
  /** The property it is about. */
  readonly field?: string;
  /** The cell it is about: the row's number, the headings being 0, and its column. */
  readonly row?: number;
  readonly columnName?: string;
}

export type ByLanguage = Readonly<Record<"en" | "zh", readonly Problem[]>>;

/** What the server tells the page it makes. */
export interface Told {
  /** Of the files the page was made of. */
  readonly version: string;
  readonly problems: ByLanguage;
  /** Lets the page change the files; null where it may not. */
  readonly token: string | null;
}

export interface Feature {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: Geometry | null;
}

export interface TableRows {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
}

/** A save, in the words of the server. */
export interface Step {
  readonly what: "add" | "change" | "delete" | "tables" | "import" | "category";
  readonly name: string;
}

export interface Outcome {
  readonly saved: boolean;
  /** What would be taken back, and done again; null where there is nothing. */
  readonly undo: Step | null;
  readonly redo: Step | null;
  /** What was taken back, or done again. */
  readonly did?: Step;
  readonly problems: ByLanguage;
  readonly version: string;
  readonly id?: string;
  readonly base?: string;
  readonly feature?: Feature;
  readonly tables?: Readonly<Record<string, TableRows>>;
  /** Every table's name. */
  readonly list?: readonly { readonly name: string; readonly isEditable: boolean }[];
  /** One of them whole. */
  readonly grid?: {
    readonly base: string;
    readonly columns: readonly { readonly name: string; readonly kind: "text" | "number" | "date" }[];
    readonly rows: readonly (readonly string[])[];
  };
  readonly lon?: number;
  readonly lat?: number;
  /** Nothing says in which datum the numbers are, and it matters there. */
  readonly isOpen?: boolean;
  /** The layer's name where it can be shown but not edited. */
  readonly readOnly?: string | null;
  /** Room for files that are to be brought in, and what bringing them in would do. */
  readonly drop?: string;
  readonly plan?: Plan | null;
  /** The sites that suggestions are likely about. */
  readonly likely?: readonly (Likely | null)[];
}

/** A cell of a table, and what it is to be. */
export interface Cell {
  readonly table: string;
  readonly row: number;
  readonly column: string;
  /** What stands in the file. */
  readonly old: string;
  readonly value: string;
}

/** A row that comes, or one that goes. */
export type RowOrder =
  | { readonly table: string; readonly cells: Readonly<Record<string, string>> }
  | { readonly table: string; readonly row: number; readonly old: readonly string[] };

export type Order =
  | { do: "state" }
  | { do: "open"; id: string }
  | { do: "locate"; text: string; datum?: string }
  | {
      do: "add";
      properties: Readonly<Record<string, unknown>>;
      geometry: Geometry | null;
      rows?: readonly RowOrder[];
    }
  | {
      do: "change";
      id: string;
      base: string;
      set?: Readonly<Record<string, unknown>>;
      remove?: readonly string[];
      geometry?: Geometry | null;
      cells?: readonly Cell[];
      rows?: readonly RowOrder[];
    }
  | { do: "blank" }
  | { do: "tables" }
  | { do: "table"; name: string }
  | { do: "edit-table"; table: string; base: string; columns: readonly object[]; rows: readonly object[] }
  | { do: "delete"; id: string; base: string }
  | { do: "undo" }
  | { do: "redo" }
  | { do: "import-begin"; files: readonly { readonly name: string; readonly size: number }[]; pasted: boolean }
  | { do: "import-layer" }
  | { do: "import-plan" | "import-save"; drop: string; choices: Choices; lang: string }
  | { do: "import-end"; drop: string }
  | { do: "suggestions"; features: readonly Suggested[] };

export type Client = (order: Order) => Promise<Outcome>;

/** Sends orders with the one-time token; rejects when the server is gone. */
export function makeClient(token: string): Client {
  return async (order) => {
    const answer = await fetch("/edit", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Parkmap-Token": token },
      body: JSON.stringify(order),
    });
    if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
    return (await answer.json()) as Outcome;
  };
}

/** Sends the bytes of a file that is to be brought in; false where they are not taken. */
export function makeSender(token: string): (drop: string, part: number, file: File) => Promise<boolean> {
  return async (drop, part, file) => {
    const answer = await fetch(`/drop?to=${encodeURIComponent(drop)}&part=${part}`, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream", "X-Parkmap-Token": token },
      body: file,
    });
    return answer.ok;
  };
}
