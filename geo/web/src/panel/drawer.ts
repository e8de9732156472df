/**
 * What is too wide for the panel lies in a drawer over the lower part of the map, which neither moves nor
 * shrinks; on a phone it fills the screen.
 */

import type { App } from "../app.ts";
import { h } from "../dom.ts";
import { icon } from "../ui/icons.ts";
import { DRAWER_SHARE } from "../ui/insets.ts";
import { PHONE } from "../screen.ts";

/** Shares of the page's height: at least and at most when pulled. */
const LEAST = 0.2;
const MOST = 0.85;
/** A press of an arrow key. */
const STEP = 0.05;

export interface DrawerOptions {
  /** That it fills. */
  readonly element: HTMLElement;
  readonly title: () => string;
  readonly close: () => void;
  /** Called when it has opened, closed or changed its height. */
  readonly onHeight: () => void;
}

export class Drawer {
  /** What is in it, below its head. */
  readonly body = h("div", { class: "pm-drawer-body" });
  /** What stands in its head between title and closing button. */
  readonly tools = h("div", { class: "pm-drawer-tools" });
  readonly element: HTMLElement;
  readonly #app: App;
  readonly #options: DrawerOptions;
  readonly #title = h("h2", { class: "pm-drawer-title" });
  readonly #close: HTMLButtonElement;
  readonly #handle: HTMLElement;
  #share = DRAWER_SHARE;

  constructor(app: App, options: DrawerOptions) {
    this.#app = app;
    this.#options = options;
    this.#close = h("button", { type: "button", class: "pm-icon-button pm-close", onclick: options.close }, icon("close"));
    this.#handle = h("div", {
      class: "pm-drawer-handle", role: "separator", "aria-orientation": "horizontal", tabindex: 0,
      "aria-valuemin": LEAST * 100, "aria-valuemax": MOST * 100,
    });
    this.#handle.addEventListener("pointerdown", (event) => this.#onDown(event));
    this.#handle.addEventListener("keydown", (event) => this.#onKey(event));
    this.element = options.element;
    this.element.append(this.#handle, h("div", { class: "pm-drawer-head" }, this.#title, this.tools, this.#close), this.body);
    app.store.listen((change) => {
      if (change.has("lang")) this.#write();
    });
    this.#write();
    this.#setShare(app.kept.keep("drawer", () => this.#share) ?? DRAWER_SHARE);
  }

  /** Height in pixels of what it covers of the map. */
  get height(): number {
    return this.element.hidden ? 0 : this.element.getBoundingClientRect().height;
  }

  #write(): void {
    const { t } = this.#app;
    this.#title.textContent = this.#options.title();
    this.#close.setAttribute("aria-label", t("closeTable"));
    this.#close.title = t("closeTable");
    this.#handle.setAttribute("aria-label", t("tableHeight"));
  }

  #pull(share: number): void {
    this.#setShare(share);
    this.#options.onHeight();
  }

  #setShare(share: number): void {
    this.#share = Math.min(MOST, Math.max(LEAST, share));
    this.#app.root.style.setProperty("--pm-drawer", `${(this.#share * 100).toFixed(2)}%`);
    this.#handle.setAttribute("aria-valuenow", String(Math.round(this.#share * 100)));
  }

  #onKey(event: KeyboardEvent): void {
    const step = { ArrowUp: STEP, ArrowDown: -STEP, Home: -1, End: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.#pull(this.#share + step);
  }

  #onDown(down: PointerEvent): void {
    if (down.button !== 0 || matchMedia(PHONE).matches) return;
    const height = this.element.parentElement?.clientHeight ?? innerHeight;
    const start = this.#share;
    this.#handle.setPointerCapture(down.pointerId);
    const move = (event: PointerEvent): void => this.#pull(start + (down.clientY - event.clientY) / height);
    const up = (): void => {
      this.#handle.removeEventListener("pointermove", move);
      for (const end of ["pointerup", "pointercancel"]) this.#handle.removeEventListener(end, up);
    };
    this.#handle.addEventListener("pointermove", move);
    for (const end of ["pointerup", "pointercancel"]) this.#handle.addEventListener(end, up);
  }
}
