/** Holds maps/park-map.d.ts to what host pages write; the compiler reads it, nothing runs it. */

import type { ParkmapApi } from "../../src/api.ts";
import type {
  ParkMapApi,
  ParkMapAttributes,
  ParkMapElement,
  ParkMapMessage,
  ParkMapOrder,
} from "../../../../maps/park-map.js";

export async function host(page: Document): Promise<void> {
  const map = page.createElement("park-map");
  map.src = "/map/index.html";
  map.category = ["park", "venue"];
  map.site = null;
  map.color = "indicators/gdp@2022";
  map.topic = "talent";
  map.where = "seats:1000..";
  map.addEventListener("colorchange", ({ detail: { field, size, year } }) => [field, size, year === null ? "" : String(year)]);
  map.addEventListener("topicchange", ({ detail }) => (map.topic = detail.id));
  map.addEventListener("filterchange", ({ detail }) => map.filter({ where: detail.where }));
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

/** What is declared is what the page has: the compiler holds them to each other, both ways. */
export const declared = (page: ParkmapApi): ParkMapApi => page;
export const whole = (name: Exclude<keyof ParkmapApi, "app" | "connect" | "finish" | "renewable" | "renew">): keyof ParkMapApi => name;

export function inside(parkmap: ParkMapApi): number | null {
  parkmap.size(null);
  parkmap.filter({ where: { seats: { min: 10 }, status: ["open"], name: "~a", built: null } });
  parkmap.on("color", ({ color }) => parkmap.color(color));
  // @ts-expect-error a field is named by its id
  parkmap.color(3);
  const [field] = parkmap.fields();
  const value = parkmap.rows()[0]?.[field?.id ?? ""];
  return typeof value === "number" ? value : null;
}

export function heard(message: ParkMapMessage): ParkMapOrder | null {
  if (message.type === "color") return { target: "parkmap", type: "color", field: message.field };
  if (message.type === "topic") return { target: "parkmap", type: "topic", id: message.id };
  // @ts-expect-error a topic is named by its id
  return { target: "parkmap", type: "topic", id: 3 };
}
