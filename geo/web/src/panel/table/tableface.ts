/** The third face: the table in its drawer, with its tools. */

import type * as L from "leaflet";

import type { App } from "../../app.ts";
import { fill, h } from "../../dom.ts";
import { countText } from "../../i18n.ts";
import type { Tray } from "../compare/tray.ts";
import { fileName, save, shownAsCsv, shownAsGeojson } from "../download/downloads.ts";
import { Drawer } from "../drawer.ts";
import { searchInput } from "../searchinput.ts";
import { mapPicture } from "../../map/mappicture.ts";
import { ColumnPicker } from "./columnpicker.ts";
import { SiteTable } from "./sitetable.ts";
import { Columns } from "./tablecolumns.ts";

export interface TableFaceOptions {
  /** That it fills. */
  readonly element: HTMLElement;
  readonly tray: Tray;
  readonly tell: (text: string) => void;
  /** The map, once it is there. */
  readonly map: () => L.Map | null;
  /** Called when the drawer has opened, closed or changed its height. */
  readonly onHeight: () => void;
  /** What is said, and offered, where no site is left. */
  readonly empty: () => readonly Node[];
}

export class TableFace {
  readonly drawer: Drawer;
  readonly #app: App;
  readonly #options: TableFaceOptions;
  readonly #table: SiteTable;
  readonly #picker: ColumnPicker;
  readonly #count = h("span", { class: "pm-table-count" });
  readonly #find: HTMLInputElement;
  readonly #downloads = h("div", { class: "pm-downloads", role: "group" });

  constructor(app: App, options: TableFaceOptions) {
    this.#app = app;
    this.#options = options;
    const { store, sites, t } = app;
    const { tray } = options;
    this.drawer = new Drawer(app, {
      element: options.element,
      title: () => t("faceTable"),
      close: () => store.set({ panel: "sites" }),
      onHeight: options.onHeight,
    });
    const columns = new Columns(app);
    this.#table = new SiteTable(app, {
      columns,
      copied: (count) => options.tell(t("cellsCopied", { count })),
      isCompared: (row) => tray.has(sites.id(row)),
      toggleCompared: (row) => tray.toggle(sites.id(row)),
    });
    tray.listen(() => this.#table.refresh());
    this.#picker = new ColumnPicker(app, columns);
    this.#find = searchInput(app, "pm-find-input", () => this.#table.focus());
    this.drawer.tools.append(
      this.#count, h("div", { class: "pm-find" }, this.#find), this.#picker.element, this.#downloads,
    );
    this.drawer.body.append(this.#table.element);
    store.listen((change) => {
      if (change.has("lang")) this.#write();
      if (change.has("lang") || change.has("result")) this.#showCount();
      if (change.has("q") && this.#find.value !== store.state.q) this.#find.value = store.state.q;
    });
    this.#write();
    this.#showCount();
  }

  /** Names and values are there. */
  start(): void {
    this.#table.start();
    this.#picker.write();
  }

  #write(): void {
    const { t } = this.#app;
    this.#find.setAttribute("aria-label", t("findInTable"));
    this.#find.placeholder = t("findInTable");
    this.#downloads.setAttribute("aria-label", t("download"));
    const button = (format: string, take: () => void): HTMLElement =>
      h("button", { type: "button", class: "pm-download", onclick: take }, h("span", { class: "pm-unseen" }, `${t("download")} `), format);
    fill(
      this.#downloads,
      h("span", { class: "pm-second", "aria-hidden": "true" }, t("download")),
      button("CSV", () => this.#save("csv", "text/csv;charset=utf-8", shownAsCsv)),
      button("GeoJSON", () => this.#save("geojson", "application/geo+json", shownAsGeojson)),
      button("PNG", () => void this.#savePicture()),
    );
  }

  #showCount(): void {
    const { sites, store, t } = this.#app;
    const { lang } = store.state;
    const count = store.result.rows.length;
    this.#count.textContent = count === sites.count
      ? countText(count, lang)
      : t("countOf", { count, all: sites.count });
    fill(this.#table.empty, ...(count > 0 ? [] : this.#options.empty()));
  }

  #save(ending: string, type: string, make: (app: App, shown: { rows: Uint32Array; columns: SiteTable["columns"] }) => string): void {
    const text = make(this.#app, { rows: this.#table.order, columns: this.#table.columns });
    save(fileName(this.#app, ending), new Blob([text], { type }));
    this.#options.tell(this.#app.t("sitesSaved", { count: this.#table.order.length }));
  }

  async #savePicture(): Promise<void> {
    const map = this.#options.map();
    if (!map) return;
    try {
      const { png, isBaseMissing } = await mapPicture(this.#app, map);
      save(fileName(this.#app, "png"), png);
      this.#options.tell(this.#app.t(isBaseMissing ? "pictureWithoutBase" : "pictureSaved"));
    } catch {
      this.#options.tell(this.#app.t("pictureFailed"));
    }
  }
}
