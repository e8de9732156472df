/** The tools of the bar that draw and change shapes, until the person is done or has given up. */

import type * as L from "leaflet";
import type { Geometry } from "geojson";

import type { App } from "../app.ts";
import { onEscape, setPicking } from "../map/picking.ts";
import { guardLeaving } from "../ui/leaving.ts";
import type { Tool } from "./bar.ts";
import { geometryOf, type Ring } from "./corners.ts";
import { drawRing, type Drawing } from "./drawing.ts";
import { say } from "./editwords.ts";
import { notice } from "./live.ts";
import { reshape, type Reshaping } from "./reshape.ts";
import { snapTo, type Snap } from "./snapping.ts";

/** Within this time the page shows what was saved. */
const SHOWN_MS = 1500;

/** Show words and tools in the bar. */
export type Busy = (words: () => string, tools: () => readonly Tool[]) => void;

export interface ShapeParts {
  readonly app: App;
  readonly map: L.Map;
  readonly busy: Busy;
}

/** A new shape, or null. */
export async function drawShape(parts: ShapeParts, kind: "line" | "area"): Promise<Geometry | null> {
  const ring = await drawing(parts, kind, snapTo(parts.app, parts.map, null));
  return ring && geometryOf({ kind, parts: [[ring]] });
}

function drawing({ app, map, busy }: ShapeParts, kind: "line" | "area", snap: Snap): Promise<Ring | null> {
  const changed = (drawing: Drawing, corners: number): void => {
    const tools = (): Tool[] => [
      { name: "cancel", label: say("cancel"), act: drawing.cancel },
      { name: "back", label: say("lastCornerBack"), act: drawing.back, disabled: corners === 0 },
      { name: "finish", label: say("finish"), act: drawing.finish, disabled: !drawing.isEnough(), primary: true },
    ];
    const isByFinger = matchMedia("(hover: none)").matches;
    busy(() => say(isByFinger ? "drawByFinger" : kind === "area" ? "drawPolygon" : "drawLineString"), tools);
  };
  return drawRing({ app, map, kind, snap, changed });
}

/** Shows the site that was changed last as the page's data have it; whoever changes the next does not wait. */
let layNow = (): void => undefined;

/**
 * Let the person change a shape.
 *
 * @param own the site it belongs to
 * @param save gives whether it was saved
 */
export function changeShape(
  parts: ShapeParts,
  before: Geometry,
  own: string,
  save: (after: Geometry) => Promise<boolean>,
): Promise<void> {
  const { app, map, busy } = parts;
  const snap = snapTo(app, map, own);
  return new Promise((resolve) => {
    let isSaving = false;
    let isDrawing = false;
    // Before the first handle is there it tells of changes, too.
    let shown: Reshaping | null = null;
    const shape = reshape({ app, map, before, snap, changed: () => write() });
    if (!shape) {
      notice(say("notReshaped"));
      resolve();
      return;
    }
    shown = shape;
    layNow();
    // Its sign and its name would lie about the handles.
    app.store.lift(app.sites.rowOf(own));
    let waiting: ReturnType<typeof setTimeout> | undefined;
    /** The site is drawn as the page's data have it. */
    const lay = (): void => {
      clearTimeout(waiting);
      layNow = () => undefined;
      if (app.signal.aborted) return;
      shape.remove();
      app.store.lift(-1);
    };
    const end = (isSaved = false): void => {
      forgetEscape();
      forgetLeaving();
      shape.end();
      // What it was is not seen once more, before the data come that have it as it is.
      if (isSaved && shape.canUndo) {
        layNow = lay;
        waiting = setTimeout(lay, SHOWN_MS);
      } else lay();
      resolve();
    };
    const giveUp = (): void => {
      if (isSaving || isDrawing || shape.giveUpDrag()) return;
      if (!shape.canUndo || window.confirm(say("discardReshaped"))) end();
    };
    const finish = async (): Promise<void> => {
      if (isSaving) return;
      const setSaving = (value: boolean): void => {
        isSaving = value;
        shape.setHandles(!value);
        write();
      };
      setSaving(true);
      const isSaved = await save(shape.geometry()).finally(() => setSaving(false));
      if (isSaved) end(true);
    };
    /** A hole, or one more part, with the handles out of the way. */
    const add = async (what: "hole" | "part"): Promise<void> => {
      const { kind } = shape;
      if (kind === "point" || isDrawing) return;
      isDrawing = true;
      shape.setHandles(false);
      const ring = await drawing(parts, kind, snap);
      isDrawing = false;
      shape.setHandles(true);
      setPicking(map, true);
      if (ring && what === "part") shape.addPart(ring);
      else if (ring && !shape.addHole(ring)) notice(say("holeOutside"));
      write();
    };
    // While it is saved it stays as it was sent.
    const tools = (): Tool[] => [
      { name: "cancel", label: say("cancel"), act: giveUp },
      { name: "undoCorner", icon: "undo", label: say("undo"), act: () => shape.undo(), disabled: isSaving || !shape.canUndo },
      ...(shape.kind === "point"
        ? []
        : [
            { name: "removeCorner", label: say("removeCorner"), act: () => shape.removeCorner(), disabled: isSaving || !shape.canRemove },
            ...(shape.kind === "area" ? [{ name: "hole", label: say("addHole"), act: () => void add("hole"), disabled: isSaving }] : []),
            { name: "part", label: say("addPart"), act: () => void add("part"), disabled: isSaving },
          ]),
      { name: "done", label: say("done"), act: () => void finish(), primary: true },
    ];
    function write(): void {
      if (shown && !isDrawing) busy(() => say(before.type === "Point" ? "dragPoint" : "dragShape"), tools);
    }
    const forgetEscape = onEscape(giveUp);
    const forgetLeaving = guardLeaving(() => shape.canUndo);
    write();
  });
}
