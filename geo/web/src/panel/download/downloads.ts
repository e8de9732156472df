/** Taking away what is shown: as a table, as a layer, as a picture. All of it is made in the page. */

import type { App } from "../../app.ts";
import type { Value } from "../../data/sites.ts";
import { h } from "../../dom.ts";
import { inLanguage } from "../../i18n.ts";
import type { Column } from "../table/tablecolumns.ts";
import { type Cell, csv } from "./csv.ts";
import { geojson } from "./geojsontext.ts";

/** The sites shown, in the order they are shown in, and what of them. */
export interface Shown {
  readonly rows: Iterable<number>;
  readonly columns: readonly Column[];
}

/** A position is a claim: how good it is goes with it. */
const CLAIM = ["accuracy_m", "located_by", "source"] as const;

/** The table as CSV: id and name first, the columns shown, then the position. */
export function shownAsCsv(app: App, { rows, columns }: Shown): string {
  const { sites, store, t } = app;
  const { lang } = store.state;
  const header = [
    "id", t("name"),
    ...columns.map((column) => named(column, column.label())),
    "lon", "lat", ...CLAIM,
  ];
  const lines = function* (): Generator<readonly Cell[]> {
    for (const row of rows) {
      const place = sites.lonLat(row);
      yield [
        sites.id(row), sites.name(row, lang),
        ...columns.map((column) => column.value(row)),
        place?.[0] ?? null, place?.[1] ?? null, ...CLAIM.map((name) => sites.value(row, name, lang)),
      ];
    }
  };
  return csv(header, lines());
}

/** The sites as GeoJSON with the values of the columns shown, each by the name the address calls it by, with unit and year. */
export function shownAsGeojson(app: App, { rows, columns }: Shown): string {
  const { sites, store } = app;
  const { lang } = store.state;
  const properties = (row: number): Readonly<Record<string, Value>> => {
    const values = new Map<string, Value>([["name", sites.name(row, lang)], ["category", sites.value(row, "category", lang)]]);
    for (const column of columns) {
      if (column.id === "category") continue;
      const isClaim = (CLAIM as readonly string[]).includes(column.id);
      values.set(isClaim ? column.id : named(column, column.id), column.value(row));
    }
    for (const name of CLAIM) values.set(name, values.get(name) ?? sites.value(row, name, lang));
    return Object.fromEntries(values);
  };
  return geojson(sites, rows, properties);
}

/** A file for the reader. */
export function save(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads it after this: give it the time.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** A file name of the map's title that every system takes. */
export function fileName({ sites, store }: App, ending: string): string {
  const title = inLanguage(sites.head.title, store.state.lang).replace(/[<>:"/\\|?*\u0000-\u001f]/g, "-").trim();
  return `${title.slice(0, 80) || "map"}.${ending}`;
}

/** What a number is of goes with it: unit, year and, where it has not happened, its kind. */
function named(column: Column, name: string): string {
  const unit = column.unit();
  return unit ? `${name} (${unit})` : name;
}
