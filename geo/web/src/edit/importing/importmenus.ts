/** What is asked and can be said of a whole file: sheet, characters, datum, and what to do with what is there. */

import { h } from "../../dom.ts";
import type { Choices, Plan, Question } from "./importtypes.ts";
import { sayImport as say, type ImportKey } from "../editwords.ts";

const DATUMS: readonly (readonly [string, ImportKey])[] = [["gcj02", "gcj02"], ["bd09", "bd09"], ["wgs84", "wgs84"]];
const HOWS: Readonly<Record<string, ImportKey>> = {
  said: "howSaid", heading: "howHeading", file: "howFile", remark: "howRemark", rows: "howRows", places: "howPlaces",
  format: "howFormat", assumed: "howAssumed",
};
const ENCODINGS = ["utf-8", "gb18030", "big5", "utf-16", "cp932", "cp949", "cp1250", "cp1252"];
const QUESTIONS: Readonly<Record<string, ImportKey>> = { datum: "askDatum", order: "askOrder", crs: "askCrs" };
const ORDERS: Readonly<Record<string, ImportKey>> = {
  "lon,lat": "lonFirst", "lat,lon": "latFirst", swap: "swap", keep: "keep",
};
/** Problems that a box here takes away. */
const BROKEN = new Set(["import-position-unreadable", "import-row-unfit", "import-id-twice"]);

export interface MenuParts {
  readonly plan: Plan;
  readonly choices: Choices;
  readonly categories: readonly { readonly id: string; readonly label: string }[];
  /** Say something of the file; what holds already is kept. */
  readonly choose: (choices: Choices) => void;
}

/** What must be told before anything can be brought in; nothing where all is clear. */
export function questions({ plan, choose }: MenuParts): HTMLElement[] {
  const asked = plan.questions.map((question) => block(titleOf(question), question.message, answers(question, choose)));
  if (plan.problems.some(({ code }) => code === "import-no-headings")) {
    const all = h("button", { type: "button", class: "pm-button", onclick: () => choose({ headings: false }) }, say("noHeadings"));
    asked.push(block(say("askHeadings"), plan.problems[0]?.message ?? "", [all]));
  }
  return asked;
}

function block(title: string, message: string, contents: readonly HTMLElement[]): HTMLElement {
  return h(
    "div",
    { class: "pm-import-question", role: "group", "aria-label": title },
    h("strong", {}, title),
    h("p", {}, message),
    h("div", { class: "pm-form-line" }, ...contents),
  );
}

function titleOf({ about, options }: Question): string {
  return say(options.includes("swap") ? "askSwap" : (QUESTIONS[about] ?? "askDatum"));
}

function answers({ about, options }: Question, choose: MenuParts["choose"]): HTMLElement[] {
  if (about === "crs") {
    const input = h("input", { value: options[0] ?? "", "aria-label": say("crs"), placeholder: say("crsHint"), "data-key": "crs" });
    const use = h("button", { type: "button", class: "pm-button", onclick: () => choose({ crs: input.value.trim() }) }, say("use"));
    return [input, use];
  }
  return options.map((option) => {
    const key = about === "datum" ? DATUMS.find(([datum]) => datum === option)?.[1] : ORDERS[option];
    const choice: Choices = about === "datum" ? { datum: option } : { order: option };
    return h("button", { type: "button", class: "pm-button", onclick: () => choose(choice) }, key ? say(key) : option);
  });
}

/** The menus beside the first rows. */
export function menus(parts: MenuParts): HTMLElement[] {
  const { plan, choices, categories, choose } = parts;
  const found: (HTMLElement | null)[] = [
    plan.among.length > 1
      ? menu("file", plan.among.map((name, at) => [String(at), name]), String(choices.file ?? 0), (value) =>
          choose({ file: Number(value), layer: "" }))
      : null,
    plan.layers.length > 1
      ? menu("sheet", plan.layers.map((name) => [name, name]), plan.layer, (layer) => choose({ layer }))
      : null,
    encodingMenu(parts),
    datumMenu(parts),
    hasCategory(plan) && !choices.category ? null : categoryOfAll(choices, categories, choose),
    plan.hasTable
      ? line(say("tableCalled"), h("input", {
          value: plan.table, "data-key": "table", autocomplete: "off", spellcheck: "false",
          onchange: ({ target }: Event) => choose({ called: (target as HTMLInputElement).value }),
        }))
      : null,
  ];
  return found.filter((element) => element !== null);
}

