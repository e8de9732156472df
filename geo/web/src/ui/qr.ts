/** A text as a QR code, drawn as one path. */

import { encode } from "uqr";

import { svg } from "../dom.ts";

/** Bytes that fit the largest code at the least correction. */
const MOST_BYTES = 2900;
/** White around a code, in its own squares, as the standard asks for. */
const BORDER = 4;

/** Null where the text is too long. */
export function qrCode(text: string, label: string): SVGSVGElement | null {
  if (new TextEncoder().encode(text).length > MOST_BYTES) return null;
  const { data, size } = encode(text, { ecc: "L", boostEcc: true, border: BORDER });
  const runs: string[] = [];
  data.forEach((line, y) => {
    for (let x = 0; x < size; x++) {
      const start = x;
      while (line[x]) x++;
      if (x > start) runs.push(`M${start} ${y}h${x - start}v1h-${x - start}z`);
    }
  });
  return svg(
    "svg",
    { class: "pm-qr", viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": label, "shape-rendering": "crispEdges" },
    // Dark on light in either theme: what a camera expects.
    svg("path", { fill: "#ffffff", d: `M0 0h${size}v${size}H0z` }),
    svg("path", { fill: "#000000", d: runs.join("") }),
  );
}
