/** What of a scene lies under the pointer: points before names, names before lines, lines before areas. */

import { Kind } from "../data/sites.ts";
import { distanceFrom, isInside } from "./geometry.ts";
import { rectsOf } from "./labels.ts";
import type { Outline } from "./places.ts";
import type { Scene } from "./scene.ts";
import type { Sign } from "./onesign.ts";
import { DOT, SITE_STYLE } from "./style.ts";

/** A sign, or the site whose name, dot, line or area was hit. */
export interface Hit {
  /** −1 for a cluster. */
  readonly row: number;
  readonly sign: Sign | null;
}

/** Half the width of what answers along a line, beyond the line itself, in pixels of a mouse. */
const LINE_SLACK = 4;

/** Whether a part of an area is the ground of other sites. */
export type HoldsOthers = (outline: Outline, part: number) => boolean;

/**
 * Find what lies at a place of the canvas.
 *
 * @param slack how far beyond its rim a thing is still hit, in pixels
 * @param holdsOthers whether other sites lie in an area: of a large one then only the border answers
 */
export function hitAt(
  scene: Scene, x: number, y: number, slack: number, holdsOthers: HoldsOthers,
): Hit | null {
  const sign = signAt(scene, x, y, slack);
  if (sign) return { row: sign.row, sign };
  const row = dotAt(scene, x, y, slack) ?? nameAt(scene, x, y) ?? lineAt(scene, x, y, slack) ??
    areaAt(scene, x, y, slack, holdsOthers);
  return row === null ? null : { row, sign: null };
}

/** The sign at a place, the nearest of several. */
function signAt(scene: Scene, x: number, y: number, slack: number): Sign | null {
  let [best, nearest]: [Sign | null, number] = [null, Infinity];
  const signs = scene.selected ? [scene.selected, ...scene.signs] : scene.signs;
  for (const sign of signs) {
    const away = Math.hypot(sign.x - x, sign.y - y) - sign.radius;
    if (away <= slack && away < nearest) [best, nearest] = [sign, away];
  }
  return best;
}

function dotAt({ frame, outlines }: Scene, x: number, y: number, slack: number): number | null {
  let [best, nearest]: [number | null, number] = [null, DOT + slack];
  for (const { row, dots } of outlines) {
    for (let i = 0; i < dots.length; i += 2) {
      const away = Math.hypot(dots[i]! * frame.world - frame.left - x, dots[i + 1]! * frame.world - frame.top - y);
      if (away <= nearest) [best, nearest] = [row, away];
    }
  }
  return best;
}

function nameAt({ names }: Scene, x: number, y: number): number | null {
  const hit = names.find(({ label, spot }) =>
    label.row >= 0 && rectsOf(label, spot).some((rect) => x >= rect.minX && x <= rect.maxX && y >= rect.minY && y <= rect.maxY),
  );
  return hit?.label.row ?? null;
}

function lineAt({ frame, outlines }: Scene, x: number, y: number, slack: number): number | null {
  let [best, nearest]: [number | null, number] = [null, slack + LINE_SLACK + SITE_STYLE.lineWidth / 2];
  for (const outline of outlines) {
    if (outline.kind !== Kind.line || !isNear(unitsAt(frame, x, y), outline, nearest / frame.world)) continue;
    const away = distanceFrom(...unitsAt(frame, x, y), outline.parts.flat()) * frame.world;
    if (away <= nearest) [best, nearest] = [outline.row, away];
  }
  return best;
}

/** The smallest area around a place; one that is the ground of others, or of all in view, only at its border. */
function areaAt(
  { frame, outlines, seen }: Scene, x: number, y: number, slack: number, holdsOthers: HoldsOthers,
): number | null {
  const at = unitsAt(frame, x, y);
  const reach = (slack + LINE_SLACK) / frame.world;
  // Large ones come first.
  for (let index = outlines.length - 1; index >= 0; index--) {
    const outline = outlines[index]!;
    const { kind, parts, box, row } = outline;
    if (kind !== Kind.area || !isNear(at, outline, reach)) continue;
    const part = parts.findIndex((rings) => isInside(...at, rings));
    if (part >= 0) {
      const across = ((box[2] - box[0]) * frame.world) / (seen.maxX - seen.minX);
      const down = ((box[3] - box[1]) * frame.world) / (seen.maxY - seen.minY);
      const isGround = (across > 1 && down > 1) || holdsOthers(outline, part);
      if (!isGround) return row;
    }
    if (distanceFrom(...at, parts.flat()) <= reach) return row;
  }
  return null;
}

/** A place of the canvas in units of the map. */
function unitsAt({ left, top, world }: Scene["frame"], x: number, y: number): readonly [number, number] {
  return [(x + left) / world, (y + top) / world];
}

function isNear([x, y]: readonly [number, number], { box }: Outline, reach: number): boolean {
  return x >= box[0] - reach && x <= box[2] + reach && y >= box[1] - reach && y <= box[3] + reach;
}
