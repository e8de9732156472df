/** What can be done with a site: go there, pass it on, open it elsewhere. */

import type { App } from "../../app.ts";
import type { Datum } from "../../data/datum.ts";
import { focusOf } from "../../data/sites.ts";
import { h } from "../../dom.ts";
import { coordinates, SERVICES, serviceLink } from "../../geo-links.ts";
import { type Icon, icon } from "../../ui/icons.ts";
import { copyText } from "../../ui/notice.ts";
import { siteAddress } from "../share.ts";
import { zoomToSite } from "../zoom.ts";

const DATUMS: readonly { readonly datum: Datum; readonly name: string; readonly use: "useWgs84" | "useGcj02" | "useBd09" }[] = [
  { datum: "wgs84", name: "WGS-84", use: "useWgs84" },
  { datum: "gcj02", name: "GCJ-02", use: "useGcj02" },
  { datum: "bd09", name: "BD-09", use: "useBd09" },
];
const SERVICE_WORDS = { amap: "amap", baidu: "baidu", apple: "apple", google: "google" } as const;

export interface ActionTools {
  readonly tell: (text: string) => void;
  /** The sites put aside for comparing. */
  readonly tray: { has(id: string): boolean; toggle(id: string): void };
}

export function actions(app: App, row: number, tools: ActionTools): HTMLElement {
  const { sites, t } = app;
  const place = sites.lonLat(row);
  const copy = async (text: string, done: string): Promise<void> => {
    tools.tell((await copyText(text)) ? done : t("copyFailed", { text }));
  };
  const shown = focusOf(sites, row);
  const bar = h(
    "div",
    { class: "pm-actions" },
    shown >= 0 ? action("zoom", t("zoomTo"), () => zoomToSite(app, shown)) : null,
    action("link", t("copyLink"), () => void copy(siteAddress(app), t("linkCopied"))),
    compareAction(app, row, tools),
  );
  const element = h("div", {}, bar);
  if (!place) return element;

  const panels = [
    { name: "place" as const, label: t("coordinates"), body: coordinateList(app, place, copy) },
    { name: "open" as const, label: t("openIn"), body: serviceList(app, place, row) },
  ];
  for (const [index, { name, label, body }] of panels.entries()) {
    const id = `pm-action-${index}`;
    body.id = id;
    body.hidden = true;
    const button = action(name, label, () => {
      const isOpen = body.hidden;
      for (const other of panels) other.body.hidden = true;
      body.hidden = !isOpen;
      for (const other of bar.querySelectorAll("[aria-controls]")) {
        other.setAttribute("aria-expanded", String(isOpen && other.getAttribute("aria-controls") === id));
      }
    });
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-controls", id);
    bar.append(button);
    element.append(body);
  }
  return element;
}

function compareAction({ sites, t }: App, row: number, { tray }: ActionTools): HTMLElement {
  const id = sites.id(row);
  const button = action("compare", t("compare"), () => {
    tray.toggle(id);
    button.setAttribute("aria-pressed", String(tray.has(id)));
  });
  button.setAttribute("aria-pressed", String(tray.has(id)));
  return button;
}

function action(name: Icon, label: string, onclick: () => void): HTMLButtonElement {
  return h("button", { type: "button", class: "pm-action", onclick }, icon(name), h("span", {}, label));
}

function coordinateList(
  { t }: App,
  place: readonly [number, number],
  copy: (text: string, done: string) => Promise<void>,
): HTMLElement {
  return h(
    "div",
    { class: "pm-choices" },
    h("p", { class: "pm-second" }, t("latLon")),
    ...DATUMS.map(({ datum, name, use }) => {
      const text = coordinates(place, datum);
      return h(
        "button",
        {
          type: "button",
          class: "pm-choice",
          onclick: () => void copy(text, t("coordinatesCopied", { datum: name })),
        },
        h("span", { class: "pm-choice-name" }, name, h("span", { class: "pm-second" }, t(use))),
        h("span", { class: "pm-choice-value" }, text),
        h("span", { class: "pm-unseen" }, t("copy")),
        icon("copy"),
      );
    }),
  );
}

function serviceList({ sites, store, t }: App, place: readonly [number, number], row: number): HTMLElement {
  const name = sites.name(row, store.state.lang);
  return h(
    "div",
    { class: "pm-choices" },
    ...SERVICES.map((service) =>
      h(
        "a",
        {
          class: "pm-choice",
          href: serviceLink(service, place, name),
          target: "_blank",
          rel: "noopener noreferrer",
        },
        h("span", { class: "pm-choice-name" }, t(SERVICE_WORDS[service.id])),
        icon("open"),
      ),
    ),
  );
}
