/** What is known of a site, as a table of labels and values. */

import type { App } from "../../app.ts";
import { h } from "../../dom.ts";
import type { Sources } from "./sources.ts";
import { cell, cellText, fieldLabel, link, valueNodes } from "./values.ts";
import { safeUrl } from "../../dom.ts";

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
    const nodes = valueNodes(app, value, field.type, field.unit);
    return nodes.length > 0 ? [line(fieldLabel(app, field), nodes, field.description?.[store.state.lang])] : [];
  });
}

function siteLink(app: App, row: number): HTMLElement[] {
  const address = safeUrl(app.sites.value(row, "link", app.store.state.lang));
  if (!address) return [];
  return [line(app.t("website"), [link(address, new URL(address).hostname || address)])];
}

function tableRows(app: App, row: number, sources: Sources): HTMLElement[] {
  return app.sites.head.tables
    .filter(({ role }) => role === "facts")
    .flatMap(({ name, parts, fields }) => {
      const type = fields.find((field) => field.name === parts["value"])?.type ?? "string";
      return app.sites.rows(name, row).flatMap((fact) => {
        const value = cell(app, fact, parts["value"]);
        const nodes = valueNodes(app, value, typeof value === "number" ? "number" : type);
        const unit = cellText(app, fact, parts["unit"]);
        if (unit) nodes.push(h("span", { class: "pm-unit" }, ` ${unit}`));
        const marks = sources.marks(fact[parts["source"] ?? "source"]);
        if (marks) nodes.push(marks);
        return nodes.length > 0 ? [line(cellText(app, fact, parts["label"]), nodes)] : [];
      });
    });
}

function line(label: string, nodes: readonly Node[], description?: string): HTMLElement {
  return h(
    "tr",
    {},
    h("th", { scope: "row", title: description }, label),
    h("td", {}, ...nodes),
  );
}
