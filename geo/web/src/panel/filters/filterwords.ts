/** Filters in words: what the line of chips says. */

import type { App } from "../../app.ts";
import type { Field } from "../../data/fields.ts";
import { Choice, Contains, type Filter, Range } from "../../data/fieldfilters.ts";
import { inLanguage } from "../../i18n.ts";
import { numberParts, numberText } from "../numbers.ts";

/** Choices that are named; of more there is a number. */
const NAMED = 3;

/** `产值 20–60 亿元`: what a filter lets pass. */
export function filterWords(app: App, field: Field, filter: Filter): string {
  return `${field.label(app.store.state.lang)}${app.t("labelSeparator")}${specWords(app, field, filter)}`;
}

function specWords(app: App, field: Field, filter: Filter): string {
  const { store, t } = app;
  if (filter instanceof Range) {
    const unit = inLanguage(field.unit, store.state.lang);
    const [low, high] = [numberWords(app, filter.low), numberWords(app, filter.high)];
    const range = low && high ? (low === high ? low : `${low}–${high}`) : low ? `≥ ${low}` : `≤ ${high}`;
    return [range, unit, filter.orNone ? t("orNoValue") : ""].filter((part) => part !== "").join(" ");
  }
  if (filter instanceof Contains) return `“${filter.text}”`;
  if (filter instanceof Choice) {
    const words = filter.values.map((value) => choiceWords(app, field, value));
    if (filter.orNone) words.push(t("noValue"));
    const named = words.slice(0, NAMED).join(t("listSeparator"));
    return words.length > NAMED ? `${named} ${t("moreSites", { count: words.length - NAMED })}` : named;
  }
  return filter.spec;
}

/** A number that was typed, as the language writes it. */
export function numberWords({ store }: App, typed: string): string {
  const parts = numberParts(typed);
  // Years are no amounts.
  return parts && !/^\d{4}$/.test(typed) ? numberText(parts, store.state.lang) : typed;
}

/** What a choice is called. */
export function choiceWords(app: App, field: Field, value: string): string {
  const { store, t } = app;
  if (field.type === "number") return numberWords(app, value);
  if (field.type === "boolean") return t(value === "true" || value === "1" ? "yes" : "no");
  return field.word(value, store.state.lang) || value;
}
