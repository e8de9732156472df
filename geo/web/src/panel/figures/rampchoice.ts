/** The ramps one can choose, each shown by the colours the classes or sorts of the map would have. */

import type { App } from "../../app.ts";
import { type Colours, coloursOf, RAMP_NAMES, rampKind, type RampKind, spread } from "../../data/ramps.ts";
import { fill, h } from "../../dom.ts";
import type { Key } from "../../i18n.ts";
import { lookOf } from "../../look.ts";

/** Fewer colours than this show no ramp. */
const FEWEST = 3;
/** What numbers are coloured by, or sorts. */
const KINDS: Readonly<Record<"classes" | "sorts", readonly (readonly [RampKind, Key | null])[]>> = {
  classes: [["sequential", "rampSequential"], ["diverging", "rampDiverging"]],
  sorts: [["categorical", null]],
};

export interface RampChoice {
  readonly element: HTMLElement;
  /** Show the ramps for what holds; an address or a topic may have changed it. */
  show(): void;
}

export function rampChoice(app: App): RampChoice {
  const { sites, store, t } = app;
  const list = h("div", { class: "pm-ramp-list" });
  const element = h("fieldset", { class: "pm-ramps" }, h("legend", {}, t("ramp")), list);
  let shown = "";
  list.addEventListener("change", ({ target }) => store.set({ palette: (target as HTMLInputElement).value || null }));
  const show = (): void => {
    const { palette } = store.state;
    const { classes, groups, none } = lookOf(sites, { ...store.state, palette: null }).grouping;
    const usual = groups.filter((_, n) => n !== none);
    const places = classes && usual.length >= FEWEST ? classes.places : spread(Math.max(FEWEST, usual.length));
    const key = JSON.stringify([classes !== null, places, usual.map(({ light }) => light)]);
    // Written anew, the list would lose the focus.
    if (key !== shown) {
      shown = key;
      const kinds = KINDS[classes ? "classes" : "sorts"];
      fill(list, option("", t("chosenForYou"), usual), ...kinds.flatMap(([kind, words]) => [
        words && h("p", { class: "pm-second" }, t(words)),
        ...RAMP_NAMES.filter((name) => rampKind(name) === kind).map((name) => option(name, name, coloursOf(name, places))),
      ]));
    }
    for (const input of list.querySelectorAll("input")) input.checked = input.value === (palette ?? "");
  };
  return { element, show };
}

function option(name: string, words: string, colours: readonly Colours[]): HTMLElement {
  const strip = h("span", { class: "pm-ramp-strip" });
  for (const shade of ["light", "dark"] as const) strip.style.setProperty(`--pm-${shade}`, stripes(colours.map((one) => one[shade])));
  return h("label", { class: "pm-ramp" }, h("input", { type: "radio", name: "pm-ramp", value: name }), strip, h("span", {}, words));
}

/** Colours side by side, each as wide as the next. */
function stripes(colours: readonly string[]): string {
  const step = 100 / colours.length;
  return `linear-gradient(90deg, ${colours.map((colour, n) => `${colour} ${n * step}% ${(n + 1) * step}%`).join(", ")})`;
}
