/** Sites that readers suggest: on the map, held against what is there, taken or refused one by one. */

import * as L from "leaflet";
import type { Geometry, Position } from "geojson";

import { lonFrom } from "../../data/world.ts";
import { fill, h } from "../../dom.ts";
import { inLanguage } from "../../i18n.ts";
import { labelOf } from "../../suggest/fieldlabels.ts";
import { whileWaiting } from "../../ui/dialog.ts";
import { icon } from "../../ui/icons.ts";
import type { Outcome } from "../client.ts";
import { pageLanguage, say, sayImport, type ImportKey } from "../editwords.ts";
import { problemList } from "../problems.ts";
import { silenceWords } from "../silence.ts";
import { changesTo, fieldLines, nameOf, newSiteOf, type Likely } from "./likeness.ts";
import type { Host } from "./importdialog.ts";
import { fitBeside } from "./mapcover.ts";
import type { Suggested } from "./textkinds.ts";

const WHYS: Readonly<Record<Likely["why"], ImportKey>> = {
  id: "suggestedById", name: "suggestedByName", place: "suggestedByPlace",
};

/** Whether it ended here, or is to be brought in as a file. */
export type Ended = "here" | "file";

/**
 * @param mayBeFile whether to bring the same in as a file is offered
 * @returns when the window is closed
 */
export async function reviewSuggestions(host: Host, features: readonly Suggested[], mayBeFile: boolean): Promise<Ended> {
  const outcome = await host.request({ do: "suggestions", features });
  const likely = outcome?.likely;
  if (!likely) return "here";
  return new Promise((resolve) => openReview(host, features, likely, mayBeFile, resolve));
}

function openReview(
  host: Host, features: readonly Suggested[], likely: readonly (Likely | null)[], mayBeFile: boolean, closed: (ended: Ended) => void,
): void {
  let ended: Ended = "here";
  const signs = suggestionSigns(host.map());
  let isAnyTaken = false;
  const title = h("h2", { id: "pm-weigh-title", tabindex: "-1" }, sayImport("suggestions"));
  const close = h(
    "button",
    { type: "button", class: "pm-icon-button", "aria-label": sayImport("close"), title: sayImport("close"), onclick: () => dialog.close() },
    icon("close"),
  );
  const cards = features.map((feature, at) => card(at, feature, likely[at] ?? null));
  const dialog = h(
    "dialog",
    { class: "pm-form pm-weigh", "aria-labelledby": "pm-weigh-title" },
    h("div", { class: "pm-dialog-head" }, title, close),
    mayBeFile ? h("div", { class: "pm-weigh-file" }, h("button", { type: "button", class: "pm-button", onclick: asFile }, sayImport("asFile"))) : null,
    ...cards,
  );
  const cameFrom = document.activeElement;
  dialog.addEventListener("close", () => {
    signs.remove(isAnyTaken);
    dialog.remove();
    if (cameFrom instanceof HTMLElement && cameFrom.isConnected) cameFrom.focus({ preventScroll: true });
    closed(ended);
  });
  document.body.append(dialog);
  dialog.showModal();
  title.focus();
  signs.show(features, likely, dialog);

  function asFile(): void {
    ended = "file";
    dialog.close();
  }

  function card(at: number, feature: Suggested, like: Likely | null): HTMLElement {
    const name = nameOf(feature) || sayImport("nameless");
    const answer = h("div", { class: "pm-form-answer", role: "alert" });
    const buttons = h("div", { class: "pm-form-buttons" });
    const button = (words: string, act: () => void, isPrimary = false): HTMLButtonElement =>
      h("button", { type: "button", class: `pm-button${isPrimary ? " pm-primary" : ""}`, onclick: act }, words);
    const isNamed = nameOf(feature) !== "";
    const isSure = like !== null && like.why !== "place";
    const takeNew = button(sayImport("take"), () => void take(() => host.request({ do: "add", ...newSiteOf(feature) })), !isSure);
    const takeInto = like && button(sayImport("takeChanges", { name: hereName(like) }), () => void take(() => into(feature, like)), isSure);
    takeNew.disabled = !isNamed;
    const refuse = button(sayImport("refuse"), () => end("isRefused"));
    fill(buttons, refuse, ...(isSure ? [takeNew, takeInto] : [takeInto, takeNew]));
    if (!isNamed) fill(answer, h("p", {}, sayImport("noName")));
    const section = h(
      "section",
      { class: "pm-weigh-card", "aria-label": name },
      h("p", { class: "pm-second" }, sayImport("suggestion", { number: at + 1, count: features.length })),
      h("h3", {}, h("span", { class: "pm-suggested-number", "aria-hidden": "true" }, String(at + 1)), name),
      h("p", {}, like ? sayImport(WHYS[like.why], { name: hereName(like), metres: like.metres ?? 0 }) : sayImport("suggestedNew")),
      comparison(feature, like),
      answer,
      buttons,
    );
    section.addEventListener("focusin", () => signs.point(at));
    return section;

    async function take(order: () => Promise<Outcome | null>): Promise<void> {
      const outcome = await whileWaiting(dialog, order);
      const errors = outcome?.problems[pageLanguage()].filter(({ severity }) => severity === "error") ?? [];
      const refused = outcome === null ? h("p", {}, silenceWords())
        : errors.length > 0 ? h("div", {}, h("p", {}, say("refused")), problemList(errors))
        : host.settle(outcome, sayImport("taken", { name }));
      if (refused === null) {
        isAnyTaken = true;
        end("isTaken");
        return;
      }
      fill(answer, refused);
    }

    function end(how: "isTaken" | "isRefused"): void {
      signs.forget(at);
      section.classList.add("pm-weigh-ended");
      const head = section.querySelector("h3");
      fill(section, head, h("p", { role: "status" }, sayImport(how)));
      const next = cards.find((other) => !other.classList.contains("pm-weigh-ended"))?.querySelector<HTMLElement>("button:not(:disabled)");
      if (next) next.focus();
      else close.focus();
      if (cards.every((other) => other.classList.contains("pm-weigh-ended"))) dialog.close();
    }
  }

  function hereName({ id, properties }: Likely): string {
    const { sites, store } = host.app();
    const row = sites.rowOf(id);
    return row >= 0 ? sites.name(row, store.state.lang) : String(properties["name"] ?? id);
  }

  /** The site's version is asked for at this moment: what was changed since is not overwritten. */
  async function into(feature: Suggested, like: Likely): Promise<Outcome | null> {
    const opened = await host.request({ do: "open", id: like.id });
    if (opened?.base === undefined) return opened;
    return host.request({ do: "change", id: like.id, base: opened.base, ...changesTo(feature, like) });
  }

  function comparison(feature: Suggested, like: Likely | null): HTMLElement {
    const app = host.app();
    const categories = new Map(app.sites.head.categories.map(({ id, label }) => [id, inLanguage(label, app.store.state.lang)]));
    const text = (name: string, value: string): string => (name === "category" ? (categories.get(value) ?? value) : value);
    const rows = fieldLines(feature, like).map(({ name, here, suggested, isDifferent }) =>
      row(labelOf(app, say, name), text(name, here), text(name, suggested), isDifferent),
    );
    const apart = like?.metres === null || like === null ? null
      : like.metres === 0 ? sayImport("samePlace") : sayImport("apart", { metres: like.metres });
    const place = `${words(feature.geometry)}${apart ? `\n${apart}` : ""}`;
    rows.push(row(sayImport("position"), like ? words(like.geometry) : "", place, like?.metres !== 0));
    const heading = (key: ImportKey): HTMLElement => h("th", { scope: "col" }, sayImport(key));
    return h(
      "table",
      { class: "pm-weigh-fields" },
      h("thead", {}, h("tr", {}, heading("field"), like ? heading("here") : null, heading("suggested"))),
      h("tbody", {}, ...rows),
    );

    function row(label: string, here: string, suggested: string, isDifferent: boolean): HTMLElement {
      const mark = like !== null && isDifferent ? "pm-weigh-different" : null;
      return h("tr", { class: mark }, h("th", { scope: "row" }, label), like ? h("td", {}, here || "–") : null, h("td", {}, suggested || "–"));
    }
  }

  function words(geometry: Geometry | null): string {
    const at = middleOf(geometry);
    return at === null ? say("noPosition") : at.map((part) => part.toFixed(5)).join(", ");
  }
}

