/** A window over the page that is closed with Esc, its button, or a click beside it. */

import { fill, h, isIme } from "../dom.ts";
import { icon } from "./icons.ts";

/**
 * While a window waits for an answer nothing in it can be changed, and it stays: the answer is about what was asked,
 * and is read where that stands.
 */
export async function whileWaiting<Answer>(dialog: HTMLDialogElement, work: () => Promise<Answer>): Promise<Answer> {
  const focused = document.activeElement;
  const parts = [...dialog.children].filter((part): part is HTMLElement => part instanceof HTMLElement && !part.inert);
  const stay = (event: Event): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
    // A browser closes it at the second Esc, whatever it is told.
    if (!dialog.open) dialog.showModal();
  };
  for (const type of ["cancel", "close"]) dialog.addEventListener(type, stay, true);
  for (const part of parts) part.inert = true;
  dialog.setAttribute("aria-busy", "true");
  try {
    return await work();
  } finally {
    for (const type of ["cancel", "close"]) dialog.removeEventListener(type, stay, true);
    for (const part of parts) part.inert = false;
    dialog.removeAttribute("aria-busy");
    if (focused instanceof HTMLElement && dialog.contains(focused)) focused.focus({ preventScroll: true });
  }
}

/**
 * Esc asks whether to give up. A browser closes a window at the second Esc in a row whatever the page says: so it never
 * hears of the key.
 */
export function asksBeforeClosing(dialog: HTMLDialogElement, giveUp: () => void): void {
  const pressed = (event: KeyboardEvent): void => {
    const isOurs = dialog.open && [...document.querySelectorAll("dialog:modal")].at(-1) === dialog;
    if (event.key !== "Escape" || event.defaultPrevented || isIme(event) || !isOurs) return;
    event.preventDefault();
    if (!dialog.hasAttribute("aria-busy")) giveUp();
  };
  // On a phone there is a gesture for it.
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    giveUp();
  });
  document.addEventListener("keydown", pressed);
  dialog.addEventListener("close", () => {
    if (!dialog.isConnected) document.removeEventListener("keydown", pressed);
  });
}

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
