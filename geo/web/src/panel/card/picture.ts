/** The picture of a site, whole: no face is cut off. */

import type { App } from "../../app.ts";
import { pictureOf } from "../../data/pictures.ts";
import { h } from "../../dom.ts";

/** The first picture of a site that the page has; null where there is none. */
export function picture({ sites, store, t }: App, row: number): HTMLElement | null {
  const { lang } = store.state;
  for (const field of sites.head.fields) {
    if (field.use !== "picture") continue;
    const found = pictureOf(sites.value(row, field.name, lang));
    if (!found) continue;
    const { url, width, height } = found;
    return h("img", { class: "pm-picture", src: url, width, height, alt: t("picture", { name: sites.name(row, lang) }) });
  }
  return null;
}
