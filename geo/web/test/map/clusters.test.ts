import assert from "node:assert/strict";
import { test } from "node:test";

import { cluster, CROWD_GAP, SIGN_GAP, signRadius, type Window } from "../../src/map/clusters.ts";

const EVERYWHERE: Window = [0, 0, 1, 1];

/** Pseudo-random numbers, always the same. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function scatter(count: number, spread: number, seed = 7): { x: Float64Array; y: Float64Array; visible: Uint8Array } {
  const next = numbers(seed);
  const x = Float64Array.from({ length: count }, () => 0.83 + next() * next() * spread);
  const y = Float64Array.from({ length: count }, () => 0.41 + next() * spread);
  return { x, y, visible: new Uint8Array(count).fill(1) };
}

for (const [count, spread] of [[40, 0.001], [3000, 0.001], [3000, 0.01], [20_000, 0.002]] as const) {
  for (const zoom of [8, 11, 13]) {
    test(`no two signs touch: ${count} sites, zoom ${zoom}, spread ${spread}`, () => {
      const { x, y, visible } = scatter(count, spread);
      const world = 256 * 2 ** zoom;
      const signs = cluster(x, y, visible, world, EVERYWHERE);
      for (let a = 0; a < signs.count; a++) {
        for (let b = 0; b < a; b++) {
          const apart = Math.hypot(signs.x[a]! - signs.x[b]!, signs.y[a]! - signs.y[b]!) * world;
          const least = signRadius(signs.size[a]!) + signRadius(signs.size[b]!) + SIGN_GAP;
          assert.ok(apart >= least - 1e-6, `${apart} < ${least}`);
        }
      }
    });
  }
}

test("each visible, located site is in exactly one sign", () => {
  const { x, y, visible } = scatter(500, 0.002);
  visible[3] = 0;
  x[4] = NaN;
  const signs = cluster(x, y, visible, 256 * 2 ** 11, EVERYWHERE);
  const seen = Array.from({ length: signs.count }, (_, sign) => [...signs.members(sign)]).flat();
  const expected = Array.from({ length: 500 }, (_, row) => row).filter((row) => row !== 3 && row !== 4);
  assert.deepEqual(seen.sort((a, b) => a - b), expected);
  assert.equal(signs.size.reduce((sum, size) => sum + size, 0), 498);
});

test("the first site of a sign is its first member", () => {
  const { x, y, visible } = scatter(800, 0.002);
  const signs = cluster(x, y, visible, 256 * 2 ** 10, EVERYWHERE);
  for (let sign = 0; sign < signs.count; sign++) {
    assert.equal(signs.first[sign], signs.members(sign)[0]);
    assert.equal(signs.size[sign], signs.members(sign).length);
  }
});

test("two sites part when their signs no longer touch", () => {
  const zoom = 12;
  const world = 256 * 2 ** zoom;
  const visible = new Uint8Array([1, 1]);
  const least = (2 * signRadius(1) + SIGN_GAP) / world;
  const count = (apart: number): number =>
    cluster(new Float64Array([0.5, 0.5 + apart]), new Float64Array([0.4, 0.4]), visible, world, EVERYWHERE).count;
  assert.equal(count(least * 0.99), 1);
  assert.equal(count(least * 1.01), 2);
});

test("sites on one spot stay one sign however close the zoom", () => {
  const same = new Float64Array([0.5, 0.5, 0.5]);
  const signs = cluster(same, same, new Uint8Array([1, 1, 1]), 256 * 2 ** 18, [0.49, 0.49, 0.51, 0.51]);
  assert.equal(signs.count, 1);
  assert.deepEqual([...signs.members(0)], [0, 1, 2]);
});

test("nothing outside the window, nothing from nothing", () => {
  const { x, y, visible } = scatter(50, 0.001);
  assert.equal(cluster(x, y, visible, 256 * 2 ** 10, [0, 0, 0.1, 0.1]).count, 0);
  assert.equal(cluster(new Float64Array(0), new Float64Array(0), new Uint8Array(0), 256, EVERYWHERE).count, 0);
});

test("every sign knows how many of each category it stands for", () => {
  const { x, y, visible } = scatter(3000, 0.002);
  const category = Uint16Array.from(x, (_, row) => row % 4);
  const signs = cluster(x, y, visible, 256 * 2 ** 11, EVERYWHERE);
  const mixes = signs.mixes(category, 4);
  for (let sign = 0; sign < signs.count; sign++) {
    const counted = [0, 0, 0, 0];
    for (const row of signs.members(sign)) counted[category[row]!]!++;
    assert.deepEqual([...mixes.subarray(sign * 4, sign * 4 + 4)], counted);
  }
});

/** Sites so many pixels apart, in lines and columns, around the middle of the world. */
function lattice(side: number, apart: number, world: number): { x: Float64Array; y: Float64Array; visible: Uint8Array } {
  const at = (step: number): number => 0.5 + ((step - side / 2) * apart) / world;
  return {
    x: Float64Array.from({ length: side * side }, (_, row) => at(row % side)),
    y: Float64Array.from({ length: side * side }, (_, row) => at(Math.floor(row / side))),
    visible: new Uint8Array(side * side).fill(1),
  };
}

test("in a crowd discs stand apart, so that a map is seen between them", () => {
  const world = 256 * 2 ** 12;
  const { x, y, visible } = lattice(120, 6, world);
  const signs = cluster(x, y, visible, world, EVERYWHERE);
  assert.ok(signs.count > 9);
  const edge = 150 / world; // at the rim of a crowd it is freer
  for (let a = 0; a < signs.count; a++) {
    if (Math.max(Math.abs(signs.x[a]! - 0.5), Math.abs(signs.y[a]! - 0.5)) > 360 / world - edge) continue;
    for (let b = 0; b < signs.count; b++) {
      if (a === b) continue;
      const free = Math.hypot(signs.x[a]! - signs.x[b]!, signs.y[a]! - signs.y[b]!) * world
        - signRadius(signs.size[a]!) - signRadius(signs.size[b]!);
      assert.ok(free >= CROWD_GAP / 2, `${free}`);
    }
  }
});

test("sites that stand apart by themselves stay so, as many as they are", () => {
  const world = 256 * 2 ** 12;
  const { x, y, visible } = lattice(20, 2 * signRadius(1) + SIGN_GAP + 1, world);
  assert.equal(cluster(x, y, visible, world, EVERYWHERE).count, 400);
});

test("a crowd is the same from wherever one looks at it", () => {
  const { x, y, visible } = scatter(20_000, 0.002);
  const world = 256 * 2 ** 13;
  const [block, middle] = [512 / world, [0.8305, 0.411]] as const;
  const seenFrom = (right: number): string[] => {
    const window: Window = [
      middle[0] - (3 - right) * block, middle[1] - 3 * block, middle[0] + (3 + right) * block, middle[1] + 3 * block];
    const signs = cluster(x, y, visible, world, window);
    return Array.from({ length: signs.count }, (_, at) => at)
      .filter((at) => Math.abs(signs.x[at]! - middle[0]) < block && Math.abs(signs.y[at]! - middle[1]) < block)
      .map((at) => `${signs.x[at]} ${signs.y[at]} ${signs.size[at]}`).sort();
  };
  const here = seenFrom(0);
  assert.ok(here.length > 20);
  assert.deepEqual(seenFrom(1), here);
});
