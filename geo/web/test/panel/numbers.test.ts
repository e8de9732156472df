import assert from "node:assert/strict";
import { test } from "node:test";

import { changeParts, numberParts, numberText, roundedParts, withUnit } from "../../src/panel/numbers.ts";

test("numbers are written as the language does", () => {
  const cases: [unknown, string, string][] = [
    [38000, "38,000", "38.000"],
    [2184.8, "2,184.8", "2.184,8"],
    [598.2, "598.2", "598,2"],
    [0, "0", "0"],
    [-1234567.5, "−1,234,567.5", "−1.234.567,5"],
    ["8.70", "8.70", "8,70"],
    ["+12", "+12", "+12"],
    [0.1 + 0.2, "0.3", "0,3"],
    [1e20, "100,000,000,000,000,000,000", "100.000.000.000.000.000.000"],
    [0.000001, "0.000001", "0,000001"],
    // What nobody would count the digits of.
    [1e308, "1×10³⁰⁸", "1×10³⁰⁸"],
    [-7.25e300, "−7.25×10³⁰⁰", "−7,25×10³⁰⁰"],
    [9.7654321e-7, "9.76543×10⁻⁷", "9,76543×10⁻⁷"],
    [5e-324, "5×10⁻³²⁴", "5×10⁻³²⁴"],
  ];
  for (const [value, comma, german] of cases) {
    const parts = numberParts(value);
    assert.ok(parts);
    assert.deepEqual(["zh", "en", "de"].map((lang) => numberText(parts, lang)), [comma, comma, german], String(value));
  }
});

test("what is no plain number is left as it is", () => {
  for (const value of ["about 10", "2019-2020", "", null, NaN, Infinity, true, "1,5", "<b>1</b>"]) {
    assert.equal(numberParts(value), null, String(value));
  }
});

test("changes say which way", () => {
  assert.deepEqual(changeParts("+5.9 %"), { direction: "up", text: "5.9 %" });
  assert.deepEqual(changeParts("-3"), { direction: "down", text: "3" });
  assert.deepEqual(changeParts("−3 %"), { direction: "down", text: "3 %" });
  assert.deepEqual(changeParts("▲ 2"), { direction: "up", text: "2" });
  assert.deepEqual(changeParts(1.8), { direction: "up", text: "1.8" });
  assert.deepEqual(changeParts(-1.8), { direction: "down", text: "1.8" });
  assert.deepEqual(changeParts("doubled"), { direction: null, text: "doubled" });
  assert.deepEqual(changeParts(0), { direction: null, text: "0" });
});

test("a change that is a number takes its unit from a column of its own", () => {
  assert.equal(withUnit(5.9, "%"), "+5.9%");
  assert.equal(withUnit(-3, "%"), "-3%");
  assert.equal(withUnit(0, "%"), "0%");
  assert.equal(withUnit(2, "places"), "+2 places");
  assert.equal(withUnit(1.8, ""), 1.8);
  assert.equal(withUnit("+5.9%", "%"), "+5.9%");
  assert.deepEqual(changeParts(withUnit(-0.5, "%")), { direction: "down", text: "0.5%" });
});

test("a number has the decimals it is given, and no tail that says nothing", () => {
  const shown = (value: number | string, decimals?: number): string => {
    const parts = roundedParts(value, decimals);
    return parts ? numberText(parts, "en") : "";
  };
  assert.equal(shown(932745.792357, 1), "932,745.8");
  assert.equal(shown(2402.09940363842), "2,402.1");
  assert.equal(shown(190.40599438), "190.406");
  assert.equal(shown(32.23565279494154), "32.2357");
  assert.equal(shown(-0.000004, 2), "0.00");
  assert.equal(shown(0.00012345678), "0.000123457");
  assert.equal(shown(5, 2), "5.00");
  assert.equal(shown(2.5, 0), "3");
  assert.equal(shown("1.234567"), "1.234567");
  assert.equal(shown("12345678901234567890.123456789"), "12,345,678,901,234,567,890.123456789");
});
