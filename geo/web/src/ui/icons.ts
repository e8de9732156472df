/** The panel's own small drawings: strokes in a box of 20 by 20. */

import { svg } from "../dom.ts";

const PATHS = {
  search: "M8.5 3.5a5 5 0 1 0 0 10a5 5 0 1 0 0-10zM12.2 12.2 17 17",
  close: "M5 5l10 10M15 5 5 15",
  share: "M10 12V3M6.5 6 10 2.7 13.5 6M5 9.5v7h10v-7",
  light: "M10 6.6a3.4 3.4 0 1 0 0 6.8a3.4 3.4 0 1 0 0-6.8zM10 1.8v1.8M10 16.4v1.8M1.8 10h1.8M16.4 10h1.8M4.2 4.2l1.3 1.3M14.5 14.5l1.3 1.3M15.8 4.2l-1.3 1.3M5.5 14.5l-1.3 1.3",
  dark: "M16.5 12.2A7 7 0 0 1 7.8 3.5a7 7 0 1 0 8.7 8.7z",
  auto: "M10 3a7 7 0 1 0 0 14a7 7 0 1 0 0-14zM10 3v14M10 6h3.6M10 9h5.9M10 12h5.7M10 15h3.2",
  about: "M10 2.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 1 0 0-15zM10 9v5M10 5.9v.4",
  zoom: "M10 6a4 4 0 1 0 0 8a4 4 0 1 0 0-8zM10 2v3M10 15v3M2 10h3M15 10h3",
  link: "M8.5 11.5a3 3 0 0 0 4.3 0l3-3a3 3 0 0 0-4.3-4.3l-.8.8M11.5 8.5a3 3 0 0 0-4.3 0l-3 3a3 3 0 0 0 4.3 4.3l.8-.8",
  place: "M10 18c3.5-4 5.3-6.8 5.3-9.5a5.3 5.3 0 0 0-10.6 0C4.7 11.2 6.5 14 10 18zM10 6.7a1.8 1.8 0 1 0 0 3.6a1.8 1.8 0 1 0 0-3.6z",
  suggest: "M10 18c3.5-4 5.3-6.8 5.3-9.5a5.3 5.3 0 0 0-10.6 0C4.7 11.2 6.5 14 10 18zM10 6.2v5M7.5 8.7h5",
  open: "M11.5 3.5h5v5M16 4l-7 7M13.5 11.5v5h-10v-10h5",
  copy: "M7.5 7.5h9v9h-9zM4 12.5H3.5v-9h9V4",
  check: "M4 10.5 8.2 15 16 5.5",
  compare: "M3.5 4h5v12h-5zM11.5 4h5v12h-5z",
  way: "M10 2.2 17.8 10 10 17.8 2.2 10zM7.5 12.5V10.3a1 1 0 0 1 1-1h4M10.8 7.3l2 2-2 2",
  call: "M6.8 2.8 8.9 7 7.2 8.7a9.5 9.5 0 0 0 4.1 4.1L13 11.1l4.2 2.1v3.2c-7.8.6-14-5.6-13.6-13.6z",
  forward: "M7.5 4.5 13 10l-5.5 5.5",
  back: "M12.5 4.5 7 10l5.5 5.5",
  play: "M6.5 4.5v11l9-5.5z",
  pause: "M7 4.5v11M13 4.5v11",
} as const;

export type Icon = keyof typeof PATHS;

/** A drawing that says nothing by itself: the words stand beside it or in its button's label. */
export function icon(name: Icon): SVGSVGElement {
  return svg(
    "svg",
    { class: "pm-icon", viewBox: "0 0 20 20", "aria-hidden": "true", focusable: "false" },
    svg("path", { d: PATHS[name] }),
  );
}
