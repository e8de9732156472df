/** Editing on the map: the tools of the bar, one form, and the server that keeps the files. */

import type * as L from "leaflet";
import type { Geometry, Point } from "geojson";

import type { App } from "../app.ts";
import { h } from "../dom.ts";
import { pickPlace, type Cancel } from "../map/picking.ts";
import { rounded } from "../suggest/lonlat.ts";
import type { Bar, BarIcon, Group, Tool } from "./bar.ts";
import { cellFields } from "./cells.ts";
import type { Client, Feature, Order, Outcome, Problem, Sender } from "./client.ts";
import type { Arrivals } from "./importing/arrivals.ts";
import { Importing } from "./importing/importing.ts";
import { pageLanguage, say, sayImport, type WordKey } from "./editwords.ts";
import { rowsToGo, withRows } from "./gonerows.ts";
import { notice, type Hold, type Live } from "./live.ts";
import { problemList } from "./problems.ts";
import { ask, tell } from "./question.ts";
import type { Properties } from "../suggest/formvalues.ts";
import { sheetsOf } from "./sheets.ts";
import { noteSilence, silenceWords } from "./silence.ts";
import { openSiteForm, type SiteFormParts } from "./siteform.ts";
import { openTableSheet } from "./tablesheet.ts";
import { changeShape, drawShape, type Busy } from "./shapetools.ts";
import { Stepping } from "./stepping.ts";

interface Site {
  readonly id: string;
  readonly name: string;
}

/** A feature as it stood in the file when it was asked for. */
interface Opened {
  readonly feature: Feature;
  readonly base: string;
  readonly tables: NonNullable<Outcome["tables"]>;
  readonly picks: NonNullable<Outcome["picks"]>;
}

export interface EditingParts {
  readonly app: App;
  readonly map: L.Map;
  readonly bar: Bar;
  readonly live: Live;
  readonly ask: Client;
  readonly arrivals: Arrivals;
  readonly send: Sender;
}

const NOWHERE: Feature = { properties: {}, geometry: null };

export class Editing {
  readonly #parts: EditingParts;
  readonly #importing: Importing;
  readonly #stepping: Stepping;
  /** The layer's name where it can only be shown. */
  #readOnly: string | null = null;
  /** A tool is at work: a second click asks for nothing more. */
  #isBusy = false;
  /** What was pressed last while they are answered; it is begun then. */
  #next: ((own: Hold) => Promise<void>) | null = null;
  /** What the bar shows while something is being done; otherwise the tools. */
  #doing: (() => void) | null = null;

