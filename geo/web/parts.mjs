// The program in two parts: what draws the map, and what is loaded after it (`import("./rest.ts")`). What both
// need is a script of its own, so that the browser need not read too much in one go.
// esbuild parts modules only as files that import each other, which a page of one file cannot do:
// here its output becomes two scripts that hand each other what they share.
import { existsSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

const LEAFLET = resolve("node_modules/leaflet/src");
/** Needed by whoever draws lines on the map; Leaflet's own index would bring it. */
const RENDERERS = join(LEAFLET, "layer/vector/Renderer.getRenderer.js");

/** Leaflet asks whether markup can make an SVG. Under Trusted Types even the question is an error. */
export async function withoutMarkup(path) {
  const text = await readFile(path, "utf8");
  const question = "div.innerHTML = '<svg/>';";
  if (!text.includes(question)) throw new Error(`${path} no longer asks: take this away`);
  return text.replace(question, "div.appendChild(svgCreate('svg'));");
}

/** Leaflet by its modules, of which each part takes those it needs. */
export const leafletByNeed = {
  name: "leaflet-by-need",
  setup({ onResolve, onLoad }) {
    const places = exportsOf(join(LEAFLET, "Leaflet.js"));
    // Parts share files, not what is in them: each file is given the names it uses, straight from their modules.
    onResolve({ filter: /^leaflet$/ }, async ({ importer }) => {
      const used = new Set([...(await readFile(importer, "utf8")).matchAll(/\bL\.(\w+)/g)].map(([, name]) => name));
      return { path: [...used].filter((name) => places.has(name)).sort().join(), namespace: "leaflet" };
    });
    onLoad({ filter: /.*/, namespace: "leaflet" }, ({ path }) => ({
      contents: [`import "./map/index.js"; import "./layer/Layer.js";`, ...path.split(",").map((name) => places.get(name) ?? "")].join("\n"),
      resolveDir: LEAFLET,
    }));
    onResolve({ filter: /^\./ }, ({ resolveDir, path }) => {
      if (!resolveDir.startsWith(LEAFLET)) return undefined;
      const found = [path, `${path}.js`].map((one) => join(resolveDir, one)).find((one) => /\.js(on)?$/.test(one) && existsSync(one));
      // Handlers put themselves into the map, renderers and systems too; others only say what they are.
      return { path: found, sideEffects: /map\/index|crs\/index|layer\/Layer\.js|Renderer\.getRenderer/.test(found) };
    });
    onLoad({ filter: /leaflet\/src\/core\/Browser\.js$/ }, async ({ path }) => ({ contents: await withoutMarkup(path) }));
    onLoad({ filter: /leaflet\/src\/layer\/vector\/Path\.js$/ }, async ({ path }) => ({
      contents: `${await readFile(path, "utf8")}\nimport ${JSON.stringify(RENDERERS)};`,
    }));
  },
};

/** By name, the statement that exports it from its own module. */
function exportsOf(index) {
  const text = readFileSync(index, "utf8");
  const at = (path) => JSON.stringify(resolve(dirname(index), path.endsWith(".js") ? path : `${path}.js`));
  const found = new Map();
  const imported = new Map();
  for (const [, all, one, names, path] of text.matchAll(/^import (?:\* as (\w+)|(\w+)|\{([^}]*)\}) from '([^']+)'/gm)) {
    if (all) imported.set(all, `export * as ${all} from ${at(path)};`);
    else if (one) imported.set(one, `export { default as ${one} } from ${at(path)};`);
    else for (const name of names.split(",").map((it) => it.trim())) imported.set(name, `export { ${name} } from ${at(path)};`);
  }
  for (const [, path] of text.matchAll(/^export \* from '([^']+)'/gm)) {
    for (const [name, statement] of exportsOf(JSON.parse(at(path)))) found.set(name, statement);
  }
  for (const [, names, path] of text.matchAll(/^export \{([^}]*)\}(?: from '([^']+)')?/gm)) {
    for (const name of names.split(",").map((it) => it.trim())) {
      const told = name.split(" as ").at(-1);
      const statement = path ? `export { ${name} } from ${at(path)};` : imported.get(told);
      // Systems are put into one another by their index.
      if (statement) found.set(told, told === "CRS" ? `export { CRS } from ${JSON.stringify(index)};` : statement);
    }
  }
  return found;
}

const IMPORT = /import\s*\{([^}]*)\}\s*from\s*"\.\/([^"]+)";/g;
const EXPORT = /export\s*\{([^}]*)\};?\s*$/;

/**
 * Turn esbuild's modules into scripts.
 *
 * @param {{ path: string, text: string }[]} outputs of a build with one entry and one `import()`
 * @returns {{ common: string, core: string, rest: string }} in this order
 */
export function asScripts(outputs) {
  const files = new Map(outputs.filter(({ path }) => path.endsWith(".js")).map(({ path, text }) => [path.split("/").pop(), text]));
  const texts = { core: files.get("parkmap.js"), rest: "", shared: "" };
  for (const [name, text] of files) {
    if (name.startsWith("rest")) texts.rest = text;
    else if (name !== "parkmap.js") texts.shared = text;
  }
  if (files.size !== 3 || !texts.rest || !texts.shared) throw new Error(`the program is in other parts than expected: ${[...files.keys()]}`);
  const shared = texts.shared.replace(EXPORT, (_, names) => `return{${pairs(names, (own, told) => `${told}:${own}`)}}`);
  const taken = (text) => text.replace(IMPORT, (_, names) => `const{${pairs(names, (told, own) => `${told}:${own}`)}}=$shared;`);
  const core = taken(texts.core).replace(/import\("\.\/rest[^"]*"\)/, "window.parkmapParts.load()");
  const rest = taken(texts.rest).replace(EXPORT, (_, names) => `$parts.rest={${pairs(names, (own, told) => `${told}:${own}`)}}`);
  const scripts = {
    common: `window.parkmapParts.shared=(function(){"use strict";${shared}})();`,
    core: `(function(){"use strict";const $shared=window.parkmapParts.shared;${core}})();`,
    rest: `(function($parts){"use strict";const $shared=$parts.shared;${rest}})(window.parkmapParts);`,
  };
  for (const [name, text] of Object.entries(scripts)) {
    if (/\b(?:import|export)[{(*]/.test(text)) throw new Error(`${name} still imports`);
  }
  return scripts;
}

/** `a as b,c` as pairs, each written as asked. */
function pairs(names, write) {
  return names.split(",").map((name) => name.trim()).filter(Boolean).map((name) => {
    const [first, second = first] = name.split(" as ");
    return write(first, second);
  }).join(",");
}
