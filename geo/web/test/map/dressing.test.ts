import assert from "node:assert/strict";
import { test } from "node:test";

import { categoryGrouping } from "../../src/data/grouping.ts";
import { isAreal, Kind } from "../../src/data/sites.ts";
import type { Look } from "../../src/look.ts";
import { handOf } from "../../src/map/dressing.ts";
import type { Box } from "../../src/map/geometry.ts";
import { SignPainter } from "../../src/map/signs.ts";
import { makeSites } from "../panel/sites.ts";

test("among points an area is filled as on any map of areas, unless it is what the points lie on, or circles have sizes", () => {
  const made = makeSites({
    categories: ["a"],
    sites: [[0, 0], [10, 0], [0, 10], [10, 10]].map(([lon, lat], n) => ({ id: `s${n}`, name: `S${n}`, category: "a", lon, lat })),
  });
  const sites = { ...made, kind: Uint8Array.from([Kind.point, Kind.point, Kind.point, Kind.area]) };
  const grouping = categoryGrouping(sites);
  const [west, north] = [sites.x[2]!, sites.y[2]!];
  const side = sites.x[1]! - sites.x[0]!;
  const box = (share: number): Box => [west, north, west + share * side, north + share * side];
  const faint = (look: Look, share: number): boolean =>
    handOf(sites, look, {} as never, isAreal(sites), (one) => new SignPainter(one)).isFaint(box(share));
  const look: Look = { grouping, sizing: null };
  assert.deepEqual([0.05, 0.9, 1.2].map((share) => faint(look, share)), [false, false, true]);
  assert.ok(faint({ grouping, sizing: { radius: new Float64Array(4) } as never }, 0.05));
});
