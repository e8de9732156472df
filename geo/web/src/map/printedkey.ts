/** What the colours and sizes of the map mean, at its lower left, as on a printed map. */

import type { App } from "../app.ts";
import { fill, h } from "../dom.ts";
import { onceRead } from "../data/later.ts";
import { lookOf, topicOf } from "../look.ts";
import { tieLighting } from "../ui/lighting.ts";
import { colours, sizes } from "./keyparts.ts";
import { isDark, onThemeChange } from "./theme.ts";

/** @param changed called when it takes more or less room than before */
export function makePrintedKey(app: App, changed: () => void): HTMLElement {
  const { sites, store } = app;
  const element = h("section", { class: "pm-printed-key", hidden: true });
  let shown = "";
  const write = (): void => {
    const { grouping, sizing } = lookOf(sites, store.state);
    const isQuiet = topicOf(sites, store.state)?.quiet === true;
    element.hidden = isQuiet || (grouping.field === undefined && sizing === null);
    const key = element.hidden ? "" : JSON.stringify([grouping.key, sizing?.key, store.state.lang, isDark(), store.state.hidden]);
    if (key === shown) return;
    const focused = document.activeElement;
    const group = element.contains(focused) ? (focused as HTMLElement).dataset["group"] : undefined;
    shown = key;
    requestAnimationFrame(() => app.signal.aborted || changed());
    element.setAttribute("aria-label", app.t("printedKey"));
    fill(element, ...(element.hidden ? [] : [fold(app, element), ...colours(app, grouping), ...(sizing ? sizes(app, sizing, grouping) : [])]));
    // Written anew, a button that was just pressed would lose the focus.
    if (group !== undefined) [...element.querySelectorAll<HTMLElement>("[data-group]")].find((one) => one.dataset["group"] === group)?.focus();
  };
  store.listen(write);
  // What the keyboard comes to within it is seen: below the button that folds it, it would not be.
  element.addEventListener("focusin", ({ target }) => {
    const button = element.querySelector<HTMLElement>(".pm-key-fold[aria-expanded=false]");
    if (target !== button && button?.checkVisibility() && (target as Element).matches(":focus-visible")) button.click();
  });
  tieLighting(app, element, (part) => {
    const { grouping: { groups, of } } = lookOf(sites, store.state);
    const id = part.closest<HTMLElement>("[data-group]")?.dataset["group"];
    const group = groups.findIndex((one) => one.id === id);
    return group < 0 ? null : { of, group };
  });
  onThemeChange(write, app.signal);
  if (app.kept.keep("key", () => element.classList.contains("pm-unfolded"))) element.classList.add("pm-unfolded");
  onceRead(sites.complete, write);
  return element;
}

/** On a phone the key is one line until it is asked for: a button over all of it opens it. */
function fold({ t }: App, element: HTMLElement): HTMLElement {
  const button = h("button", { type: "button", class: "pm-key-fold", "aria-label": t("printedKey") });
  const show = (): void => button.setAttribute("aria-expanded", String(element.classList.contains("pm-unfolded")));
  button.addEventListener("click", () => {
    element.classList.toggle("pm-unfolded");
    show();
  });
  show();
  return button;
}
