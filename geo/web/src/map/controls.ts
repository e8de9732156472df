/** The column of buttons; where it is longer than the map is high, several. */

import * as L from "leaflet";

import type { App } from "../app.ts";
import { fill, h, onResize } from "../dom.ts";
import type { Key } from "../i18n.ts";
import { INSETS_EVENT } from "../ui/insets.ts";
import { rowsWithin } from "./buttonrows.ts";
import { icon } from "./controlicons.ts";
import type { Padding } from "./padding.ts";

/** Height of the credits, and of the air above the buttons and between the two, in pixels. */
const AROUND = 48;

/** Said to the style sheets, too: how many rows, and how wide where it is more than one column. */
const ROWS = "--pm-rows";
const WIDTH = "--pm-controls";

const widths = new WeakMap<HTMLElement, number>();

/** Width of all columns, in pixels. */
export function controlsWidth(root: HTMLElement): number {
  return widths.get(root) ?? 0;
}

export interface ControlActions {
  readonly fitAll: () => void;
  readonly locate: () => void;
  readonly legend: (button: HTMLElement) => void;
}

export interface Controls {
  readonly element: HTMLElement;
  /** Stand them in as many columns as there is height for. */
  readonly arrange: () => void;
}

interface Control {
  readonly name: "zoomIn" | "zoomOut" | "fit" | "locate" | "fullScreen" | "legend";
  readonly key: Key;
  readonly press: (button: HTMLButtonElement) => void;
}

export function mountControls(app: App, map: L.Map, padding: Padding, actions: ControlActions): Controls {
  const controls: Control[] = [
    { name: "zoomIn", key: "zoomIn", press: () => map.zoomIn() },
    { name: "zoomOut", key: "zoomOut", press: () => map.zoomOut() },
    { name: "fit", key: "fitAll", press: actions.fitAll },
    { name: "locate", key: "locate", press: actions.locate },
    { name: "fullScreen", key: "fullScreen", press: () => void toggleFullScreen(app.root) },
    { name: "legend", key: "legend", press: actions.legend },
  ];
  const canFill = document.fullscreenEnabled;
  const canLocate = "geolocation" in navigator;
  const buttons = controls
    .filter(({ name }) => (name !== "fullScreen" || canFill) && (name !== "locate" || canLocate))
    .map((control) => {
      const button = h("button", { type: "button", class: `pm-control pm-control-${control.name}` });
      button.addEventListener("click", () => control.press(button));
      if (control.name === "legend") button.setAttribute("aria-expanded", "false");
      return { button, control };
    });
  const write = (): void => {
    for (const { button, control } of buttons) {
      const isFull = document.fullscreenElement !== null;
      const key = control.name === "fullScreen" && isFull ? "leaveFullScreen" : control.key;
      button.setAttribute("aria-label", app.t(key));
      button.title = app.t(key);
      const picture = control.name === "fullScreen" ? (isFull ? "leave" : "enter") : control.name;
      fill(button, icon(picture));
    }
  };
  const limit = (): void => {
    const zoom = map.getZoom();
    for (const { button, control } of buttons) {
      // Not `disabled`, which would throw the focus away in the middle of zooming.
      if (control.name === "zoomIn") button.ariaDisabled = String(zoom >= map.getMaxZoom());
      if (control.name === "zoomOut") button.ariaDisabled = String(zoom <= map.getMinZoom());
    }
  };
  map.on("zoomend", limit);
  document.addEventListener("fullscreenchange", write, { signal: app.signal });
  app.store.listen((change) => {
    if (change.has("lang")) write();
  });
  write();
  const element = h("div", { class: "pm-controls" }, ...buttons.map(({ button }) => button));
  element.style.setProperty(ROWS, String(buttons.length));
  return { element, arrange: keepInside(app, map, padding, element) };
}

/** Let the buttons take as many columns as the height that panel, card and credits leave asks for. */
function keepInside(app: App, map: L.Map, padding: Padding, element: HTMLElement): () => void {
  const arrange = (): void => {
    const sizes = Array.from(element.children, (button) => [(button as HTMLElement).offsetHeight, (button as HTMLElement).offsetWidth] as const);
    const shown = sizes.filter(([size]) => size > 0); // a frame has fewer
    const free = padding.free().getSize();
    if (shown.length === 0 || free.y === 0) return;
    const [height, width] = [Math.max(...shown.map(([high]) => high)), Math.max(...shown.map(([, wide]) => wide))];
    const rows = rowsWithin(free.y - AROUND, shown.length, height);
    // Reckoned, for to measure it would be to lay out the page once more.
    const all = Math.ceil(shown.length / rows) * width + element.offsetWidth - element.clientWidth;
    const { style } = app.root;
    element.style.setProperty(ROWS, String(rows));
    widths.set(app.root, all);
    // What stands beside them moves aside; for one column it does so by itself, and is not styled anew.
    if (all !== width || style.getPropertyValue(WIDTH)) style.setProperty(WIDTH, `${all}px`);
  };
  onResize(element, app.signal, arrange);
  map.on("resize", arrange);
  app.root.addEventListener(INSETS_EVENT, arrange, { signal: app.signal });
  return arrange;
}

async function toggleFullScreen(root: HTMLElement): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen();
  else await root.requestFullscreen();
}