/** Some place of a shape: of a point the point, of others the middle of their extent. */
function middleOf(geometry: Geometry | null): Position | null {
  if (geometry === null) return null;
  if (geometry.type === "Point") return isPosition(geometry.coordinates) ? geometry.coordinates.slice(0, 2) : null;
  try {
    const bounds = L.geoJSON(geometry).getBounds();
    return bounds.isValid() ? [bounds.getCenter().lng, bounds.getCenter().lat] : null;
  } catch {
    return null; // no geometry, whatever it says
  }
}

function isPosition(place: unknown): boolean {
  return Array.isArray(place) && place.length >= 2 && place.slice(0, 2).every((part) => Number.isFinite(part));
}

interface SuggestionSigns {
  readonly show: (features: readonly Suggested[], likely: readonly (Likely | null)[], dialog: HTMLElement) => void;
  /** Make one of them stand out. */
  readonly point: (at: number) => void;
  readonly forget: (at: number) => void;
  /** @param isKept whether the map stays where it went to show them */
  readonly remove: (isKept: boolean) => void;
}

/** Dashed signs with numbers, and a line to the site that each is likely about. */
function suggestionSigns(map: L.Map): SuggestionSigns {
  const groups = new Map<number, L.FeatureGroup>();
  const before = { center: map.getCenter(), zoom: map.getZoom() };
  const onMap = (at: Position): L.LatLng => L.latLng(at[1]!, lonFrom(map.getCenter().lng - 180, at[0]!));
  return {
    show: (features, likely, dialog) => {
      features.forEach((feature, at) => {
        const place = middleOf(feature.geometry);
        if (place === null) return;
        const icon = L.divIcon({ className: "pm-suggested", iconSize: [26, 26], html: h("span", {}, String(at + 1)) });
        const there = middleOf(likely[at]?.geometry ?? null);
        const parts: L.Layer[] = [L.marker(onMap(place), { icon, interactive: false, keyboard: false, zIndexOffset: 2000 })];
        if (there) parts.unshift(L.polyline([onMap(there), onMap(place)], { className: "pm-suggested-line", interactive: false }));
        if (feature.geometry && feature.geometry.type !== "Point") {
          parts.unshift(L.geoJSON(feature.geometry, { interactive: false, style: () => ({ className: "pm-shape pm-suggested-line" }) }));
        }
        groups.set(at, L.featureGroup(parts).addTo(map));
      });
      const bounds = [...groups.values()].reduce((all, group) => all.extend(group.getBounds()), L.latLngBounds([]));
      if (!bounds.isValid()) return;
      fitBeside(map, bounds, dialog);
    },
    point: (now) => {
      for (const [at, group] of groups) {
        group.eachLayer((layer) => {
          if (layer instanceof L.Marker) layer.getElement()?.classList.toggle("pm-suggested-now", at === now);
        });
      }
    },
    forget: (at) => void groups.get(at)?.remove(),
    remove: (isKept) => {
      groups.forEach((group) => group.remove());
      if (!isKept && groups.size > 0) map.setView(before.center, before.zoom, { animate: false });
    },
  };
}
