/** What comes of a plan, in words: how many are new, what is left out and why, what changes. */

import { h } from "../../dom.ts";
import type { Action, Plan, PlannedSite, RowProblem } from "./importtypes.ts";
import { sayImport as say, type ImportKey } from "../editwords.ts";

const COUNTS: readonly (readonly [Action, ImportKey])[] = [
  ["new", "countNew"], ["changed", "countChanged"], ["same", "countSame"], ["conflict", "countConflict"],
  ["missing", "countMissing"], ["left", "countLeft"],
];
/** What the page does where the command has an option. */
const REMEDIES: Readonly<Record<string, ImportKey>> = {
  "import-id-taken": "remedyUpdate",
  "import-position-unreadable": "remedyLeave",
  "import-row-unfit": "remedyLeave",
  "import-conflict": "remedyTheirs",
  "import-datum-assumed": "remedyDatum",
  "import-no-sites": "remedyRoles",
  "import-no-column": "remedyRoles",
  "import-id-twice": "remedyId",
  "import-no-rows": "remedySheet",
};
/** Asked in a block of their own. */
const ASKED = new Set(["import-datum-unknown", "import-swapped", "import-order-unknown", "import-crs-unknown", "import-no-headings"]);

/** How many rows become what, in one line. */
export function countsLine({ counts, unlocated }: Plan): string {
  const told = COUNTS.filter(([action]) => counts[action] > 0).map(([action, key]) => say(key, { count: counts[action] }));
  if (unlocated > 0) told.push(say("unlocated", { count: unlocated }));
  return told.join(" · ");
}

/** How many sites it adds or changes. */
export function workOf({ counts }: Plan): number {
  return counts.new + counts.changed + counts.conflict;
}

/** What was done, what is wrong, and what changes. */
export function report(plan: Plan): (HTMLElement | null)[] {
  const told = [...plan.problems.filter(({ code }) => !ASKED.has(code)), ...plan.leftOut];
  const isError = ({ severity }: RowProblem): boolean => severity === "error";
  const problems = [...told.filter(isError), ...told.filter((problem) => !isError(problem))];
  const changes = plan.sites.filter(({ action }) => action === "changed" || action === "conflict");
  const names = plan.categories.map(({ label }) => label).join(", ");
  return [
    names ? h("p", { class: "pm-second" }, say("newCategories", { names })) : null,
    ...plan.says.map((line) => h("p", { class: "pm-second" }, line)),
    problems.length > 0
      ? h(
          "details",
          { open: true, class: "pm-import-told" },
          h("summary", {}, say("problems", { count: plan.problemCount + plan.leftOut.length })),
          problemItems(problems),
        )
      : null,
    changes.length > 0
      ? h(
          "details",
          { open: true, class: "pm-import-told" },
          h("summary", {}, say("changes", { count: plan.counts.changed + plan.counts.conflict })),
          h("ul", { role: "list" }, ...changes.map(changeItem)),
        )
      : null,
  ];
}

/** Problems with their rows and columns, and what the page does about them. */
export function problemItems(problems: readonly RowProblem[]): HTMLElement {
  return h(
    "ul",
    { class: "pm-problem-list", role: "list" },
    ...problems.map((problem) => {
      const remedy = REMEDIES[problem.code];
      return h(
        "li",
        { class: `pm-problem pm-${problem.severity}` },
        h("p", {}, placeOf(problem), problem.message),
        h("p", { class: "pm-second" }, remedy ? say(remedy) : problem.fix),
      );
    }),
  );
}

function placeOf({ line, column }: RowProblem): HTMLElement | null {
  if (line === null) return null;
  const words = column === null ? say("placeRow", { row: line }) : say("placeCell", { row: line, column });
  return h("b", { class: "pm-import-place" }, words);
}

function changeItem({ name, id, changes, movedM, line }: PlannedSite): HTMLElement {
  const told = Object.entries(changes).filter(([field]) => field !== "geometry");
  return h(
    "li",
    {},
    line === null ? null : h("b", { class: "pm-import-place" }, say("placeRow", { row: line })),
    h("span", {}, name || id),
    h(
      "ul",
      {},
      ...told.map(([field, [before, after]]) => h("li", {}, `${field}: `, h("del", {}, before ?? "–"), " ", h("ins", {}, after ?? "–"))),
      movedM >= 1 ? h("li", {}, say("moves", { metres: Math.round(movedM) })) : null,
    ),
  );
}