  constructor(parts: EditingParts) {
    this.#parts = parts;
    this.#importing = new Importing({
      app: () => this.#parts.app,
      map: () => this.#parts.map,
      send: parts.send,
      request: (order) => this.#request(order),
      settle: (outcome, words, own) => this.#settle(outcome, words, own),
      run: (act) => this.#begin(act),
    });
    this.#stepping = new Stepping({
      live: parts.live,
      request: (order) => this.#request(order),
      settle: (outcome, words, own) => this.#settle(outcome, words, own),
      begin: (act) => this.#begin(act),
      isDoing: () => this.#doing !== null,
    });
    this.#follow();
    parts.live.onRenewed(() => {
      this.#follow();
      this.write();
    });
  }

  /** The tools are those of the selected site. */
  #follow(): void {
    this.#parts.app.store.listen((change) => {
      if (change.has("site")) this.write();
    });
  }

  async start(): Promise<void> {
    this.write();
    const outcome = await this.#request({ do: "state" });
    if (outcome) this.#remember(outcome);
    this.write();
    this.#importing.take(this.#parts.arrivals);
    document.addEventListener("keydown", (event) => this.#stepping.shortcut(event));
  }

  /** Show the tools there are now, in the page's language. */
  write(): void {
    if (this.#doing) {
      this.#doing();
      return;
    }
    const site = this.#selected();
    const tool = (name: WordKey, icon: BarIcon, act: (own: Hold) => Promise<void>): Tool => ({
      name, icon, label: say(name), act: () => void this.#begin(act),
    });
    const bringIn = { name: "import", icon: "import", label: sayImport("bringIn"), title: sayImport("bringInTool") } as const;
    const importTool: Tool = { ...bringIn, act: () => void this.#begin((own) => this.#importing.choose(own)) };
    const file = this.#readOnly;
    const layerTool: Tool = {
      name: "layer", label: sayImport("bringInLayer", { file: file ?? "" }), primary: true,
      act: () => void this.#begin((own) => this.#importing.bringInLayer(file ?? "", own)),
    };
    const groups: Group[] = file !== null ? [{ label: say("add"), tools: [layerTool] }] : [
      {
        title: say("add"),
        label: say("add"),
        tools: [
          tool("addPoint", "point", () => this.#addPoint()),
          tool("addArea", "area", () => this.#addShape("area")),
          tool("addLine", "line", () => this.#addShape("line")),
          importTool,
        ],
      },
    ];
    if (site && file === null) {
      const title = say("ofSite", { name: site.name });
      const tools = [
        tool("edit", "edit", () => this.#edit(site)),
        tool("shape", "shape", (own) => this.#reshape(site, own)),
        tool("remove", "remove", (own) => this.#remove(site, own)),
      ];
      groups.push({ title, label: title, tools });
    }
    groups.push({ label: say("tables"), tools: [tool("tables", "tables", () => this.#tables())] });
    groups.push({ label: say("undo"), tools: this.#stepping.tools() });
    this.#parts.bar.show(say("bar"), file === null ? null : sayImport("readOnly", { file }), groups);
  }

  /** One tool at a time, and no new data meanwhile. False where another is at work. */
  #begin(act: (own: Hold) => Promise<void>): boolean {
    if (!this.#isBusy) void this.#run(act);
    else if (this.#stepping.isAnswering) this.#next = act;
    else return false;
    return true;
  }

  async #run(act: (own: Hold) => Promise<void>): Promise<void> {
    const { live } = this.#parts;
    this.#isBusy = true;
    const own = live.hold();
    try {
      await act(own);
    } finally {
      own();
      this.#isBusy = live.isLeaving();
      const next = this.#next;
      this.#next = null;
      if (next) this.#begin(next);
    }
  }

  async #addPoint(): Promise<void> {
    let isTyped = false;
    const place = await this.#while((busy) =>
      pickPlace(this.#parts.map, (cancel) => {
        const byText = { name: "text", label: say("withoutMap"), act: () => ((isTyped = true), cancel()) };
        busy(() => say("drawPoint"), () => [byText, cancelTool(cancel)]);
      }),
    );
    if (place || isTyped) await this.#newSite(place && pointAt(place));
  }

  async #addShape(kind: "line" | "area"): Promise<void> {
    const geometry = await this.#while((busy) => drawShape({ ...this.#parts, busy }, kind));
    if (geometry) await this.#newSite(geometry);
  }

  async #newSite(geometry: Geometry | null): Promise<void> {
    const { tables, picks = {} } = (await this.#request({ do: "blank" })) ?? {};
    const cells = tables ? cellFields(this.#parts.app, tables, picks) : null;
    this.#form({
      title: say("newSite"),
      feature: { ...NOWHERE, geometry },
      isDrawn: geometry !== null && geometry.type !== "Point",
      cells,
      picks: picks[""] ?? {},
      save: (changes, place, further) =>
        this.#request({ do: "add", properties: changes.set, geometry: place, rows: cells?.rows() ?? [], ...further }),
    });
  }

  async #edit(site: Site): Promise<void> {
    const opened = await this.#open(site);
    if (!opened) return;
    const { feature, base, tables, picks } = opened;
    const cells = cellFields(this.#parts.app, tables, picks);
    /** What the person has seen: of what somebody else has changed since, what they were told. */
    let seen = feature.properties ?? {};
    this.#form({
      title: say("editSite", { name: site.name }),
      feature,
      cells,
      picks: picks[""] ?? {},
      save: async ({ set, remove }, place, further) => {
        const geometry = place === feature.geometry ? {} : { geometry: place };
        const before = { properties: kept(seen, [...Object.keys(set), ...remove]), geometry: feature.geometry };
        const order = { do: "change", id: site.id, base, seen: before, set, remove, ...geometry } as const;
        const outcome = await this.#request({ ...order, cells: cells.changed(), rows: cells.rows(), ...further });
        const told = outcome?.problems.en.flatMap(({ code, field }) => (code === "field-changed" && field ? [field] : [])) ?? [];
        const now = told.length > 0 ? await this.#request({ do: "open", id: site.id }) : null;
        if (now?.feature) seen = { ...without(seen, told), ...kept(now.feature.properties ?? {}, told) };
        return outcome;
      },
    });
  }

  async #tables(): Promise<void> {
    const sheets = await sheetsOf({
      app: this.#parts.app,
      request: (order) => this.#request(order),
      settle: (outcome) => void this.#settle(outcome, withRows(say("saved"), outcome)),
    });
    if (sheets) openTableSheet(sheets);
  }

  #form(parts: SiteFormParts): void {
    const { app, live } = this.#parts;
    const host = {
      app, live,
      map: () => this.#parts.map,
      request: (order: Order) => this.#request(order),
      settle: (outcome: Outcome | null) => this.#settle(outcome, say("saved")),
      pick: () => this.#pick(),
    };
    openSiteForm(host, parts);
  }

  /** One place, with no other tool at hand than to give up. */
  #pick(): Promise<L.LatLng | null> {
    return this.#while((busy) =>
      pickPlace(this.#parts.map, (cancel) => busy(() => say("drawPoint"), () => [cancelTool(cancel)])),
    );
  }

  async #reshape(site: Site, own: Hold): Promise<void> {
    const opened = await this.#open(site);
    if (!opened) return;
    const { geometry } = opened.feature;
    if (geometry === null) {
      const place = await this.#pick();
      if (place) await this.#saveShape(site, opened, pointAt(place), own);
    } else {
      const save = (after: Geometry): Promise<boolean> => this.#saveShape(site, opened, after, own);
      await this.#while((busy) => changeShape({ ...this.#parts, busy }, geometry, site.id, save));
    }
  }

  async #saveShape(site: Site, { base, feature }: Opened, geometry: Geometry, own: Hold): Promise<boolean> {
    const seen = { geometry: feature.geometry };
    const outcome = await this.#request({ do: "change", id: site.id, base, seen, geometry });
    const refused = this.#settle(outcome, say("saved"), own);
    if (refused) await tell(refused);
    return refused === null;
  }

  async #remove(site: Site, own: Hold): Promise<void> {
    const opened = await this.#open(site);
    if (!opened || !(await this.#confirm(site, opened.tables))) return;
    const outcome = await this.#request({ do: "delete", id: site.id, base: opened.base });
    const refused = this.#settle(outcome && { ...outcome, id: null }, withRows(say("removed"), outcome), own);
    if (refused) await tell(refused);
  }

  #confirm(site: Site, tables: Opened["tables"]): Promise<boolean> {
    const question = say("reallyRemove", { name: site.name });
    const along = rowsToGo(this.#parts.app, tables);
    return ask(
      question,
      [h("p", {}, question), h("p", { class: "pm-second" }, along, along && " ", say("undoBrings"))],
      [["keepSite", false], ["remove", true]],
      true,
    );
  }

  #remember(outcome: Pick<Outcome, "undo" | "redo" | "readOnly">): void {
    // Bringing a layer in makes one that can be edited; taking that back leaves the other.
    if (outcome.readOnly !== undefined) this.#readOnly = outcome.readOnly;
    this.#stepping.remember(outcome);
  }

  /** Null when it is saved, and the page will show it; otherwise why not. */
  #settle(
    outcome: (Omit<Outcome, "id"> & { id?: string | null }) | null,
    words: string,
    own: Hold = () => {},
  ): HTMLElement | null {
    if (outcome === null) return h("p", {}, silenceWords());
    this.#remember(outcome);
    this.write();
    const problems = outcome.problems[pageLanguage()];
    const errors = problems.filter(({ severity }) => severity === "error");
    if (errors.length > 0) return h("div", {}, h("p", {}, say("refused")), problemList(errors));
    const { version, saved, id: site } = outcome;
    this.#parts.live.refresh({ version, words: saved ? savedWords(words, problems) : say("nothingChanged"), site }, own);
    return null;
  }

  /** The feature as the file has it now, with what tells whether somebody changes it meanwhile. */
  async #open(site: Site): Promise<Opened | null> {
    const outcome = await this.#request({ do: "open", id: site.id });
    if (!outcome) return null;
    const { feature, base, tables = {}, picks = {} } = outcome;
    if (feature && base !== undefined) return { feature, base, tables, picks };
    await tell(outcome.problems[pageLanguage()]);
    return null;
  }

  /** Do something with words and tools of its own in the bar. */
  async #while<Result>(work: (busy: Busy) => Promise<Result>): Promise<Result> {
    const { bar } = this.#parts;
    try {
      return await work((words, tools) => {
        this.#doing = () => bar.show(say("bar"), words(), [{ label: say("bar"), tools: tools() }]);
        this.#doing();
      });
    } finally {
      this.#doing = null;
      this.write();
    }
  }

  async #request(order: Order): Promise<Outcome | null> {
    try {
      return await this.#parts.ask(order);
    } catch (error) {
      noteSilence(error);
      notice(silenceWords());
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

function kept(properties: Properties, names: readonly string[]): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => names.includes(name)));
}

function without(properties: Properties, names: readonly string[]): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));
}

/** What is saved and all the same not as it should be is told with it. */
function savedWords(words: string, [first, ...rest]: readonly Problem[]): string {
  if (!first) return words;
  return say(rest.length > 0 ? "savedWithWarnings" : "savedWithWarning", { words, message: first.message, count: rest.length + 1 });
}

function pointAt({ lng, lat }: L.LatLng): Point {
  return { type: "Point", coordinates: [...rounded([lng, lat])] };
}

function cancelTool(cancel: Cancel): Tool {
  return { name: "cancel", label: say("cancel"), act: cancel };
}
