/** Sites made of plain objects, for tests and for looking at the panel without a payload. */

import type { Head, Table } from "../../src/data/head.ts";
import { Kind, type Row, type Sites, type TableColumns, type Value } from "../../src/data/sites.ts";

export type PlainSite = { readonly id: string } & Readonly<Record<string, Value | undefined>>;

export interface Plain {
  readonly sites: readonly PlainSite[];
  readonly categories: readonly string[];
  readonly pinyin?: Readonly<Record<string, string>>;
  readonly head?: Partial<Head>;
  /** Rows of tables by name; those of sites have `site_id`. */
  readonly tables?: Readonly<Record<string, readonly Row[]>>;
}

const OWN = ["id", "name", "category", "description", "lon", "lat", "accuracy_m", "located_by", "source",
  "part_of", "link", "pinyin", "datum"]; // prettier-ignore

export function makeSites({ sites, categories, pinyin = {}, head = {}, tables = {} }: Plain): Sites {
  const rowOf = new Map(sites.map(({ id }, row) => [id, row]));
  const number = (value: Value | undefined): number => (typeof value === "number" ? value : NaN);
  const x = Float64Array.from(sites, (site) => (number(site["lon"]) + 180) / 360);
  const y = Float64Array.from(sites, (site) => {
    const sin = Math.sin((number(site["lat"]) * Math.PI) / 180);
    return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
  });
  const names = new Set(sites.flatMap((site) => Object.keys(site).map((key) => key.replace(/_(en|zh)$/, ""))));
  const value = (row: number, field: string, lang: string): Value => {
    const site = sites[row];
    for (const key of [`${field}_${lang}`, field, `${field}_en`, `${field}_zh`]) {
      const found = site?.[key];
      if (found !== undefined && found !== null && found !== "") return found;
    }
    return null;
  };
  return {
    head: {
      version: 1,
      languages: ["zh", "en"],
      title: { zh: "地图", en: "Map" },
      count: sites.length,
      categories: categories.map((id) => ({
        id,
        label: { zh: id, en: `${id} sort` },
        color: "#0072b2",
        symbol: id,
      })),
      fields: [...names]
        .filter((name) => !OWN.includes(name))
        .map((name) => ({ name, label: { zh: name, en: name }, type: "string" })),
      tables: [] as readonly Table[],
      view: { center: [120.2, 30.2], zoom: 12, minZoom: 3, maxZoom: 18 },
      bases: [],
      embed: {},
      pinyin,
      ...head,
    },
    count: sites.length,
    x,
    y,
    kind: Uint8Array.from(x, (at) => (Number.isNaN(at) ? Kind.none : Kind.point)),
    category: Uint16Array.from(sites, (site) => Math.max(0, categories.indexOf(String(site["category"])))),
    accuracy: Float32Array.from(sites, (site) => number(site["accuracy_m"])),
    complete: Promise.resolve(),
    id: (row) => sites[row]?.id ?? "",
    rowOf: (id) => rowOf.get(id) ?? -1,
    name: (row, lang) => String(value(row, "name", lang) ?? sites[row]?.id ?? ""),
    value,
    lonLat: (row) => {
      const site = sites[row];
      const [lon, lat] = [number(site?.["lon"]), number(site?.["lat"])];
      return Number.isNaN(lon) ? null : [lon, lat];
    },
    shape: () => null,
    partOf: (row) => rowOf.get(String(sites[row]?.["part_of"] ?? "")) ?? -1,
    rows: (table, row) => (tables[table] ?? []).filter((one) => one["site_id"] === sites[row]?.id),
    allRows: (table) => tables[table] ?? [],
    numbers: (field) => Float64Array.from(sites, (site) => number(site[field])),
    table: (name) => tableOf(tables[name], sites),
    coded: () => null,
  };
}

function tableOf(given: readonly Row[] | undefined, sites: readonly PlainSite[]): TableColumns | null {
  if (!given) return null;
  const bySite = sites.map(({ id }) => given.filter((row) => row["site_id"] === id));
  const rows = bySite.flat();
  const starts = new Uint32Array(sites.length + 1);
  bySite.forEach((own, site) => (starts[site + 1] = starts[site]! + own.length));
  return { length: rows.length, starts, cell: (row, column) => rows[row]?.[column] ?? null };
}
