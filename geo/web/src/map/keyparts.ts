/** What stands in the key of the colours and sizes: classes with their limits, sorts, circles, lines. */

import type { App } from "../app.ts";
import { classOf } from "../data/classes.ts";
import type { Field } from "../data/fields.ts";
import { isOfSorts } from "../data/fieldtype.ts";
import { KIND_WORDS } from "../data/figurekinds.ts";
import { type Grouping, NONE } from "../data/grouping.ts";
import { shareBetween } from "../data/numerals.ts";
import { periodText } from "../data/periods.ts";
import { isAreal, Kind } from "../data/sites.ts";
import { isForSize, type Sizing } from "../data/sizing.ts";
import { h, svg } from "../dom.ts";
import { countText, inLanguage } from "../i18n.ts";
import { isInCircles, lookOf } from "../look.ts";
import { lineWidth } from "./dressing.ts";
import { keyLimits, keyNumber } from "./keylimits.ts";
import { isDark } from "./theme.ts";

/** Hair-thin bars of a class in the histogram, and their greatest height in pixels. */
const BARS = 8;
const BAR_HEIGHT = 22;
/** Width of a class in the scale of limits, in pixels. */
const STEP = 44;
/** From one number of the sizes to the next, in pixels. */
const NUMBER_HEIGHT = 13;
/** Length of a line of the sizes, and from one to the next, in pixels. */
const LINE = 44;
const LINE_HEIGHT = 18;
/** Width of a digit with its share of the gap, in pixels. */
const LETTER = 8.2;
/** What the scale has of the key at most, and what of the map lies beside it, in pixels. */
const WIDEST = 356;
const BESIDE = 104;
/** Pixels of a rem: whoever reads larger letters gets wider classes. */
const REM = 16;

/** A field, its unit, its year and what kind of figures it has. */
function heading(app: App, field: Field, year: number | undefined, caption?: string): HTMLElement {
  const { lang } = app.store.state;
  const kind = field.kindIn(year);
  const unit = inLanguage(field.unit, lang);
  const said = [unit, periodText(year, app.store.state.lang), kind && kind !== "actual" ? app.t(KIND_WORDS[kind]) : ""];
  return h("h2", {}, caption ?? field.label(lang), " ", h("small", {}, said.filter((text) => text !== "").join(" · ")));
}

/** What the colours mean. */
export function colours(app: App, grouping: Grouping): HTMLElement[] {
  const { field, classes, wording: { caption, listed } } = grouping;
  if (!field) return [];
  return [heading(app, field, grouping.year, caption), classes && !listed ? scale(app, grouping, field) : sorts(app, grouping), ...without(app, grouping), ...several(app, grouping, field), ...leftOut(app, field), ...totalled(app, field)];
}

/** A site can be of several sorts, and has but one colour. */
function several({ sites, t }: App, { classes, none, of }: Grouping, field: Field): HTMLElement[] {
  if (classes || !isOfSorts(field)) return [];
  for (let row = 0; row < sites.count; row++) {
    if (of[row] !== none && new Set(field.all(row)).size > 1) return [h("p", { class: "pm-key-note" }, t("firstOfSeveral"))];
  }
  return [];
}

/** What measures something else than the others has no colour. */
function leftOut({ t }: App, { leftOut: count }: Field): HTMLElement[] {
  return count > 0 ? [h("p", { class: "pm-key-note" }, t("leftOutUnits", { count }))] : [];
}

/** A total as the colour of an area says how large the area is before it says anything else. */
function totalled({ sites, store, t }: App, field: Field): HTMLElement[] {
  if (!isAreal(sites) || isInCircles(lookOf(sites, store.state)) || !isForSize(field)) return [];
  const button = h("button", { type: "button", class: "pm-text-button" }, t("asCircles"));
  button.addEventListener("click", () => store.set({ size: store.state.color }));
  return [h("p", { class: "pm-key-note" }, t("countFilled"), " ", button)];
}

