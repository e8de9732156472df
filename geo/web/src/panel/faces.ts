/** The faces of the panel as tabs: the sites, their figures, the table of everything. One is seen at a time. */

import type { App } from "../app.ts";
import { h } from "../dom.ts";
import type { Face } from "../store.ts";

const FACES: readonly Face[] = ["sites", "figures", "table"];
const WORDS = { sites: "faceSites", figures: "faceFigures", table: "faceTable" } as const;
/** Steps of the keys, as tabs have them everywhere. */
const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** What each face shows; a face that is not given has no tab. */
export type FaceElements = Readonly<Partial<Record<Face, HTMLElement>>>;

/** The row of tabs. Elements are hidden and shown, and keep how far they were scrolled. */
export function makeFaces(app: App, elements: FaceElements): HTMLElement {
  const { root, store, t } = app;
  const faces = FACES.filter((face) => elements[face] !== undefined);
  const scrolled = new Map<Element, number>();
  const tabs = faces.map((face) => {
    const id = `pm-face-${face}`;
    const element = elements[face]!;
    element.id ||= `${id}-panel`;
    element.setAttribute("role", "tabpanel");
    element.setAttribute("aria-labelledby", id);
    const tab = h("button", { type: "button", role: "tab", class: "pm-face", id, "aria-controls": element.id });
    tab.addEventListener("click", () => store.set({ panel: face }));
    return { face, tab, element };
  });
  const element = h("div", { class: "pm-faces", role: "tablist" }, ...tabs.map(({ tab }) => tab));
  element.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    const at = tabs.findIndex(({ tab }) => tab === event.target);
    if (!step || at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const { face, tab } = tabs[step(at, tabs.length)]!;
    tab.focus();
    store.set({ panel: face });
  });

  const write = (): void => {
    element.setAttribute("aria-label", t("faces"));
    for (const { face, tab } of tabs) tab.textContent = t(WORDS[face]);
  };
  const show = (): void => {
    const shown = faces.includes(store.state.panel) ? store.state.panel : "sites";
    root.dataset["panel"] = shown;
    for (const { face, tab, element: panel } of tabs) {
      const isShown = face === shown;
      tab.setAttribute("aria-selected", String(isShown));
      tab.tabIndex = isShown ? 0 : -1;
      if (panel.hidden === !isShown) continue;
      // What is not laid out forgets how far it was scrolled.
      if (!isShown) scrolled.set(panel, panel.scrollTop);
      panel.hidden = !isShown;
      if (isShown) panel.scrollTop = scrolled.get(panel) ?? 0;
    }
  };
  store.listen((change) => {
    if (change.has("lang")) write();
    if (change.has("panel")) show();
  });
  write();
  show();
  element.hidden = tabs.length < 2;
  return element;
}
