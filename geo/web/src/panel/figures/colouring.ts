/** How the field that colours the map is classed and which colours it has, for readers who know better. */

import type { App } from "../../app.ts";
import { SCHEMES, type Scheme } from "../../data/classes.ts";
import type { Field } from "../../data/fields.ts";
import { RAMP_NAMES, rampKind } from "../../data/ramps.ts";
import { h } from "../../dom.ts";
import type { Key } from "../../i18n.ts";

const SCHEME_WORDS: Readonly<Record<Scheme, Key>> = {
  natural: "schemeNatural", quantiles: "schemeQuantiles", equal: "schemeEqual", geometric: "schemeGeometric",
  deviation: "schemeDeviation", manual: "schemeManual", categories: "schemeCategories",
};
const COUNTS = [2, 3, 4, 5, 6, 7, 8, 9] as const;

export function colouring({ store, t }: App, field: Field): HTMLElement {
  const { scheme, classes, palette } = store.state;
  const isNumber = field.type === "number" || field.type === "date";
  const menu = (label: Key, value: string, entries: readonly (readonly [string, string])[], take: (value: string) => void): HTMLElement => {
    const select = h("select", { class: "pm-field" }, h("option", { value: "" }, t("chosenForYou")),
      ...entries.map(([key, words]) => h("option", { value: key }, words)));
    select.value = value;
    select.addEventListener("change", () => take(select.value));
    return h("label", {}, h("span", {}, t(label)), select);
  };
  const ramps = RAMP_NAMES.filter((name) => (rampKind(name) === "categorical") !== isNumber);
  const schemes = SCHEMES.filter((one) => one !== "manual" && one !== "categories");
  const isSized = store.state.size === field.id;
  const size = h("input", { type: "checkbox", checked: isSized });
  size.addEventListener("change", () => store.set({ size: size.checked ? field.id : null }));
  return h("details", { class: "pm-colouring" },
    h("summary", {}, t("classesAndColours")),
    isNumber ? menu("classing", scheme ?? "", schemes.map((one) => [one, t(SCHEME_WORDS[one])]), (value) => store.set({ scheme: (value || null) as Scheme | null, hidden: [] })) : null,
    isNumber ? menu("classCount", String(classes ?? ""), COUNTS.map((one) => [String(one), String(one)]), (value) => store.set({ classes: value ? Number(value) : null, hidden: [] })) : null,
    menu("ramp", palette ?? "", ramps.map((name) => [name, name]), (value) => store.set({ palette: value || null })),
    field.type === "number" ? h("label", { class: "pm-check" }, size, h("span", {}, t("sizeToo"))) : null);
}
