/** Colours that stay legible on the ground of either theme. */

type Rgb = readonly [number, number, number];

/** Relative luminance as WCAG reckons it, 0 to 1. */
export function luminance(colour: string): number {
  const [r, g, b] = rgbOf(colour).map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast of two colours as WCAG reckons it, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** A colour as it is, or as far mixed with `ink` as it takes to stand out from `ground`. */
export function standOut(colour: string, ground: string, ink: string, least: number): string {
  let mixed = colour;
  for (let share = 0.1; contrast(mixed, ground) < least && share <= 1; share += 0.1) {
    mixed = mix(colour, ink, share);
  }
  return mixed;
}

/** What WCAG asks of whatever has to be seen. */
const SEEN = 3;

/**
 * The rim by which a colour is seen on land and on water, where by itself it would not be: the faint end of
 * every ramp. Null where the colour is seen as it is.
 */
export function rimOf(colour: string, { land, water, ink }: { readonly land: string; readonly water: string; readonly ink: string }): string | null {
  const rim = standOut(standOut(colour, land, ink, SEEN), water, ink, SEEN);
  return rim === colour ? null : rim;
}

/** A colour with so much of another in it. */
export function mix(a: string, b: string, share: number): string {
  const [from, to] = [rgbOf(a), rgbOf(b)];
  const parts = from.map((part, index) => Math.round(part + (to[index]! - part) * share));
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/** Of `#rrggbb` or `#rgb`. */
function rgbOf(colour: string): Rgb {
  const digits = colour.length === 4 ? [...colour.slice(1)].map((digit) => digit + digit) : colour.slice(1).match(/../g);
  const [r = 0, g = 0, b = 0] = (digits ?? []).map((pair) => parseInt(pair, 16));
  return [r, g, b];
}
