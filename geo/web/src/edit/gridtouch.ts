/** A handle at the corner of what is marked: a finger scrolls a grid, so that it marks by this. */

import { h } from "../dom.ts";

/** Pixels from the edge in which what is held there goes on. */
const RIM = 24;
/** Pixels a frame. */
const STEP = 10;

export interface HandleHost {
  /** What the cells are in, and what scrolls. */
  readonly body: HTMLElement;
  /** The handle was taken. */
  readonly begin: () => void;
  /** It is over a cell. */
  readonly over: (input: Element) => void;
}

export class BlockHandle {
  readonly #host: HandleHost;
  readonly #handle = h("div", { class: "pm-cells-handle", "aria-hidden": "true" });
  /** Where the finger is; null while there is none. */
  #finger: { readonly x: number; readonly y: number } | null = null;

  constructor(host: HandleHost) {
    this.#host = host;
    const handle = this.#handle;
    handle.addEventListener("pointerdown", (event) => {
      event.preventDefault(); // the cell keeps the focus
      handle.setPointerCapture(event.pointerId);
      this.#host.begin();
      this.#follow(event);
      this.#goOn();
    });
    handle.addEventListener("pointermove", (event) => this.#finger && this.#follow(event));
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) handle.addEventListener(end, () => (this.#finger = null));
  }

  /** Stand at the corner of a cell, or nowhere. */
  standAt(cell: Element | null): void {
    const { body } = this.#host;
    if (!cell) {
      this.#handle.remove();
      return;
    }
    const [box, own] = [body.getBoundingClientRect(), cell.getBoundingClientRect()];
    this.#handle.style.left = `${own.right - box.left + body.scrollLeft}px`;
    this.#handle.style.top = `${own.bottom - box.top + body.scrollTop}px`;
    // Where it stands already it stays: moved in the document it would be lost to the finger.
    if (this.#handle.parentNode !== body) body.append(this.#handle);
  }

  #follow({ clientX, clientY }: PointerEvent): void {
    this.#finger = { x: clientX, y: clientY };
    this.#look();
  }

  /** The cell below the finger, or the one nearest to it at the edge of what is seen. */
  #look(): void {
    const finger = this.#finger;
    const cells = this.#host.body.querySelector("tbody")?.getBoundingClientRect();
    if (!finger || !cells) return;
    const box = this.#host.body.getBoundingClientRect();
    const x = within(finger.x, Math.max(box.left, cells.left), Math.min(box.left + this.#host.body.clientWidth, cells.right));
    const y = within(finger.y, Math.max(box.top, cells.top), Math.min(box.top + this.#host.body.clientHeight, cells.bottom));
    const found = document.elementsFromPoint(x, y).map((element) => element.closest("td")?.querySelector("[data-cell]")).find(Boolean);
    if (found) this.#host.over(found);
  }

  #goOn(): void {
    const finger = this.#finger;
    if (!finger || !this.#handle.isConnected) return;
    const { body } = this.#host;
    const box = body.getBoundingClientRect();
    const [right, down] = [towards(finger.x, box.left, box.right), towards(finger.y, box.top, box.bottom)];
    if (right !== 0 || down !== 0) {
      body.scrollBy(right * STEP, down * STEP);
      this.#look();
    }
    requestAnimationFrame(() => this.#goOn());
  }
}

function within(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low + 1), high - 1);
}

function towards(value: number, low: number, high: number): -1 | 0 | 1 {
  return value < low + RIM ? -1 : value > high - RIM ? 1 : 0;
}
