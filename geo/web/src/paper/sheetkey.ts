/** What the columns beside a sheet's map say of it: its groups with their signs, its ground, what nobody has located. */

import { KIND_WORDS } from "../data/figurekinds.ts";
import type { Field } from "../data/fieldtype.ts";
import { limitTexts } from "../data/groupby.ts";
import type { Grouping } from "../data/grouping.ts";
import type { Texts } from "../data/head.ts";
import { periodText } from "../data/periods.ts";
import { Kind, type Sites } from "../data/sites.ts";
import { inLanguage, messages } from "../i18n.ts";
import type { Look } from "../look.ts";
import type { handOf } from "../map/dressing.ts";
import type { Frame } from "../map/frame.ts";
import type { Scene } from "../map/scene.ts";
import { swatch } from "../map/shading.ts";
import { KINDS, SITE_STYLE } from "../map/style.ts";
import type { Terrain } from "../map/terrain.ts";
import type { State } from "../store.ts";
import { valueText } from "../words/numbertext.ts";
import { FINENESS } from "./paperframe.ts";
import { chipsOf, swatchesOf, type Chip, type Swatch } from "./swatches.ts";
import type { SvgContext } from "./svgcontext.ts";

export interface SheetKey {
  /** What the colours say, and what the sizes do; null for the categories, and where they say nothing. */
  readonly colours: Colours | null;
  readonly sizes: Sizes | null;
  readonly groups: readonly KeyGroup[];
  /** Pieces of the ground in sight, and of discs and areas where sites have them. */
  readonly swatches: readonly Swatch[];
  /** Names of the metro lines in sight. */
  readonly metro: readonly Chip[];
  /** Of those nobody has located: names with their languages. */
  readonly unlocated: readonly Names[];
}

export type Names = readonly (readonly [lang: string, name: string])[];

interface Heading {
  readonly label: Texts;
  /** Unit, year and kind of the figures. */
  readonly said: Texts;
}

interface Colours extends Heading {
  /** Of classes: where the first begins, and where each ends; null for sorts. A class of one number begins where it ends. */
  readonly limits: readonly Texts[] | null;
}

interface KeyGroup {
  readonly label: Texts;
  readonly count: number;
  /** Its sign, around the origin. */
  readonly sign: string;
}

interface Sizes extends Heading {
  /** Round numbers, the largest first, and their radii in pixels of the sheet. */
  readonly steps: readonly (readonly [radius: number, text: string])[];
}

/** What the sheet shows. */
export interface Shown {
  readonly sites: Sites;
  readonly look: Look;
  readonly state: State;
  readonly visible: Uint8Array;
  readonly hand: ReturnType<typeof handOf>;
  readonly scene: Scene;
  readonly terrain: Terrain;
  readonly frame: Frame;
  readonly blank: () => SvgContext;
}

/** Of a sign in the key, and of a row, in pixels of the sheet; `geo/picture/column.py` has the same. */
const SIGN = 15;
const ROW = 19.5;
const SWATCH = 11;

export function sheetKey(shown: Shown): SheetKey {
  const { sites, look: { grouping, sizing }, state } = shown;
  return {
    colours: grouping.field ? { ...heading(sites, grouping.field, grouping.year, grouping.wording.caption), limits: limitsOf(sites, grouping, grouping.field) } : null,
    sizes: sizing && {
      ...heading(sites, sizing.field, sizing.year),
      steps: sizing.steps.map(([value, radius]) => [radius / FINENESS, valueText(value, state.lang)]),
    },
    groups: groupsOf(shown),
    swatches: swatchesOf(presentIn(shown), shown.hand.colours, shown.blank),
    metro: chipsOf(metroIn(shown), shown.blank),
    unlocated: [...sites.kind.keys()].filter((row) => sites.kind[row] === Kind.none && shown.visible[row] === 1).map((row) => namesOf(sites, row)),
  };
}

function byLanguage({ head }: Sites, write: (lang: string) => string): Texts {
  return Object.fromEntries(head.languages.map((lang) => [lang, write(lang)]));
}

function heading(sites: Sites, field: Field, year: number | undefined, caption?: string): Heading {
  const kind = field.kindIn(year);
  return {
    label: byLanguage(sites, (lang) => caption ?? field.label(lang)),
    said: byLanguage(sites, (lang) => {
      const said = [inLanguage(field.unit, lang), periodText(year, lang), kind && kind !== "actual" ? messages(() => lang)(KIND_WORDS[kind]) : ""];
      return said.filter((text) => text !== "").join(" · ");
    }),
  };
}

function limitsOf(sites: Sites, { classes, wording }: Grouping, field: Field): readonly Texts[] | null {
  return classes && (wording.listed ? null : [classes.least, ...classes.shown].map((_, n) => byLanguage(sites, (lang) => limitTexts(field, classes, lang)[n]!)));
}

/** All groups; of the categories those that a filter has left something of. */
function groupsOf({ sites, look, visible, hand, blank }: Shown): KeyGroup[] {
  const { grouping } = look;
  const counts = new Uint32Array(grouping.groups.length);
  let hidden = 0;
  visible.forEach((is, row) => (is === 1 ? counts[grouping.of[row]!]!++ : hidden++));
  return grouping.groups.flatMap((group, index): KeyGroup[] => {
    const isCategory = grouping.field === undefined || index === grouping.none;
    if (isCategory && hidden > 0 && counts[index] === 0) return [];
    const context = blank();
    const { painter, colours, isSized } = hand;
    // Classes stand joined, as in the page's own key.
    if (grouping.classes && index !== grouping.none) swatch(context, painter, colours, index, SIGN, ROW, hand.isAreal);
    else if (grouping.field && hand.isAreal) swatch(context, painter, colours, index, SIGN, SWATCH, true);
    else if (painter.hasSign(index) && !isSized) painter.draw(context, 0, 0, index, "plain", colours, 1, SIGN / SITE_STYLE.sign);
    else painter.dot(context, 0, 0, SIGN / 2 - 1, index, colours);
    return [{ label: byLanguage(sites, (lang) => group.label(lang)), count: counts[index]!, sign: context.text }];
  });
}

function presentIn({ terrain, frame, scene, hand }: Shown): string[] {
  const kinds = KINDS.filter((kind) => !terrain.within(kind, frame.zoom, frame.box).next().done);
  const hasDisc = scene.signs.some(({ disc }) => disc > 0);
  const hasArea = !hand.isShaded && scene.drawn.some(({ kind }) => kind === Kind.area);
  return [...kinds, ...(hasDisc ? ["disc"] : []), ...(hasArea ? ["area"] : [])];
}

/** By number, each once. */
function metroIn({ terrain, frame, state }: Shown): [string, string][] {
  const found = new Map<string, string>();
  for (const { feature: { line, name, colour } } of terrain.within("metro", frame.zoom, frame.box)) {
    const its = line ?? name[""] ?? name[state.lang];
    if (its && colour && !found.has(its)) found.set(its, colour);
  }
  return [...found].sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1));
}

/** Its name in the sheet's language, and in another where it has another. */
export function namesOf(sites: Sites, row: number): Names {
  const [first = "", ...others] = sites.head.languages;
  const name = sites.name(row, first);
  const other = others.map((lang) => [lang, sites.name(row, lang)] as const).find(([, text]) => text !== name);
  return [[first, name], ...(other ? [other] : [])];
}
