/** A window over the page that is closed with Esc, its button, or a click beside it. */

import { fill, h } from "../dom.ts";
import { icon } from "./icons.ts";

export interface Dialog {
  readonly element: HTMLDialogElement;
  /** Show it with these contents; the focus comes back where it was when it is closed. */
  readonly open: (title: string, closeLabel: string, ...contents: readonly (Node | null)[]) => void;
}

export function makeDialog(name: string): Dialog {
  const id = `pm-dialog-${name}`;
  const element = h("dialog", { class: "pm-dialog", "aria-labelledby": id });
  // Selecting text may end beside the window: only what begins there too closes it.
  let isBeside = false;
  element.addEventListener("pointerdown", ({ target }) => {
    isBeside = target === element;
  });
  element.addEventListener("click", ({ target }) => {
    if (isBeside && target === element) element.close();
  });
  const open: Dialog["open"] = (title, closeLabel, ...contents) => {
    const close = h(
      "button",
      { type: "button", class: "pm-icon-button pm-close", "aria-label": closeLabel, title: closeLabel },
      icon("close"),
    );
    close.addEventListener("click", () => element.close());
    fill(
      element,
      h(
        "div",
        { class: "pm-dialog-box" },
        h("div", { class: "pm-dialog-head" }, h("h2", { id }, title), close),
        h("div", { class: "pm-dialog-body" }, ...contents),
      ),
    );
    element.showModal();
  };
  return { element, open };
}
