/** What stands for a group of sites, in a legend or among the filters, lights them on the map while one points at it. */

import type { App } from "../app.ts";
import type { GroupPointedAt } from "../store.ts";

/** Who only passes on the way to somewhere else sees nothing happen, in milliseconds. */
const MEANT = 90;

/**
 * Tie the parts of an element that stand for a group each. What the keyboard is at counts as pointed at; a finger points at nothing.
 *
 * @param groupOf the group that a part of the element stands for, or null
 */
export function tieLighting({ store, signal }: App, element: HTMLElement, groupOf: (part: Element) => GroupPointedAt | null): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const light = (group: GroupPointedAt | null): void => {
    clearTimeout(timer);
    store.light(group);
  };
  element.addEventListener("pointerover", ({ target, pointerType }) => {
    const group = pointerType === "touch" ? null : groupOf(target as Element);
    if (!group) return; // between two of them what is lit stays
    clearTimeout(timer);
    if (store.lit) store.light(group);
    else timer = setTimeout(() => signal.aborted || store.light(group), MEANT);
  });
  element.addEventListener("pointerleave", () => light(null));
  element.addEventListener("focusin", ({ target }) => {
    if ((target as Element).matches(":focus-visible")) light(groupOf(target as Element));
  });
  element.addEventListener("focusout", () => light(null));
}
