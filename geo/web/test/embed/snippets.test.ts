import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { type Snippets, snippets, type Wanted } from "../../src/embed/snippets.ts";

interface Case {
  readonly what: string;
  readonly wanted: Wanted;
  readonly snippets: Snippets;
}

// The same cases hold geo/embedding/snippets.py to the same text (tests/embedding/test_embedding.py).
const file = new URL("../../../../tests/fixtures/embedding/snippets.json", import.meta.url);
const cases = JSON.parse(readFileSync(file, "utf8")) as readonly Case[];

for (const { what, wanted, snippets: expected } of cases) {
  test(`snippets: ${what}`, () => assert.deepEqual(snippets(wanted), expected));
}
