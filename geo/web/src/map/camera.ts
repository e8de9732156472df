/** Moving the view: to what the state says, to all sites, to the selected one. */

import * as L from "leaflet";

import type { App } from "../app.ts";
import type { LonLat } from "../data/datum.ts";
import { isAreal, Kind, type Shape } from "../data/sites.ts";
import { lonFrom, seamOf } from "../data/world.ts";
import { ZOOM_STEP } from "../view.ts";
import { clearingMove, type Round } from "./clearing.ts";
import { cluster, signRadius } from "./clusters.ts";
import { furnitureRects, STANDING } from "./furniture.ts";
import type { Rect } from "./rect.ts";
import type { Padding } from "./padding.ts";
import { latOf, lonOf, unitsOfMetres, unitX, unitY } from "./projection.ts";
import { prefersStill } from "./theme.ts";

/** Closer than this goes neither a click on a cluster, at once, nor the way to a site far off. */
const CLOSEST = 16;
/** Around what is fitted, so that signs at its rim stand whole and have room for their names, in pixels. */
const FITTED = 30;
/** Around the frame that the maker set, in pixels. */
const RIM = 8;
/** Half a sign and a little: nearer to a button than this it is touched, in pixels. */
const SIGN_AIR = 16;
/** Its rim and its shadow, in pixels. */
const SIGN_RIM = 3;
/** Among more sites than this a sign at the edge is one of many. */
const MOST_CLEARED = 5000;
/** Where the key of colours and sizes will stand, and about how large, in pixels: it comes with the values. */
const KEY = { left: 10, bottom: 44, width: 250, height: 122, folded: 44, narrow: 560 };
/** Around an opened shape, in pixels. */
const AROUND_SHAPE = 18;
/** In less room than this a whole shape would be a speck: its sign says where it is, in pixels. */
const LEAST_ROOM = 120;
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
    const { center, zoom, bounds, exact } = this.#app.sites.head.view;
    if (!bounds) {
      this.look(center, zoom, false);
      return;
    }
    const [west, south, east, north] = bounds;
    const box = L.latLngBounds([south, west], [north, east]);
    const show = (room: L.Bounds): unknown => this.#map.fitBounds(box, { ...this.#padding.into(room), animate: false });
    if (exact) show(this.#padding.within(RIM));
    else this.fit(box, false, this.#map.getMaxZoom());
    if (this.#clear(box)) return;
    if (exact && this.#isAnyCovered(box)) {
      show(this.#padding.clear(RIM));
      if (this.#clear(box)) return;
    }
    const [middle, closest] = [this.#map.getCenter(), this.#map.getZoom()];
    if (closest - ZOOM_STEP < this.#map.getMinZoom()) return;
    this.#map.setZoom(closest - ZOOM_STEP, { animate: false });
    // Where signs are everywhere, some stand at the edge from wherever one looks.
    if (!this.#clear(box)) this.#map.setView(middle, closest, { animate: false });
  }

  /**
   * Move the view until the edges of what is free, buttons and credits cut no sign and cover none.
   *
   * @param kept what is to stay in view
   * @returns whether none is cut and none covered
   */
  #clear(kept: L.LatLngBounds): boolean {
    const { sites, store, root } = this.#app;
    if (sites.x.length > MOST_CLEARED) return true;
    const map = this.#map;
    const world = 256 * 2 ** map.getZoom();
    const size = map.getSize();
    const unitsOf = (x: number, y: number): readonly [number, number] => {
      const { lat, lng } = map.containerPointToLatLng([x, y]);
      return [unitX(lng), unitY(lat)];
    };
    // No move is larger than the view: a sign farther off than that stays out of it.
    const window = [...unitsOf(-size.x, -size.y), ...unitsOf(2 * size.x, 2 * size.y)] as const;
    const { count, x, y, size: sizes } = cluster(sites.x, sites.y, store.result.visible, world, window);
    const [west, north] = unitsOf(0, 0);
    const signs = Array.from({ length: count }, (_, index) => ({
      x: (x[index]! - west) * world, y: (y[index]! - north) * world, radius: signRadius(sizes[index]!) + SIGN_RIM,
    }));
    const shown = rectOf(L.bounds([kept.getNorthWest(), kept.getSouthEast()].map((corner) => map.latLngToContainerPoint(corner))));
    const covers = [...furnitureRects(map, root, this.#padding, STANDING), ...this.#keyToCome()];
    const moveFor = (what: readonly Round[]): readonly [number, number] | null =>
      clearingMove(what, rectOf(this.#padding.free()), covers, shown);
    // Of areas the rim, too, where there is room: the key comes upon the lower left of them.
    const corner = { x: shown.minX + SIGN_AIR, y: shown.maxY - SIGN_AIR, radius: SIGN_AIR };
    const move = (isAreal(sites) ? moveFor([...signs, corner]) : null) ?? moveFor(signs);
    if (move) map.panBy([-move[0], -move[1]], { animate: false });
    return move !== null;
  }

  /** What of the map the key will cover, where there is one: no sign and no middle of an area lies below it. */
  #keyToCome(): Rect[] {
    const { color, size } = this.#app.store.state;
    if ((color ?? size) === null) return [];
    const { x, y } = this.#map.getSize();
    const { left, bottom } = this.#padding.get();
    const height = x < KEY.narrow ? KEY.folded : KEY.height;
    const [minX, maxY] = [left + KEY.left, y - bottom - KEY.bottom];
    return [{ minX, maxY, maxX: minX + KEY.width, minY: maxY - height }];
  }

  /** Whether the buttons cover the sign of a site in bounds, as on a narrow screen. */
  #isAnyCovered(bounds: L.LatLngBounds): boolean {
    const { x, y } = this.#app.sites;
    const map = this.#map.getContainer().getBoundingClientRect();
    const buttons = this.#padding.buttons();
    if (!buttons) return false;
    const corner = L.point(buttons.left - map.left - SIGN_AIR, buttons.bottom - map.top + SIGN_AIR);
    for (let row = 0; row < x.length; row++) {
      if (Number.isNaN(x[row]!)) continue;
      const at = L.latLng(latOf(y[row]!), lonOf(x[row]!));
      if (!bounds.contains(at)) continue;
      const point = this.#map.latLngToContainerPoint(at);
      if (point.x > corner.x && point.y < corner.y) return true;
    }
    return false;
  }

  /** What of the map fitting bounds would leave in view, outside panel and card. */
  afterFit(bounds: L.LatLngBounds): L.LatLngBounds {
    const zoom = Math.min(CLOSEST, this.#fittingZoom(bounds, FITTED));
    const half = this.#padding.free().getSize().divideBy(2);
    const corners = L.bounds(
      this.#map.project(bounds.getSouthWest(), zoom), this.#map.project(bounds.getNorthEast(), zoom),
    );
    const middle = corners.getCenter();
    return L.latLngBounds(
      this.#map.unproject(middle.subtract(half), zoom), this.#map.unproject(middle.add(half), zoom),
    );
  }

  /** Show bounds in what is free of panel, card, buttons and credits, as large as the map goes. */
  fit(bounds: L.LatLngBounds, animate = true, closest = CLOSEST): void {
    this.#map.fitBounds(bounds, {
      ...this.#padding.into(this.#padding.clear(FITTED)),
      maxZoom: closest,
      animate: animate && !prefersStill(),
    });
  }

  /** The closest zoom at which bounds are seen whole. */
  #fittingZoom(bounds: L.LatLngBounds, air: number): number {
    const around = this.#map.getSize().subtract(this.#padding.clear(air).getSize());
    return this.#map.getBoundsZoom(bounds, false, around);
  }

  /**
   * Bounds of rows, radii left aside; null where none is located.
   *
   * @param withShapes whether their lines and areas are to be in it, and not their signs alone
   */
  boundsOf(rows: Iterable<number>, withShapes = false): L.LatLngBounds | null {
    const { sites } = this.#app;
    const { x, y } = sites;
    let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const row of rows) {
      if (Number.isNaN(x[row]!)) continue;
      const [left, top, right, bottom] = (withShapes ? sites.shape(row)?.box : null) ?? [x[row]!, y[row]!, x[row]!, y[row]!];
      west = Math.min(west, left);
      east = Math.max(east, right);
      north = Math.min(north, top);
      south = Math.max(south, bottom);
    }
    if (west > east) return null;
    return L.latLngBounds([latOf(south), lonOf(west)], [latOf(north), lonOf(east)]);
  }

  /** Show all that search and filter leave. */
  fitAll(): void {
    const bounds = this.boundsOf(this.#app.store.result.rows, true);
    if (!bounds) this.home();
    // A lone position has no size to fill the view with.
    else this.fit(bounds, true, bounds.getSouthWest().equals(bounds.getNorthEast(), 0) ? CLOSEST : this.#map.getMaxZoom());
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
    const wanted = this.#fittingZoom(bounds, FITTED);
    this.#center(bounds.getCenter(), Math.max(Math.min(wanted, CLOSEST), this.#map.getZoom() + 1));
  }

  /**
   * Bring a row into the free part of the map, if it is not there already: a sign, or the whole of a line
   * or an area. A view that was asked for stays, unless the row would be seen but for the card.
   *
   * @param isFirst whether the map shows its first view, in which all signs stand free and stay
   * @returns whether the map moves
   */
  reveal(row: number, isViewAsked = false, isFirst = false): boolean {
    const { sites } = this.#app;
    const at = L.latLng(latOf(sites.y[row]!), lonOf(sites.x[row]!));
    const point = this.#map.latLngToContainerPoint(at);
    const size = this.#map.getSize();
    const isFar = point.x < -size.x / 2 || point.y < -size.y / 2 || point.x > size.x * 1.5 || point.y > size.y * 1.5;
    const shape = isViewAsked || isFar ? null : sites.shape(row);
    const isMoved = shape ? this.#revealShape(shape.box) : null;
    if (isMoved !== null) return isMoved;
    const good = this.#goodPlaces();
    if ((isFirst ? this.#padding.clear(SIGN_AIR) : good).contains(point)) return false;
    if (isViewAsked && !L.bounds(L.point(0, 0), size).contains(point)) return false;
    if (isFar) {
      this.#center(at, Math.min(Math.max(this.#map.getZoom(), SITE_ZOOM), this.#zoomFor(row)));
      return true;
    }
    const wanted = good.getSize().x < STRIP / 2 || good.getSize().y < STRIP / 2
      ? good.getCenter()
      : L.point(
          Math.max(good.min!.x, Math.min(good.max!.x, point.x)),
          Math.max(good.min!.y, Math.min(good.max!.y, point.y)),
        );
    this.#pan(point.subtract(wanted));
    return true;
  }

  /**
   * Bring all of a shape into the free part of the map: by moving it, and from farther off if need be.
   *
   * @returns whether the map moves; null where there is no room to show a shape in
   */
  #revealShape([west, north, east, south]: Shape["box"]): boolean | null {
    const bounds = L.latLngBounds([latOf(south), lonOf(west)], [latOf(north), lonOf(east)]);
    const room = this.#padding.clear(AROUND_SHAPE);
    const { x, y } = room.getSize();
    if (Math.min(x, y) < LEAST_ROOM) return null;
    const zoom = Math.max(this.#fittingZoom(bounds, AROUND_SHAPE), this.#map.getMinZoom());
    if (zoom < this.#map.getZoom()) {
      this.#map.fitBounds(bounds, { ...this.#padding.into(room), animate: !prefersStill() });
      return true;
    }
    const [low, high] = [bounds.getNorthWest(), bounds.getSouthEast()].map((corner) =>
      this.#map.latLngToContainerPoint(corner),
    ) as [L.Point, L.Point];
    const aside = (from: number, to: number, least: number, most: number): number =>
      from < least ? from - least : to > most ? to - most : 0;
    const by = L.point(
      aside(low.x, high.x, room.min!.x, room.max!.x), aside(low.y, high.y, room.min!.y, room.max!.y),
    );
    if (Math.abs(by.x) < 1 && Math.abs(by.y) < 1) return false;
    this.#pan(by);
    return true;
  }

  #pan(by: L.Point): void {
    this.#map.panBy(by, { animate: !prefersStill(), duration: 0.18 });
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

  /** Look at a place from so near, as the maker of the map says. */
  look([lon, lat]: LonLat, zoom: number, animate = true): void {
    this.#center(L.latLng(lat, lonFrom(seamOf(this.#app.sites.head.view), lon)), zoom, animate);
  }

  /** Show a place in the middle of what is free. */
  #center(at: L.LatLng, zoom: number, animate = true): void {
    const bounded = Math.max(this.#map.getMinZoom(), Math.min(this.#map.getMaxZoom(), zoom));
    const { min, max } = this.#padding.free();
    const offset = this.#map.getSize().divideBy(2).subtract(min!.add(max!).divideBy(2));
    const center = this.#map.unproject(this.#map.project(at, bounded).add(offset), bounded);
    this.#map.setView(center, bounded, { animate: animate && !prefersStill() });
  }
}

function rectOf({ min, max }: L.Bounds): Rect {
  return { minX: min!.x, minY: min!.y, maxX: max!.x, maxY: max!.y };
}
