/** The form of a site that is edited: what the page's own form has, its rows in tables, and new categories. */

import type * as L from "leaflet";
import type { Geometry } from "geojson";

import type { App } from "../app.ts";
import { h } from "../dom.ts";
import { inLanguage } from "../i18n.ts";
import { labelOf, usualFields } from "../suggest/fieldlabels.ts";
import { openForm } from "../suggest/form.ts";
import type { Changes } from "../suggest/formvalues.ts";
import { rounded } from "../suggest/lonlat.ts";
import { makePin } from "../suggest/pin.ts";
import { categoriesOf } from "../suggest/suggest.ts";
import type { CellFields } from "./cells.ts";
import { choicesOf } from "./choices.ts";
import { outlineOf } from "./corners.ts";
import { crossingsOf } from "./crossings.ts";
import type { Feature, NewCategories, Order, Outcome, Picks } from "./client.ts";
import { pageLanguage, say } from "./editwords.ts";
import { STAYING } from "./hands.ts";
import type { Live } from "./live.ts";
import { categoriesToPick } from "./newcategory.ts";
import { picker, shownOnly } from "./picker.ts";
import { silenceWords } from "./silence.ts";

export interface SiteFormHost {
  readonly app: App;
  readonly map: () => L.Map;
  readonly live: Live;
  readonly request: (order: Order) => Promise<Outcome | null>;
  /** Null when it is saved, and the page will show it; otherwise why not. */
  readonly settle: (outcome: Outcome | null) => HTMLElement | null;
  /** One place on the map; null where the reader gave up. */
  readonly pick: () => Promise<L.LatLng | null>;
}

export interface SiteFormParts {
  readonly title: string;
  readonly feature: Feature;
  /** Whether its shape was drawn just now, and would be lost. */
  readonly isDrawn?: boolean;
  readonly cells: CellFields | null;
  /** What is picked and not typed. */
  readonly picks: Picks;
  readonly save: (changes: Changes, geometry: Geometry | null, further: Further) => Promise<Outcome | null>;
}

/** What a save of a site brings besides. */
export interface Further {
  readonly categories?: NewCategories;
}

function crossesItself(geometry: Geometry | null): boolean {
  const outline = geometry && outlineOf(geometry);
  return outline !== null && crossingsOf(outline).length > 0;
}

export function openSiteForm(host: SiteFormHost, { title, feature, isDrawn = false, cells, picks, save }: SiteFormParts): void {
  const { app, live } = host;
  const pin = makePin(host.map);
  const forget = live.onRenewed(() => pin.again());
  const property = h("input", { placeholder: say("propertyName"), "aria-label": say("propertyName") });
  const add = h("button", { type: "button", class: "pm-button" }, say("addProperty"));
  const categories = categoriesToPick(app);
  const form = openForm({
    title,
    kind: STAYING,
    say,
    done: say("save"),
    properties: feature.properties ?? {},
    fields: usualFields(app),
    labelOf: (name) => labelOf(app, say, name),
    categories: categoriesOf(app).filter(({ id }) => id !== ""),
    newCategory: {
      label: say("newCategory"),
      make: async () => {
        const category = await categories.make();
        return category && { id: category.id, label: inLanguage(category.label, app.store.state.lang) };
      },
    },
    inputOf: (name, value) => {
      if (picks[name]?.of === "made") {
        const input = shownOnly(value);
        return { input, value: () => input.value };
      }
      const choices = name === "category" ? null : choicesOf(picks[name], app, categories);
      return choices && picker(choices, value);
    },
    discard: say(isDrawn ? "discardAll" : "discard"),
    discardBegun: isDrawn ? say("discardDrawn") : undefined,
    position: {
      geometry: feature.geometry,
      hint: say("positionHint"),
      note: crossesItself(feature.geometry) ? say("crosses") : undefined,
      locate: async (text, datum) => {
        const outcome = await host.request({ do: "locate", text, ...(datum ? { datum } : {}) });
        if (outcome?.lon !== undefined && outcome.lat !== undefined) {
          return { at: [outcome.lon, outcome.lat], isOpen: outcome.isOpen ?? false };
        }
        const problem = outcome?.problems[pageLanguage()][0];
        return problem ? say("problemAndFix", { message: problem.message, fix: problem.fix }) : silenceWords();
      },
      pick: async () => {
        host.map().getContainer().focus({ preventScroll: true });
        const place = await host.pick();
        return place && rounded([place.lng, place.lat]);
      },
      onMove: (geometry) => pin.show(geometry),
    },
    more: [h("div", { class: "pm-form-line" }, property, add), ...(cells?.elements ?? [])],
    onDone: async (changes, geometry) => {
      const outcome = await save(changes, geometry, { ...categories.usedIn(Object.values(changes.set)) });
      const found = outcome?.problems[pageLanguage()] ?? [];
      form.mark(new Map(found.flatMap(({ field, message }) => (field ? [[field, message]] : []))));
      cells?.mark(found);
      return host.settle(outcome);
    },
    onClose: () => {
      forget();
      pin.remove();
    },
  });
  pin.show(feature.geometry);
  add.addEventListener("click", () => {
    if (property.value.trim()) form.offer(property.value.trim());
    property.value = "";
  });
}
