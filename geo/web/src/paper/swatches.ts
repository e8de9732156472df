/** What explains a sheet's map besides its signs: a piece of each thing, in pixels of the sheet. */

import { luminance } from "../map/colour.ts";
import { roundedRect } from "../map/trace.ts";
import { colourOf, FONTS, layerStyle, SITE_STYLE, type Palette } from "../map/style.ts";
import type { SvgContext } from "./svgcontext.ts";
import { textWidth } from "./textwidths.ts";

/** A piece of something of a kind, `WIDTH` wide from the origin on and centred on it up and down. */
export interface Swatch {
  readonly kind: string;
  readonly drawing: string;
}

/** A metro line's name on its colour, from the origin on. */
export interface Chip {
  readonly width: number;
  readonly drawing: string;
}

/** In the order of the key. */
const KINDS = ["disc", "area", "district", "motorway", "primary", "metro"];
const WIDTH = 28;
/** Of the lines of a piece, whatever the scale of the map. */
const ROAD = 3.2;
const CASING = 0.7;
const RAIL = 1.6;
const CHIP = { height: 12, radius: 2.5, least: 14, air: 7, letters: 8 };
/** On a colour less bright than this white letters are clearer than black ones. */
const DARK = 0.4;

export function swatchesOf(present: readonly string[], colours: Palette, blank: () => SvgContext): Swatch[] {
  return KINDS.filter((kind) => present.includes(kind)).map((kind) => {
    const context = blank();
    DRAWN[kind]!(context, colours, kind);
    return { kind, drawing: context.text };
  });
}

const DRAWN: Readonly<Record<string, (context: SvgContext, colours: Palette, kind: string) => void>> = {
  disc(context, { textSecond }) {
    context.beginPath();
    context.arc(WIDTH / 2, 0, 6.5, 0, 2 * Math.PI);
    tint(context, textSecond, SITE_STYLE.disc);
    context.setLineDash([1.2, 2.4]);
    context.lineCap = "round";
    line(context, textSecond, 0.8);
  },
  area(context, { textSecond }) {
    context.beginPath();
    context.rect(3, -5, WIDTH - 6, 10);
    tint(context, textSecond, SITE_STYLE.area);
    line(context, textSecond, 1);
  },
  district(context, colours, kind) {
    across(context);
    context.setLineDash((layerStyle(kind)?.dash ?? []).map((step) => step * 0.7));
    line(context, colourOf(colours, layerStyle(kind)?.stroke), 1.2);
  },
  motorway: road,
  primary: road,
  metro(context, colours, kind) {
    across(context);
    line(context, colourOf(colours, layerStyle(kind)?.stroke), RAIL);
    context.beginPath();
    context.arc(WIDTH / 2, 0, 2.4, 0, 2 * Math.PI);
    const station = layerStyle("station");
    context.fillStyle = colourOf(colours, station?.fill);
    context.fill();
    line(context, colourOf(colours, station?.stroke), 1);
  },
};

function road(context: SvgContext, colours: Palette, kind: string): void {
  context.fillStyle = colours.land;
  context.fillRect(0, -5, WIDTH, 10);
  const style = layerStyle(kind);
  across(context);
  line(context, colourOf(colours, style?.casing), ROAD + 2 * CASING);
  line(context, colourOf(colours, style?.stroke), ROAD);
}

function across(context: SvgContext): void {
  context.beginPath();
  context.moveTo(0, 0);
  context.lineTo(WIDTH, 0);
}

function tint(context: SvgContext, colour: string, alpha: number): void {
  context.globalAlpha = alpha;
  context.fillStyle = colour;
  context.fill();
  context.globalAlpha = 1;
}

function line(context: SvgContext, colour: string, width: number): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
}

export function chipsOf(lines: readonly (readonly [name: string, colour: string])[], blank: () => SvgContext): Chip[] {
  return lines.map(([name, colour]) => {
    const context = blank();
    const font = `700 ${CHIP.letters}px ${FONTS}`;
    const width = Math.max(CHIP.least, textWidth(name, font) + CHIP.air);
    context.fillStyle = colour;
    context.beginPath();
    roundedRect(context, 0, 0, width, CHIP.height, CHIP.radius);
    context.fill();
    context.font = font;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillStyle = /^#[0-9a-f]{6}$/i.test(colour) && luminance(colour) < DARK ? "#ffffff" : "#1d2126";
    context.fillText(name, width / 2, CHIP.height / 2);
    return { width, drawing: context.text };
  });
}
