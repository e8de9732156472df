/** Editing on the map: the tools of the bar, one form, and the server that keeps the files. */

import type * as L from "leaflet";
import type { Geometry, Point } from "geojson";

import type { App } from "../app.ts";
import { h } from "../dom.ts";
import { pickPlace, type Cancel } from "../map/picking.ts";
import { openForm } from "../suggest/form.ts";
import { labelOf, usualFields } from "../suggest/labels.ts";
import { rounded } from "../suggest/lonlat.ts";
import { makePin } from "../suggest/pin.ts";
import { categoriesOf, pickOnMap } from "../suggest/suggest.ts";
import type { Changes } from "../suggest/values.ts";
import type { Bar, Group, Tool } from "./bar.ts";
import { cellFields, type CellFields } from "./cells.ts";
import type { Client, Feature, Order, Outcome } from "./client.ts";
import { notice, type Live } from "./live.ts";
import { problemList } from "./problems.ts";
import { draw, isChangeable, reshape, type ShapeKind } from "./shapes.ts";
import { pageLanguage, say, type WordKey } from "./words.ts";

interface Site {
  readonly id: string;
  readonly name: string;
}

/** A feature as it stood in the file when it was asked for. */
interface Opened {
  readonly feature: Feature;
  readonly base: string;
  readonly tables: NonNullable<Outcome["tables"]>;
}

interface FormParts {
  readonly title: string;
  readonly feature: Feature;
  readonly cells: CellFields | null;
  readonly save: (changes: Changes, geometry: Geometry | null) => Promise<Outcome | null>;
}

export interface EditingParts {
  readonly app: App;
  readonly map: L.Map;
  readonly bar: Bar;
  readonly live: Live;
  readonly ask: Client;
}

const NOWHERE: Feature = { properties: {}, geometry: null };

export class Editing {
  readonly #parts: EditingParts;
  #canUndo = false;
  /** What the bar shows while something is being done; otherwise the tools. */
  #doing: (() => void) | null = null;

  constructor(parts: EditingParts) {
    this.#parts = parts;
    parts.map.pm.setGlobalOptions({ snappable: false });
    parts.app.store.listen((change) => {
      if (change.has("site")) this.write();
    });
  }

  async start(): Promise<void> {
    this.write();
    const outcome = await this.#request({ do: "state" });
    this.#canUndo = outcome?.canUndo ?? false;
    this.write();
  }

  /** Show the tools there are now, in the page's language. */
  write(): void {
    if (this.#doing) {
      this.#doing();
      return;
    }
    const site = this.#selected();
    const tool = (name: WordKey, icon: Tool["icon"], act: () => Promise<void>): Tool => ({
      name, ...(icon ? { icon } : {}), label: say(name), act: () => void act(),
    });
    const groups: Group[] = [
      {
        title: say("add"),
        label: say("add"),
        tools: [
          tool("addPoint", "point", () => this.#addPoint()),
          tool("addArea", "area", () => this.#addShape("Polygon")),
          tool("addLine", "line", () => this.#addShape("LineString")),
        ],
      },
    ];
    if (site) {
      const title = say("ofSite", { name: site.name });
      const tools = [
        tool("edit", "edit", () => this.#edit(site)),
        tool("shape", "shape", () => this.#reshape(site)),
        tool("remove", "remove", () => this.#remove(site)),
      ];
      groups.push({ title, label: title, tools });
    }
    const undo = { ...tool("undo", "undo", () => this.#undo()), disabled: !this.#canUndo };
    groups.push({ label: say("undo"), tools: [undo] });
    this.#parts.bar.show(say("bar"), null, groups);
  }

  async #addPoint(): Promise<void> {
    const { map, live } = this.#parts;
    const release = live.hold();
    let isTyped = false;
    const place = await this.#while((busy) =>
      pickPlace(map, (cancel) => {
        const byText = { name: "text", label: say("withoutMap"), act: () => ((isTyped = true), cancel()) };
        busy(() => say("drawPoint"), [byText, cancelTool(cancel)]);
      }),
    );
    if (place || isTyped) this.#newSite(place && pointAt(place));
    release();
  }

  async #addShape(kind: ShapeKind): Promise<void> {
    const release = this.#parts.live.hold();
    const geometry = await this.#while((busy) =>
      draw(this.#parts.map, kind, (cancel) => busy(() => say(`draw${kind}`), [cancelTool(cancel)])),
    );
    if (geometry) this.#newSite(geometry);
    release();
  }

  #newSite(geometry: Geometry | null): void {
    this.#form({
      title: say("newSite"),
      feature: { ...NOWHERE, geometry },
      cells: null,
      save: (changes, place) => this.#request({ do: "add", properties: changes.set, geometry: place }),
    });
  }

  async #edit(site: Site): Promise<void> {
    const opened = await this.#open(site);
    if (!opened) return;
    const { feature, base, tables } = opened;
    const cells = cellFields(this.#parts.app, tables);
    this.#form({
      title: say("editSite", { name: site.name }),
      feature,
      cells,
      save: ({ set, remove }, place) => {
        const geometry = place === feature.geometry ? {} : { geometry: place };
        return this.#request({ do: "change", id: site.id, base, set, remove, ...geometry, cells: cells.changed() });
      },
    });
  }

