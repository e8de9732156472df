import assert from "node:assert/strict";
import { test } from "node:test";

const real = { TextEncoder, TextDecoder, DateTimeFormat: Intl.DateTimeFormat };
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

test("months and days are written as their languages write them", async () => {
  const { languages } = (await import("../../src/paper/writtenmonths.json", { with: { type: "json" } })).default;
  const options = { timeZone: "UTC", year: "numeric", month: "long" } as const;
  for (const lang of Object.keys(languages)) {
    for (let month = 0; month < 12; month++) {
      const date = new Date(Date.UTC(2023, month, 7));
      for (const parts of [options, { ...options, day: "numeric" } as const]) {
        // Browsers differ in which spaces they keep together.
        const [own, its] = [Intl.DateTimeFormat, real.DateTimeFormat].map((Format) => new Format(lang, parts).format(date).replace(/[\u00a0\u202f]/g, " "));
        assert.equal(own, its, lang);
      }
    }
  }
  assert.equal(new Intl.DateTimeFormat("xx", options).format(new Date("2023-05-07")), "2023-05");
});
