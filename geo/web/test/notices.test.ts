import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { noticesOf, noticeText, packageOf } from "../notices.mjs";

function folderWith(packages: Record<string, Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "notices-"));
  for (const [name, files] of Object.entries(packages)) {
    const home = join(folder, "node_modules", name);
    mkdirSync(home, { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(join(home, file), text);
  }
  return folder;
}

const described = (license: string, dependencies = {}): string => JSON.stringify({ version: "1.0.0", license, dependencies });

test("a file belongs to the innermost package", () => {
  assert.equal(packageOf("src/main.ts"), null);
  assert.equal(packageOf("node_modules/leaflet/dist/leaflet-src.js"), "leaflet");
  assert.equal(packageOf("node_modules/a/node_modules/@b/c/index.js"), "@b/c");
});

test("what is bundled brings its licence, and nothing else does", () => {
  const folder = folderWith({
    used: { "package.json": described("ISC"), LICENSE: "Copyright A" },
    other: { "package.json": described("MIT"), LICENSE: "Copyright B" },
  });
  const notices = noticesOf(["src/main.ts", "node_modules/used/index.js"], folder);
  assert.equal(noticeText(notices), "used 1.0.0 (ISC)\n\nCopyright A");
});

test("a package without a licence text is not bundled", () => {
  const folder = folderWith({ bare: { "package.json": described("MIT") } });
  assert.throws(() => noticesOf(["node_modules/bare/index.js"], folder), /bare has no licence text/);
});

test("what a package has inside brings its own", () => {
  const folder = folderWith({
    "@geoman-io/leaflet-geoman-free": { "package.json": described("MIT", { part: "1" }), LICENSE: "Copyright G" },
    part: { "package.json": described("BSD"), "LICENSE.md": "Copyright P" },
  });
  const names = noticesOf(["node_modules/@geoman-io/leaflet-geoman-free/dist/x.js"], folder).map(({ name }) => name);
  assert.deepEqual(names, ["@geoman-io/leaflet-geoman-free", "part"]);
});
