/** A quiet word at the foot of the map: seen for a while, and read out. */

import { fill, h } from "../dom.ts";

const SHOWN_FOR = 7000;

export class Notes {
  readonly element = h("div", { class: "pm-word", role: "status" });
  #timer: ReturnType<typeof setTimeout> | undefined;

  tell(text: string): void {
    clearTimeout(this.#timer);
    fill(this.element, h("span", {}, text));
    this.#timer = setTimeout(() => fill(this.element), SHOWN_FOR);
  }
}
