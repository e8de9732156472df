import assert from "node:assert/strict";
import { test } from "node:test";

import { withRole } from "../../src/edit/importing/importpreview.ts";
import { changesTo, fieldLines, nameOf, newSiteOf, type Likely } from "../../src/edit/importing/likeness.ts";
import { kindOf, suggestionsIn } from "../../src/edit/importing/textkinds.ts";

const FEATURE = {
  type: "Feature",
  properties: { id: "tea", name: "茶室 {一}", description: 'a "quoted } brace' },
  geometry: { type: "Point", coordinates: [120.2, 30.2] },
};
const TEXT = JSON.stringify(FEATURE, null, 2);

const ending = (text: string, html = ""): string | null => {
  const found = kindOf(text, html);
  return found === null ? null : found.kind === "file" ? found.ending : found.kind;
};

test("a pasted text is what it looks like", () => {
  assert.equal(ending("名称\t坐标\n茶室\t120.2,30.2\n"), "tsv");
  assert.equal(ending("name,lon,lat\r\nA,120.2,30.2\r\n"), "csv");
  assert.equal(ending("名称;lon;lat\nA;120,2;30,2"), "csv");
  assert.equal(ending("120.2155,30.1893"), "txt");
  assert.equal(ending("茶室 120.2155,30.1893\n\nhttps://uri.amap.com/marker?position=120.2,30.2"), "txt");
  assert.equal(ending("30°11′21″N 120°12′56″E"), "txt");
  assert.equal(ending('{"type":"FeatureCollection","features":[]}'), "geojson");
  assert.equal(ending('\uFEFF{"type": "FeatureCollection", broken'), "geojson");
  assert.equal(ending('<?xml version="1.0"?><kml xmlns="x"></kml>'), "kml");
  assert.equal(ending('<gpx version="1.1"></gpx>'), "gpx");
  assert.equal(ending("", "<html><body><table><tr><td>a</table>"), "html");
  assert.equal(ending("a\tb\n1\t2", "<table></table>"), "tsv");
});

test("words, sentences and programs are left to the browser", () => {
  for (const text of ["", "  \n", "茶室", "See you at 3, in hall 5.", '{"a": 1}', "[1, 2]", "<p>hello</p>", "one\ntwo"]) {
    assert.equal(kindOf(text), null, text);
  }
});

test("geometries in WKT become a column of that name", () => {
  const found = kindOf("POINT(120.2 30.2)\r\n\r\n SRID=4326;MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))\r\n");
  assert.deepEqual(found, { kind: "file", ending: "tsv", text: "wkt\nPOINT(120.2 30.2)\nSRID=4326;MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))\n" });
});

test("a suggestion is found alone, among others, and in a letter", () => {
  const plain = { properties: FEATURE.properties, geometry: FEATURE.geometry };
  assert.deepEqual(suggestionsIn(TEXT), [plain]);
  assert.deepEqual(suggestionsIn(`[${TEXT},${TEXT}]`), [plain, plain]);
  assert.deepEqual(suggestionsIn(`您好 :-{ \n${TEXT}\n谢谢`), [plain]);
  assert.deepEqual(suggestionsIn(`您好：\n${TEXT}\n另有\n${TEXT}谢谢`), [plain, plain]);
  assert.deepEqual(suggestionsIn('{"type": "Feature", "properties": null, "geometry": null}'), []);
  assert.deepEqual(suggestionsIn('{"type": "FeatureCollection", "features": []}'), []);
  assert.deepEqual(suggestionsIn('{"type": "Feature", "properties": {"name": "A"}}'), [{ properties: { name: "A" }, geometry: null }]);
  assert.deepEqual(suggestionsIn(`${'{"Feature"'.repeat(20_000)}`), []);
});

const HERE: Likely = {
  id: "tea", why: "id", metres: 0,
  properties: { id: "tea", name: "茶室", seats: 3, link: "https://example.org/" },
  geometry: { type: "Point", coordinates: [120.2, 30.2] },
};

test("a suggestion is compared with what is there, field by field", () => {
  const suggested = { properties: { id: "tea", name: "茶室", seats: 4, link: "", note: "new" }, geometry: HERE.geometry };
  assert.deepEqual(fieldLines(suggested, HERE), [
    { name: "name", here: "茶室", suggested: "茶室", isDifferent: false },
    { name: "seats", here: "3", suggested: "4", isDifferent: true },
    { name: "link", here: "https://example.org/", suggested: "", isDifferent: true },
    { name: "note", here: "", suggested: "new", isDifferent: true },
  ]);
  // A blank keeps what is there, and so does a place that is the same.
  assert.deepEqual(changesTo(suggested, HERE), { set: { seats: 4, note: "new" } });
  const moved = { ...suggested, geometry: { type: "Point" as const, coordinates: [120.3, 30.2] } };
  assert.deepEqual(changesTo(moved, HERE).geometry, moved.geometry);
  assert.deepEqual("geometry" in changesTo({ ...suggested, geometry: null }, HERE), false);
});

test("a new site's id is left to whoever adds it", () => {
  const suggested = { properties: { id: "x", name: "茶室", note: "" }, geometry: null };
  assert.deepEqual(newSiteOf(suggested), { properties: { name: "茶室" }, geometry: null });
  assert.equal(nameOf({ properties: { name_en: " Tea " }, geometry: null }), "Tea");
  assert.equal(nameOf({ properties: {}, geometry: null }), "");
});

test("what only one column can be is no other's any more", () => {
  const first = withRole({ datum: "gcj02" }, "a", "name");
  assert.deepEqual(withRole(first, "b", "name"), { datum: "gcj02", columns: { b: "name" } });
  assert.deepEqual(withRole(first, "b", "name_en").columns, { a: "name", b: "name_en" });
  const pair = withRole(withRole({}, "x", "lon"), "y", "lat");
  assert.deepEqual(pair.columns, { x: "lon", y: "lat" });
  assert.deepEqual(withRole(pair, "z", "position").columns, { z: "position" });
  assert.deepEqual(withRole({ columns: { a: "fact" } }, "b", "fact").columns, { a: "fact", b: "fact" });
});
