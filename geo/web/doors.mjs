// Checks the rooms of the front end: a room imports only what stands below it, no files import each
// other in a circle, and no two files have one name. `npm run doors`; a folder may be named, for tests.
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** From the top of the house to its foot; rooms on one line do not know each other. */
const ROOMS = [
  ["entry"],
  ["edit"],
  ["panel"],
  ["suggest", "paper"],
  ["map"],
  ["ui", "embed"],
  ["search"],
  ["core"],
  ["data"],
  ["words", "contract"],
];
/** Loose files at the top: what starts the page, and what every room stands on. */
const ENTRIES = new Set(["main", "whole", "rest", "boot", "sharing", "api", "mounting", "folium", "legacy", "incomplete", "onpaper"]);
/** The search engine is one file beside its room; the types of a page's parts name every room's. */
const LOOSE = { search: "search", app: "core" };
/** One name for a thing and its part, or for what starts two programs. */
const SAME_NAME = new Set(["main"]);

const source = process.argv[2] ?? fileURLToPath(new URL("./src", import.meta.url));
const files = readdirSync(source, { recursive: true }).filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"));
const rank = new Map(ROOMS.flatMap((rooms, index) => rooms.map((room) => [room, index])));

function roomOf(file) {
  const [first, ...rest] = file.split(/[\\/]/);
  if (rest.length > 0) return first;
  const name = basename(file, ".ts");
  return ENTRIES.has(name) ? "entry" : (LOOSE[name] ?? "core");
}

const imports = new Map(
  files.map((file) => {
    const text = readFileSync(join(source, file), "utf8");
    const found = text.matchAll(/\b(?:from|import)\s*\(?\s*"(\.{1,2}\/[^"]+\.ts)"/g);
    return [file, [...found].map(([, target]) => normalize(join(dirname(file), target)))];
  }),
);
const faults = [];
for (const [file, targets] of imports) {
  const from = roomOf(file);
  if (!rank.has(from)) faults.push(`${file}: the room ${from}/ has no floor: name it in doors.mjs`);
  for (const target of targets) {
    const to = roomOf(target);
    if (from === to || !rank.has(to)) continue;
    if (rank.get(to) <= rank.get(from)) faults.push(`${file}: ${from}/ must not import from ${to}/ (${target})`);
  }
}

const state = new Map();
function visit(file, path) {
  if (state.get(file) === "done") return;
  if (state.get(file) === "open") {
    faults.push(`circle: ${[...path.slice(path.indexOf(file)), file].join(" > ")}`);
    return;
  }
  state.set(file, "open");
  for (const target of imports.get(file) ?? []) visit(target, [...path, file]);
  state.set(file, "done");
}
for (const file of files) visit(file, []);

const stems = Map.groupBy(files, (file) => basename(file, ".ts"));
for (const [stem, same] of stems) {
  const isPart = same.length === 2 && same.some((file) => same.some((other) => dirname(other) === join(dirname(file), stem)));
  if (same.length > 1 && !SAME_NAME.has(stem) && !isPart) faults.push(`one name for ${same.length} files: ${same.join(", ")}`);
}

for (const fault of faults) console.error(`${relative(process.cwd(), source)}: ${fault}`);
process.exitCode = faults.length > 0 ? 1 : 0;
