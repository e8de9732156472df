/**
 * What folium elements rely on, for pages that have some: a stand-in for the one thing folium asks
 * of jQuery, and Leaflet's pin without a server.
 *
 * Their markup is what the page's author wrote in Python; nothing of the sites' data comes here.
 */

import "./style/folium.css";

import type * as L from "leaflet";
import pin from "leaflet/dist/images/marker-icon.png";
import pin2x from "leaflet/dist/images/marker-icon-2x.png";
import shadow from "leaflet/dist/images/marker-shadow.png";

const page = window as unknown as { L: typeof L; $?: (markup: string) => Element[] };

/** folium writes `$("<div>…</div>")[0]` for the content of a popup. */
page.$ ??= (markup) => [...new DOMParser().parseFromString(markup, "text/html").body.children];

page.L.Icon.Default.mergeOptions({
  imagePath: " ",
  iconUrl: pin,
  iconRetinaUrl: pin2x,
  shadowUrl: shadow,
});
