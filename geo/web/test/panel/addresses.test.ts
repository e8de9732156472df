import assert from "node:assert/strict";
import { test } from "node:test";

import { shortened, telephoneAddress, telephonesIn } from "../../src/panel/addresses.ts";

test("a telephone number is called by its digits", () => {
  const numbers: readonly (readonly [string, string | null])[] = [
    ["+86 (571) 8770-2345", "tel:+8657187702345"],
    ["+44 (0)20 7946 0018", "tel:+442079460018"],
    ["0571-87702345 转 12", "tel:057187702345,12"],
    ["400 820 8820 ext. 3", "tel:4008208820,3"],
    ["0571—88886666", "tel:057188886666"],
    ["（０５７１）８８８８６６６６", "tel:057188886666"],
    ["tel:+4930901820", "tel:+4930901820"],
    ["12", null],
    ["by appointment", null],
    ["2022-03-31 to 2022-04-30 in two halves", null],
  ];
  for (const [written, address] of numbers) assert.equal(telephoneAddress(written), address, written);
});

test("of several numbers each is called, and a slash inside one parts nothing", () => {
  assert.deepEqual(telephonesIn("0571-88886666/88887777"), ["tel:057188886666", "tel:88887777"]);
  assert.deepEqual(telephonesIn("13800138000 / 13900139000"), ["tel:13800138000", "tel:13900139000"]);
  assert.deepEqual(telephonesIn("030/901820"), ["tel:030901820"]);
});

test("an address is shown without what every address has", () => {
  assert.equal(shortened("https://www.example.org/a/"), "example.org/a");
  assert.equal(shortened("mailto:a@example.org"), "a@example.org");
});
