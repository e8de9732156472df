/** What can be done with a site: go there, call, pass it on, open it elsewhere. */

import type { App } from "../../app.ts";
import type { Datum } from "../../data/datum.ts";
import { focusOf } from "../../data/sites.ts";
import { h } from "../../dom.ts";
import { coordinates, SERVICES, serviceLink } from "../../geo-links.ts";
import { type Icon, icon } from "../../ui/icons.ts";
import { copyText } from "../../ui/notice.ts";
import { qrCode } from "../../ui/qr.ts";
import { isFax, telephonesIn } from "../addresses.ts";
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

/** A button that shows or hides what stands below the bar; written when it is first asked for. */
interface Leaf {
  readonly icon: Icon;
  readonly label: string;
  readonly write: () => readonly (Node | null)[];
  /** Called when it comes up. */
  readonly opened?: () => void;
}

export function actions(app: App, row: number, tools: ActionTools): HTMLElement {
  const { sites, t } = app;
  const place = sites.lonLat(row);
  const shown = focusOf(sites, row);
  const number = telephoneOf(app, row);
  const copy = async (text: string, done: string): Promise<void> => {
    tools.tell((await copyText(text)) ? done : t("copyFailed", { text }));
  };
  // Copied at once; what else may be done with the link comes up below.
  const share: Leaf = {
    icon: "link", label: t("copyLink"), write: () => sharing(app, row),
    opened: () => void copy(siteAddress(app), t("linkCopied")),
  };
  const bar = h("div", { class: "pm-actions" });
  const element = h("div", {}, bar);
  const leaf = leaves(bar, element);
  if (place) leaf({ icon: "way", label: t("directions"), write: () => services(app, place, row, "directions") });
  if (number) bar.append(h("a", { class: "pm-action", href: number }, icon("call"), h("span", {}, t("call"))));
  if (shown >= 0) bar.append(action("zoom", t("zoomTo"), () => zoomToSite(app, shown)));
  leaf(share);
  if (place) {
    leaf({ icon: "place", label: t("coordinates"), write: () => coordinateList(app, place, copy) });
    leaf({ icon: "open", label: t("openIn"), write: () => services(app, place, row, "address") });
  }
  bar.append(compareAction(app, row, tools));
  bar.classList.toggle("pm-many", bar.childElementCount > 4);
  return element;
}

/** Gives what adds a leaf and its button; one is open at a time. */
function leaves(bar: HTMLElement, element: HTMLElement): (leaf: Leaf) => void {
  const bodies: HTMLElement[] = [];
  return ({ icon: name, label, write, opened }) => {
    const body = h("div", { class: "pm-action-body", id: `pm-action-${bodies.length}`, hidden: true });
    const button = action(name, label, () => {
      const isOpening = body.hidden;
      if (isOpening && body.childElementCount === 0) body.append(...write().filter((node) => node !== null));
      for (const other of bodies) other.hidden = true;
      body.hidden = !isOpening;
      if (isOpening) opened?.();
      for (const other of bar.querySelectorAll("[aria-controls]")) {
        other.setAttribute("aria-expanded", String(isOpening && other === button));
      }
    });
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-controls", body.id);
    bodies.push(body);
    bar.append(button);
    element.append(body);
  };
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

/** The first telephone number of a site, as an address to call. */
function telephoneOf({ sites, store }: App, row: number): string | null {
  for (const { name, use } of sites.head.fields) {
    if (use !== "telephone" || isFax(name)) continue;
    const written = String(sites.value(row, name, store.state.lang) ?? "");
    const number = telephonesIn(written.split(/[;；,，、\n|]/)[0] ?? "")[0];
    if (number) return number;
  }
  return null;
}

type Copy = (text: string, done: string) => Promise<void>;

/** The system's own sheet where there is one, and the link as a picture for a telephone's camera. */
function sharing(app: App, row: number): readonly (Node | null)[] {
  const { sites, store, t } = app;
  const url = siteAddress(app);
  const name = sites.name(row, store.state.lang);
  const native = (): void => {
    // Who closes the sheet has shared nothing, and that is no error.
    void navigator.share({ title: name, text: name, url }).catch(() => undefined);
  };
  const isShareable = typeof navigator.share === "function" && /^https?:/.test(url);
  const code = qrCode(url, t("qrCode"));
  return [
    isShareable ? choice(t("shareVia"), "share", native) : null,
    code ?? h("p", { class: "pm-second" }, t("qrTooLong")),
  ];
}

function choice(label: string, name: Icon, onclick: () => void): HTMLElement {
  return h("button", { type: "button", class: "pm-choice", onclick }, h("span", { class: "pm-choice-name" }, label), icon(name));
}

function coordinateList({ t }: App, place: readonly [number, number], copy: Copy): readonly Node[] {
  return [
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
  ];
}

/** The site in other maps, or the way there, each in the datum it draws its maps in. */
function services(
  { sites, store, t }: App,
  place: readonly [number, number],
  row: number,
  what: "address" | "directions",
): readonly Node[] {
  const name = sites.name(row, store.state.lang);
  return SERVICES.map((service) =>
    h(
      "a",
      {
        class: "pm-choice",
        href: serviceLink(service, place, name, what),
        target: "_blank",
        rel: "noopener noreferrer",
      },
      h("span", { class: "pm-choice-name" }, t(SERVICE_WORDS[service.id])),
      icon(what === "address" ? "open" : "way"),
    ),
  );
}
