import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { FORM_WORDS } from "../../src/suggest/suggestwords.ts";
import { en } from "../../src/words/en.ts";

const FOLDER = new URL("../../../page/languages/", import.meta.url);

/** Keys of a part of a language's file. */
function keysOf(text: string, part: string): string[] {
  const section = text.split(`\n[${part}]\n`)[1]?.split("\n[")[0] ?? "";
  return [...section.matchAll(/^([\w-]+) = /gm)].map(([, key]) => key ?? "");
}

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith(".toml"))) {
  test(`${file} has every word of the page, so that no other language is mixed in`, () => {
    const text = readFileSync(new URL(file, FOLDER), "utf8");
    for (const [part, words] of [["page", en], ["form", FORM_WORDS.en]] as const) {
      const keys = new Set(keysOf(text, part));
      const lacking = Object.keys(words).filter((key) => !keys.has(key));
      assert.deepEqual(lacking, [], `translate these into [${part}] of geo/page/languages/${file}`);
    }
  });
}
