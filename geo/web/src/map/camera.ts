/** Moving the view: to what the state says, to all sites, to the selected one. */

import * as L from "leaflet";

import type { App } from "../app.ts";
import { Kind } from "../data/sites.ts";
import type { Padding } from "./padding.ts";
import { latOf, lonOf, unitsOfMetres } from "./projection.ts";
import { prefersStill } from "./theme.ts";

/** Closer than this neither "show all" goes nor, at once, a click on a cluster. */
const CLOSEST = 16;
/** A site out of view is shown at least from here. */
const SITE_ZOOM = 13;
/** Room around a selected sign: a share of what is free, in pixels at least and at most. */
const AIR = { share: 0.24, least: 40, most: 150 };
/** What the controls and the credits take of it. */
const FURNITURE = { right: 56, bottom: 40 };
/** In less than this a sign is best in the middle. */
const STRIP = 480;

export class Camera {
  readonly #app: App;
  readonly #map: L.Map;
  readonly #padding: Padding;

  constructor(app: App, map: L.Map, padding: Padding) {
    this.#app = app;
    this.#map = map;
    this.#padding = padding;
  }

  /** The first view of the map as its maker set it. */
  home(): void {
    const { center, zoom, bounds } = this.#app.sites.head.view;
    if (!bounds) {
      this.#map.setView([center[1], center[0]], zoom, { animate: false });
      return;
    }
    const [west, south, east, north] = bounds;
    this.fit(L.latLngBounds([south, west], [north, east]), false, 8);
  }

  /** What of the map fitting bounds would leave in view, outside panel and card. */
  afterFit(bounds: L.LatLngBounds, air = 40): L.LatLngBounds {
    const { paddingTopLeft, paddingBottomRight } = this.#padding.fit(air);
    const around = L.point(paddingTopLeft).add(L.point(paddingBottomRight));
    const zoom = Math.min(CLOSEST, this.#map.getBoundsZoom(bounds, false, around));
    const half = this.#padding.free().getSize().divideBy(2);
    const corners = L.bounds(
      this.#map.project(bounds.getSouthWest(), zoom), this.#map.project(bounds.getNorthEast(), zoom),
    );
    const middle = corners.getCenter();
    return L.latLngBounds(
      this.#map.unproject(middle.subtract(half), zoom), this.#map.unproject(middle.add(half), zoom),
    );
  }

  fit(bounds: L.LatLngBounds, animate = true, air = 40): void {
    this.#map.fitBounds(bounds, {
      ...this.#padding.fit(air),
      maxZoom: CLOSEST,
      animate: animate && !prefersStill(),
    });
  }

  /** Bounds of rows, outlines and radii left aside; null where none is located. */
  boundsOf(rows: Iterable<number>): L.LatLngBounds | null {
    const { x, y } = this.#app.sites;
    let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const row of rows) {
      const [right, down] = [x[row]!, y[row]!];
      if (Number.isNaN(right)) continue;
      west = Math.min(west, right);
      east = Math.max(east, right);
      north = Math.min(north, down);
      south = Math.max(south, down);
    }
    if (west > east) return null;
    return L.latLngBounds([latOf(south), lonOf(west)], [latOf(north), lonOf(east)]);
  }

  fitAll(): void {
    const bounds = this.boundsOf(this.#app.store.result.rows);
    if (bounds) this.fit(bounds);
    else this.home();
  }

  /** Whether no zoom parts the signs of rows: they lie too close, or the map comes no nearer. */
  isDeadEnd(bounds: L.LatLngBounds, reach: number): boolean {
    const zoom = this.#map.getMaxZoom();
    if (this.#map.getZoom() >= zoom) return true;
    const size = this.#map
      .project(bounds.getNorthEast(), zoom)
      .subtract(this.#map.project(bounds.getSouthWest(), zoom));
    return Math.hypot(size.x, size.y) < reach;
  }

  /** Zoom to the members of a cluster, one step at least. */
  into(bounds: L.LatLngBounds): void {
    const { paddingTopLeft, paddingBottomRight } = this.#padding.fit(60);
    const around = L.point(paddingTopLeft).add(L.point(paddingBottomRight));
    const wanted = this.#map.getBoundsZoom(bounds, false, around);
    this.#center(bounds.getCenter(), Math.max(Math.min(wanted, CLOSEST), this.#map.getZoom() + 1));
  }

  /**
   * Bring a row into the free part of the map, if it is not there already. A view that was asked for
   * stays, unless the row would be seen but for the card.
   */
  reveal(row: number, isViewAsked = false): void {
    const { sites } = this.#app;
    const at = L.latLng(latOf(sites.y[row]!), lonOf(sites.x[row]!));
    const point = this.#map.latLngToContainerPoint(at);
    const good = this.#goodPlaces();
    if (good.contains(point)) return;
    const size = this.#map.getSize();
    if (isViewAsked && !L.bounds(L.point(0, 0), size).contains(point)) return;
    const isFar = point.x < -size.x / 2 || point.y < -size.y / 2 || point.x > size.x * 1.5 || point.y > size.y * 1.5;
    if (isFar) {
      this.#center(at, Math.min(Math.max(this.#map.getZoom(), SITE_ZOOM), this.#zoomFor(row)));
      return;
    }
    const wanted = good.getSize().x < STRIP / 2 || good.getSize().y < STRIP / 2
      ? good.getCenter()
      : L.point(
          Math.max(good.min!.x, Math.min(good.max!.x, point.x)),
          Math.max(good.min!.y, Math.min(good.max!.y, point.y)),
        );
    this.#map.panBy(point.subtract(wanted), { animate: !prefersStill(), duration: 0.18 });
  }

  /** Where a selected sign stands well: not at the rim of what is free, nor below the controls. */
  #goodPlaces(): L.Bounds {
    const free = this.#padding.free();
    const [low, high] = [free.min!, free.max!.subtract([FURNITURE.right, FURNITURE.bottom])];
    const air = (length: number): number =>
      Math.min(length / 2, Math.max(AIR.least, Math.min(AIR.most, length * AIR.share)));
    const margin = L.point(air(high.x - low.x), air(high.y - low.y));
    return L.bounds(low.add(margin), high.subtract(margin));
  }

  /** The closest zoom at which all of an area, or of the disc around a weak position, is seen. */
  #zoomFor(row: number): number {
    const { sites } = this.#app;
    const shape = sites.shape(row);
    const metres = sites.accuracy[row]!;
    const radius = Number.isNaN(metres) || sites.kind[row] !== Kind.point ? 0 : unitsOfMetres(metres, sites.y[row]!);
    const width = shape ? Math.max(shape.box[2] - shape.box[0], shape.box[3] - shape.box[1]) : 2 * radius;
    if (width === 0) return CLOSEST;
    const free = this.#padding.free().getSize();
    return Math.floor(Math.log2(Math.min(free.x, free.y) / 256 / width));
  }

  /** Show a place in the middle of what is free. */
  #center(at: L.LatLng, zoom: number): void {
    const bounded = Math.max(this.#map.getMinZoom(), Math.min(this.#map.getMaxZoom(), zoom));
    const { min, max } = this.#padding.free();
    const offset = this.#map.getSize().divideBy(2).subtract(min!.add(max!).divideBy(2));
    const center = this.#map.unproject(this.#map.project(at, bounded).add(offset), bounded);
    this.#map.setView(center, bounded, { animate: !prefersStill() });
  }
}
