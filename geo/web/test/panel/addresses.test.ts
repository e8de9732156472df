import assert from "node:assert/strict";
import { test } from "node:test";

import { shortened, telephoneAddress } from "../../src/panel/addresses.ts";

test("a telephone number is called by its digits", () => {
  const numbers: readonly (readonly [string, string | null])[] = [
    ["+86 (571) 8770-2345", "tel:+8657187702345"],
    ["+44 (0)20 7946 0018", "tel:+442079460018"],
    ["0571-87702345 转 12", "tel:057187702345,12"],
    ["400 820 8820 ext. 3", "tel:4008208820,3"],
    ["tel:+4930901820", "tel:+4930901820"],
    ["12", null],
    ["by appointment", null],
    ["2022-03-31 to 2022-04-30 in two halves", null],
  ];
  for (const [written, address] of numbers) assert.equal(telephoneAddress(written), address, written);
});

test("an address is shown without what every address has", () => {
  assert.equal(shortened("https://www.example.org/a/"), "example.org/a");
  assert.equal(shortened("mailto:a@example.org"), "a@example.org");
});
