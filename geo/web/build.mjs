// Bundles the front end into dist/:
// - legacy.js: every page, before its data, for browsers too old for the others and files cut off
// - boot.js, then common.js and core.js, parkmap.css in two parts, and later panel.js, further.js and rest.js: every page, packed by pack.mjs; critical.css:
//   what shows before they are unpacked
// - whole.js: both in one piece, for the pages of the next two
// - folium.js, folium.css: pages with added folium elements
// - edit.js, edit.css: pages of `parkmap serve`
// - picture.js: draws the map of a printed sheet, in an engine without a browser
// - park-map.js: what host pages load
// - land-…, lakes-….bin: the world's coasts and lakes, for maps without a ground of their own
// - NOTICES.txt: copyright notices and licences of all that is bundled
import { copyFile, writeFile } from "node:fs/promises";

import { build } from "esbuild";
import { minify } from "terser";

import { writeNaturalEarth } from "./naturalearth.mjs";
import { noticesOf, noticeText } from "./notices.mjs";
import { asScripts, calledLater, leafletByNeed, withoutMarkup } from "./parts.mjs";

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

const leafletAsks = {
  name: "leaflet-asks",
  setup({ onLoad }) {
    onLoad({ filter: /leaflet-src\.js$/ }, async ({ path }) => ({ contents: await withoutMarkup(path), loader: "js" }));
  },
};

/** `import notices from "notices:"`: what the packages of the program ask to be told. */
const withNotices = (text) => ({
  name: "notices",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^notices:$/ }, ({ path }) => ({ path, namespace: "notices" }));
    onLoad({ filter: /.*/, namespace: "notices" }, () => ({ contents: text, loader: "text" }));
  },
});

const page = {
  ...shared,
  target,
  // Leaflet asks for Internet Explorer's VML and catches the error. For an error's stack V8 parses
  // again all that is being run, which is the whole program: an eighth of the time to first sites.
  define: { "document.namespaces.add": "Object" },
  // Leaflet's style sheet names pictures; the page draws its own controls and needs none.
  loader: { ".png": "empty" },
};

/** Ends the styles of what is seen first; those of the panel follow. */
const PANEL_STYLES = "\n/* with the panel */\n";

await build({ ...shared, target, entryPoints: { critical: "src/style/critical.css" } });

const bundled = [];
/** Notices of what an entry would bundle. */
async function noticesIn(options) {
  const { metafile } = await build({ ...options, write: false, metafile: true });
  const notices = noticesOf(Object.keys(metafile.inputs), ".");
  bundled.push(...notices);
  return noticeText(notices);
}

const whole = { ...page, entryPoints: { whole: "src/whole.ts" } };
const ofPage = await noticesIn({ ...whole, plugins: [leafletAsks, withNotices("")] });
await build({ ...whole, plugins: [leafletAsks, withNotices(ofPage)] });
await build({ ...page, entryPoints: { boot: "src/boot.ts" }, define: { ...page.define, PANEL_STYLES: JSON.stringify(PANEL_STYLES) } });
const parted = await build({
  ...page,
  entryPoints: { parkmap: "src/main.ts", further: "further:" },
  format: "esm",
  splitting: true,
  chunkNames: "[name]-[hash]",
  write: false,
  plugins: [leafletByNeed, calledLater, withNotices(ofPage)],
});
// Every page carries them. What esbuild makes shorter is for the most part packed away by gzip; terser takes another
// twentieth off what is left.
for (const [name, text] of Object.entries(asScripts(parted.outputFiles))) {
  const { code } = await minify(text, { ecma: 2020, compress: true, mangle: true });
  await writeFile(`dist/${name}.js`, code);
}
const { outputFiles: styles } = await build({ ...page, entryPoints: ["src/style/map-first.css", "src/style/with-panel.css"], write: false });
await writeFile("dist/parkmap.css", styles.map(({ text }) => text.trim()).join(PANEL_STYLES));

// Nothing of these two shows the reader anything: their notices stand in their own text.
for (const options of [
  {
    ...shared,
    target,
    entryPoints: { edit: "src/edit/entry.ts" },
    // It comes after the page's own program, whose Leaflet the editing library extends.
    alias: { leaflet: "./src/edit/leaflet.cjs" },
  },
  { ...shared, target, entryPoints: { folium: "src/folium.ts" }, loader: { ".png": "dataurl" } },
]) {
  const text = await noticesIn(options);
  await build({ ...options, banner: text ? { js: `/*!\n${text.replaceAll("*/", "* /")}\n*/` } : {} });
}

// Read by QuickJS or Node, and by no browser.
const paper = { ...shared, target: "es2022", entryPoints: { picture: "src/onpaper.ts" } };
await noticesIn(paper);
await build(paper);

await build({ ...shared, target: "es5", entryPoints: { legacy: "src/legacy.ts" } });

// The script host pages load travels with the package: `parkmap embed` puts it beside a page.
await copyFile("../../maps/park-map.js", "dist/park-map.js");

await writeNaturalEarth("dist");

const all = new Map(bundled.map((notice) => [notice.name, notice]));
await writeFile("dist/NOTICES.txt", `${noticeText([...all.values()])}\n`);
