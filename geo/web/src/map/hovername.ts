/** The name of the site that is pointed at, with what the colours say of it, and where both are written. */

import type { Hand } from "./draw.ts";
import { aroundDot } from "./groundlabels.ts";
import type { Hit } from "./hits.ts";
import type { Label } from "./labels.ts";
import { isWhole } from "./namespots.ts";
import { nameLines, nameOf, secondLine, type Scene, type Subject } from "./scene.ts";

/** From the pointer to the name of what has no sign, and from a sign's rim to what is said of it, in pixels. */
const AWAY = { pointer: 14, sign: 8 };

/**
 * Write a site's name where there is room for it whole.
 *
 * @param said what the colours say of it, nothing where they say nothing
 * @param pointed where on the canvas a site without a sign is pointed at
 */
export function hoverName(
  scene: Scene, subject: Subject, { row, sign }: Hit, said: string, pointed: () => { readonly x: number; readonly y: number },
): NonNullable<Hand["hovered"]>["name"] {
  if (sign && said === "") {
    const label = nameOf(scene.frame, subject, sign, false);
    return { label, spot: label.spots[0]! };
  }
  const lines = [...nameLines(subject, row, scene.frame.zoom, false), ...(said ? [secondLine(subject, said)] : [])];
  const { x, y } = sign ?? pointed();
  const spots = aroundDot(x, y, sign ? sign.radius + AWAY.sign : AWAY.pointer, lines);
  const label: Label = { lines, halo: { colour: "", width: 0 }, priority: 0, spots, row };
  return { label, spot: spots.find((spot) => isWhole(subject.seen, label, spot)) ?? spots[0]! };
}
