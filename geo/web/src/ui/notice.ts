/** Short news for the reader ("Copied"), seen and heard, and the copying they are mostly about. */

import { h } from "../dom.ts";

const SHOWN_MS = 2400;

export interface Notices {
  readonly element: HTMLElement;
  readonly tell: (text: string) => void;
}

export function makeNotices(): Notices {
  const element = h("div", { class: "pm-notice", "aria-live": "polite" });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (text: string): void => {
    clearTimeout(timer);
    // The same words again are news only if the old ones were gone.
    element.textContent = "";
    requestAnimationFrame(() => {
      element.textContent = text;
      element.classList.add("pm-shown");
    });
    timer = setTimeout(() => {
      element.classList.remove("pm-shown");
      element.textContent = "";
    }, SHOWN_MS);
  };
  return { element, tell };
}

/** Copy a text; also where the clipboard is not given to us (`file://`, frames). */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const field = h("textarea", { class: "pm-unseen", readonly: true, "aria-hidden": "true" });
  field.value = text;
  const focused = document.activeElement;
  // In a modal dialog nothing outside it can be selected.
  (document.querySelector("dialog[open]") ?? document.body).append(field);
  field.select();
  let isCopied = false;
  try {
    isCopied = document.execCommand("copy");
  } catch {
    isCopied = false;
  }
  field.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return isCopied;
}
