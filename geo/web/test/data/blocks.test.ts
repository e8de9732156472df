import assert from "node:assert/strict";
import { test } from "node:test";

import { blocksOf } from "../../src/data/blocks.ts";

/** A document that is being parsed, as far as blocks need one. */
class Parsed extends EventTarget {
  readyState = "loading";
  looks = 0;
  element: { textContent: string; nextElementSibling: unknown } | null = null;

  getElementById(id: string): unknown {
    this.looks++;
    return id === "parkmap-sites" ? this.element : null;
  }

  end(): void {
    this.readyState = "interactive";
    this.dispatchEvent(new Event("DOMContentLoaded"));
  }
}

Object.assign(globalThis, { MutationObserver: class { observe(): void {} disconnect(): void {} } });

function sourceOf(page: Parsed): (name: string) => Promise<unknown> {
  return async (name) => blocksOf(page as unknown as Document)(name);
}

test("a block is given when all of it is there, and the listener that waited keeps nothing of it", async () => {
  const page = new Parsed();
  const text = sourceOf(page)("sites");
  page.element = { textContent: "H4sI", nextElementSibling: null };
  page.end();
  assert.equal(await text, "H4sI");
  const { looks } = page;
  page.end();
  assert.equal(page.looks, looks);
});

test("a block that is not there when the page ends is an error", async () => {
  const page = new Parsed();
  const text = sourceOf(page)("lost");
  page.end();
  await assert.rejects(text, /no block lost/);
});
