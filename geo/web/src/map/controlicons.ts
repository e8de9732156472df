/** Icons of the controls, drawn in lines on a 24 × 24 box. */

import { svg } from "../dom.ts";

const PATHS = {
  zoomIn: "M12 5v14M5 12h14",
  zoomOut: "M5 12h14",
  fit: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5M9.5 12h5M12 9.5v5",
  locate: "M12 2.5v4M12 17.5v4M2.5 12h4M17.5 12h4M12 6.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11z",
  enter: "M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7",
  leave: "M20 10h-6V4M14 10l6.5-6.5M4 14h6v6M10 14l-6.5 6.5",
  legend: "M12 3.5 21 8.5l-9 5-9-5zM3.5 12.5 12 17.200l8.5-4.700M3.5 16.5 12 21.200l8.5-4.7",
  close: "M6 6l12 12M18 6 6 18",
  arrow: "M5 12h13M12.5 6l6 6-6 6",
} as const;

export function icon(name: keyof typeof PATHS): SVGSVGElement {
  return svg(
    "svg",
    { class: "pm-icon", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" },
    svg("path", { d: PATHS[name] }),
  );
}
