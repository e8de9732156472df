/** The map of the page: puts its parts together and keeps them in step with the state. */

import * as L from "leaflet";

import type { App } from "../app.ts";
import type { GroundFeature } from "../data/groundfeatures.ts";
import type { LonLat } from "../data/datum.ts";
import { focusOf } from "../data/sites.ts";
import { lonFrom, seamOf } from "../data/world.ts";
import { h, onResize } from "../dom.ts";
import { inLanguage } from "../i18n.ts";
import { type Demanded, onceRead } from "../data/later.ts";
import type { View } from "../store.ts";
import { topicOf } from "../look.ts";
import { PHONE } from "../screen.ts";
import { foreseenInsets, sayInsets } from "../ui/insets.ts";
import { ZOOM_STEP } from "../view.ts";
import { Bases, type TileMaker } from "./bases.ts";
import { Camera } from "./camera.ts";
import { SIGN_GAP, signRadius } from "./clusters.ts";
import { mountControls } from "./controls.ts";
import { EdgeNotes } from "./edgenotes.ts";
import type { Frame } from "./frame.ts";
import { furnitureRects, keyRects, putOnMap } from "./furniture.ts";
import { GroundLayer } from "./groundlayer.ts";
import { Padding, type Insets } from "./padding.ts";
import { makeLegend } from "./legend.ts";
import { onMenuAsked } from "./menukeys.ts";
import { Notes } from "./notes.ts";
import { mountNowhere } from "./nowhere.ts";
import { wholeOnly } from "./namespots.ts";
import { makePrintedKey } from "./printedkey.ts";
import type { QrMaker } from "./imprint.ts";
import { mountPrinting } from "./printing.ts";
import { makeCredits, mountScale } from "./scale.ts";
import { SitesLayer } from "./siteslayer.ts";
import { onThemeChange, prefersStill } from "./theme.ts";
import type { ToolParts, Tools } from "./tools.ts";

/** A view is the one asked for if its middle is no more than a pixel off, in both directions. */
const SAME_PLACE = 1.5;
/** Panel and card have stopped moving after so many milliseconds. */
const SETTLED = 160;

/** What the map takes from the part that is loaded later. */
interface MapRest extends TileMaker, QrMaker {
  readonly mountTools: (app: App, map: L.Map, parts: ToolParts) => Tools;
}

export interface MapOptions {
  /** What the reader may ask of the map: loaded when there is time, or asked for. */
  readonly rest: Demanded<MapRest>;
  /** When the sites have been painted for the first time. */
  readonly onFirstSites?: () => void;
  /** The reader wants to suggest a site at a place. */
  readonly suggest?: (at: LonLat) => void;
}

export interface MapParts {
  readonly map: L.Map;
  /** Take it out of its element. */
  remove(): void;
  /** Say how much of the map is covered; sides not told are read from `--pm-inset-…`. */
  setPadding(insets: Partial<Insets>): void;
}

