/** A sign, as the map draws it. */

import style from "../../../page/style.json" with { type: "json" };
import symbols from "../../../page/symbols.json" with { type: "json" };
import { svg } from "../dom.ts";

const SHAPES: Readonly<Record<string, string>> = style.shapes;
const SYMBOLS: Readonly<Record<string, { readonly shape: string; readonly path: string }>> = symbols;
/** Box in which plates and glyphs are drawn, and how much of it a glyph takes on its plate. */
const BOX = 24;
const GLYPH = style.sites.glyph / style.sites.sign;

/** What a sign looks like; without a symbol it is a plain disc with a dot. */
export interface Signed {
  readonly symbol?: string | undefined;
  readonly color?: string;
}

/** @param isHollow whether the site has no place on the map: the sign is only outlined */
export function sign(signed: Signed | undefined, isHollow = false): SVGSVGElement {
  const symbol = SYMBOLS[signed?.symbol ?? ""] ?? SYMBOLS["circle"];
  const color = signed?.color ?? "currentColor";
  const margin = (BOX * (1 - GLYPH)) / 2;
  return svg(
    "svg",
    {
      class: isHollow ? "pm-sign pm-sign-hollow" : "pm-sign",
      viewBox: `-1 -1 ${BOX + 2} ${BOX + 2}`,
      color,
      "aria-hidden": "true",
      focusable: "false",
    },
    svg("path", { class: "pm-plate", d: SHAPES[symbol?.shape ?? ""] ?? SHAPES["circle"] }),
    svg("path", {
      class: "pm-glyph",
      d: symbol?.path,
      transform: `translate(${margin} ${margin}) scale(${GLYPH})`,
    }),
  );
}
