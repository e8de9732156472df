import assert from "node:assert/strict";
import { test } from "node:test";

import { preferredHeight } from "../../src/embed/size.ts";
import { fullMapAddress, homeAddress } from "../../src/embed/ui.ts";

test("the full map keeps the state and drops how little of the page is shown", () => {
  const home = "https://example.org/map/";
  assert.equal(
    fullMapAddress(home, "#map=14/30.2/120.2&ui=embed&site=a&lang=en"),
    `${home}#map=14/30.2/120.2&site=a&lang=en`,
  );
  assert.equal(fullMapAddress(home, "ui=map"), home);
  assert.equal(fullMapAddress(home, ""), home);
  assert.equal(fullMapAddress(home, "q=ui%3D1&uid=3"), `${home}#q=ui%3D1&uid=3`);
});

test("the whole page is where its maker says, else where this one is", () => {
  const here = "https://cdn.example.net/m.html#ui=embed";
  assert.equal(homeAddress("https://example.org/map/", here), "https://example.org/map/");
  assert.equal(homeAddress(undefined, here), "https://cdn.example.net/m.html");
  assert.equal(homeAddress("", "file:///C:/maps/index.html#q=a"), "file:///C:/maps/index.html");
  assert.equal(homeAddress("javascript:alert(1)", "about:srcdoc"), null);
});

test("the height asked for follows the width, within what can be read", () => {
  assert.equal(preferredHeight(320, "embed"), 240);
  assert.equal(preferredHeight(700, "embed"), 434);
  assert.equal(preferredHeight(4000, "embed"), 640);
  assert.equal(preferredHeight(320, "full"), 480);
  assert.equal(preferredHeight(0, "map"), 240);
});