function hasCategory(plan: Plan): boolean {
  return plan.columns.some(({ role }) => role === "category");
}

function encodingMenu({ plan, choices, choose }: MenuParts): HTMLElement | null {
  // What is read as UTF-8 without a fault is nothing else: there nothing is to be chosen.
  if (!choices.encoding && plan.encoding === null) return null;
  const now = choices.encoding ?? plan.encoding?.encoding ?? "utf-8";
  const known = ENCODINGS.includes(now) ? ENCODINGS : [now, ...ENCODINGS];
  const words = plan.encoding?.certain === false ? plan.encoding.words : "";
  const hint = words ? say("encodingAsk", { words }) : "";
  return menu("encoding", known.map((name) => [name, name.toUpperCase()]), now, (encoding) => choose({ encoding }), hint);
}

function datumMenu({ plan, choose }: MenuParts): HTMLElement | null {
  if (plan.datum === null) return null;
  const { datum, how } = plan.datum;
  const names = DATUMS.map(([value, key]) => [value, say(key)] as const);
  const all = names.some(([value]) => value === datum) ? names : [[datum, datum] as const, ...names];
  const hint = HOWS[how];
  return menu("datum", all, datum, (value) => choose({ datum: value }), hint ? say(hint) : "", how === "assumed");
}

function categoryOfAll(choices: Choices, categories: MenuParts["categories"], choose: MenuParts["choose"]): HTMLElement {
  const input = h("input", {
    value: choices.category?.replace(/^=/, "") ?? "", list: "pm-import-categories", "data-key": "category",
    placeholder: say("categoryHint"), autocomplete: "off",
    onchange: () => {
      const text = input.value.trim();
      const known = categories.find(({ label }) => label === text);
      choose({ category: text === "" ? "" : `=${known?.id ?? text}` });
    },
  });
  const known = h("datalist", { id: "pm-import-categories" }, ...categories.map(({ label }) => h("option", { value: label })));
  return line(say("categoryOfAll"), input, known);
}

/** What to do with rows that are there already, or cannot be read. */
export function boxes({ plan, choices, choose }: MenuParts): HTMLElement[] {
  const codes = new Set(plan.problems.map(({ code }) => code));
  const isBroken = [...BROKEN].some((code) => codes.has(code)) || choices.keepGoing;
  const hasHeadings = choices.headings === false || codes.has("import-no-headings");
  const found = [
    box("update", choices.update ?? false, (update) => choose({ update })),
    choices.update && (plan.counts.conflict > 0 || choices.theirs)
      ? box("theirs", choices.theirs ?? false, (theirs) => choose({ theirs })) : null,
    isBroken ? box("keepGoing", choices.keepGoing ?? false, (keepGoing) => choose({ keepGoing })) : null,
    hasHeadings ? box("headings", choices.headings !== false, (headings) => choose({ headings })) : null,
  ];
  return found.filter((element) => element !== null);
}

function box(word: "update" | "theirs" | "keepGoing" | "headings", checked: boolean, choose: (now: boolean) => void): HTMLElement {
  const input = h("input", { type: "checkbox", checked, "data-key": word, onchange: () => choose(input.checked) });
  return h("label", { class: "pm-import-box" }, input, h("span", {}, say(word)));
}

function menu(
  word: "file" | "sheet" | "encoding" | "datum",
  options: readonly (readonly [string, string])[],
  now: string,
  choose: (value: string) => void,
  hint = "",
  isDoubtful = false,
): HTMLElement {
  const select = h(
    "select",
    { "data-key": word, onchange: () => choose(select.value) },
    ...options.map(([value, label]) => h("option", { value, selected: value === now }, label)),
  );
  return line(say(word), select, hint ? h("span", { class: isDoubtful ? "pm-import-doubt" : "pm-second" }, hint) : null);
}

function line(label: string, input: HTMLElement, more: HTMLElement | null = null): HTMLElement {
  return h("div", { class: "pm-import-line" }, h("label", {}, h("span", {}, label), input), more);
}
