/** How much of the map's edges lies under panel and card, so that the map can keep clear of them. */

import type { App } from "../app.ts";
import { h } from "../dom.ts";
import { CARD_IN_PANEL, PHONE } from "../screen.ts";

export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** Name of the event on the page's root; its `detail` is the `Insets`. */
export const INSETS_EVENT = "parkmap:insets";

/** Shares of the page's height that a drawer, and on a phone a sheet pulled halfway, takes at first. */
export const DRAWER_SHARE = 0.5;
export const SHEET_SHARE = 0.54;
/** In less than this no map is seen whole, in pixels. */
const LEAST_LEFT = 180;
/** From the rim of the map to a card upon it, in pixels. */
const CARD_EDGE = 12;

/**
 * What table and card will cover of the map once they are there, by what the state asks for: the first view is made
 * for it. Of a phone's panel nothing is said.
 */
export function foreseenInsets({ root, store: { state } }: App): Insets {
  const { site, panel, ui } = state;
  const hasCard = site !== null && ui !== "map";
  if (matchMedia(PHONE).matches) return { ...NONE, bottom: hasCard ? unlessTight(innerHeight * SHEET_SHARE, innerHeight) : 0 };
  return {
    ...NONE,
    left: hasCard && (ui === "embed" || !matchMedia(CARD_IN_PANEL).matches) ? unlessTight(CARD_EDGE + cardWidth(root), root.clientWidth) : 0,
    bottom: panel === "table" && ui === "full" ? unlessTight(root.clientHeight * DRAWER_SHARE, root.clientHeight) : 0,
  };
}

/** What is covered of a length; nothing where the rest is too short to show a map in: what is asked for is shown, and no more. */
function unlessTight(covered: number, of: number): number {
  return of - covered < LEAST_LEFT ? 0 : Math.round(covered);
}

/** Width of a card beside the panel, in pixels. */
function cardWidth(root: HTMLElement): number {
  const like = h("div");
  like.style.width = "var(--card)";
  root.append(like);
  const { width } = like.getBoundingClientRect();
  like.remove();
  return Math.round(width);
}

const NONE: Insets = { top: 0, right: 0, bottom: 0, left: 0 };

/** How much of one edge is covered, in pixels, as was told last. */
export function insetOf(root: HTMLElement, side: keyof Insets): number {
  return parseFloat(root.style.getPropertyValue(`--pm-inset-${side}`)) || 0;
}

const told = new WeakMap<HTMLElement, string>();

/** Say what will be covered before anybody can see it: of a new map, who stands on it asks for himself. */
export function sayInsets(root: HTMLElement, insets: Insets): void {
  told.delete(root);
  makeInsets(root)(insets);
}

/**
 * Tell the map: as `--pm-inset-…` in pixels on the root, by an event, and to whom it may concern.
 * Nothing is told that has been told before.
 */
export function makeInsets(root: HTMLElement, setMapInsets?: (insets: Insets) => void): (insets: Insets) => void {
  return (insets) => {
    const text = JSON.stringify(insets);
    if (text === told.get(root)) return;
    told.set(root, text);
    for (const [side, pixels] of Object.entries(insets)) {
      root.style.setProperty(`--pm-inset-${side}`, `${pixels}px`);
    }
    setMapInsets?.(insets);
    root.dispatchEvent(new CustomEvent<Insets>(INSETS_EVENT, { detail: insets }));
  };
}
