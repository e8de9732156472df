/** Everything the contract names is obeyed: `geo/contract` says what there is, the code does it. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { FRAGMENT_KEYS, type FragmentKey, PLAIN, type State, UNASKED } from "../src/contract/mapstate.ts";
import { LONGEST_TEXT, readOrder } from "../src/embed/orders.ts";
import { formatFragment, parseFragment } from "../src/state.ts";

/** A schema holds whatever it says. */
type Data = Record<string, any>;
const schema = (name: string): Data =>
  JSON.parse(readFileSync(new URL(`../../contract/${name}.schema.json`, import.meta.url), "utf8")) as Data;

const NOTHING: State = { lang: "", theme: "auto", ui: "full", base: "", view: null, ...PLAIN, ...UNASKED };

for (const [key, entry] of Object.entries<Data>(schema("state")["x-fragment"])) {
  test(`the address key ${key} is read and written as it was`, () => {
    assert.equal(FRAGMENT_KEYS[key as FragmentKey], entry["property"]);
    for (const example of entry["examples"] as string[]) {
      const read = parseFragment(`#${key}=${example}`);
      assert.deepEqual(Object.keys(read), [entry["property"]], example);
      const written = formatFragment({ ...NOTHING, ...read });
      assert.equal(decodeURIComponent(written), `${key}=${example}`);
    }
  });

  test(`what is hostile in ${key} is as if it were not there`, () => {
    for (const value of ["%00", "%E0%A4%A", "x".repeat(9000)]) {
      const { [entry["property"] as keyof State]: part = [] } = parseFragment(`#${key}=${value}`);
      assert.deepEqual(part, [], value.slice(0, 9));
    }
  });
}

for (const { properties, examples } of schema("messages")["$defs"].ParkMapOrder.oneOf as Data[]) {
  const type = properties.type.const as string;
  test(`the order ${type} is read`, () => {
    for (const example of examples as Data[]) assert.equal(readOrder({ target: "parkmap", ...example })?.type, type);
  });

  test(`an order ${type} with a value of another kind is none`, () => {
    for (const [name, value] of Object.entries(examples[0] as Data)) {
      if (name === "type") continue;
      for (const wrong of [[[value]], 1e9, "x".repeat(LONGEST_TEXT * 300)]) {
        assert.equal(readOrder({ target: "parkmap", ...examples[0], [name]: wrong }), null, name);
      }
    }
  });
}

test("the element has the attributes, properties and orders of the contract", async () => {
  const { properties } = schema("element") as { properties: Record<string, Data> };
  let made: (new () => object) & { observedAttributes: readonly string[] } | undefined;
  const stand = globalThis as Data;
  stand["HTMLElement"] = class {};
  stand["customElements"] = { get: () => undefined, define: (_: string, one: typeof made) => (made = one) };
  await import("../../../maps/park-map.js" as string);
  assert.deepEqual([...(made?.observedAttributes ?? [])].sort(), Object.keys(properties).sort());
  for (const name of Object.keys(properties)) {
    // Every element has these two by itself.
    if (name !== "lang" && name !== "title") assert.ok(Object.hasOwn(made?.prototype as object, name), name);
  }
  const text = readFileSync(new URL("../../../maps/park-map.js", import.meta.url), "utf8");
  const table = /const STATE = \{([^}]*)\}/.exec(text)?.[1] ?? "";
  const told = Object.fromEntries([...table.matchAll(/(\w+): "(\w+)"/g)].map(([, name, order]) => [name, order]));
  const orders = Object.entries(properties).filter(([, part]) => "x-order" in part);
  assert.deepEqual(told, Object.fromEntries(orders.map(([name, part]) => [name, part["x-order"]])));
  for (const name of Object.keys(schema("element")["x-events"])) assert.match(text, new RegExp(`#tell\\("${name}"`));
});
