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

/** Of the map on paper this much, at the top and at the foot, is cut off where the paper is wide (print.css). */
export const CUT_ON_PAPER = 0.09;
/** What scale and credits take at the foot of it, in pixels. */
export const FOOT_ON_PAPER = 40;
/** What the arrow to the north, with its letter, takes of a corner of it. */
export const NORTH_ON_PAPER = 56;

/** On the page's root while a picture of the map is taken: sharper than the screen may be. */
export const IN_PICTURE = "pm-in-picture";

const SIDES = ["left", "top", "right", "bottom"] as const;
/** From buttons and credits to the rim of the map, in pixels. */
const EDGE = 12;
/** Buttons and credits are kept clear of as far as they take no more than this share. */
const MOST_FURNITURE = 0.3;
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

  get isOnPaper(): boolean {
    return this.#root.classList.contains(ON_PAPER);
  }

  get(): Insets {
    const size = this.#map.getSize();
    if (this.isOnPaper) {
      // What every paper has of it, above scale and credits.
      const cut = size.y * CUT_ON_PAPER;
      return { left: 0, top: cut, right: 0, bottom: cut + FOOT_ON_PAPER };
    }
    const styles = getComputedStyle(this.#root);
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

  /** What is free of the buttons and the credits, too, but for so much air. */
  clear(air: number): L.Bounds {
    const { min, max } = this.free();
    const [low, high] = [min!, max!];
    const [right, bottom] = this.#furniture();
    const room = high.subtract(low);
    // In a small frame they may take no more than the signs can do without.
    const most = room.multiplyBy(MOST_FURNITURE);
    const end = high.subtract([Math.min(right, most.x), Math.min(bottom, most.y)]);
    const spare = Math.max(0, Math.min(air, (end.x - low.x) / 4, (end.y - low.y) / 4));
    return L.bounds(low.add([spare, spare]), end.subtract([spare, spare]));
  }

  /** Where the buttons stand on the screen, while they do. */
  buttons(): DOMRect | undefined {
    return this.#rect(".pm-controls");
  }

  /** Width of the buttons at the right and height of the credits at the foot, with their own margins. */
  #furniture(): readonly [right: number, bottom: number] {
    if (this.isOnPaper) return [0, 0];
    return [(this.buttons()?.width ?? 0) + EDGE, (this.#rect(".pm-foot")?.height ?? 0) + EDGE];
  }

  #rect(name: string): DOMRect | undefined {
    return this.#root.querySelector(name)?.getBoundingClientRect();
  }

  /** What is free, but for so much air. */
  within(air: number): L.Bounds {
    const { min, max } = this.free();
    return L.bounds(min!.add([air, air]), max!.subtract([air, air]));
  }

  /** Options for Leaflet's fitting functions: fit into a part of the container. */
  into({ min, max }: L.Bounds): { paddingTopLeft: L.PointTuple; paddingBottomRight: L.PointTuple } {
    const { x, y } = this.#map.getSize();
    return { paddingTopLeft: [min!.x, min!.y], paddingBottomRight: [x - max!.x, y - max!.y] };
  }
}
