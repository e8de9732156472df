/**
 * Coordinate systems for online base maps in another datum: positions stay WGS 84, the projection
 * shifts them, and so tiles and all that is drawn agree.
 */

import * as L from "leaflet";

import { fromWgs84, toWgs84, type Datum } from "../data/datum.ts";

const made = new Map<Datum, L.CRS>();

export function crsOf(datum: Datum): L.CRS {
  if (datum === "wgs84") return L.CRS.EPSG3857;
  let crs = made.get(datum);
  if (!crs) {
    crs = L.Util.extend({}, L.CRS.EPSG3857, { projection: shifted(datum) }) as L.CRS;
    made.set(datum, crs);
  }
  return crs;
}

/** WGS 84 → datum → spherical Mercator, and back. */
function shifted(datum: Datum): L.Projection {
  const mercator = L.Projection.SphericalMercator;
  return {
    ...mercator,
    project({ lat, lng }) {
      const [lon, north] = fromWgs84(lng, lat, datum);
      return mercator.project(L.latLng(north, lon));
    },
    unproject(point) {
      const { lat, lng } = mercator.unproject(point);
      const [lon, north] = toWgs84(lng, lat, datum);
      return L.latLng(north, lon);
    },
  };
}
