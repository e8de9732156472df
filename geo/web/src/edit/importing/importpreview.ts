/** The first rows of a file, with a menu over each column that says what it is. */

import { h } from "../../dom.ts";
import type { Choices, Column, Plan } from "./importtypes.ts";
import { sayImport as say, type ImportKey } from "../editwords.ts";
import { asFigure, figureFields, mayBeFigure } from "./figurefields.ts";

/** Roles that only one column can have. */
const ONCE = /^(name|description)(_\w+)?$|^(id|category|lon|lat|position|geometry|link|datum)$/;
/** Ways to say where a row lies, of which one holds. */
const PLACING: readonly (readonly string[])[] = [["lon", "lat"], ["position"], ["geometry"]];
const PLAIN: readonly (readonly [string, ImportKey])[] = [
  ["name", "roleName"], ["id", "roleId"], ["category", "roleCategory"], ["lon", "roleLon"], ["lat", "roleLat"],
  ["position", "rolePosition"], ["geometry", "roleGeometry"], ["description", "roleDescription"], ["link", "roleLink"],
];
const WHYS: Readonly<Record<string, ImportKey>> = {
  heading: "whyHeading", values: "whyValues", said: "whySaid", format: "whyFormat",
};

export interface PreviewParts {
  readonly plan: Plan;
  /** Languages a text may have besides the plain one, with what the reader calls them. */
  readonly languages: readonly (readonly [code: string, name: string])[];
  readonly choose: (column: string, role: string) => void;
}

export function previewTable({ plan, languages, choose }: PreviewParts): HTMLElement {
  const { names, lines, rows } = plan.preview;
  const columns = new Map(plan.columns.map((column) => [column.column, column]));
  const heading = (name: string): HTMLElement => {
    const column = columns.get(name);
    return h("th", { scope: "col" }, h("span", { class: "pm-import-heading", title: name }, name), column && menu(column));
  };
  const menu = (column: Column): HTMLElement => {
    const now = roleOf(column);
    const select = h(
      "select",
      { "data-key": `column ${column.column}`, "aria-label": say("columnIs", { column: column.column }) },
      ...roles(column, languages, mayBeFigure(plan, column.column)).map(([value, label]) => h("option", { value, selected: value === now }, label)),
    );
    select.addEventListener("change", () =>
      choose(column.column, select.value === "figure" ? asFigure(plan, column) : select.value),
    );
    const why = WHYS[column.why];
    return h(
      "span",
      { class: "pm-import-role" },
      select,
      h("span", { class: "pm-second" }, why ? say(why) : ""),
      now === "figure" && figureFields(column, (role) => choose(column.column, role)),
    );
  };
  return h(
    "div",
    { class: "pm-import-rows", tabindex: "0", role: "region", "aria-label": say("firstRows") },
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, say("row")), ...names.map(heading))),
      h(
        "tbody",
        {},
        ...rows.map((cells, at) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, String(lines[at] ?? "")),
            ...cells.map((cell, place) =>
              h("td", { class: columns.get(names[place] ?? "")?.role === "left" ? "pm-gone" : null }, cell),
            ),
          ),
        ),
      ),
    ),
    plan.columnCount > names.length &&
      h("p", { class: "pm-second" }, say("moreColumns", { count: plan.columnCount - names.length })),
  );
}

/** What a column is, as the menus and the server name it. */
function roleOf({ role, target }: Column): string {
  return role === "name" || role === "description" ? target || role : role;
}

function roles(column: Column, languages: PreviewParts["languages"], mayMeasure: boolean): (readonly [string, string])[] {
  const now = roleOf(column);
  const found: (readonly [string, string])[] = PLAIN.flatMap(([role, key]) => {
    const inOthers: ImportKey | null = role === "name" ? "roleNameIn" : role === "description" ? "roleDescriptionIn" : null;
    const others = inOthers === null ? [] : languages.map(([code, language]) => [`${role}_${code}`, say(inOthers, { language })] as const);
    return [[role, say(key)] as const, ...others];
  });
  if (column.role === "figure" || mayMeasure) found.push(["figure", say("roleFigure")]);
  if (column.role === "datum") found.push(["datum", say("roleDatum")]);
  if (column.role === "property") found.push(["property", say("roleProperty")]);
  found.push(["fact", say("roleFact")], ["left", say("roleLeft")]);
  if (!found.some(([role]) => role === now)) found.push([now, now]);
  return found;
}

/** The choice of what a column is; what only one can be is no other's any more. */
export function withRole(choices: Choices, column: string, role: string): Choices {
  const goes = PLACING.find((roles) => roles.includes(role)) ? PLACING.filter((roles) => !roles.includes(role)).flat() : [];
  const columns = Object.fromEntries(
    Object.entries(choices.columns ?? {}).filter(([, known]) => (known !== role || !ONCE.test(role)) && !goes.includes(known)),
  );
  return { ...choices, columns: { ...columns, [column]: role } };
}
