/** How the field that colours the map is classed and which colours it has, for readers who know better. */

import type { App } from "../../app.ts";
import { breaksIn, limitsOf } from "../../data/breaks.ts";
import { SCHEMES, type Scheme } from "../../contract/mapstate.ts";
import { MOST_CLASSES } from "../../data/classes.ts";
import type { Field } from "../../data/fields.ts";
import { limitTexts } from "../../data/groupby.ts";
import { hasSizes } from "../../data/sizing.ts";
import { h } from "../../dom.ts";
import type { Key } from "../../i18n.ts";
import { lookOf, topicOf } from "../../look.ts";
import { rampChoice } from "./rampchoice.ts";

const SCHEME_WORDS: Readonly<Record<Scheme, Key>> = {
  natural: "schemeNatural", quantiles: "schemeQuantiles", equal: "schemeEqual", geometric: "schemeGeometric",
  deviation: "schemeDeviation", manual: "schemeManual", categories: "schemeCategories",
};
const COUNTS = Array.from({ length: MOST_CLASSES - 1 }, (_, n) => String(n + 2));
/** Schemes that are told how many classes there are to be. */
const COUNTED: readonly (Scheme | null)[] = [null, "natural", "quantiles", "equal", "geometric"];

export interface Colouring {
  readonly element: HTMLElement;
  /** Show what holds: an address or a topic may have changed it. */
  show(): void;
}

export function colouring(app: App, field: Field): Colouring {
  const { sites, store, t } = app;
  const isNumber = field.type === "number" || field.type === "date";
  const menu = (label: Key, entries: readonly (readonly [string, string])[], take: (value: string) => void): readonly [HTMLElement, HTMLSelectElement] => {
    const select = h("select", { class: "pm-field" }, h("option", { value: "" }, t("chosenForYou")),
      ...entries.map(([key, words]) => h("option", { value: key }, words)));
    select.addEventListener("change", () => take(select.value));
    return [h("label", {}, h("span", {}, t(label)), select), select];
  };
  const [classing, scheme] = menu("classing", SCHEMES.map((one) => [one, t(SCHEME_WORDS[one])]), (value) => {
    const breaks = value === "manual" ? presentLimits(app, field) : [];
    // A ramp for classes is none for sorts, nor the other way round.
    const isOther = (value === "categories") !== (schemeOf(app) === "categories");
    store.set({ scheme: (value || null) as Scheme | null, breaks, hidden: [], ...(isOther ? { palette: null } : {}) });
  });
  const [counting, classes] = menu("classCount", COUNTS.map((one) => [one, one]), (value) => store.set({ classes: value ? Number(value) : null, hidden: [] }));
  // Of few different numbers there are fewer classes, and zero between losses and gains is one more.
  const made = h("small", { class: "pm-slip", role: "status" });
  const ramps = rampChoice(app);
  const limits = limitsInput(app, field);
  const size = h("input", { type: "checkbox" });
  size.addEventListener("change", () => store.set({ size: size.checked ? field.id : null }));
  const element = h("details", { class: "pm-colouring" },
    h("summary", {}, t("classesAndColours")),
    ...(isNumber ? [classing, limits.element, counting, made] : []),
    ramps.element,
    hasSizes(field) ? h("label", { class: "pm-boxed" }, size, h("span", {}, t("sizeToo"))) : null);
  const show = (): void => {
    const { state } = store;
    scheme.value = state.scheme ?? "";
    classes.value = String(state.classes ?? "");
    classes.disabled = !COUNTED.includes(schemeOf(app));
    const count = lookOf(sites, state).grouping.classes?.uppers.length ?? 0;
    made.textContent = classes.disabled || state.classes === null || count === state.classes ? "" : t("classesMade", { count });
    ramps.show();
    size.checked = state.size === field.id;
    limits.show();
  };
  show();
  return { element, show };
}

/** The scheme that holds: the reader's, or that of the topic. */
function schemeOf({ sites, store: { state } }: App): Scheme | null {
  const topic = topicOf(sites, state);
  return state.scheme ?? (topic?.color === state.color ? topic?.scheme ?? null : null);
}

/** Where classes by hand begin: with the limits there are, the greatest number left out. */
function presentLimits({ sites, store: { state } }: App, field: Field): string[] {
  const { classes } = lookOf(sites, state).grouping;
  if (!classes) return [];
  // A date is written as it is read in every language.
  return field.type === "date" ? limitTexts(field, { ...classes, written: undefined }, "en").slice(1, -1) : classes.shown.slice(0, -1).map(String);
}

/** The limits between classes as a text to type over. */
function limitsInput(app: App, field: Field): Colouring {
  const { store, t } = app;
  const input = h("input", { type: "text", class: "pm-field", autocomplete: "off", spellcheck: false });
  const slip = h("small", { class: "pm-slip", role: "alert" });
  const take = (): void => {
    const breaks = breaksIn(input.value.normalize("NFKC"));
    const isSound = breaks.length > 0 && limitsOf(field, breaks) !== null;
    input.setAttribute("aria-invalid", String(!isSound));
    slip.textContent = isSound ? "" : t(field.type === "date" ? "classLimitsDates" : "classLimitsNumbers");
    if (isSound) store.set({ scheme: "manual", breaks, hidden: [] });
    else slip.scrollIntoView({ block: "nearest" });
  };
  input.addEventListener("change", take);
  const element = h("div", { class: "pm-class-limits" }, h("label", {}, h("span", {}, t("classLimits")), input), slip);
  const show = (): void => {
    element.hidden = schemeOf(app) !== "manual";
    if (element.hidden || document.activeElement === input) return;
    const { breaks } = store.state;
    input.value = (breaks.length > 0 ? breaks : presentLimits(app, field)).join(", ");
    input.removeAttribute("aria-invalid");
    slip.textContent = "";
  };
  return { element, show };
}
