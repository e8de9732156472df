/**
 * The map on paper: as wide as a page, showing what the screen shows, in light colours and sharp.
 * Browsers lay out the paper only after `beforeprint`, when nothing can be drawn any more; so the map
 * takes its size on paper beforehand, and the screen's again afterwards.
 */

import type * as L from "leaflet";

import type { App } from "../app.ts";
import { type QrMaker, makeImprint, makeNorth } from "./imprint.ts";
import type { Demanded } from "../data/later.ts";
import { type OnPaper, putOnPaper } from "./papered.ts";

export interface Printed extends OnPaper {
  readonly rest: Demanded<QrMaker>;
  /** Have ground and names shown that have been read; whether these are all. */
  readonly hurry: () => boolean;
}

export function mountPrinting(app: App, map: L.Map, parts: Printed): void {
  const { root, signal } = app;
  const imprint = makeImprint(app, parts.rest);
  map.getContainer().append(makeNorth(app));
  root.append(imprint.element);
  let undo: (() => void) | null = null;
  addEventListener("beforeprint", () => {
    imprint.write(parts.hurry());
    undo ??= putOnPaper(app, map, parts);
  }, { signal });
  addEventListener("afterprint", () => {
    undo?.();
    undo = null;
  }, { signal });
}
