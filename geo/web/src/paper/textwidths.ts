/**
 * How wide a text is, without a font: the same layout on every machine, whatever font will draw it.
 * `geo/picture/metrics.py` measures the sheet's columns by the same table.
 */

import table from "../../../page/letter_widths.json" with { type: "json" };

const widths = new Map<number, number>();
for (const [width, letters] of Object.entries(table.widths)) {
  for (const letter of letters) widths.set(letter.codePointAt(0)!, Number(width) / 1000);
}

function isWithin(code: number, ranges: readonly (readonly number[])[]): boolean {
  return ranges.some(([first = 0, last = 0]) => code >= first && code <= last);
}

function advance(code: number, isBold: boolean): number {
  let width = widths.get(code);
  if (width === undefined) {
    width = isWithin(code, table.none) ? 0 : isWithin(code, table.wide) ? 1 : table.other / 1000;
    widths.set(code, width);
  }
  // Ideographs fill their square in either weight.
  return isBold && width > 0 && !isWithin(code, table.wide) ? width * table.bold : width;
}

/** From this weight on letters are bold: fonts come in regular and bold. */
export const BOLD_FROM = 500;

/** Width of a text in a CSS font, in its pixels. */
export function textWidth(text: string, font: string): number {
  const [, weight, size] = /(?:(\d+) )?([\d.]+)px/.exec(font) ?? [];
  const isBold = Number(weight ?? 400) >= BOLD_FROM;
  let width = 0;
  for (const letter of text) width += advance(letter.codePointAt(0)!, isBold);
  return width * Number(size ?? 10);
}
