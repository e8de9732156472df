import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { contrast, luminance, mix, standOut } from "../../src/map/colour.ts";
import { at, KINDS, labelStyle, layerStyle, palette, symbolOf, VEIL, type Colour } from "../../src/map/style.ts";

test("values change evenly between stops and stay beyond them", () => {
  const stops = [[10, 1], [12, 3], [14, 10]];
  assert.deepEqual([8, 10, 11, 13, 20].map((zoom) => at(stops, zoom)), [1, 1, 2, 6.5, 10]);
  assert.equal(at(undefined, 12), 0);
});

test("every kind has a way of being painted, and names only colours there are", () => {
  const colours = Object.keys(palette("light"));
  assert.deepEqual(Object.keys(palette("dark")), colours);
  for (const kind of KINDS) {
    const layer = layerStyle(kind);
    assert.ok(layer, kind);
    for (const name of [layer.fill, layer.stroke, layer.casing, layer.edge]) {
      assert.ok(name === undefined || colours.includes(name), `${kind}: ${name}`);
    }
    const label = labelStyle(kind);
    for (const name of label ? [label.color, label.halo] : []) assert.ok(colours.includes(name), `${kind}: ${name}`);
  }
});

for (const theme of ["light", "dark"] as const) {
  test(`names can be read in the ${theme} theme`, () => {
    const colours = palette(theme);
    const grounds: Colour[] = ["land", "green", "forest"];
    const cases: [Colour, Colour[]][] = [
      ["textSite", ["land", "water", "green", "forest"]],
      ["textSecond", ["land", "water", "green", "forest"]],
      ["textRoad", ["land", "road"]],
      ["textStation", grounds],
      ["textGreen", ["green", "forest"]],
      ["textWater", ["water"]],
    ];
    for (const [text, below] of cases) {
      for (const ground of below) {
        const found = contrast(colours[text], colours[ground]);
        assert.ok(found >= 4.5, `${text} on ${ground}: ${found.toFixed(2)}`);
      }
    }
  });
}

test("below the veil over what is not pointed at, names of sites are still read, and stand back", () => {
  for (const theme of ["light", "dark"] as const) {
    const colours = palette(theme);
    for (const ground of ["land", "water", "green", "forest"] as const) {
      const [text, below] = [colours.textSite, colours[ground]].map((colour) => mix(colour, colours.land, VEIL)) as [string, string];
      const found = contrast(text, below);
      assert.ok(found >= 4.5 && found < 0.7 * contrast(colours.textSite, colours[ground]), `${theme} on ${ground}: ${found.toFixed(2)}`);
    }
  }
});

test("contrast is that of WCAG", () => {
  assert.equal(contrast("#000000", "#fff"), 21);
  assert.ok(Math.abs(contrast("#767676", "#ffffff") - 4.54) < 0.01);
  assert.equal(luminance("#ffffff"), 1);
});

test("a colour gives way to the ground no more than it must", () => {
  assert.equal(standOut("#0072b2", "#f6f4ef", "#1d2126", 3), "#0072b2");
  const lifted = standOut("#3b0a5c", "#14181d", "#eef1f4", 3);
  assert.ok(contrast(lifted, "#14181d") >= 3);
  assert.ok(contrast(lifted, "#14181d") < 5);
});

test("an unknown symbol is a plain dot, also one named like something built in", () => {
  assert.deepEqual(symbolOf("constructor"), symbolOf("circle"));
  assert.notDeepEqual(symbolOf("lake"), symbolOf("circle"));
});

// The file that tests/picture/test_contrast.py holds the printed sheet to.
const file = new URL("../../../../tests/fixtures/colours.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: [string, string, string, number, string][] };

test("colours stand out as on the printed sheet", () => {
  for (const [colour, ground, ink, least, answer] of cases) assert.equal(standOut(colour, ground, ink, least), answer);
});
