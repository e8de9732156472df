import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { load } from "../../src/data/load.ts";
import { unpack } from "../../src/data/payload.ts";
import { RowIndex } from "../../src/data/rowindex.ts";
import { mercatorX, mercatorY } from "../../src/data/earth.ts";
import { Kind } from "../../src/data/sites.ts";

// Python writes these: `python -m tests.page.golden`.
const golden = (name: string): string =>
  readFileSync(new URL(`../../../../tests/fixtures/payload/${name}`, import.meta.url), "utf8");

const blocks = async (name: string): Promise<string> =>
  name === "ground" ? "" : golden(`${name}.block`);

async function sites() {
  const loaded = await load(blocks, Promise.resolve());
  loaded.ground.catch(() => undefined); // this example has none
  await loaded.sites.complete;
  return loaded.sites;
}

test("every codec gives back what Python put in", async () => {
  const block = await unpack(golden("columns.block"));
  const expected = JSON.parse(golden("columns.json")) as Record<string, unknown[]>;
  assert.deepEqual(block.names, Object.keys(expected));
  for (const [name, values] of Object.entries(expected)) {
    const column = block.column(name);
    assert.equal(column.length, values.length, name);
    assert.deepEqual(Array.from(values, (_, row) => column.get(row)), values, name);
  }
});

test("rows are read in any order, and more runs than are kept", async () => {
  const block = await unpack(golden("columns.block"));
  const expected = (JSON.parse(golden("columns.json")) as Record<string, unknown[]>)["text"] ?? [];
  const column = block.column("text");
  for (const row of [200, 0, 130, 64, 63, 209]) assert.equal(column.get(row), expected[row]);
});

test("a payload that was cut off is refused", async () => {
  const whole = golden("columns.block");
  await assert.rejects(unpack(whole.slice(0, 400)));
});

test("positions are there before names are, which wait for the first picture", async () => {
  let release = (): void => undefined;
  const drawn = new Promise<void>((resolve) => (release = resolve));
  const asked: string[] = [];
  const { sites: early, ground } = await load((name) => {
    asked.push(name);
    return blocks(name);
  }, drawn);
  await ground.catch(() => undefined);
  assert.deepEqual(asked, ["head", "ground"]);
  assert.equal(early.count, 7);
  assert.ok(Math.abs((early.x[0] ?? 0) - mercatorX(120.210999)) < 1e-12);
  assert.equal(early.rowOf("a"), -1);
  assert.equal(early.name(0, "zh"), "");
  assert.deepEqual(early.rows("figures", 2), []);
  release();
  await early.complete;
  assert.equal(early.rowOf("a"), 0);
});

test("sites tell where they are and of what kind", async () => {
  const all = await sites();
  assert.deepEqual([...all.kind], [1, 0, 2, 3, 3, 1, 3]);
  assert.deepEqual(all.lonLat(0), [120.210999, 30.208901]);
  assert.equal(all.lonLat(1), null);
  assert.ok(Number.isNaN(all.x[1]));
  assert.ok(Math.abs((all.y[0] ?? 0) - mercatorY(30.208901)) < 1e-12);
  assert.equal(all.accuracy[0], 50.5);
  assert.ok(Number.isNaN(all.accuracy[1]));
});

test("values fall back to the default language and to nothing", async () => {
  const all = await sites();
  assert.equal(all.name(0, "en"), "Alpha");
  assert.equal(all.name(1, "en"), "乙");
  assert.equal(all.name(0, "zh"), "甲");
  assert.equal(all.value(2, "2020", "zh"), 3);
  assert.equal(all.value(0, "__proto__", "zh"), "x");
  assert.equal(all.value(0, "toString", "zh"), null);
  assert.equal(all.value(0, "accuracy_m", "en"), 50.5);
  assert.equal(all.value(0, "category", "en"), "park");
  assert.equal(all.value(3, "category", "en"), null);
});

test("categories are those of the settings first", async () => {
  const all = await sites();
  assert.deepEqual(all.head.categories.map(({ id }) => id), ["lake", "park", ""]);
  assert.deepEqual([...all.category], [1, 0, 1, 2, 0, 1, 1]);
});

test("sites are found by id, and know what they are part of", async () => {
  const all = await sites();
  assert.equal(all.rowOf("g"), 6);
  assert.equal(all.rowOf("nowhere"), -1);
  assert.deepEqual([1, 4, 5].map((row) => all.partOf(row)), [3, -1, 0]);
});

test("shapes have their parts, their holes and closed rings", async () => {
  const all = await sites();
  assert.equal(all.shape(0), null);
  const line = all.shape(2);
  assert.equal(line?.kind, Kind.line);
  assert.equal(line?.parts[0]?.[0]?.length, 6);
  const area = all.shape(3);
  const [outer, hole] = area?.parts[0] ?? [];
  assert.equal(outer?.length, 10);
  assert.equal(hole?.length, 8);
  assert.deepEqual([outer?.[0], outer?.[1]], [outer?.[8], outer?.[9]]);
  assert.ok(Math.abs((area?.box[0] ?? 0) - mercatorX(120)) < 1e-9);
  assert.ok(Math.abs((area?.box[1] ?? 0) - mercatorY(30.4)) < 1e-9);
  assert.equal(all.shape(4)?.parts.length, 2);
});

test("several points are a shape of points, and a line among areas is drawn too", async () => {
  const all = await sites();
  const points = all.shape(5);
  assert.equal(points?.kind, Kind.point);
  assert.deepEqual(points?.parts.map((part) => part[0]?.length), [2, 2]);
  const mixed = all.shape(6);
  assert.equal(mixed?.kind, Kind.area);
  assert.equal(mixed?.parts.length, 2);
});

test("a site has its rows of a table, in their order", async () => {
  const all = await sites();
  assert.deepEqual(all.rows("figures", 2), [
    { indicator: "座位", value: 100, year: 2022 },
    { indicator: "面积", value: 2.25, year: 2023 },
  ]);
  assert.deepEqual(all.rows("figures", 1), []);
  assert.deepEqual(all.rows("no such table", 0), []);
  assert.deepEqual(all.allRows("sources"), [
    { id: "s1", title: "甲报" },
    { id: "s2", title: null },
  ]);
});

test("an index finds each of many ids and none that is not there", () => {
  const ids = Array.from({ length: 5000 }, (_, row) => `site-${row * 7}`);
  const index = new RowIndex(ids.length, (row) => ids[row] ?? "");
  assert.ok(ids.every((id, row) => index.find(id) === row));
  assert.equal(index.find("site-1"), -1);
  assert.equal(new RowIndex(0, () => "").find("a"), -1);
});
