/** The program in one piece, for pages with folium elements and those of `parkmap serve`. */

import * as L from "leaflet";

import "./main.ts";

// They know Leaflet by this name, and may use any of it.
(window as unknown as { L: typeof L }).L = L;
