// The program in parts: what draws the map, the panel, what is called once sites have names (`FURTHER`), and what is
// loaded when there is time (`import("./rest.ts")`). What the first shares with the others is a script of its own, so
// that the browser need not read too much in one go.
// esbuild parts modules only as files that import each other, which a page of one file cannot do:
// here its output becomes scripts that hand each other what they share (`window.parkmapParts.by`).
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

/**
 * What nothing calls before the sites have names: it is a script of its own, run when any of it is first called, for to
 * read a function costs the browser time whether or not it is called. Other files are given stand-ins for what these
 * export, which is functions and classes; a number or a text stands for itself.
 */
const FURTHER = [
  "data/classes", "data/fields", "data/groupby", "data/indicators", "data/relationlinks", "data/roworder", "data/sizing", "data/textorder",
  "map/along", "map/crossfade", "map/geometry", "map/graticule", "map/ground", "map/groundlabels", "map/groundpainter",
  "map/hovername", "map/insetwindow", "map/keylimits", "map/keyparts", "map/labels", "map/linklines", "map/namespots", "map/papered", "map/paperinsets", "map/papernumbers", "map/relationlines",
  "map/shading", "map/text", "map/trace", "words/numbertext",
].map((name) => resolve("src", `${name}.ts`));

const EXPORTED = /^export (?:async )?(function\*?|class|const) (\w+)(?:: \w+)?(?: = (-?[\d.]+|"[^"]*");$)?/gm;

/** Gives whoever imports a file of {@link FURTHER} what stands in for it, and makes the script of them all. */
export const calledLater = {
  name: "called-later",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^further:$/ }, () => ({ path: "further", namespace: "further" }));
    onLoad({ filter: /.*/, namespace: "further" }, () => {
      const named = FURTHER.map((path) => [path, exported(path).filter(({ literal }) => literal === undefined).map(({ name }) => name)]);
      const names = named.flatMap(([, its]) => its);
      const twice = names.filter((name, at) => names.indexOf(name) < at);
      if (twice.length > 0) throw new Error(`two files called later export ${twice}`);
      return { contents: named.map(([path, its]) => `export { ${its.join()} } from ${JSON.stringify(path)};`).join("\n"), resolveDir: resolve("src") };
    });
    onResolve({ filter: /\.ts$/ }, ({ path, importer, namespace, resolveDir }) => {
      const found = resolve(resolveDir, path);
      if (namespace !== "file" || !FURTHER.includes(found) || FURTHER.includes(importer)) return undefined;
      const text = readFileSync(importer, "utf8");
      const asMore = exported(found).find(({ kind, name }) => kind === "class" && new RegExp(`\\b(?:extends ${name}\\b|${name}\\.)`).test(text));
      if (asMore) throw new Error(`${importer} needs ${asMore.name} itself: what stands in for a class can only be made and asked for`);
      return { path: found, namespace: "stand-in", sideEffects: false };
    });
    onLoad({ filter: /.*/, namespace: "stand-in" }, ({ path }) => ({ contents: exported(path).map(standIn).join("\n") }));
  },
};

function exported(path) {
  return [...readFileSync(path, "utf8").matchAll(EXPORTED)]
    .filter(([, kind, , literal]) => kind !== "const" || literal !== undefined)
    .map(([, kind, name, literal]) => ({ kind, name, literal }));
}

function standIn({ kind, name, literal }) {
  if (literal !== undefined) return `export const ${name} = ${literal};`;
  // Asked for once: some are called ten thousand times before the map is ready.
  const real = `(real_${name} ??= window.parkmapParts.further().${name})`;
  const held = `let real_${name};\n`;
  if (kind !== "class") return `${held}export function ${name}(...given) { return ${real}(...given); }`;
  return `${held}export function ${name}(...given) { return new ${real}(...given); }
    Object.defineProperty(${name}, Symbol.hasInstance, { value: (it) => it instanceof ${real} });`;
}

