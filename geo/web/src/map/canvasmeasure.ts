/** Measuring words as the page writes them. */

import type { Measure } from "./text.ts";

/** Width of a text by a canvas; widths are kept, for the same names come again and again. */
export function canvasMeasure(): Measure {
  const context = document.createElement("canvas").getContext("2d")!;
  const widths = new Map<string, number>();
  return (text, font) => {
    const key = `${font}\n${text}`;
    let width = widths.get(key);
    if (width === undefined) {
      context.font = font;
      widths.set(key, (width = context.measureText(text).width));
    }
    return width;
  };
}
