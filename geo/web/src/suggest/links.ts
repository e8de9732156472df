/**
 * Positions in the links that map services share, read from the address alone: the same as
 * `geo/positions/links.py`, which says what each service's coordinates are in and why.
 */

import shared from "../../../positions/street_maps.json" with { type: "json" };
import type { Datum, LonLat } from "../data/datum.ts";

/** A position and its datum; or words of the address that may be one (`30°12'N 120°E`). */
export type Linked = { readonly at: LonLat; readonly datum: Datum } | { readonly words: string };

interface Parts {
  readonly host: string;
  readonly path: string;
  /** As it stands in the address. */
  readonly written: string;
  readonly fragment: string;
  /** A parameter of the query, or of a fragment written like one; "" where there is none. */
  readonly get: (name: string) => string;
}

const NUMBER = "(-?\\d{1,10}(?:\\.\\d{1,20})?)";
const PAIR = new RegExp(`${NUMBER}\\s*,\\s*${NUMBER}`);
const AT = new RegExp(`/@${NUMBER},${NUMBER}`);
const GOOGLE_PLACE = new RegExp(`.*!3d${NUMBER}!4d${NUMBER}`);
const GOOGLE_SEARCH = new RegExp(`/(?:place|search)/${NUMBER},\\+?\\s*${NUMBER}`);
const GOOGLE_WAY = new RegExp(`/dir/.*/${NUMBER},\\s*${NUMBER}(?:/|$)`);
const AMAP_PATH = new RegExp(`lnglat=${NUMBER},${NUMBER}`);
const EITHER_PAIR = new RegExp(`${NUMBER}\\s*[,~]\\s*${NUMBER}`);
const VIEW = new RegExp(`map=\\d{1,2}(?:\\.\\d+)?/${NUMBER}/${NUMBER}`);
const LINK = /^(?:[a-z][a-z0-9+.-]*:\/\/\S*|geo:\S*|(?:[\w-]+\.)+[a-z]{2,6}\/\S*)$/i;
const WITHIN_TEXT = /https?:\/\/[^\s，。）】]+/i;
/** Scheme, host, path, query, fragment. */
const ADDRESS = /^([^:/?#]+):(?:\/\/([^/?#]*))?([^?#]*)\??([^#]*)#?(.*)$/;
const SHORT = /^(?:surl\.amap\.com|j\.map\.baidu\.com|goo\.gl|maps\.app\.goo\.gl|maps\.apple|.*\.bdimg\.com)$/;

type Reader = (parts: Parts) => Linked | null;

const READERS: readonly (readonly [host: RegExp, read: Reader])[] = [
  [/(?:^|\.)(?:amap|gaode|autonavi)\.com$|^(?:android|ios)?amap(?:uri)?$/, readAmap],
  [/(?:^|\.)baidu\.com$|^(?:baidu|bd)map(?:app)?$/, readBaidu],
  [/(?:^|\.)map\.qq\.com$|^qqmap$/, readTencent],
  [/(?:^|\.)(?:openstreetmap|osm)\.org$/, readOsm],
  [/^geo$/, readGeo],
  [/(?:^|\.)google(?:\.[a-z]{2,3}){1,2}$|(?:^|\.)google$|^comgooglemaps$/, readGoogle],
  [/^(?:www\.)?(?:plus\.codes|geohash\.org)$/, readCodePage],
  ...shared.services.map(({ host, names, first, datum }): readonly [RegExp, Reader] => [
    new RegExp(host),
    ({ get }) => {
      const found = names.map((name) => matched(EITHER_PAIR, get(name))).find((pair) => pair !== null) ?? null;
      const at = first === "lat" ? turned(found) : found;
      return at && { at, datum: datum === "street" ? streetDatum(at) : (datum as Datum) };
    },
  ]),
  [/^(?:maps|beta\.maps)\.apple\.com$|^maps$/, readApple],
];

/** The address in a text: all of it, or within the words that apps share it with. */
export function findLink(text: string): string | null {
  return (LINK.exec(text) ?? WITHIN_TEXT.exec(text))?.[0] ?? null;
}

/** What a link says; null where it holds no position, as a short link, or is of a service not known. */
export function readLink(text: string): Linked | null {
  const found = ADDRESS.exec(text.includes("://") || text.startsWith("geo:") ? text : `https://${text}`);
  if (!found) return null;
  const [, scheme = "", place = "", path = "", query = "", fragment = ""] = found;
  const name = /^https?$/i.test(scheme) ? place.replace(/^.*@|:\d*$/g, "") : scheme;
  const host = name.toLowerCase();
  if (SHORT.test(host) || (host.endsWith("osm.org") && path.startsWith("/go/"))) return null;
  const values = new URLSearchParams(`${query}&${fragment}`);
  const parts: Parts = { host, path: decoded(path), written: path, fragment, get: (key) => values.get(key) ?? "" };
  const [, read = readView] = READERS.find(([pattern]) => pattern.test(host)) ?? [];
  return read(parts);
}

/** The datum of Google's and Apple's street maps at a position. */
export function streetDatum([lon, lat]: LonLat): Datum {
  const within = (boxes: readonly (readonly number[])[]): boolean =>
    boxes.some(([west = 0, south = 0, east = 0, north = 0]) => west <= lon && lon <= east && south <= lat && lat <= north);
  return within(shared.mainland) && !within(shared.elsewhere) ? "gcj02" : "wgs84";
}

function readAmap({ path, get }: Parts): Linked | null {
  const datum = get("coordinate") === "wgs84" || get("dev") === "1" ? "wgs84" : "gcj02";
  const found =
    named(get, ["lng", "lat"], ["lon", "lat"], ["dlon", "dlat"]) ??
    firstPair(get, "position", "lnglat", "location", "center", "to", "dest", "markers") ??
    matched(AMAP_PATH, path) ??
    // Shared places: q=lat,lon,name and p=id,lat,lon,name,address.
    turned(firstPair(get, "q") ?? pair(get("p").replace(/^[^,]*,?/, "")));
  return found && { at: found, datum };
}

function readBaidu({ path, get }: Parts): Linked | null {
  const kind = /^(wgs84|gcj02)(ll)?$/i.exec(get("coord_type") || get("coordtype"))?.[1];
  const found = turned(firstPair(get, "latlng", "location", "center", "destination"));
  if (found) return { at: found, datum: (kind?.toLowerCase() ?? "bd09") as Datum };
  const metres = matched(AT, path) ?? named(get, ["x", "y"]) ?? firstPair(get, "c");
  return metres && { at: baiduDegrees(metres), datum: "bd09" };
}

function readTencent({ get }: Parts): Linked | null {
  const found = turned(firstPair(get, "marker", "coord", "center", "tocoord", "latlng")) ?? named(get, ["pointx", "pointy"]);
  return found && { at: found, datum: "gcj02" };
}

function readOsm(parts: Parts): Linked | null {
  const found = named(parts.get, ["mlon", "mlat"], ["lon", "lat"]);
  return found ? { at: found, datum: "wgs84" } : readView(parts);
}

/** The middle of the view, as OpenStreetMap and this page write it. */
function readView({ fragment }: Parts): Linked | null {
  const found = turned(matched(VIEW, fragment));
  return found && { at: found, datum: "wgs84" };
}

/** `geo:lat,lon` (RFC 5870), WGS 84 unless a `crs` is named. */
function readGeo({ path, get }: Parts): Linked | null {
  // Telephones write geo:0,0?q=30.16,120.2(name).
  const found = turned(pair(get("q")) ?? pair(path));
  return found && !path.replace("crs=wgs84", "").includes("crs=") ? { at: found, datum: "wgs84" } : null;
}

/** The code that such a page's address ends with. */
function readCodePage({ host, path }: Parts): Linked | null {
  const code = path.slice(path.lastIndexOf("/") + 1);
  return code ? { words: host.endsWith("geohash.org") ? `geohash ${code}` : code } : null;
}

function readGoogle({ host, path, written, get }: Parts): Linked | null {
  // The place itself is told by the last !3d!4d; after the @ stands the middle of the view.
  const found = turned(
    matched(GOOGLE_PLACE, path) ??
      matched(GOOGLE_SEARCH, path) ??
      firstPair(get, "q", "query", "ll", "daddr", "destination", "center") ??
      matched(GOOGLE_WAY, path) ??
      matched(AT, path),
  );
  // The globe of Google Earth shows pictures, which are not shifted.
  if (found) return { at: found, datum: host.startsWith("earth.") ? "wgs84" : streetDatum(found) };
  const name = /^\/maps\/(?:place|search)\/([^/]+)/.exec(written)?.[1]?.replace(/\+/g, " ");
  const words = get("q") || get("query") || (name && decoded(name));
  return words ? { words } : null;
}

function readApple({ get }: Parts): Linked | null {
  const found = turned(firstPair(get, "coordinate", "ll", "daddr", "center", "sll", "q"));
  return found && { at: found, datum: streetDatum(found) };
}

/** Baidu's own Mercator metres to degrees (`geo/positions/baidu_mercator.py`). */
function baiduDegrees([x, y]: LonLat): LonLat {
  const [, ...factors] = shared.baiduBands.find(([lowest = 0]) => Math.abs(y) >= lowest) ?? [];
  const ratio = Math.abs(y) / (factors[9] ?? 1);
  const lon = (factors[0] ?? 0) + (factors[1] ?? 0) * Math.abs(x);
  const lat = factors.slice(2, 9).reduce((sum, factor, power) => sum + factor * ratio ** power, 0);
  return [x < 0 ? -lon : lon, y < 0 ? -lat : lat];
}

function matched(pattern: RegExp, text: string): LonLat | null {
  const found = pattern.exec(text);
  return found && [Number(found[1]), Number(found[2])];
}

function pair(text: string): LonLat | null {
  return matched(PAIR, text);
}

/** The first of some parameters that holds two numbers. */
function firstPair(get: Parts["get"], ...names: readonly string[]): LonLat | null {
  return names.map((name) => pair(get(name))).find((found) => found !== null) ?? null;
}

/** Longitude and latitude from two parameters of their own. */
function named(get: Parts["get"], ...names: readonly (readonly [string, string])[]): LonLat | null {
  return names.map(([lon, lat]) => pair(`${get(lon)},${get(lat)}`)).find((found) => found !== null) ?? null;
}

function turned(position: LonLat | null): LonLat | null {
  return position && [position[1], position[0]];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone percent sign
  }
}
