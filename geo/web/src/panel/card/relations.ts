/** The sites a site has to do with, each a way there. */

import type { App } from "../../app.ts";
import type { Table } from "../../data/head.ts";
import { Kind, type Row, type Sites } from "../../data/sites.ts";
import { h } from "../../dom.ts";
import { sign } from "../../ui/sign.ts";
import { heading, type Sources } from "./sources.ts";
import { cellText } from "./values.ts";

/** Of more sites than this in a group, those beyond `FEW` are behind a button. */
const MANY = 8;
const FEW = 6;
/** And shown by one press of it. */
const MOST_AT_ONCE = 100;

/** What it is part of, its parts, and what the tables of relations say of it, both ways. */
export function relations(app: App, row: number, sources: Sources): HTMLElement | null {
  const { sites, t } = app;
  const links = linksOf(sites);
  const parts = links.parts.get(row) ?? [];
  const groups = [
    partOf(app, row, sources),
    group(app, t("parts"), parts.map((part) => () => describedPart(app, row, part, sources))),
    ...sites.head.tables
      .filter(({ role }) => role === "relations")
      .flatMap((table) => [...outward(app, table, row, sources), ...inward(app, table, row, sources)]),
  ].filter((one) => one !== null);
  if (groups.length === 0) return null;
  return h("section", {}, heading(app, t("relations")), h("dl", { class: "pm-relations" }, ...groups));
}

interface Link {
  readonly from: number;
  readonly row: Row;
}

interface Links {
  readonly parts: ReadonlyMap<number, readonly number[]>;
  /** By table name and id of the site that is named. */
  readonly named: ReadonlyMap<string, ReadonlyMap<string, readonly Link[]>>;
}

const known = new WeakMap<Sites, Links>();

/** All links the other way round, found once. */
function linksOf(sites: Sites): Links {
  const found = known.get(sites) ?? findLinks(sites);
  known.set(sites, found);
  return found;
}

function findLinks(sites: Sites): Links {
  const parts = new Map<number, number[]>();
  const tables = sites.head.tables.filter(({ role }) => role === "relations");
  const named = new Map(tables.map(({ name }) => [name, new Map<string, Link[]>()]));
  for (let from = 0; from < sites.count; from++) {
    const whole = sites.partOf(from);
    if (whole >= 0) push(parts, whole, from);
    for (const { name, parts: columns } of tables) {
      for (const row of sites.rows(name, from)) {
        push(named.get(name) ?? new Map<string, Link[]>(), String(row[columns["other"] ?? ""]), { from, row });
      }
    }
  }
  return { parts, named };
}

/** What it is part of, and in which way when a table of relations says so too. */
function partOf(app: App, row: number, sources: Sources): HTMLElement | null {
  const { sites, t } = app;
  const whole = sites.partOf(row);
  if (whole < 0) return null;
  const said = sites.head.tables
    .filter(({ role }) => role === "relations")
    .flatMap((table) =>
      sites
        .rows(table.name, row)
        .filter((one) => otherOf(sites, table, one) === whole)
        .map((one) => ({ table, one })),
    );
  const words = said.map(({ table, one }) => cellText(app, one, table.parts["relation"]));
  const same = t("partOf").toLowerCase();
  const label = [t("partOf"), ...new Set(words.filter((word) => word.toLowerCase() !== same))].join(" · ");
  const first = said[0];
  const make = (): Node =>
    first ? described(app, first.table, first.one, whole, sources) : siteButton(app, whole);
  return group(app, label, [make]);
}

function otherOf(sites: Sites, { parts }: Table, row: Row): number {
  return sites.rowOf(String(row[parts["other"] ?? ""] ?? ""));
}

/** What the site's own rows say, by relation. */
function outward(app: App, table: Table, row: number, sources: Sources): (HTMLElement | null)[] {
  const { sites } = app;
  const groups = new Map<string, Maker[]>();
  for (const one of sites.rows(table.name, row)) {
    const other = otherOf(sites, table, one);
    // Said beside the whole, or beside the part.
    if (other < 0 || other === sites.partOf(row) || sites.partOf(other) === row) continue;
    push(groups, cellText(app, one, table.parts["relation"]), () => described(app, table, one, other, sources));
  }
  return [...groups].map(([relation, makers]) => group(app, relation, makers));
}

/** What other sites' rows say of this one. */
function inward(app: App, table: Table, row: number, sources: Sources): (HTMLElement | null)[] {
  const { sites, t } = app;
  const groups = new Map<string, Maker[]>();
  for (const { from, row: one } of linksOf(sites).named.get(table.name)?.get(sites.id(row)) ?? []) {
    if (sites.partOf(from) === row) continue; // it stands among the parts
    const relation = t("relationFrom", { relation: cellText(app, one, table.parts["relation"]) });
    push(groups, relation, () => described(app, table, one, from, sources));
  }
  return [...groups].map(([relation, makers]) => group(app, relation, makers));
}

/** A part, with what a table of relations says of it, whichever of the two it belongs to. */
function describedPart(app: App, whole: number, part: number, sources: Sources): Node {
  const { sites } = app;
  for (const table of sites.head.tables.filter(({ role }) => role === "relations")) {
    const saidBy = (from: number, of: number): Row | undefined =>
      sites.rows(table.name, from).find((one) => otherOf(sites, table, one) === of);
    const said = saidBy(part, whole) ?? saidBy(whole, part);
    if (!said) continue;
    const words = cellText(app, said, table.parts["relation"]);
    const isSame = words.toLowerCase() === app.t("partOf").toLowerCase();
    return described(app, table, said, part, sources, isSame ? "" : words);
  }
  return siteButton(app, part);
}

function described(app: App, table: Table, row: Row, other: number, sources: Sources, words = ""): Node {
  const note = [words, cellText(app, row, table.parts["note"])].filter((text) => text !== "").join(" · ");
  return h(
    "span",
    { class: "pm-related" },
    siteButton(app, other),
    sources.marks(row[table.parts["source"] ?? "source"]),
    note ? h("span", { class: "pm-note" }, note) : null,
  );
}

/** A button that selects another site. */
export function siteButton({ sites, store }: App, row: number): HTMLElement {
  const category = sites.head.categories[sites.category[row] ?? 0];
  return h(
    "button",
    { type: "button", class: "pm-site-link", onclick: () => store.set({ site: sites.id(row) }) },
    sign(category, sites.kind[row] === Kind.none),
    h("span", {}, sites.name(row, store.state.lang)),
  );
}

/** Makes the entry of a site when it is to be shown: a whole may have a hundred thousand parts. */
type Maker = () => Node;

function group({ t }: App, label: string, makers: readonly Maker[]): HTMLElement | null {
  if (makers.length === 0) return null;
  const shown = makers.length > MANY ? FEW : makers.length;
  const entries = (from: number, to: number): HTMLElement[] =>
    makers.slice(from, to).map((make) => h("dd", {}, make()));
  const element = h("div", {}, h("dt", {}, label), ...entries(0, shown));
  appendMore(element, shown);
  return element;

  function appendMore(to: HTMLElement, from: number): void {
    if (from >= makers.length) return;
    const button = h("button", { type: "button", class: "pm-text-button" }, t("moreSites", { count: makers.length - from }));
    const last = h("dd", {}, button);
    button.addEventListener("click", () => {
      const added = entries(from, from + MOST_AT_ONCE);
      last.replaceWith(...added);
      appendMore(to, from + MOST_AT_ONCE);
      added[0]?.querySelector("button")?.focus();
    });
    to.append(last);
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
