/** Holds maps/park-map.d.ts to what host pages write; the compiler reads it, nothing runs it. */

import type { ParkMapAttributes, ParkMapElement } from "../../../../maps/park-map.js";

export async function host(page: Document): Promise<void> {
  const map = page.createElement("park-map");
  map.src = "/map/index.html";
  map.category = ["park", "venue"];
  map.site = null;
  map.addEventListener("siteselect", function ({ detail }) {
    const id: string | null = detail.id;
    this.select(id);
  });
  map.addEventListener("viewchange", ({ detail: { center, zoom } }) => map.view({ center, zoom }));
  map.addEventListener("filterchange", ({ detail }) => map.filter({ q: detail.q, category: null }));
  map.addEventListener("error", (event) => event.preventDefault());
  await map.ready;
  // @ts-expect-error a view has a zoom
  map.view({ center: [120, 30] });
  // @ts-expect-error an id is a text
  map.select(7);
  const found: ParkMapElement | null = page.querySelector("park-map");
  found?.filter({});
}

export const attributes: ParkMapAttributes = { src: "/map/", ui: "map", theme: "dark" };
// @ts-expect-error the address is what it cannot do without
export const without: ParkMapAttributes = { ui: "map" };
