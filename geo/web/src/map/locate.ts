/** Where the reader is: asked for only when the button is pressed, and kept nowhere. */

import * as L from "leaflet";

import type { App } from "../app.ts";
import { lonFrom, seamOf } from "../data/world.ts";
import { nearestTo } from "./beyond.ts";
import { latOf, lonOf, unitX, unitY } from "./projection.ts";
import { distanceText } from "../ui/distance.ts";

/** Farther than this from the nearest site the map has nothing to show there, in metres. */
const NEAR = 50_000;

export interface LocateOptions {
  readonly tell: (message: string) => void;
  /** Bounds of all sites. */
  readonly bounds: () => L.LatLngBounds | null;
  /** What would be in view after {@link fit}. */
  readonly afterFit: (bounds: L.LatLngBounds) => L.LatLngBounds;
  readonly fit: (bounds: L.LatLngBounds) => void;
}

export class Locator {
  readonly #app: App;
  readonly #map: L.Map;
  readonly #options: LocateOptions;
  #marks: L.Layer[] = [];

  constructor(app: App, map: L.Map, options: LocateOptions) {
    this.#app = app;
    this.#map = map;
    this.#options = options;
  }

  locate(): void {
    const { t } = this.#app;
    this.#options.tell(t("locating"));
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) => {
        if (this.#app.signal.aborted) return;
        const seam = seamOf(this.#app.sites.head.view);
        this.#found(L.latLng(latitude, lonFrom(seam, longitude)), accuracy);
      },
      (error) => {
        const isRefused = error.code === error.PERMISSION_DENIED;
        this.#options.tell(t(isRefused ? "locateRefused" : "locateFailed"));
      },
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 30_000 },
    );
  }

  #found(at: L.LatLng, accuracy: number): void {
    const { t } = this.#app;
    for (const mark of this.#marks) mark.remove();
    const away = this.#distanceFromSites(at);
    if (away > NEAR) {
      this.#options.tell(t("locateFar", { distance: distanceText(away, t) }));
      return;
    }
    const circle = L.circle(at, { radius: accuracy, className: "pm-here-range", interactive: false });
    const dot = L.circleMarker(at, { radius: 7, className: "pm-here", interactive: false });
    this.#marks = [circle, dot];
    for (const mark of this.#marks) mark.addTo(this.#map);
    this.#options.fit(this.#around(at, accuracy));
    this.#options.tell(t("located", { distance: distanceText(accuracy, t) }));
  }

  /** The circle the reader is in; with the nearest site, where that circle alone would show none. */
  #around(at: L.LatLng, accuracy: number): L.LatLngBounds {
    const circle = at.toBounds(2 * accuracy);
    const { sites, store } = this.#app;
    const row = nearestTo([unitX(at.lng), unitY(at.lat)], sites.x, sites.y, store.result.visible);
    if (row < 0) return circle;
    const nearest = L.latLng(latOf(sites.y[row]!), lonOf(sites.x[row]!));
    return this.#options.afterFit(circle).contains(nearest) ? circle : circle.extend(nearest);
  }

  #distanceFromSites(at: L.LatLng): number {
    const bounds = this.#options.bounds();
    if (!bounds || bounds.contains(at)) return 0;
    const lat = Math.max(bounds.getSouth(), Math.min(bounds.getNorth(), at.lat));
    const lng = Math.max(bounds.getWest(), Math.min(bounds.getEast(), at.lng));
    return at.distanceTo([lat, lng]);
  }
}
