/** Whether a figure is something that was, is expected or is aimed at. */

import words from "../../../sources/recognised_numbers.json" with { type: "json" };

export type FigureKind = "actual" | "expected" | "target";

/** What a kind may be called in the data. */
const NAMES: ReadonlyMap<string, FigureKind> = new Map(
  (Object.keys(words.kinds) as FigureKind[]).flatMap((kind) => words.kinds[kind].map((name) => [name, kind] as const)),
);

/** What has happened stands first; where nothing is said, it has. */
export const KIND_ORDER: readonly FigureKind[] = ["actual", "expected", "target"];
export const KIND_WORDS = { actual: "kindActual", expected: "kindExpected", target: "kindTarget" } as const;

/** The kind a cell names; undefined where it names none that is known. */
export function kindNamed(value: unknown): FigureKind | undefined {
  return NAMES.get(String(value ?? "").trim().toLowerCase());
}
