/** On a phone, panel and card are sheets at the lower edge, pulled up to one of three stops. */

import { h } from "../dom.ts";
import { PHONE } from "../screen.ts";
import { SHEET_SHARE } from "../ui/insets.ts";

export type Stop = "peek" | "half" | "full";

const STOPS: readonly Stop[] = ["peek", "half", "full"];
/** A share of the page's height: the map keeps two fifths unless the reader pulls the sheet up. */
const MOST_UNASKED = 0.6;
const FULL_MARGIN_PX = 12;
/** A finger that moved less has tapped. */
const TAP_PX = 6;
/** A flick as fast as this, in pixels a millisecond, goes to the next stop in its direction. */
const FLICK = 0.5;

export interface SheetOptions {
  /** Parts by which the sheet may be pulled, its handle aside. */
  readonly grips: readonly HTMLElement[];
  /** Height in pixels of what shows at the lowest stop, without the handle. */
  readonly peek: () => number;
  /** Height in pixels of all there is to show; more is never taken. */
  readonly whole: () => number;
  readonly label: () => string;
  /** Called when the height the sheet has, or is on its way to, has changed. */
  readonly onHeight: () => void;
  /** When it has gone. */
  readonly signal: AbortSignal;
}

export class Sheet {
  readonly handle: HTMLButtonElement;
  readonly #element: HTMLElement;
  readonly #options: SheetOptions;
  #stop: Stop = "peek";
  #height = 0;

  constructor(element: HTMLElement, options: SheetOptions) {
    this.#element = element;
    this.#options = options;
    this.handle = h("button", { type: "button", class: "pm-grip" });
    this.handle.addEventListener("keydown", (event) => this.#onKey(event));
    element.prepend(this.handle);
    for (const grip of [this.handle, ...options.grips]) {
      grip.addEventListener("pointerdown", (event) => this.#onDown(event));
    }
    // A tap by finger or mouse ends the dragging that it began; this is for keys and screen readers.
    this.handle.addEventListener("click", (event) => event.detail === 0 && this.#cycle());
    addEventListener("resize", () => this.moveTo(this.#stop), { signal: options.signal });
    document.addEventListener("focusin", ({ target }) => this.#uncover(target as Element), { signal: options.signal });
    this.write();
  }

  get stop(): Stop {
    return this.#stop;
  }

  /** Height in pixels the sheet has, or is on its way to. */
  get height(): number {
    return this.#height;
  }

  moveTo(stop: Stop): void {
    this.#stop = stop;
    // Elsewhere it is no sheet, and measuring it would have the page laid out for nothing.
    if (matchMedia(PHONE).matches) this.#setHeight(this.#heightAt(stop));
    this.write();
  }

  /** What the keyboard comes to on the map is seen, and does not stay below the sheet. */
  #uncover(focused: Element): void {
    if (!matchMedia(PHONE).matches || this.#stop === "peek" || !focused.closest(".pm-map") || !focused.matches(":focus-visible")) return;
    if (getComputedStyle(this.#element).visibility === "hidden" || this.#element.getClientRects().length === 0) return;
    const isMap = focused.matches(".pm-map");
    if (isMap ? this.#stop === "full" : focused.getBoundingClientRect().bottom > innerHeight - this.#height) this.moveTo(isMap ? "half" : "peek");
  }

  /** Words in the current language. */
  write(): void {
    this.handle.setAttribute("aria-label", this.#options.label());
    this.handle.setAttribute("aria-expanded", String(this.#stop !== "peek"));
  }

  #heightAt(stop: Stop): number {
    const page = innerHeight;
    const handle = this.handle.offsetHeight;
    const peek = Math.min(this.#options.peek() + handle, page * MOST_UNASKED);
    const most = Math.min(page - FULL_MARGIN_PX, this.#options.whole() + handle);
    if (stop === "peek") return peek;
    return Math.min(stop === "half" ? Math.max(page * SHEET_SHARE, peek) : most, most);
  }

  #setHeight(height: number): void {
    this.#height = Math.round(height);
    this.#element.style.setProperty("--pm-sheet", `${this.#height}px`);
    this.#options.onHeight();
  }

  #cycle(): void {
    this.moveTo(STOPS[(STOPS.indexOf(this.#stop) + 1) % STOPS.length] ?? "peek");
  }

  #onKey(event: KeyboardEvent): void {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.#step(step);
  }

  #step(by: number): void {
    const at = Math.min(Math.max(STOPS.indexOf(this.#stop) + by, 0), STOPS.length - 1);
    this.moveTo(STOPS[at] ?? this.#stop);
  }

  #onDown(down: PointerEvent): void {
    const grip = down.currentTarget as HTMLElement;
    const target = down.target as Element;
    const isOnControl = target.closest("button, a, input, select, summary") !== null;
    if (!matchMedia(PHONE).matches || down.button !== 0 || (grip !== this.handle && isOnControl)) return;
    const start = this.#element.getBoundingClientRect().height;
    let last = { y: down.clientY, time: down.timeStamp };
    let speed = 0;
    let isDragged = false;
    grip.setPointerCapture(down.pointerId);

    const move = (event: PointerEvent): void => {
      isDragged ||= Math.abs(event.clientY - down.clientY) > TAP_PX;
      if (!isDragged) return;
      this.#element.classList.add("pm-dragged");
      const elapsed = Math.max(1, event.timeStamp - last.time);
      speed = (last.y - event.clientY) / elapsed;
      last = { y: event.clientY, time: event.timeStamp };
      const height = Math.min(start + down.clientY - event.clientY, this.#heightAt("full"));
      this.#setHeight(Math.max(height, this.handle.offsetHeight));
    };
    const up = (event: PointerEvent): void => {
      grip.removeEventListener("pointermove", move);
      grip.removeEventListener("pointerup", up);
      grip.removeEventListener("pointercancel", up);
      this.#element.classList.remove("pm-dragged");
      if (isDragged) this.#settle(speed);
      else if (event.type === "pointerup" && grip === this.handle) this.#cycle();
    };
    grip.addEventListener("pointermove", move);
    grip.addEventListener("pointerup", up);
    grip.addEventListener("pointercancel", up);
  }

  /** Go to the stop a flick leads to, or the nearest. */
  #settle(speed: number): void {
    const height = this.#height;
    const distance = (stop: Stop): number => {
      const way = this.#heightAt(stop) - height;
      const isAgainst = Math.abs(speed) > FLICK && Math.sign(way) !== Math.sign(speed);
      return Math.abs(way) + (isAgainst ? innerHeight : 0);
    };
    this.moveTo([...STOPS].sort((a, b) => distance(a) - distance(b))[0] ?? "peek");
  }
}
