/** Whether a figure is something that was, is expected or is aimed at. */

export type FigureKind = "actual" | "expected" | "target";

/** What a kind may be called in the data. */
const NAMES: Readonly<Record<string, FigureKind>> = {
  actual: "actual", 实际: "actual", expected: "expected", estimate: "expected", 预计: "expected",
  target: "target", plan: "target", planned: "target", 目标: "target", 计划: "target",
}; // prettier-ignore

/** What has happened stands first; where nothing is said, it has. */
export const KIND_ORDER: readonly FigureKind[] = ["actual", "expected", "target"];
export const KIND_WORDS = { actual: "kindActual", expected: "kindExpected", target: "kindTarget" } as const;

/** The kind a cell names; undefined where it names none that is known. */
export function kindNamed(value: unknown): FigureKind | undefined {
  const written = String(value ?? "").trim().toLowerCase();
  return Object.hasOwn(NAMES, written) ? NAMES[written] : undefined;
}
