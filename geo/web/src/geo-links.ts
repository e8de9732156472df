/** Links that open a place in other map services, each in the datum it draws its maps in. */

import { type Datum, fromWgs84 } from "./data/datum.ts";

export interface Service {
  readonly id: "amap" | "baidu" | "apple" | "google";
  readonly datum: Datum;
  readonly address: (lon: string, lat: string, name: string) => string;
  /** Of the way there from where the reader is. */
  readonly directions: (lon: string, lat: string, name: string) => string;
}

/**
 * In mainland China, Apple and Google draw their street maps in GCJ-02 too and put a marker where
 * a link says, unshifted. Elsewhere nothing is shifted (`fromWgs84`).
 */
export const SERVICES: readonly Service[] = [
  {
    id: "amap",
    datum: "gcj02",
    address: (lon, lat, name) =>
      `https://uri.amap.com/marker?position=${lon},${lat}&name=${name}&coordinate=gaode&src=parkmap`,
    directions: (lon, lat, name) =>
      `https://uri.amap.com/navigation?to=${lon},${lat},${name}&mode=car&coordinate=gaode&callnative=1&src=parkmap`,
  },
  {
    id: "baidu",
    datum: "bd09",
    address: (lon, lat, name) =>
      `https://api.map.baidu.com/marker?location=${lat},${lon}&title=${name}&content=${name}` +
      "&coord_type=bd09ll&output=html&src=parkmap",
    // On the web the beginning must be named: "my position".
    directions: (lon, lat, name) =>
      `https://api.map.baidu.com/direction?origin=${encodeURIComponent("我的位置")}` +
      `&destination=${encodeURIComponent(`latlng:${lat},${lon}|name:`)}${name}` +
      "&mode=driving&coord_type=bd09ll&output=html&src=webapp.parkmap",
  },
  {
    id: "apple",
    datum: "gcj02",
    address: (lon, lat, name) => `https://maps.apple.com/?ll=${lat},${lon}&q=${name}`,
    directions: (lon, lat) => `https://maps.apple.com/?daddr=${lat},${lon}&dirflg=d`,
  },
  {
    id: "google",
    datum: "gcj02",
    address: (lon, lat) => `https://www.google.com/maps/search/?api=1&query=${lat},${lon}`,
    directions: (lon, lat) => `https://www.google.com/maps/dir/?api=1&destination=${lat},${lon}`,
  },
];

/** Address of a place (WGS 84) at a service, or of the way there. */
export function serviceLink(
  service: Service,
  [lon, lat]: readonly [lon: number, lat: number],
  name: string,
  what: "address" | "directions" = "address",
): string {
  const [x, y] = fromWgs84(lon, lat, service.datum);
  // A lone half of a character pair, cut off somewhere, would make the encoder throw.
  const text = name.slice(0, 100).replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "");
  return service[what](degrees(x), degrees(y), encodeURIComponent(text));
}

/** A place in a datum as it is pasted into a search box: latitude first. */
export function coordinates(
  [lon, lat]: readonly [lon: number, lat: number],
  datum: Datum,
): string {
  const [x, y] = fromWgs84(lon, lat, datum);
  return `${degrees(y)}, ${degrees(x)}`;
}

/** Six decimals: a decimetre. */
function degrees(value: number): string {
  return value.toFixed(6);
}
