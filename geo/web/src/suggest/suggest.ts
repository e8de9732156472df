/** "Suggest a site" on the plain page: a form that gives a GeoJSON feature to pass on. */

import type * as L from "leaflet";
import type { Feature, Geometry } from "geojson";

import type { App } from "../app.ts";
import type { Datum, LonLat } from "../data/datum.ts";
import { h, safeUrl } from "../dom.ts";
import { inLanguage } from "../i18n.ts";
import { pickPlace } from "../map/picking.ts";
import { copyText } from "../ui/notice.ts";
import { isOpen, readPosition } from "./coordinates.ts";
import { isFormOpen, openForm } from "./form.ts";
import { labelOf, usualFields } from "./fieldlabels.ts";
import { rounded } from "./lonlat.ts";
import { makePin } from "./pin.ts";
import { freeId, slug } from "../data/ids.ts";
import { stage } from "./stage.ts";
import { FORM_WORDS, speaker, type FormKey, type Say } from "./suggestwords.ts";

const FILE_NAME = "site.geojson";

/** @param at where the site lies, where the reader has said so already */
export function suggestSite(app: App, map: L.Map, at: LonLat | null = null): void {
  if (isFormOpen()) return;
  const { sites, store } = app;
  const say = speaker(FORM_WORDS, () => store.state.lang);
  const pin = makePin(() => map);
  openForm({
    title: say("suggest"),
    say,
    done: say("makeFeature"),
    properties: {},
    fields: usualFields(app),
    labelOf: (name) => labelOf(app, say, name),
    categories: categoriesOf(app),
    discard: say("discard"),
    position: {
      geometry: at && { type: "Point", coordinates: [...rounded(at)] },
      hint: say("positionHint"),
      locate: async (text, datum) => {
        const { lng, lat } = map.getCenter().wrap();
        const at = readPosition(text, datum as Datum | "", [lng, lat]);
        return at ? { at, isOpen: datum === "" && isOpen(text, at) } : say("lonLatUnreadable");
      },
      pick: () => pickOnMap(map, say),
      onMove: (geometry) => pin.show(geometry),
    },
    answersOnce: true,
    onDone: async ({ set }, geometry) => {
      const own = slug(String(set["name"]), sites.head.pinyin);
      // The page spells only the characters of its own names; an English name is always spelt.
      const isSpelt = !/\p{Script=Han}/u.test(own) || !set["name_en"];
      const id = freeId((isSpelt ? own : slug(String(set["name_en"]), {})) || "site", sites);
      return result(say, sites.head.suggest, { type: "Feature", properties: { id, ...set }, geometry });
    },
    onClose: () => pin.remove(),
  });
}

export function categoriesOf({ sites, store }: App): { id: string; label: string }[] {
  return sites.head.categories.map(({ id, label }) => ({ id, label: inLanguage(label, store.state.lang) }));
}

/** The form is out of the way: a line says what to do, and a button ends it. */
async function pickOnMap(map: L.Map, say: Say<FormKey>): Promise<LonLat | null> {
  const cancel = h("button", { type: "button", class: "pm-button" }, say("cancel"));
  const words = h("p", { role: "status" }, say("suggestHow"), h("span", { class: "pm-pick-keys" }, say("suggestKeys")));
  const line = h("div", { class: "pm-pick-line" }, words, cancel);
  const show = (): void => stage().append(line);
  document.addEventListener("fullscreenchange", show);
  const place = await pickPlace(map, (end) => {
    cancel.addEventListener("click", end);
    show();
    // The form gave the focus back to what had opened it, which is no way to a place.
    map.getContainer().focus({ preventScroll: true });
  });
  document.removeEventListener("fullscreenchange", show);
  line.remove();
  return place && rounded([place.lng, place.lat]);
}

function result(say: Say<FormKey>, to: string | undefined, feature: Feature<Geometry | null>): HTMLElement {
  const text = `${JSON.stringify(feature, null, 2)}\n`;
  const code = h("textarea", { class: "pm-code", readonly: true, rows: 8, "aria-label": say("suggestCode") });
  code.value = text;
  const copy = h("button", { type: "button", class: "pm-button" }, say("copyFeature"));
  copy.addEventListener("click", async () => {
    if (await copyText(text)) copy.textContent = say("copied");
    else code.select();
  });
  const download = h("button", { type: "button", class: "pm-button", onclick: () => save(text) }, say("saveFeature"));
  const send = sending(say, to, feature, text);
  return h("div", {}, h("p", {}, say("suggestResult")), code, h("div", { class: "pm-form-line" }, send, copy, download));
}

/** A letter that needs only be sent, or the form of whoever keeps the map. */
function sending(say: Say<FormKey>, to: string | undefined, feature: Feature<Geometry | null>, text: string): HTMLElement | null {
  const address = safeUrl(to);
  if (address === null) return null;
  const words = new URLSearchParams({ subject: String(feature.properties?.["name"] ?? ""), body: text });
  const isMail = address.startsWith("mailto:");
  // A mail program takes "+" for a plus.
  const href = isMail ? `${address}?${words.toString().replace(/\+/g, "%20")}` : address;
  const target = isMail ? null : "_blank";
  return h("a", { class: "pm-button pm-primary", href, target, rel: "noopener noreferrer" }, say(isMail ? "sendMail" : "sendForm"));
}

function save(text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "application/geo+json" }));
  h("a", { href: address, download: FILE_NAME }).click();
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
