import assert from "node:assert/strict";
import { test } from "node:test";

import { periodIn } from "../../src/data/periods.ts";
import { stepsName } from "../../src/panel/figures/yearslider.ts";

const named = (...periods: readonly (string | number)[]): string => stepsName(periods.map((one) => periodIn(one)));

test("a slider is called by how long its steps last", () => {
  assert.equal(named(2021, 2022), "yearSlider");
  assert.equal(named("2016-2020", "2021-2025"), "yearSlider");
  assert.equal(named("2023H1", "2023H2"), "halfSlider");
  assert.equal(named("2023Q1", "2023年第二季度"), "quarterSlider");
  assert.equal(named("2023-01", "2024年2月"), "monthSlider");
  assert.equal(named("2023-W05", "2023-W09", "2024-W09"), "weekSlider");
  assert.equal(named("2023-01-15", "2024-02-29"), "daySlider");
  assert.equal(named("2023-01", 2023), "timeSlider");
  assert.equal(named("2023-01", "2023年1-6月"), "timeSlider");
});
