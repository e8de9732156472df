/** What is known of a site, as a table of labels and values. */

import type { App } from "../../app.ts";
import { pictureOf } from "../../data/pictures.ts";
import type { Table } from "../../data/head.ts";
import type { Row } from "../../data/sites.ts";
import { h, safeUrl } from "../../dom.ts";
import type { Sources } from "./sources.ts";
import { link } from "../addresses.ts";
import { breakable } from "../names.ts";
import { cell, cellText, fieldLabel, valueNodes } from "./values.ts";

/** The site's own fields, then its rows of the tables of facts; null where there are none. */
export function facts(app: App, row: number, sources: Sources): HTMLElement | null {
  const lines = [...ownFields(app, row), ...siteLink(app, row), ...tableRows(app, row, sources)];
  if (lines.length === 0) return null;
  return h(
    "table",
    { class: "pm-facts", "aria-label": app.t("facts") },
    h("tbody", {}, ...lines),
  );
}

function ownFields(app: App, row: number): HTMLElement[] {
  const { sites, store } = app;
  return sites.head.fields.flatMap((field) => {
    const value = sites.value(row, field.name, store.state.lang);
    if ((field.use === "picture" && pictureOf(value)) || isPictureElsewhere(value)) return [];
    const nodes = valueNodes(app, value, field);
    return nodes.length > 0 ? [line(fieldLabel(app, field), nodes, field.description?.[store.state.lang])] : [];
  });
}

/** A path to a picture that this page has not brought along leads its reader nowhere; the build has told of it. */
function isPictureElsewhere(value: unknown): boolean {
  return typeof value === "string" && !pictureOf(value) && /^(?![a-z]+:|\/\/)[^\s:;?#]+\.(?:jpe?g|png|gif|webp|svg|tiff?|heic|bmp)$/i.test(value);
}

/** Unless the link is a field of the card, which has its own line. */
function siteLink(app: App, row: number): HTMLElement[] {
  if (app.sites.head.fields.some(({ name }) => name === "link")) return [];
  const address = safeUrl(app.sites.value(row, "link", app.store.state.lang));
  if (!address) return [];
  return [line(app.t("website"), [link(address, new URL(address).hostname || address)])];
}

/** A line for each label: several values of one stand together. */
function tableRows(app: App, row: number, sources: Sources): HTMLElement[] {
  const tables = app.sites.head.tables.filter(({ role }) => role === "facts");
  return tables.flatMap((table) => {
    const byLabel = new Map<string, Row[]>();
    for (const fact of app.sites.rows(table.name, row)) {
      const label = cellText(app, fact, table.parts["label"]);
      byLabel.set(label, [...(byLabel.get(label) ?? []), fact]);
    }
    return [...byLabel].flatMap(([label, rows]) => {
      const nodes = joined(app, table, rows, sources);
      return nodes.length > 0 ? [line(label, nodes)] : [];
    });
  });
}

function joined(app: App, table: Table, rows: readonly Row[], sources: Sources): (Node | string)[] {
  const sourceOf = (row: Row | undefined): string => String(row?.[table.parts["source"] ?? "source"] ?? "");
  const filled = rows.filter((row) => cellText(app, row, table.parts["value"]) !== "");
  return filled.flatMap((row, index) => {
    const next = filled[index + 1];
    const isSourceOfNext = next !== undefined && sourceOf(next) === sourceOf(row);
    const marks = isSourceOfNext ? null : sources.marks(sourceOf(row));
    return [...factNodes(app, table, row), ...(marks ? [marks] : []), ...(next ? [app.t("listSeparator")] : [])];
  });
}

function factNodes(app: App, { parts, fields }: Table, fact: Row): Node[] {
  const value = cell(app, fact, parts["value"]);
  const field = fields.find(({ name }) => name === parts["value"]) ?? { type: "string" as const };
  const number = typeof value === "number" || isNumber(fact, parts) ? ({ ...field, type: "number" } as const) : field;
  const nodes = valueNodes(app, value, number);
  const unit = cellText(app, fact, parts["unit"]);
  return unit ? [...nodes, h("span", { class: "pm-unit" }, ` ${unit}`)] : nodes;
}

/** A text is a quantity where its row has a unit for it: 80800 and seats, but not the digits of a code. */
function isNumber(fact: Row, { unit, value }: Table["parts"]): boolean {
  const written = fact[value ?? ""];
  return Boolean(unit && fact[unit]) && typeof written === "string" && /^[+−-]?[1-9]\d*(\.\d+)?$/.test(written);
}

function line(label: string, nodes: readonly (Node | string)[], description?: string): HTMLElement {
  return h(
    "tr",
    {},
    h("th", { scope: "row", title: description }, ...breakable(label)),
    h("td", {}, ...nodes),
  );
}
