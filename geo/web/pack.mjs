// Packs what every page carries: once, when the package is made, and as tightly as gzip can be written (Zopfli). The
// scripts are read in this form alone; of the styles other pages need the text.
// A program of its own: while this packer is loaded, every error is told below a page of its source.
import { readFile, rm, writeFile } from "node:fs/promises";

import { gzipAsync } from "@gfx/zopfli";

const SCRIPTS = ["common.js", "core.js", "panel.js", "further.js", "rest.js"];

for (const name of [...SCRIPTS, "parkmap.css"]) {
  // It writes neither time nor system: the same bytes everywhere.
  await writeFile(`dist/${name}.gz`, await gzipAsync(await readFile(`dist/${name}`), { numiterations: 5 }));
}
for (const name of SCRIPTS) await rm(`dist/${name}`);
