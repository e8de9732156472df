/** The grids there are: the layer's own properties, and each table; how each is opened and saved. */

import type { App } from "../app.ts";
import { inLanguage } from "../i18n.ts";
import { labelOf } from "../suggest/fieldlabels.ts";
import { choicesOf, type Choices } from "./choices.ts";
import type { Order, Outcome, Picks, Problem } from "./client.ts";
import { pageLanguage, say } from "./editwords.ts";
import { tableLabel } from "./gonerows.ts";
import type { Grid } from "./gridmodel.ts";
import { categoriesToPick } from "./newcategory.ts";
import { tell } from "./question.ts";
import { gridOf, siteChanges } from "./sitechanges.ts";
import type { OpenedSheet, Sheet } from "./tablesheet.ts";

export interface SheetHost {
  readonly app: App;
  readonly request: (order: Order) => Promise<Outcome | null>;
  /** It is saved: the page will show it. */
  readonly settle: (outcome: Outcome) => void;
}

/** Null where the server does not say which there are. */
export async function sheetsOf(host: SheetHost): Promise<readonly Sheet[] | null> {
  const { app, request } = host;
  const list = (await request({ do: "tables" }))?.list;
  if (!list) return null;
  const tables = list.map(({ name, isEditable }): Sheet => {
    const label = tableLabel(app, name);
    return { label: isEditable ? label : say("notHere", { name: label }), isEditable, open: () => openTable(host, name) };
  });
  return [{ label: say("sitesSheet"), isEditable: true, open: () => openSites(host) }, ...tables];
}

async function openTable(host: SheetHost, name: string): Promise<OpenedSheet | null> {
  const outcome = await host.request({ do: "table", name });
  const { grid, picks } = outcome ?? {};
  if (!grid) return refused(outcome);
  const { base, columns, rows } = grid;
  const head = host.app.sites.head.tables.find((known) => known.name === name);
  return {
    grid: {
      columns: columns.map((column, from) => ({ ...column, from })),
      rows: rows.map((cells, index) => ({ from: index + 1, cells })),
    },
    labelOf: (column) => {
      const field = head?.fields.find((known) => known.name === column);
      return field ? inLanguage(field.label, host.app.store.state.lang) : column;
    },
    ...picking(host.app, picks?.[name] ?? {}),
    save: (after) => saved(host, { do: "edit-table", table: name, base, columns: after.columns, rows: after.rows }),
  };
}

async function openSites(host: SheetHost): Promise<OpenedSheet | null> {
  const outcome = await host.request({ do: "sites" });
  const { sitesGrid: before, picks } = outcome ?? {};
  if (!before) return refused(outcome);
  const own = picks?.[""] ?? {};
  const key = Object.keys(own).find((name) => own[name]?.of === "made") ?? null;
  const categories = categoriesToPick(host.app);
  return {
    grid: gridOf(before),
    labelOf: (column) => labelOf(host.app, say, column),
    ...picking(host.app, own, categories),
    save: async (after) => {
      const nameless = namelessRow(after);
      if (nameless) return [nameless];
      const changes = siteChanges(before, after, key);
      const values = [...changes.changes.map(({ set }) => set), ...changes.added].flatMap((set) => Object.values(set));
      return saved(host, { do: "edit-sites", base: before.base, ...changes, ...categories.usedIn(values) });
    },
  };
}

function picking(app: App, picks: Picks, categories = categoriesToPick(app)): Pick<OpenedSheet, "choices" | "made"> {
  const choices = new Map<string, Choices>();
  for (const [column, pick] of Object.entries(picks)) {
    const found = choicesOf(pick, app, categories);
    if (found) choices.set(column, found);
  }
  return { choices, made: new Set(Object.keys(picks).filter((column) => picks[column]?.of === "made")) };
}

/** A site that comes has a name, where sites have names. */
function namelessRow({ columns, rows }: Grid): Problem | null {
  const at = columns.findIndex(({ name }) => name === "name");
  const row = at < 0 ? -1 : rows.findIndex(({ from, cells }) => from === null && cells.some((cell) => cell !== "") && !cells[at]?.trim());
  if (row < 0) return null;
  return {
    file: "", line: null, column: null, severity: "error", code: "", feature: null,
    message: say("needsName"), fix: "", row: row + 1, columnName: "name",
  };
}

async function saved(host: SheetHost, order: Order): Promise<readonly Problem[] | null> {
  const outcome = await host.request(order);
  if (!outcome) return [];
  const errors = outcome.problems[pageLanguage()].filter(({ severity }) => severity === "error");
  if (errors.length > 0) return errors;
  host.settle(outcome);
  return null;
}

async function refused(outcome: Outcome | null): Promise<null> {
  if (outcome) await tell(outcome.problems[pageLanguage()]);
  return null;
}
