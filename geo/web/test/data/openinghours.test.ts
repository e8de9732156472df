import assert from "node:assert/strict";
import { test } from "node:test";

import { openState, readHours } from "../../src/data/openinghours.ts";

/** 2026-11-23 is a Monday. */
const at = (day: number, time: string): Date => {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return new Date(2026, 10, 23 + day, hour, minute);
};
const state = (text: string, now: Date): string => {
  const rules = readHours(text);
  if (!rules) return "unread";
  const { isOpen, until } = openState(rules, now);
  const when = until ? ` ${until.getDate()} ${String(until.getHours()).padStart(2, "0")}:${String(until.getMinutes()).padStart(2, "0")}` : "";
  return `${isOpen ? "open" : "closed"}${when}`;
};

test("whether a place is open, and until when", () => {
  const cases: readonly (readonly [string, Date, string])[] = [
    ["Mo-Fr 09:00-17:00", at(0, "08:59"), "closed 23 09:00"],
    ["Mo-Fr 09:00-17:00", at(0, "09:00"), "open 23 17:00"],
    ["Mo-Fr 09:00-17:00", at(4, "17:00"), "closed 30 09:00"],
    ["Mo-Fr 08:00-12:00,13:00-17:30; Sa 10:00-14:00; Su,PH off", at(5, "12:00"), "open 28 14:00"],
    ["Mo-Fr 08:00-12:00,13:00-17:30", at(0, "12:30"), "closed 23 13:00"],
    ["Mo-Su 09:00-18:00; We off", at(2, "10:00"), "closed 26 09:00"],
    ["Fr-Sa 22:00-02:00", at(5, "01:00"), "open 28 02:00"],
    ["Fr-Mo 10:00-12:00", at(0, "11:00"), "open 23 12:00"],
    ["24/7", at(3, "03:00"), "open"],
    ["00:00-24:00", at(3, "03:00"), "open"],
    ["08:00-20:00", at(6, "21:00"), "closed 30 08:00"],
    ["Apr-Oct Mo-Su 09:00-18:00; Nov-Mar Sa,Su 10:00-16:00", at(0, "11:00"), "closed 28 10:00"],
    ["May-Sep 09:00-18:00", at(0, "11:00"), "closed"],
    ["PH off", at(0, "11:00"), "closed"],
  ];
  for (const [text, now, said] of cases) assert.equal(state(text, now), said, text);
});

test("what is not read is said to be unread, and never guessed", () => {
  const texts = [
    "", "by appointment", "Mo-Fr 09:00+", "Mo-Fr sunrise-sunset", "week 1-20 Mo 09:00-10:00", "Mo-Fr 9-17",
    'Mo-Fr 09:00-17:00 "ring the bell"', "Mo-Fr 09:00-17:00 || closed", "Dec 24 off", "Mo[1] 10:00-12:00",
    "Mo-Fr 25:00-26:00", "Mo-Fr 09:61-17:00", "Xx 09:00-17:00", "周一至周五 9:00-17:00", "SH 10:00-12:00",
  ];
  for (const text of texts) assert.equal(readHours(text), null, text);
});
