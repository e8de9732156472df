import assert from "node:assert/strict";
import { test } from "node:test";

const real = { TextEncoder, TextDecoder };
await import("../../src/paper/bareengine.ts");

test("UTF-8 is read as a browser reads it", () => {
  for (const text of ["", "abc", "滨江 é", "𠮷野家 😀", "湖".repeat(5000)]) {
    assert.equal(new TextDecoder().decode(new real.TextEncoder().encode(text)), text);
  }
});

test("numbers are parted as their languages part them", () => {
  assert.equal((1234567).toLocaleString("de"), "1.234.567");
  assert.equal((1.5).toLocaleString("fr"), "1,5");
  assert.equal((1234).toLocaleString("es"), "1234");
  assert.equal(BigInt("12345").toLocaleString("es"), "12.345");
  assert.equal((1234.5).toLocaleString("en"), "1,234.5");
});