/** Show the map in an element that has a size, a part at a time. */
export function* mountMap(app: App, element: HTMLElement, options: MapOptions): Generator<unknown, MapParts> {
  const { head } = app.sites;
  const map = makeMap(element, head.view.minZoom, head.view.maxZoom);
  const padding = new Padding(map, app.root);
  // Where the panel stands before the map it has said so itself.
  if (!matchMedia(PHONE).matches) sayInsets(app.root, foreseenInsets(app));
  const camera = new Camera(app, map, padding);
  const notes = new Notes();
  const credits = makeCredits(app);
  const ground = new GroundLayer(map);
  const sites = new SitesLayer(app, map, {
    groundLabels: (frame, seen, lang, other) => {
      const labels = ground.labels(frame, seen, lang, other);
      return padding.isOnPaper ? wholeOnly(seen, labels) : labels;
    },
    groundNaming: (frame, seen, lang, other) => ground.naming(frame, seen, lang, other),
    groundDots: (frame) => ground.dots(frame),
    isOnGround: (box) => ground.hasSame(box),
    free: () => padding.free(),
    furniture: () => furnitureRects(map, app.root, padding),
    onCluster: (rows, at) => {
      const bounds = camera.boundsOf(rows);
      if (!bounds) return;
      if (!camera.isDeadEnd(bounds, 2 * signRadius(1) + SIGN_GAP)) camera.into(bounds);
      else if (sites.isComplete) withTools(({ pickList }) => pickList.open(rows, at)); // before, there are no names to pick from
    },
    onFirstPaint: () => options.onFirstSites?.(),
  });
  const paintOn = (frame: Frame, rows?: readonly number[]): void => {
    ground.paintOn(frame);
    sites.paintOn(frame, rows);
  };
  const edge = new EdgeNotes(app, map, padding, {
    go: (rows) => {
      const bounds = camera.boundsOf(rows);
      if (rows.length === 1) app.store.set({ site: app.sites.id(rows[0]!) });
      else if (bounds) camera.fit(bounds);
    },
    paint: paintOn,
    signs: () => [...sites.signRects(), ...keyRects(map, app.root)],
    onMoved: () => sites.repaint(),
  });
  const bases = new Bases(app, map, {
    rest: options.rest,
    onDatum: (datum) => {
      ground.useDatum(datum);
      sites.useDatum(datum);
    },
    onGround: (isShown) => {
      ground.show(isShown);
      credits.show(bases.seen);
      sites.repaint();
    },
    onTrouble: (message) => notes.tell(message),
  });

  yield true;
  let tools: Tools | null = null;
  const withTools = (use: (tools: Tools) => void): void => void options.rest.load().then(() => tools && use(tools));
  onMenuAsked(map, padding, (at) => withTools(({ menu }) => menu.open(at)));
  mountFurniture(app, map, { camera, padding, notes, credits, edge, locate: () => withTools(({ locator }) => locator.locate()) });
  options.rest.onceLoaded(({ mountTools }) => {
    if (app.signal.aborted) return;
    tools = mountTools(app, map, {
      padding,
      suggest: (at) => options.suggest?.(at),
      tell: (message) => notes.tell(message),
      bounds: () => camera.boundsOf(app.store.result.rows),
      afterFit: (bounds) => camera.afterFit(bounds),
      fit: (bounds) => camera.fit(bounds),
    });
  });
  const firstView = (): void => showFirstView(app, map, camera, edge);
  const isViewGiven = app.store.state.view !== null;
  yield true;
  firstView();
  yield true;
  // Once, where the view has come to rest.
  sites.open();
  yield true;
  credits.show(bases.seen);
  bases.show(app.store.state.base);
  let read: readonly GroundFeature[] | null = null;
  void app.ground.then((features) => (read = features), () => (read = []));
  app.ground.catch(() => {
    ground.forgo();
    sites.repaint();
  });
  onceRead(app.ground, function* (features) {
    yield* ground.use(features, app.signal, () => sites.repaint());
    if (app.signal.aborted) return;
    if (!app.kept.isFirst) sites.repaint();
    else {
      // At first the ground is there before its names.
      yield* sites.naming();
      void sites.repaintInTurn();
    }
  });
  follow(app, map, { camera, sites, element, isViewGiven, firstView, rest: options.rest });
  const hurry = (): boolean => {
    if (read) ground.hurry(read);
    return read !== null && sites.isComplete;
  };
  mountPrinting(app, map, { rest: options.rest, padding, hurry, paint: () => sites.paint(), paintOn, signs: () => [...sites.signRects(), ...keyRects(map, app.root)] });
  onThemeChange(() => {
    ground.repaint();
    sites.repaint();
  }, app.signal);
  let settling: ReturnType<typeof setTimeout> | undefined;
  return {
    map,
    remove: () => {
      clearTimeout(settling);
      map.remove();
    },
    setPadding: (insets) => {
      padding.set(insets);
      // Names keep clear of panel and card; while those are pulled, they wait.
      clearTimeout(settling);
      if (app.signal.aborted) return;
      settling = setTimeout(() => sites.isComplete && sites.repaint(), SETTLED);
    },
  };
}

function makeMap(element: HTMLElement, minZoom: number, maxZoom: number): L.Map {
  const isStill = prefersStill();
  return L.map(element, {
    zoomControl: false,
    attributionControl: false,
    zoomSnap: ZOOM_STEP,
    zoomDelta: 1,
    wheelPxPerZoomLevel: 90,
    minZoom,
    maxZoom,
    zoomAnimation: !isStill,
    fadeAnimation: !isStill,
    inertia: !isStill,
    bounceAtZoomLimits: false,
    // Not every browser makes a long press a right click.
    tapHold: true,
  });
}

interface Furniture {
  readonly camera: Camera;
  readonly padding: Padding;
  readonly notes: Notes;
  readonly credits: ReturnType<typeof makeCredits>;
  readonly edge: EdgeNotes;
  readonly locate: () => void;
}

/** All that stands on the map and does not move with it. */
function mountFurniture(
  app: App, map: L.Map, { camera, padding, notes, credits, edge, locate }: Furniture,
): void {
  const legend = makeLegend(app);
  const isLegendOpen = app.kept.keep("legend", () => legend.isOpen);
  const controls = mountControls(app, map, padding, {
    fitAll: () => camera.fitAll(),
    locate,
    legend: (button) => legend.toggle(button),
  });
  const foot = h("div", { class: "pm-foot" }, credits.review, mountScale(app, map), credits.attribution);
  for (const part of [mountNowhere(app), makePrintedKey(app, () => edge.show()), edge.element, foot, notes.element, controls.element, legend.element]) {
    putOnMap(map, part);
  }
  // The first view keeps clear of the buttons where they will stand.
  controls.arrange();
  if (isLegendOpen) legend.toggle(controls.element.querySelector<HTMLElement>(".pm-control-legend")!);
}

