/** Legend and choice of the base map, in one leaf beside the controls. */

import type { App } from "../app.ts";
import type { GroundFeature } from "../data/groundfeatures.ts";
import { fill, h, svg } from "../dom.ts";
import { onceRead } from "../data/later.ts";
import { inLanguage, type Key } from "../i18n.ts";
import { signsOf } from "../look.ts";
import { tieLighting } from "../ui/lighting.ts";
import { sign } from "../ui/sign.ts";
import { icon } from "./controlicons.ts";
import { namesOf } from "./groundlabels.ts";

/** Outlines of the ground that are named each. */
const MOST_DISTRICTS = 4;

export interface Legend {
  readonly element: HTMLElement;
  readonly isOpen: boolean;
  toggle(opener: HTMLElement): void;
}

export function makeLegend(app: App): Legend {
  let ground: readonly GroundFeature[] = [];
  const element = h("section", { class: "pm-legend", role: "dialog", hidden: true, tabindex: -1 });
  let opener: HTMLElement | null = null;

  const close = (): void => {
    if (element.hidden) return;
    element.hidden = true;
    opener?.setAttribute("aria-expanded", "false");
    opener?.focus();
  };
  const write = (): void => {
    element.setAttribute("aria-label", app.t("legend"));
    fill(
      element,
      h(
        "header", {},
        h("h2", {}, app.t("legend")),
        h("button", { type: "button", class: "pm-legend-close", "aria-label": app.t("closeLegend"), onclick: close }, icon("close")),
      ),
      signs(app),
      meanings(app),
      onGround(app, ground),
      bases(app),
    );
  };
  // A base may be picked from elsewhere. Written anew, the leaf would lose the focus.
  const check = (): void => {
    for (const input of element.querySelectorAll<HTMLInputElement>("input[name=pm-base]")) {
      input.checked = input.value === app.store.state.base;
    }
  };
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  });
  onceRead(app.ground, (features) => {
    ground = features;
    if (!element.hidden) write();
  });
  app.store.listen((change) => {
    if (element.hidden) return;
    if (change.has("lang")) write();
    else if (change.has("base")) check();
  });
  return {
    element,
    get isOpen() {
      return !element.hidden;
    },
    toggle(button) {
      opener = button;
      if (!element.hidden) {
        close();
        return;
      }
      write();
      element.hidden = false;
      button.setAttribute("aria-expanded", "true");
      element.focus({ preventScroll: true });
    },
  };
}

function signs(app: App): HTMLElement {
  const { sites, store } = app;
  const { groups, of } = signsOf(sites);
  const items = groups.map(({ symbol, light, label }) =>
    h("li", {}, sign({ symbol, color: light }), h("span", {}, label(store.state.lang))),
  );
  const list = h("ul", { class: "pm-legend-list" }, ...items);
  tieLighting(app, list, (part) => {
    const group = items.findIndex((item) => item.contains(part));
    return group < 0 ? null : { of, group };
  });
  return list;
}

/** What the forms mean that are no signs. */
function meanings({ t, sites }: App): HTMLElement {
  const item = (picture: SVGElement, key: Key): HTMLElement => h("li", {}, picture, h("span", {}, t(key)));
  const items = [item(disc(), "legendDisc"), item(cluster(), "legendCluster")];
  const hasAreas = sites.kind.includes(3);
  if (hasAreas) items.push(item(area(), "legendArea"));
  return h("ul", { class: "pm-legend-list pm-legend-forms" }, ...items);
}

/** What the lines and dots of the ground are. */
function onGround({ t, store }: App, features: readonly GroundFeature[]): HTMLElement | null {
  const items: HTMLElement[] = [];
  const item = (shape: SVGElement, words: string): void => {
    items.push(h("li", {}, svg("svg", picture, shape), h("span", {}, words)));
  };
  const districts = features.filter(({ kind }) => kind === "district");
  for (const { name } of districts.slice(0, MOST_DISTRICTS)) {
    const words = namesOf(name, store.state.lang, "")[0] || t("legendDistrict");
    item(svg("path", { class: "pm-form-district", d: "M2 13h22" }), words);
  }
  const line = features.find(({ kind }) => kind === "metro");
  if (line) {
    item(svg("path", { class: "pm-form-metro", d: "M2 13h22", stroke: line.colour ?? "currentColor" }), t("legendMetro"));
  }
  if (features.some(({ kind }) => kind === "station")) {
    item(svg("circle", { class: "pm-form-station", cx: 13, cy: 13, r: 4.5 }), t("legendStation"));
  }
  return items.length > 0 ? h("ul", { class: "pm-legend-list pm-legend-forms" }, ...items) : null;
}

const picture = { class: "pm-sign", viewBox: "0 0 26 26", "aria-hidden": "true", focusable: "false" };

function disc(): SVGElement {
  return svg("svg", picture,
    svg("circle", { class: "pm-form-disc", cx: 13, cy: 13, r: 12 }),
    svg("circle", { class: "pm-form-weak", cx: 13, cy: 13, r: 5 }));
}

function cluster(): SVGElement {
  return svg("svg", picture,
    svg("circle", { class: "pm-form-ring", cx: 13, cy: 13, r: 10 }),
    svg("path", { class: "pm-form-share", d: "M13 3a10 10 0 0 1 8.7 15" }),
    svg("text", { class: "pm-form-count", x: 13, y: 17, "text-anchor": "middle" }, "5"));
}

function area(): SVGElement {
  return svg("svg", picture, svg("path", { class: "pm-form-area", d: "M3 8l9-5 11 4-2 13-11 3-7-6z" }));
}

function bases({ sites, store, t }: App): HTMLElement | null {
  const { head } = sites;
  if (head.bases.length === 0) return null;
  const choice = (id: string, label: string, note = ""): HTMLElement =>
    h("label", { class: "pm-base" },
      h("input", {
        type: "radio", name: "pm-base", value: id, checked: store.state.base === id,
        onchange: () => store.set({ base: id }),
      }),
      h("span", {}, label),
      note && h("small", {}, note));
  return h("fieldset", { class: "pm-bases" },
    h("legend", {}, t("baseMap")),
    choice("", t("baseBuiltIn"), t("baseBuiltInNote")),
    ...head.bases.map(({ id, label }) => choice(id, inLanguage(label, store.state.lang))));
}
