/** Rows of tables that go with their site: told before and after. */

import type { App } from "../app.ts";
import { inLanguage } from "../i18n.ts";
import type { Outcome, TableRows } from "./client.ts";
import { say } from "./editwords.ts";

/** What a table is called; how its file is, where the page shows none of it. */
export function tableLabel(app: App, name: string): string {
  const head = app.sites.head.tables.find((known) => known.name === name);
  return head ? inLanguage(head.label, app.store.state.lang) : name;
}

/** What would go with a site; empty where nothing does. */
export function rowsToGo(app: App, tables: Readonly<Record<string, TableRows>>): string {
  const having = Object.entries(tables).filter(([, { rows }]) => rows.length > 0);
  const count = having.reduce((sum, [, { rows }]) => sum + rows.length, 0);
  if (count === 0) return "";
  const names = new Intl.ListFormat(app.store.state.lang).format(having.map(([name]) => tableLabel(app, name)));
  return say("rowsGoToo", { count, tables: names });
}

/** Words of a save, with the rows that went. */
export function withRows(words: string, outcome: Outcome | null): string {
  const count = outcome?.rowsGone ?? 0;
  return count > 0 ? say("rowsWentToo", { words, count }) : words;
}
