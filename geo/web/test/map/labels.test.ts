import assert from "node:assert/strict";
import { test } from "node:test";

import { COVERED, edgeOf, GROUND_DOT, isStacked, placeLabels, rectsOf, type Label, type Obstacle, type Spot } from "../../src/map/labels.ts";
import { breakLines, type TextLine } from "../../src/map/text.ts";

const line = (text: string): TextLine => ({
  text, font: "10px x", size: 10, colour: "#000", tracking: 0, width: text.length * 10,
});

const spot = (x: number, y: number, align: Spot["align"] = 0, angle = 0): Spot => ({ x, y, align, angle });

const label = (text: string, spots: Spot[], more: Partial<Label> = {}): Label => ({
  lines: [line(text)], halo: { colour: "", width: 0 }, priority: 0, spots, row: -1, ...more,
});

const names = (labels: Label[], obstacles: Obstacle[] = []): string[] =>
  placeLabels(labels, obstacles).map((placed) => placed.label.lines[0]!.text);

test("the more important of two names that would overlap is written", () => {
  const at = [spot(100, 100)];
  assert.deepEqual(names([label("low", at, { priority: 2 }), label("high", at, { priority: 1 })]), ["high"]);
});

test("a name takes its next place when the first is taken", () => {
  const placed = placeLabels([label("a", [spot(50, 50)]), label("b", [spot(50, 50), spot(50, 90)])], []);
  assert.deepEqual(placed.map((one) => one.spot.y), [50, 90]);
});

test("no name covers a sign but it may stand beside its own", () => {
  const sign = { minX: 40, minY: 40, maxX: 60, maxY: 60, row: 5 };
  assert.deepEqual(names([label("other", [spot(50, 50)], { row: 4 })], [sign]), []);
  assert.deepEqual(names([label("own", [spot(50, 50)], { row: 5 })], [sign]), ["own"]);
});

test("no name of the ground is cut by the edge of what is seen, but for those along a line", () => {
  const edge = edgeOf({ minX: 0, minY: 0, maxX: 400, maxY: 300 });
  assert.deepEqual(names([label("Anchorage", [spot(10, 50)])], edge), []);
  assert.deepEqual(names([label("Anchorage", [spot(10, 50), spot(60, 50)])], edge), ["Anchorage"]);
  assert.deepEqual(names([label("a road", [spot(10, 150, 0, 0.2)])], edge), ["a road"]);
  assert.deepEqual(names([label("a site", [spot(10, 250)], { row: 3 })], edge), ["a site"]);
  // What lies beyond is there when the map is moved.
  assert.deepEqual(names([label("beyond", [spot(-200, 50)])], edge), ["beyond"]);
});

test("the selected name is written across a sign rather than below what stands on the map", () => {
  const spots = [spot(50, 50), spot(250, 50)];
  const furniture = { minX: 20, minY: 40, maxX: 80, maxY: 60, row: COVERED };
  const signs = [240, 250, 260].map((minX, row) => ({ minX, minY: 45, maxX: minX + 5, maxY: 55, row }));
  const [placed] = placeLabels([label("selected", spots, { row: 9, always: true })], [furniture, ...signs]);
  assert.equal(placed?.spot.x, 250);
});

test("no two placed names overlap", () => {
  let state = 1;
  const next = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const labels = Array.from({ length: 300 }, (_, row) =>
    label("x".repeat(1 + Math.floor(next() * 8)), [
      spot(next() * 400, next() * 400, 1), spot(next() * 400, next() * 400, -1, next() - 0.5),
    ], { row, priority: Math.floor(next() * 3) }),
  );
  const placed = placeLabels(labels, []);
  assert.ok(placed.length > 10);
  const rects = placed.map((one) => rectsOf(one.label, one.spot));
  rects.forEach((a, i) => rects.slice(0, i).forEach((b) => {
    for (const p of a) for (const q of b) {
      const isApart = p.maxX <= q.minX || q.maxX <= p.minX || p.maxY <= q.minY || q.maxY <= p.minY;
      assert.ok(isApart);
    }
  }));
  assert.deepEqual(placeLabels(labels, []), placed);
});