/** The view of the address, or else the map's own. */
function showFirstView(app: App, map: L.Map, camera: Camera, edge: EdgeNotes): void {
  const { view } = app.store.state;
  camera.home();
  edge.setHome();
  if (view) map.setView(placeOn(app, view), view.zoom, { animate: false });
  else showTopic(app, camera);
}

/** The middle of a view on the one world the map shows. */
function placeOn({ sites }: App, { lat, lon }: View): L.LatLng {
  return L.latLng(lat, lonFrom(seamOf(sites.head.view), lon));
}

interface Followers {
  readonly camera: Camera;
  readonly sites: SitesLayer;
  readonly element: HTMLElement;
  readonly isViewGiven: boolean;
  readonly firstView: () => void;
  /** What the card comes with. */
  readonly rest: MapOptions["rest"];
}

/** What changes the picture where the map stands still. */
const REPAINTING = ["lang", "site", "result", "lifted", "color", "size", "year", "scheme", "classes", "breaks", "palette", "topic"] as const;

/** Look where a topic says, if it says. */
function showTopic({ sites, store }: App, camera: Camera): void {
  const { bounds, center, zoom } = topicOf(sites, store.state) ?? {};
  if (bounds) camera.fit(L.latLngBounds([bounds[1], bounds[0]], [bounds[3], bounds[2]]));
  else if (center && zoom !== undefined) camera.look(center, zoom);
}

/** Let the map do what the state says, and tell the state where the map is. */
function follow(app: App, map: L.Map, { camera, sites, element, isViewGiven, firstView, rest }: Followers): void {
  const { store } = app;
  // In a hidden frame the map has no size: what it shows is nothing to tell or to move.
  const hasSize = (): boolean => map.getSize().x > 0 && map.getSize().y > 0;
  let isSeen = hasSize();
  // Whether the move under way is the page's own, on its way to what it shows first.
  let isOpening = false;
  // Once panel and card have taken their room.
  const reveal = (isViewAsked: boolean, opening = false): void => {
    void rest.load().then(() => requestAnimationFrame(() => {
      if (!isSeen || app.signal.aborted) return;
      const { site } = store.state;
      const row = site === null ? -1 : focusOf(app.sites, app.sites.rowOf(site));
      if (row < 0) return;
      isOpening = opening;
      if (!camera.reveal(row, isViewAsked, opening)) isOpening = false;
    }));
  };
  // Leaflet pans by whole pixels: a view that was asked for is told as it was asked.
  const isAsked = ({ zoom }: View): boolean => {
    const asked = store.state.view;
    if (asked?.zoom !== zoom) return false;
    return map.project(placeOn(app, asked), zoom).distanceTo(map.project(map.getCenter(), zoom)) < SAME_PLACE;
  };
  const help = h("p", { class: "pm-map-help", id: "pm-map-help" });
  element.append(help);
  const name = (): void => {
    element.setAttribute("aria-label", inLanguage(app.sites.head.title, store.state.lang));
    help.textContent = app.t("mapHelp");
  };
  store.listen((change, { view }) => {
    if (change.has("lang")) name();
    if (REPAINTING.some((key) => change.has(key))) sites.repaint();
    if (change.has("topic") && !change.has("view")) showTopic(app, camera);
    if (change.has("site")) reveal(change.has("view"));
    if (change.has("ui")) requestAnimationFrame(() => map.invalidateSize());
    if (change.has("view") && view && store.origin !== "map" && store.origin !== "opening") {
      map.setView(placeOn(app, view), view.zoom, { animate: !prefersStill() });
    }
  });
  const tell = (): void => {
    if (!isSeen) return;
    const { lat, lng } = map.getCenter();
    const view = { zoom: map.getZoom(), lat, lon: lng };
    const home = placeOn(app, view);
    // Beyond the seam the world begins again: the reader is taken to where things are drawn.
    if (home.lng !== lng) map.setView(home, view.zoom, { animate: false });
    else {
      const origin = isOpening ? "opening" : "map";
      isOpening = false;
      if (!isAsked(view)) store.set({ view }, origin);
    }
  };
  const tellOpening = (): void => {
    isOpening = true;
    tell();
    isOpening = false;
  };
  tellOpening();
  map.on("moveend", tell);
  onResize(element, app.signal, () => {
    map.invalidateSize();
    if (isSeen || !hasSize()) return;
    firstView();
    isSeen = true;
    tellOpening();
    if (store.state.site !== null) reveal(isViewGiven, true);
  });
  element.setAttribute("role", "region");
  element.setAttribute("aria-describedby", "pm-map-help");
  name();
  onceRead(app.sites.complete, () => {
    // Of newer data, the map shows what it showed.
    if (store.state.site !== null && app.kept.isFirst) reveal(isViewGiven, true);
  });
}
