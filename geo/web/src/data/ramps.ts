/** Colours of classes: the ramps of `geo/page/palettes.json`, light to dark where the ground is light. */

import palettes from "../../../page/palettes.json" with { type: "json" };

export type RampKind = "sequential" | "diverging" | "categorical";

interface Ramp {
  readonly kind: string;
  readonly light: readonly string[];
  readonly dark: readonly string[];
}

const RAMPS: Readonly<Record<string, Ramp>> = palettes.ramps;
export const RAMP_NAMES: readonly string[] = Object.keys(RAMPS);

export interface Colours {
  readonly light: string;
  readonly dark: string;
}

export function rampKind(name: string): RampKind | undefined {
  return Object.hasOwn(RAMPS, name) ? (RAMPS[name]!.kind as RampKind) : undefined;
}

/** How many sorts a ramp tells apart; no end for those one may mix. */
export function rampLength(name: string | readonly string[]): number {
  if (typeof name !== "string") return name.length;
  return rampKind(name) === "categorical" ? RAMPS[name]!.light.length : Infinity;
}

/** Places from 0 to 1 for so many colours, evenly apart. */
export function spread(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n / Math.max(1, count - 1));
}

/**
 * As many colours as there are places.
 *
 * @param ramp name of a ramp, or colours from low to high
 * @param places where each lies between 0 and 1
 */
export function coloursOf(ramp: string | readonly string[], places: readonly number[]): Colours[] {
  const known = typeof ramp === "string" ? (RAMPS[ramp] ?? RAMPS["YlGnBu"]!) : { kind: "", light: ramp, dark: ramp };
  const isAlone = typeof ramp === "string" && places.length === 1 && places[0] === 0;
  return places.map((at, n) => {
    const of = (list: readonly string[]): string => (known.kind === "categorical" ? list[n % list.length]! : between(list, isAlone ? ALONE : at));
    return { light: of(known.light), dark: of(known.dark) };
  });
}

/** Where the colour of the only class lies. */
const ALONE = 0.6;

/** The colour at a place of a list, mixed from its neighbours. */
function between(list: readonly string[], at: number): string {
  const place = Math.max(0, Math.min(1, at)) * (list.length - 1);
  const low = Math.min(Math.floor(place), list.length - 2);
  if (low < 0) return list[0] ?? "#888888";
  const [from, to] = [partsOf(list[low]!), partsOf(list[low + 1]!)];
  const parts = from.map((part, n) => Math.round(part + (to[n]! - part) * (place - low)));
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

function partsOf(colour: string): number[] {
  const digits = colour.length === 4 ? [...colour.slice(1)].map((digit) => digit + digit) : colour.slice(1).match(/../g);
  return (digits ?? []).map((pair) => parseInt(pair, 16));
}
