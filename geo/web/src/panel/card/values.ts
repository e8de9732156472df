/** Values of sites and tables as elements. */

import type { App } from "../../app.ts";
import type { Field } from "../../data/head.ts";
import type { Row, Value } from "../../data/sites.ts";
import { h } from "../../dom.ts";
import { inLanguage } from "../../i18n.ts";
import { hoursNodes } from "./hours.ts";
import { dateText, periodText } from "../../words/dates.ts";
import { callable, linked } from "../addresses.ts";
import { numberText, roundedParts } from "../numbers.ts";

/** A cell of a table in the page's language, or in any it has; null where empty. */
export function cell({ sites, store }: App, row: Row, field: string | undefined): Value {
  if (field === undefined) return null;
  const { languages } = sites.head;
  for (const name of [`${field}_${store.state.lang}`, field, ...languages.map((l) => `${field}_${l}`)]) {
    const value = row[name];
    if (value !== undefined && value !== null && value !== "") return value;
  }
  return null;
}

/** The same as text, "" where empty. */
export function cellText(app: App, row: Row, field: string | undefined): string {
  return String(cell(app, row, field) ?? "");
}

/** What a field is called. */
export function fieldLabel(app: App, field: Field): string {
  return inLanguage(field.label, app.store.state.lang) || field.name;
}

/** How a value is to be shown: a field, or what is known of a cell. */
export type Shown = Pick<Field, "type" | "use" | "decimals" | "unit">;

/** A value as it is to be read, with its unit. */
export function valueNodes(app: App, value: Value, field: Shown): Node[] {
  const { store, t } = app;
  if (value === null || value === "") return [];
  if (field.type === "boolean" || typeof value === "boolean") return [text(t(isTrue(value) ? "yes" : "no"))];
  const nodes = field.type === "json" ? jsonNodes(app, value) : oneValue(app, value, field);
  const word = inLanguage(field.unit, store.state.lang);
  if (word) nodes.push(h("span", { class: "pm-unit" }, ` ${word}`));
  return nodes;
}

function oneValue(app: App, value: Value, { type, use, decimals }: Shown): Node[] {
  const { lang } = app.store.state;
  const written = String(value);
  if (type === "number" || type === "integer") {
    const parts = roundedParts(value, decimals);
    return parts ? [text(numberText(parts, lang))] : linked(written);
  }
  if (type === "date") return [text(dateText(written, lang) ?? written)];
  if (use === "telephone") return callable(written);
  if (use === "hours") return hoursNodes(app, written) ?? linked(written);
  const period = periodText(written, lang);
  return period ? [text(period)] : linked(written);
}

/** Lists and objects, which travel as JSON: of several alike a table, else plain words. */
function jsonNodes(app: App, value: Value): Node[] {
  let data: unknown;
  try {
    data = JSON.parse(String(value));
  } catch {
    return linked(String(value));
  }
  return Array.isArray(data) && data.length > 0 && data.every(isFlatObject)
    ? [objectTable(app, data)]
    : linked(inWords(data));
}

type FlatObject = Readonly<Record<string, string | number | boolean | null>>;

function isFlatObject(value: unknown): value is FlatObject {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) &&
    Object.values(value).every((entry) => typeof entry !== "object" || entry === null)
  );
}

/** Objects as rows; what is empty in all of them is no column. */
function objectTable(app: App, objects: readonly FlatObject[]): HTMLElement {
  const isSaid = (value: unknown): boolean => value !== null && value !== undefined && value !== "";
  const names = [...new Set(objects.flatMap((one) => Object.keys(one)))].filter((name) => objects.some((one) => isSaid(one[name])));
  const cellNodes = (one: FlatObject, name: string): Node[] => {
    const value = one[name] ?? null;
    // Nobody says which of them are years: four digits are read as well without a mark.
    const isQuantity = typeof value === "number" && !(Number.isInteger(value) && Math.abs(value) < 10_000);
    return valueNodes(app, value, { type: isQuantity ? "number" : "string" });
  };
  return h(
    "div",
    { class: "pm-wide", role: "region", tabindex: 0, "aria-label": names.join(app.t("listSeparator")) },
    h(
      "table",
      { class: "pm-plain" },
      h("thead", {}, h("tr", {}, ...names.map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, ...objects.map((one) => h("tr", {}, ...names.map((name) => h("td", {}, ...cellNodes(one, name)))))),
    ),
  );
}

function inWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(inWords).filter((words) => words !== "").join("; ");
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, entry]) => [key, inWords(entry)] as const);
    return entries.filter(([, words]) => words !== "").map(([key, words]) => `${key}: ${words}`).join("; ");
  }
  return String(value ?? "");
}

function isTrue(value: Value): boolean {
  return value === true || value === 1 || value === "true";
}

function text(words: string): Text {
  return document.createTextNode(words);
}
