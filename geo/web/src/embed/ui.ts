/** How much of the page is shown: all, the map with card and attribution, or the map alone. */

import type { App } from "../app.ts";
import { h } from "../dom.ts";

/**
 * Show as much as `ui` in the state says. To be called before the map is mounted, which measures
 * the room it has.
 */
export function mountUi({ root, store }: App): void {
  const show = (): void => {
    root.dataset["ui"] = store.state.ui;
  };
  store.listen((change) => {
    if (change.has("ui")) show();
  });
  show();
}

/**
 * A link from the embedded map to the whole page as it stands, in a tab of its own.
 *
 * @param fragment the state as a URL fragment without `#`
 */
export function mountFullMapLink(app: App, fragment: () => string): void {
  const { root, store, t } = app;
  const home = homeOf(app);
  if (!home) return;
  const link = h("a", { class: "pm-full-map", target: "_blank", rel: "noopener" });
  const write = (): void => {
    link.textContent = t("fullMap");
    link.href = fullMapAddress(home, fragment());
  };
  // The view changes often: the address is written when the reader is about to follow it.
  for (const type of ["pointerdown", "focus", "pointerenter"]) link.addEventListener(type, write);
  store.listen((change) => {
    if (change.has("lang")) write();
  });
  write();
  root.append(link);
}

/** What the page is asked to show first. A page in `srcdoc` has no address: its `<main>` may say. */
export function firstFragment({ dataset }: HTMLElement): string {
  return location.hash || (dataset["state"] ?? "");
}

/** Address of the whole page, without a fragment; null where it has none. */
export function homeOf({ root, sites }: App): string | null {
  return homeAddress(sites.head.embed.url, root.dataset["home"] ?? document.URL);
}

/** Where the whole page is: where its maker says, else here, if this is an address at all. */
export function homeAddress(told: string | undefined, here: string): string | null {
  for (const address of [told, here]) {
    try {
      const url = new URL(address ?? "");
      url.hash = "";
      if (["http:", "https:", "file:"].includes(url.protocol)) return url.href;
    } catch {
      // `about:srcdoc`, or nothing told
    }
  }
  return null;
}

/** The same state in the whole page. */
export function fullMapAddress(home: string, fragment: string): string {
  const state = fragment
    .replace(/^#/, "")
    .split("&")
    .filter((pair) => pair !== "" && !/^ui(=|$)/.test(pair))
    .join("&");
  return state ? `${home}#${state}` : home;
}
