// Copyright notices and licence texts of the packages inside a bundle. Every licence asks that they
// travel with the copies; so the bundler gathers them, and a package without one fails the build.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Comes as one file in which other packages are already inside: what it depends on is in it, too. */
const BUNDLED_ALREADY = new Set(["@geoman-io/leaflet-geoman-free"]);
const LICENCE = /^(licen[cs]e|copying)(\.(md|txt))?$/i;

/** The package a bundled file belongs to; null for a file of the project's own. */
export function packageOf(path) {
  const parts = path.split("node_modules/");
  if (parts.length === 1) return null;
  const [scope, name] = parts.at(-1).split("/");
  return scope.startsWith("@") ? `${scope}/${name}` : scope;
}

/**
 * Name, version, licence and text of every package in a bundle, by name.
 * @param {Iterable<string>} inputs paths of bundled files, as esbuild's metafile has them
 * @param {string} folder where `node_modules` lies
 */
export function noticesOf(inputs, folder) {
  const found = new Map();
  const add = (name) => {
    if (found.has(name)) return;
    const home = join(folder, "node_modules", name);
    const { version, license, dependencies } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
    const file = existsSync(home) && readdirSync(home).find((entry) => LICENCE.test(entry));
    if (!file) throw new Error(`${name} has no licence text: it must not be bundled`);
    found.set(name, { name, version, license, text: readFileSync(join(home, file), "utf8").trim() });
    if (BUNDLED_ALREADY.has(name)) Object.keys(dependencies ?? {}).forEach(add);
  };
  for (const path of inputs) {
    const name = packageOf(path);
    if (name !== null) add(name);
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The notices as one text. Equal texts stand once, below all that share them. */
export function noticeText(notices) {
  const byText = Map.groupBy(notices, ({ text }) => text.replace(/\s+/g, " "));
  return [...byText.values()]
    .map((same) => `${same.map(({ name, version, license }) => `${name} ${version} (${license})`).join("\n")}\n\n${same[0].text}`)
    .join(`\n\n${"-".repeat(72)}\n\n`);
}
