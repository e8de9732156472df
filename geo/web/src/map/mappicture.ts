/** The map as it is seen, as a picture: title above, what the signs mean and whom to credit below. */

import type * as L from "leaflet";

import type { App } from "../app.ts";
import { inLanguage } from "../i18n.ts";
import { lookOf } from "../look.ts";
import { PICTURE_RATIO } from "./canvas.ts";
import { IN_PICTURE } from "./padding.ts";
import { SignPainter } from "./signs.ts";
import { FONTS, SITE_STYLE } from "./style.ts";
import { currentPalette } from "./theme.ts";

/** Sizes in CSS pixels. */
const MARGIN = 20;
const TITLE = 20;
const SMALL = 12;
const SIGN = 20;
const LINE = 26;

/** A part of the map that can be drawn: its canvases and tiles, lowest first. */
type Part = HTMLCanvasElement | HTMLImageElement;

/**
 * Take the picture.
 *
 * @returns a PNG, and whether an online base map is missing in it because its maker does not let
 *   browsers copy it; the signs are drawn either way
 */
export async function mapPicture(app: App, map: L.Map): Promise<{ readonly png: Blob; readonly isBaseMissing: boolean }> {
  app.root.classList.add(IN_PICTURE);
  map.fire("resize"); // paints at once
  try {
    return await taken(app, map);
  } finally {
    app.root.classList.remove(IN_PICTURE);
    map.fire("resize");
  }
}

async function taken(app: App, map: L.Map): ReturnType<typeof mapPicture> {
  const parts = partsOf(map.getContainer());
  const png = await drawn(app, map, parts).catch(() => null);
  if (png) return { png, isBaseMissing: false };
  const own = parts.filter((part) => part instanceof HTMLCanvasElement);
  return { png: await drawn(app, map, own), isBaseMissing: true };
}

function partsOf(container: HTMLElement): readonly Part[] {
  const depth = (pane: Element): number => Number(getComputedStyle(pane).zIndex) || 0;
  const panes = [...container.querySelectorAll(".leaflet-map-pane > .leaflet-pane")].sort((a, b) => depth(a) - depth(b));
  return panes
    .flatMap((pane) => [...pane.querySelectorAll<Part>("canvas, img.leaflet-tile-loaded")])
    .filter((part) => part.checkVisibility?.() ?? true);
}

async function drawn(app: App, map: L.Map, parts: readonly Part[]): Promise<Blob> {
  const container = map.getContainer();
  const { left, top, width, height: whole } = container.getBoundingClientRect();
  // What lies under the table, or under the sheet of a phone, the reader does not see.
  const covered = parseFloat(getComputedStyle(app.root).getPropertyValue("--pm-inset-bottom")) || 0;
  const height = Math.max(whole - covered, whole / 4);
  const ratio = Math.max(PICTURE_RATIO, devicePixelRatio || 1);
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser draws no canvas");
  const foot = footOf(app, context, width);
  const head = headOf(app);
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round((head.height + height + foot.height) * ratio);
  context.scale(ratio, ratio);
  const colours = currentPalette();
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, width, head.height + height + foot.height);
  context.fillStyle = colours.ink;
  head.draw(context);

  context.save();
  context.translate(0, head.height);
  context.beginPath();
  context.rect(0, 0, width, height);
  context.clip();
  context.fillStyle = colours.land;
  context.fillRect(0, 0, width, height);
  for (const part of parts) {
    const box = part.getBoundingClientRect();
    if (box.width > 0 && box.height > 0) {
      context.filter = getComputedStyle(part.parentElement ?? part).filter;
      context.drawImage(part, box.left - left, box.top - top, box.width, box.height);
    }
  }
  context.restore();
  context.translate(0, head.height + height);
  foot.draw(context);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the picture is too large"))), "image/png");
  });
}

interface Strip {
  readonly height: number;
  readonly draw: (context: CanvasRenderingContext2D) => void;
}

function headOf({ sites, store }: App): Strip {
  const title = inLanguage(sites.head.title, store.state.lang);
  return {
    height: TITLE + 2 * MARGIN * 0.7,
    draw: (context) => {
      context.font = `650 ${TITLE}px ${FONTS}`;
      context.textBaseline = "middle";
      context.fillText(title, MARGIN, TITLE / 2 + MARGIN * 0.7, context.canvas.width);
    },
  };
}

/** What the signs mean, in as many lines as it takes, and whom to credit. */
function footOf(app: App, context: CanvasRenderingContext2D, width: number): Strip {
  const { sites, store, root } = app;
  const { lang } = store.state;
  const { grouping } = lookOf(sites, store.state);
  const painter = new SignPainter(grouping);
  const seen = new Set(Array.from(store.result.rows, (row) => grouping.of[row]!));
  const colours = currentPalette();
  context.font = `${SMALL}px ${FONTS}`;
  let [x, y] = [MARGIN, MARGIN * 0.7 + LINE / 2];
  const entries = grouping.groups.flatMap((group, index) => {
    if (!seen.has(index)) return [];
    const label = group.label(lang);
    const room = SIGN + 8 + context.measureText(label).width + 20;
    if (x > MARGIN && x + room > width - MARGIN) [x, y] = [MARGIN, y + LINE];
    const entry = { index, label, x, y };
    x += room;
    return [entry];
  });
  // The words on the map itself: scale, review number, credits.
  const words = [".pm-scale-words", ".pm-review", ".pm-credit"].map((name) => root.querySelector(name)?.textContent ?? "");
  const [scale = "", ...credits] = words;
  const bar = root.querySelector<HTMLElement>(".pm-scale-bar")?.offsetWidth ?? 0;
  const last = (entries.length > 0 ? y + LINE / 2 : 0) + LINE / 2 + 4;
  return {
    height: last + LINE / 2 + MARGIN * 0.5,
    draw: (context) => {
      context.textBaseline = "middle";
      context.font = `${SMALL}px ${FONTS}`;
      for (const entry of entries) {
        const [middle, { index }] = [entry.x + SIGN / 2, entry];
        if (painter.hasSign(index)) painter.draw(context, middle, entry.y, index, "plain", colours, PICTURE_RATIO, SIGN / SITE_STYLE.sign);
        else painter.dot(context, middle, entry.y, SIGN / 2.8, index, colours);
        context.fillStyle = colours.ink;
        context.fillText(entry.label, entry.x + SIGN + 8, entry.y);
      }
      context.fillStyle = colours.ink;
      context.fillRect(MARGIN, last + 4, bar, 1.5);
      context.fillText(scale, MARGIN + bar + 8, last);
      context.textAlign = "end";
      context.fillText(credits.filter((text) => text !== "").join(" · "), width - MARGIN, last, width * 0.7);
    },
  };
}