test("one name is not repeated close by", () => {
  const once = { key: "road", distance: 100 };
  const road = (x: number): Label => label("road", [spot(x, 10)], { once });
  assert.equal(names([road(0), road(90), road(200)]).length, 2);
});

test("the selected site's name is written whatever is in its way", () => {
  const labels = [label("a", [spot(50, 50)], { priority: -2 }), label("b", [spot(50, 50)], { always: true })];
  assert.deepEqual(names(labels), ["a", "b"]);
});

test("it covers as little as can be: a corner of two signs rather than the whole of one", () => {
  const whole = { minX: 40, minY: 40, maxX: 60, maxY: 60, row: 1 };
  const corners = [200, 300].map((y, row) => ({ minX: 205, minY: y, maxX: 215, maxY: y + 60, row }));
  const spots = [spot(50, 50), spot(200, 280)];
  const [placed] = placeLabels([label("selected", spots, { row: 9, always: true })], [whole, ...corners]);
  assert.equal(placed?.spot.x, 200);
});

test("only Chinese on steep lines stands upright", () => {
  assert.ok(isStacked([line("江南大道")], 1.4));
  assert.ok(!isStacked([line("江南大道")], 0.3));
  assert.ok(!isStacked([line("Jiangnan")], 1.4));
});

const width = (text: string): number => [...text].length * 10;

test("a short name stays on one line", () => {
  assert.deepEqual(breakLines("白马湖", 100, width), ["白马湖"]);
});

test("what stands in brackets goes to its own line", () => {
  assert.deepEqual(breakLines("杭州奥体中心体育场（大莲花）", 100, width), ["杭州奥体中心体育场", "（大莲花）"]);
});

test("no word is broken and nothing is lost", () => {
  const name = "Ultra-sensitive weak magnetic field and inertial measurement facility";
  const lines = breakLines(name, 260, width);
  assert.equal(lines.join(" "), name);
  assert.ok(lines.every((part) => width(part) <= 260));
});

test("a Chinese name breaks between words and loses nothing", () => {
  const name = "浙江省智能感知技术创新中心实验室";
  const lines = breakLines(name, 100, width);
  assert.equal(lines.join(""), name);
  assert.ok(lines.length === 2 && lines.every((part) => part.length >= 6));
});

test("what is far too long for a word is cut where a line is full", () => {
  const lines = breakLines(`see ${"x".repeat(300)}`, 100, width);
  assert.ok(lines.length > 4);
  assert.ok(lines.every((part) => width(part) <= 100));
  assert.ok(lines.join("").startsWith(`see${"x".repeat(60)}`));
});

test("a word wider than a line stays whole", () => {
  assert.deepEqual(breakLines("Llanfairpwllgwyngyll", 100, width), ["Llanfairpwllgwyngyll"]);
});

test("a compound wider than a line is parted after its hyphens, not inside a word", () => {
  assert.deepEqual(breakLines("Paul-und-Charlotte-Kniese-Gemeinschaftsschule", 200, width), [
    "Paul-und-", "Charlotte-Kniese-", "Gemeinschaftsschule",
  ]);
  assert.deepEqual(breakLines("Paul-und-Charlotte", 150, width), ["Paul-und-Charlotte"]);
});

test("a word wider than a line leaves the other lines its width", () => {
  assert.deepEqual(breakLines("Gemeinschaftsschule (Mittel- und Ober)", 100, width), [
    "Gemeinschaftsschule", "(Mittel- und Ober)",
  ]);
});

test("lines are of about equal length when one more is needed than their widths add up to", () => {
  assert.deepEqual(breakLines("Japanische Internationale Schule zu Berlin", 240, width), [
    "Japanische", "Internationale", "Schule zu Berlin",
  ]);
});

test("no name of the ground stands upon a station's dot, and a site's name may", () => {
  const dot = { minX: 40, minY: -5, maxX: 50, maxY: 5, row: GROUND_DOT };
  const written = (row: number): number =>
    placeLabels([label("Road", [spot(45, 0)], { row })], [dot]).length;
  assert.equal(written(-1), 0);
  assert.equal(written(3), 1);
});
