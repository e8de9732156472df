/** What units of one measure have to do with each other; what measures something else is never converted. */

import found from "../../../sources/recognised_units.json" with { type: "json" };
import { oneOf } from "../words/oneof.ts";

const { characters, words } = found.powers;
const POWERS: ReadonlyMap<string, number> = new Map(Object.entries({ ...characters, ...words }));
const BEFORE = new RegExp(`^(${oneOf(Object.keys(characters))})(.+)$|^(${oneOf(Object.keys(words))})s?\\s+(.+)$`, "u");
const AFTER = new RegExp(`^(.+)\\s+(${oneOf(Object.keys(words))})s?$`, "u");

/** Units that have several names, or are so many of another. */
const KNOWN: ReadonlyMap<string, readonly [base: string, power: number]> = new Map(
  Object.entries(found.measures).flatMap(([base, units]) =>
    typeof units === "string" ? [] : Object.entries(units).map(([name, power]) => [name, [base, power]] as const),
  ),
);

/** By how much a number in one unit is to be multiplied to be one in another; NaN where they measure different things. */
export function factorBetween(from: string, to: string): number {
  if (from === to) return 1;
  const [a, b] = [measureOf(from), measureOf(to)];
  return a.base === b.base && a.base !== "" ? a.power / b.power : NaN;
}

interface Measure {
  readonly base: string;
  readonly power: number;
}

function measureOf(unit: string): Measure {
  const plain = unit.normalize("NFKC").trim().toLowerCase().replace("^2", "2");
  const known = KNOWN.get(plain);
  if (known) return { base: known[0], power: known[1] };
  const [, cjk, counted, word, things] = BEFORE.exec(plain) ?? [];
  const [, first, last] = AFTER.exec(plain) ?? [];
  const [power, rest] = [cjk ?? word ?? last, counted ?? things ?? first];
  if (power === undefined || rest === undefined) return { base: plain, power: 1 };
  const its = measureOf(rest);
  return { base: its.base, power: its.power * (POWERS.get(power) ?? 1) };
}