const IMPORT = /import\s*\{([^}]*)\}\s*from\s*"\.\/([^"]+)\.js";/g;
const EXPORT = /export\s*\{([^}]*)\};?\s*$/;
/** Parts that are loaded when they are asked for, each by the one `import()` of its name, and after those before it. */
const ASKED = ["panel", "rest"];

/**
 * Turn esbuild's modules into scripts.
 *
 * @param {{ path: string, text: string }[]} outputs of a build with the entries `parkmap` and `further`, and one `import()` of each part
 *   asked for
 * @returns {{ common: string, core: string, further: string, panel: string, rest: string }}
 */
export function asScripts(outputs) {
  const modules = new Map(
    outputs.filter(({ path }) => path.endsWith(".js")).map(({ path, text }) => [path.split("/").pop().replace(/\.js$/, ""), text]),
  );
  const named = (part) => [...modules.keys()].find((name) => name === part || name.startsWith(`${part}-`));
  const missing = ["parkmap", "further", ...ASKED].filter((part) => !named(part));
  if (missing.length > 0) throw new Error(`the program has no part ${missing}: ${[...modules.keys()]}`);
  const written = new Set();
  // What two parts share is a script of its own where both can be loaded first.
  const common = sharedBy(modules, named("parkmap"), written);
  // Nobody knows which of these two is run first.
  const theirs = named("panel");
  const both = importedBy(modules, named("further")).filter((path) => importedBy(modules, theirs).includes(path) && !written.has(path));
  for (const path of both) if (!written.has(path)) common.push(...sharedAs(modules, path, written));
  const scripts = {
    common: inOrder(common),
    core: inOrder([statement(modules, named("parkmap"))]),
    further: inOrder([...sharedBy(modules, named("further"), written), statement(modules, named("further"), "further")]),
  };
  for (const part of ASKED) {
    const name = named(part);
    scripts[part] = inOrder([...sharedBy(modules, name, written), statement(modules, name, part)]);
  }
  for (const [name, text] of Object.entries(scripts)) {
    if (/\b(?:import|export)[{(*]/.test(text)) throw new Error(`${name} still imports`);
  }
  return scripts;
}

/** What a module imports that no script before has, as statements in the order they run. */
function sharedBy(modules, name, written) {
  return [...modules.get(name).matchAll(IMPORT)].flatMap(([, , path]) => sharedAs(modules, path, written));
}

/** A shared module after those it imports itself. */
function sharedAs(modules, path, written) {
  if (written.has(path)) return [];
  written.add(path);
  return [...sharedBy(modules, path, written), statement(modules, path, path)];
}

/** All that a module imports, and what that imports. */
function importedBy(modules, name) {
  return [...modules.get(name).matchAll(IMPORT)].flatMap(([, , path]) => [path, ...importedBy(modules, path)]);
}

/** A module as a statement that takes what it imports, and puts what it exports under a name. */
function statement(modules, name, told = "") {
  const asked = (text) =>
    ASKED.reduce((it, part) => it.replace(new RegExp(`import\\("\\./${part}[^"]*"\\)`), `$parts.load("${part}")`), text);
  const body = asked(modules.get(name))
    .replace(IMPORT, (_, names, path) => `const{${pairs(names, (theirs, own) => `${theirs}:${own}`)}}=$parts.by[${JSON.stringify(path)}];`)
    .replace(EXPORT, (_, names) => `return{${pairs(names, (own, theirs) => `${theirs}:${own}`)}}`);
  return `${told ? `$parts.by[${JSON.stringify(told)}]=` : ""}(function(){${body}})();`;
}

function inOrder(statements) {
  return `(function($parts){"use strict";${statements.join("")}})(window.parkmapParts);`;
}

/** `a as b,c` as pairs, each written as asked. */
function pairs(names, write) {
  return names.split(",").map((name) => name.trim()).filter(Boolean).map((name) => {
    const [first, second = first] = name.split(" as ");
    return write(first, second);
  }).join(",");
}
