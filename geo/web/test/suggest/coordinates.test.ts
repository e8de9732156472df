import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { fromWgs84, type Datum, type LonLat } from "../../src/data/datum.ts";
import { parsePosition, readPosition, readPositions } from "../../src/suggest/coordinates.ts";

// The file that tests/positions/test_coordinates.py holds the Python side to.
const fixture = JSON.parse(
  readFileSync(new URL("../../../../tests/fixtures/positions/read.json", import.meta.url), "utf8"),
) as {
  readonly read: readonly { readonly text: string; readonly at: LonLat; readonly datum: Datum }[];
  readonly refused: readonly { readonly text: string }[];
  readonly near: readonly { readonly text: string; readonly near: LonLat; readonly at: LonLat | null }[];
};
const NEAR: LonLat = [120.2, 30.2];
const close = (one: LonLat, other: LonLat): boolean => one.every((value, axis) => Math.abs(value - other[axis]!) < 1e-7);

test("numbers and links in every dress", () => {
  for (const { text, at, datum } of fixture.read) {
    const found = parsePosition(text.trim(), null);
    assert.ok(found && close(found.at, at), `${text}: ${JSON.stringify(found)}`);
    assert.equal(found.datum, datum, text);
  }
});

test("what holds no position, or more than one, is none", () => {
  for (const { text } of fixture.refused) assert.equal(parsePosition(text.trim(), null), null, text);
  for (const text of ["120.2,", "1e2,3", "120..2,30", "x".repeat(5000), "1,2".padEnd(3000)]) {
    assert.equal(readPosition(text, "", NEAR), null, text.slice(0, 20));
  }
});

test("the place shown decides which number is the longitude", () => {
  for (const { text, near, at } of fixture.near) {
    const found = parsePosition(text, near)?.at ?? null;
    assert.ok(found && at ? close(found, at) : found === at, `${text}: ${found}`);
  }
});

test("where either order may be meant, both places are told", () => {
  assert.deepEqual(readPositions("52,52 13,40", "", NEAR), [[52.52, 13.4], [13.4, 52.52]]);
  assert.deepEqual(readPositions("30.2 120.1", "", NEAR), [[120.1, 30.2]]);
  assert.deepEqual(readPositions("Lab 5", "", NEAR), []);
});

test("the datum named, or else the link's, is undone", () => {
  for (const datum of ["gcj02", "bd09"] as const) {
    const [lon, lat] = fromWgs84(120.2011, 30.1922, datum);
    assert.deepEqual(readPosition(`${lon},${lat}`, datum, NEAR), [120.2011, 30.1922]);
  }
  const [lon, lat] = fromWgs84(120.2011, 30.1922, "gcj02").map((value) => value.toFixed(8));
  const link = `https://uri.amap.com/marker?position=${lon},${lat}`;
  assert.deepEqual(readPosition(link, "", NEAR), [120.2011, 30.1922]);
  assert.deepEqual(readPosition(link, "wgs84", NEAR), [Number(lon), Number(lat)].map((value) => Number(value.toFixed(6))));
});
