/** What panel and windows know of each other: the one is loaded before the other. */

import type * as L from "leaflet";

import type { App } from "../app.ts";
import type { Demanded } from "../data/later.ts";
import type { Insets } from "../ui/insets.ts";
import type { Filters } from "./filters.ts";
import type { MarkPlace, PositionReader } from "./groundfinds.ts";
import type { SiteList } from "./list.ts";
import type { Sheet } from "./sheet.ts";

export interface PanelOptions {
  /** Card, table, figures, dialogs: loaded when there is time, or asked for. */
  readonly rest: Demanded<PositionReader & { readonly mountWindows: (panel: Panel) => Windows }>;
  /** Told how much of the map lies under panel and card, in pixels. */
  readonly setMapInsets?: (insets: Insets) => void;
  /** Called when the reader wants to suggest a site. */
  readonly suggest?: () => void;
  /** The map, once it is there. */
  readonly map?: () => L.Map | null;
  /** Rings a place that is no site. */
  readonly markPlace: MarkPlace;
}

/** What the windows are put into, and tied to. */
export interface Panel {
  readonly app: App;
  readonly options: PanelOptions;
  readonly element: HTMLElement;
  readonly sheet: Sheet;
  readonly list: SiteList;
  readonly filters: Filters;
  /** Of the faces beside the list: filled by the windows. */
  readonly faces: { readonly figures: HTMLElement; readonly table: HTMLElement };
  readonly phone: MediaQueryList;
  readonly tell: (text: string) => void;
  /** Say anew how much of the map is covered. */
  readonly measure: () => void;
}

export interface Windows {
  /** Show what the state asks for: names and values are there. */
  start(): void;
  open(name: "share" | "about"): void;
  /** Say on the card anew where its site stands in the list. */
  showPlace(): void;
  readonly card: HTMLElement;
  readonly isCardOpen: boolean;
  /** Of the card as a sheet, in pixels. */
  readonly cardHeight: number;
  /** Of what the table covers of the map, in pixels. */
  readonly drawerHeight: number;
}
