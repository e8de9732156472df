/** Every ramp on both grounds, light and dark: its classes are told apart, and none is lost on the ground. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { coloursOf, RAMP_NAMES, rampKind, rampLength, spread } from "../../src/data/ramps.ts";
import { contrast, luminance, rimOf } from "../../src/map/colour.ts";
import { palette } from "../../src/map/style.ts";

const THEMES = ["light", "dark"] as const;
/** How much of an area's colour covers the ground: `FILL` of shading.ts. */
const FILL = 0.85;
/** Least distance in CIE's Lab of neighbouring classes, of five and of nine; 2.3 is just seen. */
const LEAST = new Map([[5, 8], [9, 4]]);
/** And that of an area from the land around it, whose rim says where it ends. */
const FROM_LAND = 5.5;

const parts = (colour: string): number[] => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));

function lab(colour: readonly number[]): [number, number, number] {
  const [r, g, b] = colour.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  const f = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const apart = (a: readonly number[], b: readonly number[]): number => {
  const [one, other] = [lab(a), lab(b)];
  return Math.hypot(...one.map((part, at) => part - other[at]!));
};

for (const theme of THEMES) {
  const ground = palette(theme);
  test(`on ${theme} ground neighbouring classes of every ramp are told apart`, () => {
    for (const name of RAMP_NAMES) {
      for (const [count, least] of LEAST) {
        if (count > rampLength(name)) continue;
        const colours = coloursOf(name, spread(count)).map((one) => one[theme]);
        for (let at = 1; at < count; at++) {
          const found = apart(parts(colours[at - 1]!), parts(colours[at]!));
          assert.ok(found >= least, `${name}, ${at} of ${count}: ${found}`);
        }
      }
    }
  });

  test(`on ${theme} ground a ramp goes one way, away from the ground`, () => {
    for (const name of RAMP_NAMES.filter((one) => rampKind(one) === "sequential")) {
      const lights = coloursOf(name, spread(7)).map((one) => luminance(one[theme]));
      const sorted = [...lights].sort((a, b) => (theme === "light" ? b - a : a - b));
      assert.deepEqual(lights, sorted, name);
    }
  });

  test(`on ${theme} ground the colour or the rim of every class is seen, on land and on water`, () => {
    for (const name of RAMP_NAMES) {
      for (const one of coloursOf(name, spread(Math.min(9, rampLength(name))))) {
        const rim = rimOf(one[theme], ground) ?? one[theme];
        // WCAG 2.2, 1.4.11.
        assert.ok(contrast(rim, ground.land) >= 3, `${name} ${one[theme]} on land`);
        assert.ok(contrast(rim, ground.water) >= 3, `${name} ${one[theme]} on water`);
      }
    }
  });

  test(`on ${theme} ground an area of any class is no piece of land`, () => {
    const land = parts(ground.land);
    for (const name of RAMP_NAMES) {
      for (const one of coloursOf(name, spread(Math.min(9, rampLength(name))))) {
        const fill = parts(one[theme]).map((part, at) => part * FILL + land[at]! * (1 - FILL));
        const found = apart(fill, land);
        assert.ok(found >= FROM_LAND, `${name} ${one[theme]}: ${found}`);
      }
    }
  });
}
