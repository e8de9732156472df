/** Whether the reader has something at hand that new data would take away: a drag, a word half typed, an open window. */

let isPressed = false;
let isComposing = false;
const CAPTURE = { capture: true, passive: true };
addEventListener("pointerdown", () => (isPressed = true), CAPTURE);
for (const type of ["pointerup", "pointercancel"]) addEventListener(type, () => (isPressed = false), CAPTURE);
// Not what an element loses when another is pressed.
addEventListener("blur", () => (isPressed = false));
addEventListener("compositionstart", () => (isComposing = true), CAPTURE);
addEventListener("compositionend", () => (isComposing = false), CAPTURE);

/** Windows that live beside the page and go on over new data. */
export const STAYING = "pm-staying";
/** A place is picked, something is drawn or measured; a menu or a window of the page is open. */
const BUSY = `.pm-picking, .leaflet-drag-target, dialog[open]:not(.${STAYING}), .pm-ground-menu:not([hidden]), #pm-picker:not([hidden])`;

export function atHand(): boolean {
  return isPressed || isComposing || document.querySelector(BUSY) !== null;
}
