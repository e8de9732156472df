/** Values of sites and tables as elements. */

import type { App } from "../../app.ts";
import type { Field, FieldType, Texts } from "../../data/head.ts";
import type { Row, Value } from "../../data/sites.ts";
import { h, safeUrl } from "../../dom.ts";
import { inLanguage } from "../../i18n.ts";
import { numberParts, numberText } from "../numbers.ts";

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

/** A value as it is to be read, with its unit. */
export function valueNodes(app: App, value: Value, type: FieldType, unit?: Texts): Node[] {
  const { store, t } = app;
  if (value === null || value === "") return [];
  if (type === "boolean" || typeof value === "boolean") return [text(t(isTrue(value) ? "yes" : "no"))];
  const nodes = type === "json" ? [text(listed(value))] : [oneValue(value, type, store.state.lang)];
  const word = inLanguage(unit, store.state.lang);
  if (word) nodes.push(h("span", { class: "pm-unit" }, ` ${word}`));
  return nodes;
}

function oneValue(value: Value, type: FieldType, lang: string): Node {
  const parts = type === "number" || type === "integer" ? numberParts(value) : null;
  if (parts) return text(numberText(parts, lang));
  const written = String(value);
  const address = /^(https?:|mailto:|tel:)/i.test(written.trim()) ? safeUrl(written) : null;
  return address ? link(address, shortened(address)) : text(written);
}

/** A link out of the page. */
export function link(address: string, words: string): HTMLElement {
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, words);
}

/** `https://www.example.org/a/` → `example.org/a` */
function shortened(address: string): string {
  return address.replace(/^(https?:\/\/(www\.)?|mailto:|tel:)/i, "").replace(/\/$/, "");
}

/** Lists and objects, which travel as JSON, in plain words. */
function listed(value: Value): string {
  try {
    return inWords(JSON.parse(String(value)));
  } catch {
    return String(value);
  }
}

function inWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(inWords).join("; ");
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).map(([key, entry]) => `${key}: ${inWords(entry)}`).join("; ");
  }
  return String(value ?? "");
}

function isTrue(value: Value): boolean {
  return value === true || value === 1 || value === "true";
}

function text(words: string): Text {
  return document.createTextNode(words);
}
