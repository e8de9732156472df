/** What the map says where it has nothing to show: of the sites that are shown none is located. */

import type { App } from "../app.ts";
import { fill, h } from "../dom.ts";

export function mountNowhere({ sites, store, t }: App): HTMLElement {
  const element = h("div", { class: "pm-nowhere", role: "status" });
  const write = (): void => {
    const { rows } = store.result;
    const isNowhere = rows.length > 0 && rows.every((row) => Number.isNaN(sites.x[row]!));
    const words = [h("span", {}, t("noneLocated")), " ", h("span", { class: "pm-nowhere-list" }, t("seeList"))];
    fill(element, ...(isNowhere ? [h("p", {}, ...words)] : []));
  };
  store.listen((change) => {
    if (change.has("result") || change.has("lang")) write();
  });
  write();
  return element;
}