  #form({ title, feature, cells, save }: FormParts): void {
    const { app, map, live } = this.#parts;
    const pin = makePin(map);
    const property = h("input", { placeholder: say("propertyName"), "aria-label": say("propertyName") });
    const add = h("button", { type: "button", class: "pm-button" }, say("addProperty"));
    const release = live.hold();
    const form = openForm({
      title,
      say,
      done: say("save"),
      properties: feature.properties,
      fields: usualFields(app),
      labelOf: (name) => labelOf(app, say, name),
      categories: categoriesOf(app),
      discard: say("discard"),
      position: {
        geometry: feature.geometry,
        hint: say("positionHint"),
        readsLinks: true,
        locate: async (text, datum) => {
          const outcome = await this.#request({ do: "locate", text, ...(datum ? { datum } : {}) });
          if (outcome?.lon !== undefined && outcome.lat !== undefined) return [outcome.lon, outcome.lat];
          const problem = outcome?.problems[pageLanguage()][0];
          return problem ? say("problemAndFix", { message: problem.message, fix: problem.fix }) : say("offline");
        },
        pick: () => pickOnMap(map, say),
        onMove: (geometry) => pin.show(geometry),
      },
      more: [h("div", { class: "pm-form-line" }, property, add), ...(cells?.elements ?? [])],
      onDone: async (changes, geometry) => this.#settle(await save(changes, geometry), say("saved")),
      onClose: () => {
        pin.remove();
        release();
      },
    });
    pin.show(feature.geometry);
    add.addEventListener("click", () => {
      if (property.value.trim()) form.offer(property.value.trim());
      property.value = "";
    });
  }

  async #reshape(site: Site): Promise<void> {
    const opened = await this.#open(site);
    if (!opened) return;
    const { geometry } = opened.feature;
    if (geometry === null) {
      const place = await this.#while((busy) =>
        pickPlace(this.#parts.map, (cancel) => busy(() => say("drawPoint"), [cancelTool(cancel)])),
      );
      if (place) await this.#saveShape(site, opened.base, pointAt(place));
    } else if (isChangeable(geometry)) {
      await this.#while((busy) => this.#drag(site, opened.base, geometry, busy));
    } else {
      notice(say("notReshaped"));
    }
  }

  /** Until the person is done, or has given up. */
  #drag(site: Site, base: string, before: Geometry, busy: Busy): Promise<void> {
    return new Promise((resolve) => {
      const shape = reshape(this.#parts.map, before);
      const end = (): void => {
        document.removeEventListener("keydown", pressed, true);
        shape.end();
        resolve();
      };
      const pressed = (event: KeyboardEvent): void => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        end();
      };
      const save = async (): Promise<void> => {
        if (await this.#saveShape(site, base, shape.geometry())) end();
      };
      document.addEventListener("keydown", pressed, true);
      const done = { name: "done", label: say("done"), act: () => void save(), primary: true };
      busy(() => say(before.type === "Point" ? "dragPoint" : "dragShape"), [cancelTool(end), done]);
    });
  }

  async #saveShape(site: Site, base: string, geometry: Geometry): Promise<boolean> {
    const outcome = await this.#request({ do: "change", id: site.id, base, geometry });
    const refused = this.#settle(outcome, say("saved"));
    if (refused) this.#tell(refused);
    return refused === null;
  }

  async #remove(site: Site): Promise<void> {
    const opened = await this.#open(site);
    if (!opened || !(await this.#confirm(site))) return;
    const outcome = await this.#request({ do: "delete", id: site.id, base: opened.base });
    const refused = this.#settle(outcome && { ...outcome, id: null }, say("removed"));
    if (refused) this.#tell(refused);
  }

  #confirm(site: Site): Promise<boolean> {
    return this.#ask(
      [h("p", {}, say("reallyRemove", { name: site.name })), h("p", { class: "pm-second" }, say("undoBrings"))],
      [["keepSite", false], ["remove", true]],
    );
  }

  async #undo(): Promise<void> {
    const refused = this.#settle(await this.#request({ do: "undo" }), say("undone"));
    if (refused) this.#tell(refused);
  }

  /** A small window with words and some answers; Esc is the first of them. */
  #ask<Answer>(words: readonly HTMLElement[], answers: readonly (readonly [WordKey, Answer])[]): Promise<Answer> {
    return new Promise((resolve) => {
      let chosen = answers[0]![1];
      const buttons = answers.map(([word, answer], index) => {
        const act = (): void => {
          chosen = answer;
          dialog.close();
        };
        const kind = index > 0 ? "pm-button pm-primary" : "pm-button";
        return h("button", { type: "button", class: kind, onclick: act }, say(word));
      });
      const dialog = h(
        "dialog",
        { class: "pm-dialog pm-question" },
        ...words,
        h("div", { class: "pm-form-buttons" }, ...buttons),
      );
      dialog.addEventListener("close", () => {
        dialog.remove();
        resolve(chosen);
      });
      document.body.append(dialog);
      dialog.showModal();
    });
  }

  /** Why something was refused, where no form is open to show it. */
  #tell(refused: HTMLElement): void {
    void this.#ask([refused], [["closeProblems", null]]);
  }

  /** Null when it is saved, and the page will show it; otherwise why not. */
  #settle(outcome: (Omit<Outcome, "id"> & { id?: string | null }) | null, words: string): HTMLElement | null {
    if (outcome === null) return h("p", {}, say("offline"));
    this.#canUndo = outcome.canUndo;
    this.write();
    const errors = outcome.problems[pageLanguage()].filter(({ severity }) => severity === "error");
    if (errors.length > 0) return h("div", {}, h("p", {}, say("refused")), problemList(errors));
    this.#parts.live.refresh(outcome.version, outcome.saved ? words : say("nothingChanged"), outcome.id);
    return null;
  }

  /** The feature as the file has it now, with what tells whether somebody changes it meanwhile. */
  async #open(site: Site): Promise<Opened | null> {
    const outcome = await this.#request({ do: "open", id: site.id });
    if (!outcome) return null;
    const { feature, base, tables } = outcome;
    if (feature && base !== undefined) return { feature, base, tables: tables ?? {} };
    this.#tell(problemList(outcome.problems[pageLanguage()]));
    return null;
  }

  /** Do something that a reload would spoil, with words and tools of its own in the bar. */
  async #while<Result>(work: (busy: Busy) => Promise<Result>): Promise<Result> {
    const { bar, live } = this.#parts;
    const release = live.hold();
    try {
      return await work((words, tools) => {
        this.#doing = () => bar.show(say("bar"), words(), [{ label: say("bar"), tools }]);
        this.#doing();
      });
    } finally {
      this.#doing = null;
      this.write();
      release();
    }
  }

  async #request(order: Order): Promise<Outcome | null> {
    try {
      return await this.#parts.ask(order);
    } catch {
      notice(say("offline"));
      return null;
    }
  }

  #selected(): Site | null {
    const { sites, store } = this.#parts.app;
    const { site, lang } = store.state;
    const row = site === null ? -1 : sites.rowOf(site);
    return site === null || row < 0 ? null : { id: site, name: sites.name(row, lang) };
  }
}

/** Show words and tools in the bar. */
type Busy = (words: () => string, tools: readonly Tool[]) => void;

function pointAt({ lng, lat }: L.LatLng): Point {
  return { type: "Point", coordinates: [...rounded([lng, lat])] };
}

function cancelTool(cancel: Cancel): Tool {
  return { name: "cancel", label: say("cancel"), act: cancel };
}