/** A button that hides a group, or shows it again. */
function toggle(app: App, grouping: Grouping, index: number, kind: string, ...children: (Node | string)[]): HTMLElement {
  const { store, t } = app;
  const { id, label } = grouping.groups[index]!;
  const isShown = !store.state.hidden.includes(id);
  const words = t("keyGroup", { label: label(store.state.lang), count: grouping.counts[index]! });
  const flip = (): void => {
    const { hidden } = store.state;
    store.set({ hidden: hidden.includes(id) ? hidden.filter((one) => one !== id) : [...hidden, id] });
  };
  return h("button", {
    type: "button", class: kind, "data-group": id, "aria-pressed": String(isShown), "aria-label": children.length === 0 ? words : null, title: words, onclick: flip,
  }, ...children);
}

/** Swatches side by side, the limits between them, and above how many sites there are of each number. */
function scale(app: App, grouping: Grouping, field: Field): HTMLElement {
  const { lang } = app.store.state;
  const classes = grouping.classes!;
  const shade = isDark() ? "dark" : "light";
  const swatches = classes.uppers.map((_, n) => {
    const button = toggle(app, grouping, n, "pm-swatch");
    button.style.setProperty("--pm-shade", grouping.groups[n]![shade]);
    return button;
  });
  // A class of one number begins where it ends: its limit is told once.
  const isOneNumber = classes.least === classes.shown[0];
  const all = keyLimits(field, classes, lang);
  const written = isOneNumber ? (swatches.length > 1 ? ["", ...all.slice(1)] : all.slice(1)) : all;
  const element = h("div", { class: "pm-scale-of-classes" },
    histogram(grouping, field),
    h("div", { class: "pm-swatches" }, ...swatches),
    h("div", { class: "pm-limits", "aria-hidden": "true" }, ...thinned(written, grouping.wording.most).map((limit) => h("span", {}, limit))),
  );
  // Wide enough for limits not to run into each other; where there is no room for that, they stand on two lines by turns.
  const longest = Math.max(...written.map((limit) => limit.length)) * LETTER;
  const room = Math.min(WIDEST, document.documentElement.clientWidth - BESIDE);
  const isTight = Math.max(STEP, longest) * swatches.length > room;
  element.classList.toggle("pm-by-turns", isTight);
  const wide = isTight ? Math.min(room, Math.max(STEP / 2, longest / 2) * swatches.length) : Math.max(STEP, longest) * swatches.length;
  element.style.minWidth = `${wide / REM}rem`;
  return element;
}

/** So many limits at most, both ends among them; of the others their places stay. */
function thinned(limits: readonly string[], most = limits.length): readonly string[] {
  const step = Math.ceil((limits.length - 1) / Math.max(1, most - 1));
  return limits.map((limit, n) => (n === limits.length - 1 || (n % step === 0 && n + step / 2 < limits.length) ? limit : ""));
}

