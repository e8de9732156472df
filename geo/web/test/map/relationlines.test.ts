import assert from "node:assert/strict";
import { test } from "node:test";

import type { Frame } from "../../src/map/frame.ts";
import { drawLinks, type LinkLine } from "../../src/map/relationlines.ts";
import { palette } from "../../src/map/style.ts";

const WIDE = { minX: -1000, minY: -1000, maxX: 1000, maxY: 1000 };

/** Where words are written. */
function wordsOf(links: readonly LinkLine[], taken: Parameters<typeof drawLinks>[3] = [], seen = WIDE): [string, number, number][] {
  const written: [string, number, number][] = [];
  const nothing = (): void => undefined;
  const context = new Proxy({}, {
    get: (_, name) => {
      if (name === "fillText") return (...args: [string, number, number]): unknown => written.push(args);
      return name === "measureText" ? (text: string) => ({ width: text.length * 6 }) : nothing;
    },
    set: () => true,
  });
  drawLinks({ context } as unknown as Frame, links, palette("light"), taken, seen);
  return written;
}

const link = (to: readonly [number, number], word: string): LinkLine => ({ from: [0, 0], to, word, bend: 0 });

test("the word of a relation stands in the middle of its line, or beside what stands there", () => {
  assert.deepEqual(wordsOf([link([400, 0], "part of")]), [["part of", 200, 0]]);
  const [[, x] = []] = wordsOf([link([400, 0], "part of")], [{ minX: 150, minY: -10, maxX: 250, maxY: 10 }]);
  assert.ok(x !== undefined && (x < 129 || x > 271), `${x}`);
});

test("no word stands upon another, and where there is no room it is left out", () => {
  const words = wordsOf(Array.from({ length: 12 }, (_, n) => link([200, n], "strategic partner of")));
  assert.ok(words.length > 0 && words.length < 4, `${words.length}`);
  assert.deepEqual(wordsOf([link([200, 0], "part of")], [{ minX: 0, minY: -10, maxX: 400, maxY: 10 }]), []);
});

test("a word stands whole in the part of its line that is seen", () => {
  const seen = { minX: -50, minY: -100, maxX: 300, maxY: 100 };
  const [[, x] = []] = wordsOf([link([2000, 0], "run jointly with")], [], seen);
  assert.ok(x !== undefined && x - 50 > 16 && x + 50 < 300, `${x}`);
  // Nothing of the line is seen that has room for it.
  assert.deepEqual(wordsOf([link([2000, 0], "run jointly with")], [], { ...seen, maxX: 60 }), []);
});

test("of a line many times as long as the window the word still stands in the window", () => {
  const seen = { minX: 9_000, minY: -300, maxX: 9_400, maxY: 300 };
  const [[word, x, y] = ["", NaN, NaN], ...more] = wordsOf([{ ...link([60_000, 60], "run jointly with"), bend: 14 }], [], seen);
  assert.equal(word, "run jointly with");
  assert.deepEqual(more, []);
  assert.ok(x - 50 > seen.minX && x + 50 < seen.maxX && Math.abs(y) < 300, `${x} ${y}`);
  // From far beyond both sides, and slanted.
  const [[, a, b] = ["", NaN, NaN]] = wordsOf([{ from: [-20_000, -20_000], to: [20_000, 20_000], word: "part of", bend: 0 }], [], { minX: -200, minY: -200, maxX: 200, maxY: 200 });
  assert.ok(Math.abs(a) < 180 && Math.abs(b) < 194, `${a} ${b}`);
});

test("what two sites say of each other stands between them once, however often it is said", () => {
  const both = [{ ...link([400, 0], "partner of"), bend: 14 }, { from: [400, 0], to: [0, 0], word: "partner of", bend: 36 } as const];
  assert.deepEqual(wordsOf(both).map(([word]) => word), ["partner of"]);
  assert.deepEqual(wordsOf([both[0]!, { ...both[1]!, word: "hosts" }]).map(([word]) => word), ["partner of", "hosts"]);
});
