// Bundles the front end into dist/:
// - legacy.js: every page, for browsers too old for the others
// - boot.js, then parkmap.js, parkmap.css: every page
// - folium.js, folium.css: pages with added folium elements
// - edit.js, edit.css: pages of `parkmap serve`
// - park-map.js: what host pages load
// - land-…, lakes-…, rivers-….bin: the world's coasts and waters, for maps without a ground of their own
import { copyFile } from "node:fs/promises";

import { build } from "esbuild";

import { writeNaturalEarth } from "./naturalearth.mjs";

const shared = {
  bundle: true,
  minify: true,
  charset: "utf8",
  format: "iife",
  legalComments: "none",
  logLevel: "warning",
  outdir: "dist",
};
// The first of each that has DecompressionStream and private class members.
const target = ["chrome86", "firefox113", "safari16.4"];

await build({
  ...shared,
  target,
  entryPoints: { boot: "src/boot.ts", parkmap: "src/main.ts" },
  // Leaflet asks for Internet Explorer's VML and catches the error. For an error's stack V8 parses
  // again all that is being run, which is the whole program: an eighth of the time to first sites.
  define: { "document.namespaces.add": "Object" },
  // Leaflet's style sheet names pictures; the page draws its own controls and needs none.
  loader: { ".png": "empty" },
});

await build({
  ...shared,
  target,
  entryPoints: { edit: "src/edit/entry.ts" },
  // It comes after the page's own program, whose Leaflet the editing library extends.
  alias: { leaflet: "./src/edit/leaflet.cjs" },
});

await build({
  ...shared,
  target,
  entryPoints: { folium: "src/folium.ts" },
  loader: { ".png": "dataurl" },
});

await build({ ...shared, target: "es5", entryPoints: { legacy: "src/legacy.ts" } });

// The script host pages load travels with the package: `parkmap embed` puts it beside a page.
await copyFile("../../maps/park-map.js", "dist/park-map.js");

await writeNaturalEarth("dist");
