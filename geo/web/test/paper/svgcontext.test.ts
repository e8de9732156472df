import assert from "node:assert/strict";
import { test } from "node:test";

import { Definitions, PathData, SvgContext } from "../../src/paper/svgcontext.ts";
import { textWidth } from "../../src/paper/textwidths.ts";

const langOf = (text: string): string | undefined => (text === "湖" ? "zh-CN" : undefined);
function drawn(draw: (context: SvgContext, definitions: Definitions) => void): string {
  const definitions = new Definitions();
  const context = new SvgContext(definitions, { measure: textWidth, langOf });
  draw(context, definitions);
  return `${definitions.text}${context.text}`;
}

test("a path is written in relative steps whose rounding does not add up", () => {
  const text = drawn((context) => {
    context.beginPath();
    context.moveTo(0, 0);
    for (let n = 1; n <= 100; n++) context.lineTo(0.04 * n, 0);
    context.stroke();
  });
  const steps = [...text.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].slice(1).map(([, x]) => Number(x));
  assert.ok(Math.abs(steps.reduce((sum, x) => sum + x, 0) - 4) < 1e-9);
});

test("the pen that is only moved writes nothing, and a closed ring goes on from its beginning", () => {
  const text = drawn((context) => {
    context.beginPath();
    context.moveTo(1, 1);
    context.moveTo(5, 5);
    context.lineTo(9, 5);
    context.lineTo(9, 3.25);
    context.closePath();
    context.fill("evenodd");
  });
  assert.equal(text, '<path d="M5 5l4 0 0-1.7z" fill="#000" fill-rule="evenodd"/>');
});

test("a whole circle is round whatever is rounded", () => {
  const text = drawn((context) => {
    context.beginPath();
    context.arc(10.04, 20, 3.26, 0, 2 * Math.PI);
    context.fill();
  });
  assert.match(text, /d="M13.3 20a3.3 3.3 0 1 1 -6.6 0a3.3 3.3 0 1 1 6.6 0z"/);
});

test("letters and their rim are one text, in their language, whatever they say", () => {
  const text = drawn((context) => {
    context.font = "500 13px system-ui";
    context.strokeStyle = "#fff";
    context.lineWidth = 5;
    for (const say of ["<b>&\u0007", "湖"]) context.strokeText(say, 1, 2);
    context.fillStyle = "#123456";
    for (const say of ["<b>&\u0007", "湖"]) context.fillText(say, 1, 2);
  });
  const look = ' fill="#123456" stroke="#fff" stroke-width="5" stroke-linejoin="round" paint-order="stroke"';
  assert.equal(
    text,
    `<text x="1" y="2" font-size="13" font-weight="700"${look}>&lt;b&gt;&amp;</text>` +
      `<text x="1" y="2" font-size="13" font-weight="700" lang="zh-CN"${look}>湖</text>`,
  );
});

test("what is opaque in part is written as a colour and how much of it is seen", () => {
  const text = drawn((context) => {
    context.globalAlpha = 0.5;
    context.fillStyle = "#12345680";
    context.fillRect(0, 0, 1, 1);
    const gradient = context.createLinearGradient(0, 0, 8, 0);
    gradient.addColorStop(0, "#f008");
    gradient.addColorStop(1, "#00f");
    context.fillStyle = gradient;
    context.fillRect(0, 0, 2, 2);
  });
  assert.match(text, /fill="#123456" fill-opacity=".251"/);
  assert.match(text, /<stop offset="0" stop-color="#f00" stop-opacity=".533"\/><stop offset="1" stop-color="#00f" stop-opacity="1"\/>/);
});

test("what is drawn apart is kept once and put where it is wanted, moved and turned", () => {
  const text = drawn((context) => {
    const { image, surface } = context.blank(20, 20);
    surface.fill(new PathData("M0 0h9v9z") as unknown as Path2D);
    context.drawImage(image, 5, 5, 10, 10);
    context.save();
    context.rotate(Math.PI / 2);
    context.drawImage(image, 0, 0, 20, 20);
    context.restore();
  });
  assert.equal(text.match(/M0 0h9v9z/g)?.length, 1);
  assert.match(text, /<use href="#d1" transform="translate\(5 5\)scale\(.5\)"\/><use href="#d1" transform="matrix\(0 1 -1 0 0 0\)"\/>$/);
});

test("what fades into what lies below it is cut by a mask, and what is clipped by a clip", () => {
  const masked = drawn((context) => {
    context.part("ground");
    context.fillRect(0, 0, 9, 9);
    context.globalCompositeOperation = "destination-in";
    const gradient = context.createLinearGradient(0, 0, 9, 0);
    gradient.addColorStop(0, "#0000");
    gradient.addColorStop(1, "#000");
    context.fillStyle = gradient;
    context.fillRect(0, 0, 9, 9);
  });
  assert.match(masked, /<stop offset="0" stop-color="#fff" stop-opacity="0"\/>/);
  assert.match(masked, /<mask id="d2".*<g mask="url\(#d2\)"><g id="ground"><rect/);
  const clipped = drawn((context) => {
    context.save();
    context.beginPath();
    context.rect(0, 0, 4, 4);
    context.clip();
    context.fillRect(0, 0, 9, 9);
    context.restore();
    context.fillRect(0, 0, 1, 1);
  });
  assert.match(clipped, /<clipPath id="d1">.*<g clip-path="url\(#d1\)"><rect [^>]*\/><\/g><rect [^>]*\/>$/);
});

test("widths are those of the sheet's columns", () => {
  assert.equal(textWidth("白马湖", "500 10px x"), 30);
  assert.equal(textWidth("e\u0301", "10px x"), textWidth("e", "10px x"));
  assert.ok(Math.abs(textWidth("ab", "700 10px x") - (5.8 + 6.2) * 1.06) < 1e-9);
});
