/**
 * What numbers are. Totals add up over the things they are of, and larger areas have more of them: size says how
 * much. Rates do neither: colour says how much. Told by the words of unit and name, which stand in
 * geo/sources/recognised_totals.json.
 */

import words from "../../../sources/recognised_totals.json" with { type: "json" };
import { inLanguage } from "../words/language.ts";
import type { Field } from "./fieldtype.ts";
import type { Texts } from "./head.ts";

const THINGS: ReadonlySet<string> = new Set(Object.entries(words.things).flatMap(([key, found]) => (key === "about" ? [] : found)));
const COUNTED = wordsOrCharacters(words.counted);
const SHARED_OUT = wordsOrCharacters(words["shared out"]);
const OF_ONE = wordsOrCharacters(words["of one"]);
const MONEY = new RegExp(`(?:${[...words.money.characters, `\\b(?:${words.money.words.join("|")})`].join("|")})$`, "iu");
const AMOUNT = whole(words.amounts.words);
const MEASURE = whole(words.measures.words);
const BRACKETED = /\s*[(（[]([^()（）[\]]+)[)）\]]\s*$/;
export const POWERS = new RegExp(`^(?:${words.powers.before.join("|")})|\\s+(?:${words.powers.after.join("|")})$`, "giu");

function wordsOrCharacters(found: { readonly words: readonly string[]; readonly characters: readonly string[] }): RegExp {
  return new RegExp(`\\b(?:${found.words.join("|")})\\b|${found.characters.join("|")}`, "iu");
}

function whole(found: readonly string[]): RegExp {
  return new RegExp(`^(?:${found.join("|")})$`, "iu");
}

/** Whether a number adds up over the things it is of, as counts, amounts and sums of money do. */
export function isTotal(field: Field): boolean {
  if (field.type !== "number") return false;
  const labels = ["en", "zh"].map((lang) => field.label(lang).replaceAll("_", " ").trim());
  const names = labels.map((label) => label.replace(BRACKETED, ""));
  // A heading may have its unit in brackets.
  const own = wordsOf(field.unit);
  const units = (own.length > 0 ? own : labels.map((label) => BRACKETED.exec(label)?.[1] ?? "")).map((text) => text.replace(POWERS, ""));
  if ([...units, ...names].some((text) => SHARED_OUT.test(text) || OF_ONE.test(text)) || units.some((text) => MEASURE.test(text))) return false;
  return units.some((text) => THINGS.has(text.toLowerCase()) || MONEY.test(text) || AMOUNT.test(text))
    || names.some((text) => THINGS.has(lastWord(text)) || COUNTED.test(text));
}

function wordsOf(texts: Texts | undefined): readonly string[] {
  return ["en", "zh"].map((lang) => inLanguage(texts, lang).trim()).filter((text) => text !== "");
}

/** Of names in letters what is counted comes last: registered vehicles. */
function lastWord(name: string): string {
  return name.toLowerCase().split(/\s+/).at(-1) ?? "";
}
