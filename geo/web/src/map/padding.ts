/** How much of the map is covered by panel, card or sheet. */

import * as L from "leaflet";

export interface Insets {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** On the page's root while it is printed: nothing covers the map on paper. */
export const ON_PAPER = "pm-on-paper";

const SIDES = ["left", "top", "right", "bottom"] as const;
/** What is covered never takes more than this share of the map's width or height. */
const MOST = 0.75;

export class Padding {
  readonly #map: L.Map;
  readonly #root: HTMLElement;
  #told: Partial<Insets> = {};

  constructor(map: L.Map, root: HTMLElement) {
    this.#map = map;
    this.#root = root;
  }

  /** Say how much is covered, in place of what was said before; other sides are read from `--pm-inset-…`. */
  set(insets: Partial<Insets>): void {
    this.#told = insets;
  }

  get(): Insets {
    if (this.#root.classList.contains(ON_PAPER)) return { left: 0, top: 0, right: 0, bottom: 0 };
    const styles = getComputedStyle(this.#root);
    const size = this.#map.getSize();
    const [left, top, right, bottom] = SIDES.map((side) => {
      const pixels = this.#told[side] ?? parseFloat(styles.getPropertyValue(`--pm-inset-${side}`));
      const room = side === "left" || side === "right" ? size.x : size.y;
      return Number.isFinite(pixels) ? Math.max(0, Math.min(pixels, room * MOST)) : 0;
    }) as [number, number, number, number];
    return { left, top, right, bottom };
  }

  /** What is free, in container pixels. */
  free(): L.Bounds {
    const { left, top, right, bottom } = this.get();
    const size = this.#map.getSize();
    return L.bounds([left, top], [size.x - right, size.y - bottom]);
  }

  /** Options for Leaflet's fitting functions, with some air around. */
  fit(air: number): { paddingTopLeft: L.PointTuple; paddingBottomRight: L.PointTuple } {
    const { left, top, right, bottom } = this.get();
    return { paddingTopLeft: [left + air, top + air], paddingBottomRight: [right + air, bottom + air] };
  }
}
