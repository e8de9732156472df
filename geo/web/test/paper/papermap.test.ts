import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import "../../src/paper/bareengine.ts";
import { drawMap, tellMap, type Asked } from "../../src/paper/papermap.ts";

const read = (name: string): string => readFileSync(new URL(`../../../../tests/fixtures/scene/${name}.json`, import.meta.url), "utf8");
const asked = JSON.parse(read("asked")) as Asked;

test("signs, names and outlines of a sheet stand where Python's own tests have them", async () => {
  assert.deepEqual(await tellMap(asked), JSON.parse(read("told")));
});

test("a sheet is drawn the same each time, and without a browser", async () => {
  assert.deepEqual(await drawMap(asked), await drawMap(asked));
  assert.equal(typeof document, "undefined");
});

test("the key has each group's sign and count, and those nobody has located by name", async () => {
  const { groups, unlocated, swatches, overview } = await drawMap(asked);
  assert.deepEqual(groups.map(({ count }) => count), [7]);
  assert.match(groups[0]!.sign, /^<use href="#d\d+"/);
  assert.deepEqual(unlocated, [[["zh", "未定"], ["en", "Not located"]]]);
  assert.deepEqual(swatches.map(({ kind }) => kind), ["disc", "area", "primary"]);
  assert.ok(overview);
});

test("a sheet in the dark has the same signs in the same places, in the colours of the dark", async () => {
  const dark = { ...asked, theme: "dark" } as const;
  assert.deepEqual(await tellMap(dark), await tellMap(asked));
  assert.match((await drawMap(dark)).map, /fill="#14181d"/);
});
