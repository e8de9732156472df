/** What the properties of a site are called in its form. */

import type { App } from "../app.ts";
import { inLanguage } from "../i18n.ts";
import type { FormKey, Say } from "./suggestwords.ts";

/** Offered even when empty, in this order; whatever else a site has follows. */
export const USUAL = ["name", "category", "description", "link"];
/** Texts of several lines. */
export const isLong = (name: string): boolean => /^(description|about|note)/.test(name);

const OWN = new Map<string, FormKey>([
  ["id", "fieldId"],
  ["name", "fieldName"],
  ["category", "fieldCategory"],
  ["description", "fieldDescription"],
  ["link", "fieldLink"],
  ["accuracy_m", "fieldAccuracy"],
  ["located_by", "fieldLocatedBy"],
  ["source", "fieldSource"],
  ["part_of", "fieldPartOf"],
  ["datum", "fieldDatum"],
]);

/** The usual fields, those that are translated in every language of the map. */
export function usualFields({ sites }: App): string[] {
  const others = sites.head.languages.slice(1);
  return USUAL.flatMap((name) =>
    name === "name" || name === "description" ? [name, ...others.map((lang) => `${name}_${lang}`)] : [name],
  );
}

/** Label of a property: of `address_en`, what `address` is called, and the language. */
export function labelOf(app: App, say: Say<FormKey>, name: string): string {
  const { head } = app.sites;
  const language = head.languages.find((lang) => name.endsWith(`_${lang}`));
  const stem = language === undefined ? name : name.slice(0, -language.length - 1);
  const own = OWN.get(stem);
  const described = head.fields.find((field) => field.name === stem);
  const label = own ? say(own) : described ? inLanguage(described.label, app.store.state.lang) : stem;
  return language === undefined ? label : say("language", { label, language: nameIn(app.store.state.lang, language) });
}

/** What a language calls itself. */
export function ownName(lang: string): string {
  return nameIn(lang, lang);
}

/** What the reader's language calls another. */
function nameIn(reader: string, lang: string): string {
  try {
    return new Intl.DisplayNames([reader], { type: "language" }).of(lang) ?? lang;
  } catch {
    return lang; // no language the browser knows
  }
}
