import assert from "node:assert/strict";
import { test } from "node:test";

import { placeLabels, rectsOf, type Obstacle } from "../../src/map/labels.ts";
import type { Frame } from "../../src/map/frame.ts";
import { Kind } from "../../src/data/sites.ts";
import type { Outline } from "../../src/map/places.ts";
import { nameOf, namesOf, plainLabels, type Subject } from "../../src/map/scene.ts";
import type { Sign } from "../../src/map/onesign.ts";
import { palette } from "../../src/map/style.ts";
import { makeSites } from "../panel/sites.ts";

const sites = makeSites({ sites: [{ id: "zone", name: "Hangzhou High-tech Zone" }], categories: ["any"] });
const subject = {
  sites, lang: "en", otherLang: "en", colours: palette("light"),
  measure: (text: string) => text.length * 7, seen: { minX: 0, minY: 0, maxX: 320, maxY: 240 },
} as unknown as Subject;
const frame = { zoom: 12 } as Frame;
const sign: Sign = { x: 160, y: 120, home: [160, 120], radius: 12.5, row: 0, index: -1, size: 1, disc: 0, isWeak: false, isBare: false };
const around = (x: number, y: number): Obstacle => ({ minX: x - 14, minY: y - 14, maxX: x + 14, maxY: y + 14, row: -1 });
const own: Obstacle = { ...around(160, 120), row: 0 };

// On all of its usual places stands another sign.
const others = [
  around(230, 120), around(90, 120), around(160, 160), around(160, 80),
  around(240, 90), around(240, 150), around(80, 90), around(80, 150),
];

test("the selected name finds a free place between signs, a little farther off", () => {
  const [placed] = placeLabels([nameOf(frame, subject, sign, true)], [own, ...others]);
  for (const a of rectsOf(placed!.label, placed!.spot)) {
    for (const b of others) {
      assert.ok(a.maxX <= b.minX || b.maxX <= a.minX || a.maxY <= b.minY || b.maxY <= a.minY);
    }
  }
});

test("it takes the usual places first, and others have no more than those", () => {
  const selected = nameOf(frame, subject, sign, true);
  const [placed] = placeLabels([selected], [own]);
  assert.equal(placed!.spot, selected.spots[0]);
  assert.equal(placeLabels([nameOf(frame, subject, sign, false)], [own, ...others]).length, 0);
});

test("pieces of a road are named once and again far off, areas of one name each", () => {
  const names = Array.from({ length: 5 }, (_, row) => ({ id: `piece-${row}`, name: "Ring Road" }));
  const rows = names.map((_, row) => row);
  const wide = {
    ...subject, sites: makeSites({ sites: names, categories: ["any"] }), selected: -1, isNumbered: false,
    places: { x: rows.map((row) => (row * 100 + 50) / 1000), y: rows.map(() => 0.1) },
    seen: { minX: 0, minY: 0, maxX: 1000, maxY: 300 },
  } as unknown as Subject;
  const view = { zoom: 12, world: 1000, left: 0, top: 0 } as Frame;
  const written = (kind: Kind): number => {
    const outlines = rows.map((row) => ({ row, kind, box: [row / 10, 0.05, (row + 1) / 10, 0.15], dots: [] }) as unknown as Outline);
    return placeLabels(plainLabels(view, wide, outlines), []).length;
  };
  assert.equal(written(Kind.line), 2);
  assert.equal(written(Kind.area), 5);
});

test("of a cluster's sites those of one name are told once, with their number", () => {
  const names = ["Park", "Lake", "Park"].map((name, row) => ({ id: `s${row}`, name }));
  const three = { ...subject, sites: makeSites({ sites: names, categories: ["any"] }) };
  const clusters = { members: () => [0, 1, 2] } as unknown as Parameters<typeof namesOf>[3];
  const [label] = namesOf(frame, three, { ...sign, row: -1, size: 3, index: 0 }, clusters);
  assert.deepEqual(label?.lines.map(({ text }) => text), ["Park ×2", "Lake"]);
});
