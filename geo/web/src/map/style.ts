/** The look shared with the static picture: `geo/page/style.json` and `symbols.json`. */

import style from "../../../page/style.json" with { type: "json" };
import symbols from "../../../page/symbols.json" with { type: "json" };

/** How much of what is not pointed at the veil takes away: names below it are still read, in both themes. */
export const VEIL = 0.32;

/** Zoom and value by turns; in between, values change evenly. */
export type Stops = readonly (readonly number[])[];

/** How a kind of ground feature is painted. */
export interface LayerStyle {
  /** A town or quarter is a name and no more: where its middle is nobody has said to the metre. */
  readonly paint: "fill" | "line" | "outline" | "dot" | "name";
  readonly minZoom: number;
  readonly fill?: string;
  readonly stroke?: string;
  /** Colour and width of the rim of an area: a shore. */
  readonly edge?: string;
  readonly edgeWidth?: Stops;
  readonly width?: Stops;
  readonly casing?: string;
  readonly casingWidth?: Stops;
  readonly radius?: Stops;
  /** By what factor a dot is larger or smaller, by rank: the largest cities are seen first. */
  readonly byRank?: Stops;
  /** Smaller areas are left out, in square pixels. */
  readonly minArea?: number;
  readonly opacity?: number;
  readonly dash?: readonly number[];
  /** How much what lies outside is veiled. */
  readonly veil?: number;
}

/** How a kind of ground feature is named. */
export interface LabelStyle {
  readonly color: string;
  readonly halo: string;
  readonly size: Stops;
  /** By what factor a name is larger or smaller, by rank. */
  readonly byRank?: Stops;
  /** Where the name goes: into an area, at its middle, along a line, in a badge on it, beside a dot. */
  readonly fit: "area" | "point" | "line" | "badge" | "dot";
  /** Letter-spacing of Chinese names, in parts of the size. */
  readonly tracking?: number;
  /** Pixels to the next label of the same thing. */
  readonly repeat?: number;
  /** Small is important. */
  readonly priority: number;
  readonly minZoom: number;
  readonly maxZoom?: number;
  /** From here on the name in the other language stands below. */
  readonly secondZoom?: number;
}

export type Palette = typeof style.themes.light;
export type Colour = keyof Palette;

export const KINDS: readonly string[] = style.kinds;
/**
 * How a ground in detail ends upon a wide one: which kinds may reach beyond the rest of it and say nothing
 * of where that is, and how much of it is rim at most, as a part of its length and in pixels.
 */
export const MELTING: { readonly reaching: readonly string[]; readonly rim: number; readonly rimPixels: number } = style.melting;
export const SITE_STYLE = style.sites;
export const FONTS = style.fonts;
/** Radius of a dot for a position that has no sign of its own, in pixels. */
export const DOT = 4.5;

export function layerStyle(kind: string): LayerStyle | undefined {
  return (style.layers as Readonly<Record<string, LayerStyle>>)[kind];
}

export function labelStyle(kind: string): LabelStyle | undefined {
  return (style.labels as unknown as Readonly<Record<string, LabelStyle>>)[kind];
}

export function palette(theme: "light" | "dark"): Palette {
  return style.themes[theme];
}

/** A colour of the palette by its name in the style; the name itself where it is a colour. */
export function colourOf(colours: Palette, name: string | undefined): string {
  return colours[name as Colour] ?? name ?? colours.ink;
}

/** Value of stops at a zoom; beyond the ends that of the end. */
export function at(stops: Stops | undefined, zoom: number): number {
  if (!stops || stops.length === 0) return 0;
  let [lowZoom = 0, low = 0] = stops[0] ?? [];
  for (const [high = 0, value = 0] of stops) {
    if (zoom <= high) {
      return high === lowZoom ? value : low + ((value - low) * (zoom - lowZoom)) / (high - lowZoom);
    }
    [lowZoom, low] = [high, value];
  }
  return low;
}

/** Radius of the dot of a feature at a zoom, in pixels. */
export function dotRadius({ kind, rank }: Ranked, zoom: number): number {
  const style = layerStyle(kind);
  return at(style?.radius, zoom) * byRank(style?.byRank, rank);
}

/** Size of the letters of a feature's name at a zoom, in pixels. */
export function letterSize({ size, byRank: stops }: LabelStyle, rank: number | undefined, zoom: number): number {
  return at(size, zoom) * byRank(stops, rank);
}

interface Ranked {
  readonly kind: string;
  readonly rank?: number;
}

/** What has no rank is as large as its kind. */
function byRank(stops: Stops | undefined, rank: number | undefined): number {
  return stops && rank !== undefined ? at(stops, rank) : 1;
}

/** Outline of a sign and the glyph on it, as SVG path data in a box of 24 × 24. */
export interface Symbol {
  readonly shape: string;
  readonly path: string;
}

/** A symbol by name; a plain dot where there is none of that name. */
export function symbolOf(name: string): Symbol {
  const known = symbols as Readonly<Record<string, { shape: string; path: string }>>;
  const { shape, path } = (Object.hasOwn(known, name) ? known[name] : undefined) ?? symbols.circle;
  return { shape: style.shapes[shape as keyof typeof style.shapes] ?? style.shapes.circle, path };
}
