/** The column of buttons. */

import * as L from "leaflet";

import type { App } from "../app.ts";
import { fill, h } from "../dom.ts";
import type { Key } from "../i18n.ts";
import { icon } from "./icons.ts";

export interface ControlActions {
  readonly fitAll: () => void;
  readonly locate: () => void;
  readonly legend: (button: HTMLElement) => void;
}

interface Control {
  readonly name: "zoomIn" | "zoomOut" | "fit" | "locate" | "fullScreen" | "legend";
  readonly key: Key;
  readonly press: (button: HTMLButtonElement) => void;
}

export function mountControls(app: App, map: L.Map, actions: ControlActions): HTMLElement {
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
  document.addEventListener("fullscreenchange", write);
  app.store.listen((change) => {
    if (change.has("lang")) write();
  });
  write();
  return h("div", { class: "pm-controls" }, ...buttons.map(({ button }) => button));
}

async function toggleFullScreen(root: HTMLElement): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen();
  else await root.requestFullscreen();
}