function histogram({ classes, year }: Grouping, field: Field): SVGElement {
  const { least, uppers } = classes!;
  const counts = new Array<number>(uppers.length * BARS).fill(0);
  for (const value of field.numbers(year)) {
    const at = classOf(uppers, value);
    if (at < 0) continue;
    const low = at === 0 ? least : uppers[at - 1]!;
    const share = shareBetween(value, low, uppers[at]!);
    counts[at * BARS + Math.max(0, Math.min(BARS - 1, Math.floor(share * BARS)))]!++;
  }
  const most = Math.max(1, ...counts);
  const width = uppers.length * STEP;
  return svg("svg", { class: "pm-histogram", viewBox: `0 0 ${width} ${BAR_HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" },
    ...counts.flatMap((count, n) => (count === 0 ? [] : [svg("rect", {
      x: ((n + 0.3) * STEP) / BARS, width: (0.4 * STEP) / BARS,
      y: BAR_HEIGHT - (count / most) * BAR_HEIGHT, height: (count / most) * BAR_HEIGHT,
    })])));
}

/** One sort a line. */
function sorts(app: App, grouping: Grouping): HTMLElement {
  const shade = isDark() ? "dark" : "light";
  const lines = grouping.groups.flatMap((group, n) => {
    if (n === grouping.none) return [];
    const mark = h("span", { class: "pm-mark-of-sort" });
    mark.style.setProperty("--pm-shade", group[shade]);
    return [h("li", {}, toggle(app, grouping, n, "pm-sort", mark, group.label(app.store.state.lang), h("span", { class: "pm-count" }, countText(grouping.counts[n]!, app.store.state.lang))))];
  });
  return h("ul", { class: `pm-sorts${isAreal(app.sites) ? " pm-areal" : ""}` }, ...lines);
}

/** Those without a value, by name. */
function without(app: App, grouping: Grouping): HTMLElement[] {
  const group = grouping.groups[grouping.none];
  if (!group || group.id !== NONE) return [];
  const mark = h("span", { class: "pm-mark-of-sort pm-mark-of-none" });
  const { noneColor } = grouping.wording;
  if (noneColor) mark.style.setProperty("--pm-none", noneColor);
  return [toggle(app, grouping, grouping.none, "pm-sort", mark, group.label(app.store.state.lang), h("span", { class: "pm-count" }, countText(grouping.counts[grouping.none]!, app.store.state.lang)))];
}

/** Round numbers of sizes: as circles one in the other, or, where all sites are lines, as lines. */
export function sizes(app: App, sizing: Sizing, grouping: Grouping): (HTMLElement | SVGElement)[] {
  const isSame = grouping.field === sizing.field;
  const isLinear = app.sites.kind.every((kind) => kind === Kind.line || kind === Kind.none);
  return [...(isSame ? [] : [heading(app, sizing.field, sizing.year)]), (isLinear ? widths : nested)(app, sizing)];
}

function widths({ store: { state: { lang } } }: App, { field, steps }: Sizing): SVGElement {
  const texts = steps.map(([value]) => keyNumber(field, value, lang));
  return svg("svg", { class: "pm-nested pm-widths", width: LINE + 110, height: steps.length * LINE_HEIGHT, role: "img", "aria-label": texts.join(" · ") },
    ...steps.flatMap(([, radius], n) => [
      svg("line", { x1: 2, x2: LINE, y1: (n + 0.5) * LINE_HEIGHT, y2: (n + 0.5) * LINE_HEIGHT, "stroke-width": lineWidth(radius) }),
      svg("text", { x: LINE + 10, y: (n + 0.5) * LINE_HEIGHT + 4 }, texts[n]!),
    ]));
}

function nested({ store: { state: { lang } } }: App, sizing: Sizing): SVGElement {
  const [[, largest] = [0, 0]] = sizing.steps;
  // Small circles lie close; their numbers must not.
  let baseline = -Infinity;
  const steps = sizing.steps.map(([value, radius], n) => {
    const top = 2 * (largest - radius) + 2;
    baseline = Math.max(9, top + (n === 0 ? 5 : 3), baseline + NUMBER_HEIGHT);
    return { text: keyNumber(sizing.field, value, lang), radius, top, baseline };
  });
  const height = Math.max(2 * largest + 4, baseline + 4);
  return svg("svg", { class: "pm-nested", width: 2 * largest + 110, height, role: "img", "aria-label": steps.map(({ text }) => text).join(" · ") },
    ...steps.flatMap(({ text, radius, top, baseline: y }) => [
      svg("circle", { cx: largest + 2, cy: top + radius, r: radius }),
      svg("path", { d: `M${largest + 2} ${top}H${2 * largest + 8}L${2 * largest + 14} ${y - 3}` }),
      svg("text", { x: 2 * largest + 16, y: y + 1 }, text),
    ]));
}
