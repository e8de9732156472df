/** Where a name may stand: around a dot, and whole within the view. */

import { rectsOf, type Label, type Spot } from "./labels.ts";
import type { Rect } from "./rect.ts";
import { heightOf, widthOf, type TextLine } from "./text.ts";

/** Places along each half side of a dot's rim. */
const RIM_STEPS = 6;

/** Up and down to the right, then to the left: where none of the four sides is free. */
export function besideDot(x: number, y: number, away: number, lines: readonly TextLine[]): Spot[] {
  const [right, down] = [away * 0.8, away * 0.6 + heightOf(lines) / 2 - 4];
  return [
    { x: x + right, y: y - down, align: 1, angle: 0 },
    { x: x + right, y: y + down, align: 1, angle: 0 },
    { x: x - right, y: y - down, align: -1, angle: 0 },
    { x: x - right, y: y + down, align: -1, angle: 0 },
  ];
}

/** All around a dot, touching a box that many pixels from it, nearest first. */
export function alongRim(x: number, y: number, away: number, lines: readonly TextLine[]): Spot[] {
  const [halfWidth, half] = [widthOf(lines) / 2, heightOf(lines) / 2];
  const [across, down] = [away + halfWidth, away + half - 2];
  const spots: Spot[] = [];
  for (let step = -RIM_STEPS; step <= RIM_STEPS; step++) {
    const part = step / RIM_STEPS;
    for (const side of [-1, 1]) {
      spots.push({ x: x + part * across, y: y + side * down, align: 0, angle: 0 });
      spots.push({ x: x + side * across, y: y + part * down, align: 0, angle: 0 });
    }
  }
  const farOff = (spot: Spot): number => Math.hypot(spot.x - x, spot.y - y);
  return spots.sort((a, b) => farOff(a) - farOff(b));
}

/** The same label without the places where the rim of the view cuts it; out of view all are good. */
export function insideOnly(seen: Rect, label: Label): Label {
  const uncut = label.spots.filter((spot) => isWhole(seen, label, spot) || isBeyond(seen, label, spot));
  return uncut.length === 0 && label.always ? label : { ...label, spots: uncut };
}

/** Labels without the places where the rim of a sheet cuts them: nobody can move it. */
export function wholeOnly(seen: Rect, labels: readonly Label[]): Label[] {
  return labels.map((label) => ({ ...label, spots: label.spots.filter((spot) => isWhole(seen, label, spot)) }));
}

function isBeyond(seen: Rect, label: Label, spot: Spot): boolean {
  return rectsOf(label, spot).every(
    ({ minX, minY, maxX, maxY }) =>
      maxX < seen.minX || maxY < seen.minY || minX > seen.maxX || minY > seen.maxY,
  );
}

/** Whether a label at a spot lies within the view. */
export function isWhole(seen: Rect, label: Label, spot: Spot): boolean {
  return rectsOf(label, spot).every(
    ({ minX, minY, maxX, maxY }) =>
      minX >= seen.minX && minY >= seen.minY && maxX <= seen.maxX && maxY <= seen.maxY,
  );
}
