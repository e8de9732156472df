import assert from "node:assert/strict";
import { test } from "node:test";

import { LongScroll } from "../../src/panel/longscroll.ts";

const SCREEN = 600;
const WHOLE = 52_000_000;

function made(whole: number): { scroll: LongScroll; element: { scrollTop: number; clientHeight: number } } {
  const element = { scrollTop: 0, clientHeight: SCREEN };
  const scroll = new LongScroll(element);
  scroll.whole = whole;
  return { scroll, element };
}

test("what a browser can hold scrolls as it is", () => {
  const { scroll, element } = made(40_000);
  element.scrollTop = 12_345;
  scroll.follow();
  assert.equal(scroll.top, 12_345);
  assert.equal(scroll.height, 40_000);
  scroll.goTo(777);
  assert.equal(element.scrollTop, 777);
  assert.equal(scroll.settle(), false);
});

test("a million rows fit into what browsers allow", () => {
  const { scroll } = made(WHOLE);
  assert.ok(scroll.height < 17_000_000);
});

test("small steps move by the same pixels, and settling moves nothing but the bar", () => {
  const { scroll, element } = made(WHOLE);
  scroll.goTo(20_000_000);
  for (let step = 0; step < 50; step++) {
    element.scrollTop += 100;
    scroll.follow();
  }
  assert.ok(Math.abs(scroll.top - 20_005_000) < 1);
  const before = scroll.top;
  assert.equal(scroll.settle(), true);
  scroll.follow(); // the event that setting it causes
  assert.equal(scroll.top, before);
});

test("a pull at the bar goes to its share", () => {
  const { scroll, element } = made(WHOLE);
  element.scrollTop = (scroll.height - SCREEN) / 2;
  scroll.follow();
  assert.ok(Math.abs(scroll.top - (WHOLE - SCREEN) / 2) < 1);
});

test("both ends are reached by steps alone", () => {
  const { scroll, element } = made(WHOLE);
  scroll.goTo(6000);
  const tops = [scroll.top];
  while (element.scrollTop > 0) {
    element.scrollTop = Math.max(0, element.scrollTop - 100);
    scroll.follow();
    tops.push(scroll.top);
  }
  assert.equal(scroll.top, 0);
  tops.slice(1).forEach((top, index) => assert.ok(tops[index]! - top < 1200, "no leap"));
  scroll.goTo(WHOLE);
  assert.equal(scroll.top, WHOLE - SCREEN);
  assert.equal(element.scrollTop, scroll.height - SCREEN);
});
