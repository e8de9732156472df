/** Editing on the map: a dock of tools, one form, and the server that keeps the files. */

import type * as Leaflet from "leaflet";
import "@geoman-io/leaflet-geoman-free";
import type { Geometry } from "geojson";

import { fill, h } from "../dom.ts";
import { makeClient, type Client, type Outcome } from "./client.ts";
import { openForm, type Changes } from "./form.ts";
import { notice, problemList, setBusy } from "./live.ts";
import { draw, reshape, type ShapeKind } from "./shapes.ts";
import { pageLanguage, say } from "./words.ts";

interface Selected {
  readonly id: string;
  readonly name: string;
}

export function mountEditing(token: string, categories: readonly string[]): void {
  new Editing(makeClient(token), window.parkmap.map, categories).mount();
}

class Editing {
  readonly #ask: Client;
  readonly #map: Leaflet.Map;
  readonly #categories: readonly string[];
  readonly #dock = h("div", { class: "pm-edit-dock", role: "toolbar", "aria-label": say("editing") });
  #canUndo = false;

  constructor(ask: Client, map: Leaflet.Map, categories: readonly string[]) {
    this.#ask = ask;
    this.#map = map;
    this.#categories = categories;
  }

  mount(): void {
    document.body.append(this.#dock);
    this.#map.pm.setGlobalOptions({ snappable: false });
    window.parkmap.on("select", () => this.#show());
    new MutationObserver(() => this.#show()).observe(document.documentElement, {
      attributeFilter: ["lang"],
    });
    this.#show();
    void this.#request({ do: "state" }).then((outcome) => {
      this.#canUndo = outcome?.canUndo ?? false;
      this.#show();
    });
  }

  #show(): void {
    const site = selected();
    fill(
      this.#dock,
      button(say("addPoint"), () => this.#add("Point")),
      button(say("addArea"), () => this.#add("Polygon")),
      button(say("addLine"), () => this.#add("LineString")),
      site && button(say("edit", { name: site.name }), () => this.#edit(site)),
      site && button(say("shape"), () => this.#reshape(site)),
      site && button(say("remove"), () => this.#remove(site)),
      button(say("undo"), () => this.#undo(), !this.#canUndo),
    );
  }

  async #add(kind: ShapeKind): Promise<void> {
    setBusy(true);
    notice(say(kind === "Point" ? "drawPoint" : "drawShape"));
    const geometry = await draw(this.#map, kind);
    if (geometry === null) {
      setBusy(false);
      return;
    }
    this.#form(say("newSite"), {}, geometry, {}, async (changes, place) => {
      return this.#request({ do: "add", properties: changes.set, geometry: place });
    });
  }

  async #edit(site: Selected): Promise<void> {
    const opened = await this.#request({ do: "open", id: site.id });
    const { feature, base, tables } = opened ?? {};
    if (!feature || base === undefined) return;
    setBusy(true);
    const title = say("edit", { name: site.name });
    this.#form(title, feature.properties, feature.geometry, tables ?? {}, async (changes, place) => {
      const moved = place !== feature.geometry;
      let outcome: Outcome | null = null;
      for (const cell of changes.cells) {
        outcome = await this.#request({ do: "cell", ...cell });
        if (!outcome?.saved) return outcome;
      }
      if (moved || changes.remove.length > 0 || Object.keys(changes.set).length > 0) {
        const { set, remove } = changes;
        const geometry = moved ? { geometry: place } : {};
        outcome = await this.#request({ do: "change", id: site.id, base, set, remove, ...geometry });
      }
      return outcome;
    });
  }

  #form(
    title: string,
    properties: Readonly<Record<string, unknown>>,
    geometry: Geometry | null,
    tables: NonNullable<Outcome["tables"]>,
    save: (changes: Changes, geometry: Geometry | null) => Promise<Outcome | null>,
  ): void {
    let place = geometry;
    openForm({
      title,
      properties,
      categories: this.#categories,
      tables,
      position: describe(geometry),
      onLocate: async (text, datum) => {
        const outcome = await this.#request({ do: "locate", text, ...(datum ? { datum } : {}) });
        if (outcome?.lon === undefined || outcome.lat === undefined) {
          return firstProblem(outcome) ?? describe(place);
        }
        place = { type: "Point", coordinates: [outcome.lon, outcome.lat] };
        this.#map.panTo([outcome.lat, outcome.lon]);
        return describe(place);
      },
      onSave: async (changes) => this.#settle(await save(changes, place)),
      onClose: () => setBusy(false),
    });
  }

  async #reshape(site: Selected): Promise<void> {
    const opened = await this.#request({ do: "open", id: site.id });
    const { feature, base } = opened ?? {};
    if (!feature || base === undefined) return;
    setBusy(true);
    const geometry = feature.geometry ?? (await draw(this.#map, "Point"));
    if (geometry === null) {
      setBusy(false);
      return;
    }
    notice(say("dragShape"));
    const shape = reshape(this.#map, geometry);
    const end = (): void => {
      shape.end();
      setBusy(false);
      this.#show();
    };
    const save = async (): Promise<void> => {
      const changed = shape.geometry();
      const order = { do: "change", id: site.id, base, geometry: changed } as const;
      const refused = this.#settle(await this.#request(order));
      if (refused) fill(this.#dock, ...tools, refused);
      else end();
    };
    const tools = [button(say("done"), save), button(say("cancel"), async () => end())];
    fill(this.#dock, ...tools);
  }

  async #remove(site: Selected): Promise<void> {
    if (!window.confirm(say("reallyRemove", { name: site.name }))) return;
    const opened = await this.#request({ do: "open", id: site.id });
    if (opened?.base === undefined) return;
    const refused = this.#settle(
      await this.#request({ do: "delete", id: site.id, base: opened.base }),
    );
    if (refused) notice(refused.textContent ?? "");
  }

  async #undo(): Promise<void> {
    const refused = this.#settle(await this.#request({ do: "undo" }), say("undone"));
    if (refused) notice(refused.textContent ?? "");
  }

  /** Null when it is saved; otherwise why not. */
  #settle(outcome: Outcome | null, word = say("saved")): HTMLElement | null {
    if (outcome === null) return h("p", {}, say("offline"));
    this.#canUndo = outcome.canUndo;
    this.#show();
    const errors = outcome.problems[pageLanguage()].filter((item) => item.severity === "error");
    if (errors.length > 0) return problemList(errors);
    notice(word);
    if (outcome.id !== undefined) window.parkmap.select(outcome.id);
    return null;
  }

  async #request(order: Parameters<Client>[0]): Promise<Outcome | null> {
    try {
      return await this.#ask(order);
    } catch {
      notice(say("offline"));
      return null;
    }
  }
}

function selected(): Selected | null {
  const id = new URLSearchParams(window.parkmap.state().replace(/^#/, "")).get("site");
  return window.parkmap.sites().find((site) => site.id === id) ?? null;
}

function button(label: string, act: () => Promise<void>, disabled = false): HTMLButtonElement {
  return h("button", { type: "button", disabled, onclick: () => void act() }, label);
}

function describe(geometry: Geometry | null): string {
  if (geometry === null) return say("noPosition");
  if (geometry.type !== "Point") return geometry.type;
  return geometry.coordinates.slice(0, 2).join(", ");
}

function firstProblem(outcome: Outcome | null): string | undefined {
  return outcome?.problems[pageLanguage()][0]?.message;
}
