/** What a reader may ask of the map: a menu of a place, measuring, where they are, which of several sites. */

import type * as L from "leaflet";

import type { App } from "../app.ts";
import type { LonLat } from "../data/datum.ts";
import { putOnMap } from "./furniture.ts";
import { GroundMenu } from "./groundmenu.ts";
import { Locator, type LocateOptions } from "./locate.ts";
import { Measuring } from "./measuring.ts";
import type { Padding } from "./padding.ts";
import { PickList } from "./picklist.ts";

export interface ToolParts extends LocateOptions {
  readonly padding: Padding;
  readonly suggest: (at: LonLat) => void;
}

export interface Tools {
  readonly menu: GroundMenu;
  readonly locator: Locator;
  readonly pickList: PickList;
}

/** Put them on the map. */
export function mountTools(app: App, map: L.Map, { padding, suggest, ...options }: ToolParts): Tools {
  const measuring = new Measuring(app, map);
  const menu = new GroundMenu(app, map, padding, { measure: (at) => measuring.start(at), suggest, tell: options.tell });
  const pickList = new PickList(app, map);
  for (const { element } of [pickList, measuring, menu]) putOnMap(map, element);
  return { menu, pickList, locator: new Locator(app, map, options) };
}
