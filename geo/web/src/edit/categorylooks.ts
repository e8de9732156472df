/** Colours and signs for a category that is new: told from those in use at a glance. */

import colours from "../../../page/category_colours.json" with { type: "json" };
import symbols from "../../../page/symbols.json" with { type: "json" };
import { contrast } from "../map/colour.ts";

/** A sign's glyph is white. */
const LEAST_CONTRAST = 3;
/** In OKLab: nearer ones are taken for each other on small signs. */
const APART = 0.075;
const MOST = 12;
const HUES = 24;
/** Signs that claim nothing, in the order they are offered. */
const PLAIN = ["circle", "square", "triangle", "diamond", "hexagon", "star"];

type Lab = readonly [number, number, number];

/** Colours that differ from those in use and from each other; where too few do, the least alike. */
export function freeColours(inUse: readonly string[]): string[] {
  const wheel = Array.from({ length: HUES }, (_, at) => (at * 360 * 7) / HUES).flatMap((hue) => [
    hexOf(0.5, 0.13, hue), hexOf(0.4, 0.09, hue),
  ]);
  const candidates = [...colours, ...wheel].filter((colour) => contrast(colour, "#ffffff") >= LEAST_CONTRAST);
  const taken = inUse.map(labOf);
  const found: string[] = [];
  for (const colour of candidates) {
    const lab = labOf(colour);
    if (found.length === MOST || nearest(lab, taken) < APART) continue;
    found.push(colour);
    taken.push(lab);
  }
  if (found.length > 0) return found;
  const used = inUse.map(labOf);
  return candidates.sort((a, b) => nearest(labOf(b), used) - nearest(labOf(a), used)).slice(0, MOST);
}

/** Whether a colour is hardly told from one of others. */
export function isAlike(colour: string, others: readonly string[]): boolean {
  return nearest(labOf(colour), others.map(labOf)) < APART;
}

/** Every sign there is: plain shapes nobody wears first, then pictures, then those in use. */
export function symbolOrder(inUse: ReadonlySet<string>): string[] {
  const names = [...PLAIN, ...Object.keys(symbols).filter((name) => !PLAIN.includes(name))];
  return [...names.filter((name) => !inUse.has(name)), ...names.filter((name) => inUse.has(name))];
}

function nearest(lab: Lab, others: readonly Lab[]): number {
  return Math.min(Infinity, ...others.map((other) => Math.hypot(...lab.map((part, at) => part - other[at]!))));
}

/** `#rrggbb` in OKLab (B. Ottosson). */
function labOf(colour: string): Lab {
  const whole = colour.length === 4 ? colour.replace(/[\da-f]/gi, "$&$&") : colour;
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = parseInt(whole.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** A colour by lightness, chroma and hue of OKLab, brought into what a screen shows. */
function hexOf(lightness: number, chroma: number, hue: number): string {
  const [a, b] = [chroma * Math.cos((hue * Math.PI) / 180), chroma * Math.sin((hue * Math.PI) / 180)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  const digits = linear.map((value) => {
    const part = value <= 0.0031308 ? 12.92 * value : 1.055 * Math.max(value, 0) ** (1 / 2.4) - 0.055;
    return Math.round(Math.min(Math.max(part, 0), 1) * 255).toString(16).padStart(2, "0");
  });
  return `#${digits.join("")}`;
}
