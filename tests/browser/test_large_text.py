"""Text twice as large, and a screen as narrow as they get: all can still be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.every import every

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

# Texts cut off by their own box or by the window's edge. A row that scrolls sideways by design
# (categories on a phone, wide tables, code to copy) cuts nothing off; neither does the map.
CUT_OFF = """() => {
  const cut = [];
  const box = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return range.getBoundingClientRect();
  };
  for (const element of document.querySelectorAll('body *')) {
    const isText = [...element.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    const aside = '.pm-categories, .pm-topic-words'; // rows to be pushed aside
    if (!isText || element.closest(`.pm-unseen, .pm-map, ${aside}, .pm-wide, svg`)) continue;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    // What only ears get has no size for the eye.
    for (const unseen of element.querySelectorAll('.pm-unseen')) unseen.remove();
    const style = getComputedStyle(element);
    const hides = style.overflowX === 'hidden' || style.overflowX === 'clip';
    const { left, right, width } = box(element);
    if (width === 0) continue;
    const text = element.textContent.trim().slice(0, 40);
    if (left < -1 || right > innerWidth + 1) cut.push(`beyond the window: ${text}`);
    else if (hides && element.scrollWidth > element.clientWidth + 1) cut.push(`clipped: ${text}`);
  }
  return cut;
}"""
# Words of the card's name that stand on more than one line.
BROKEN = """() => {
  const broken = [];
  const heading = document.querySelector('aside h2');
  const walker = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    for (const { index, 0: word } of walker.currentNode.data.matchAll(/[^\\s\u2010-\u2015-]+/g)) {
      const range = document.createRange();
      range.setStart(walker.currentNode, index);
      range.setEnd(walker.currentNode, index + word.length);
      const tops = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
      if (tops.size > 1) broken.push(word);
    }
  }
  return broken;
}"""
# Tables wider than the card they stand in, but for those made to scroll sideways.
WIDER = """(card) => [...card.querySelectorAll('table')]
  .filter((table) => !table.closest('.pm-wide'))
  .filter((table) => table.getBoundingClientRect().right > card.getBoundingClientRect().right - 8)
  .map((table) => table.textContent.slice(0, 40))"""
SIZES = [(1280, 1024, "200%"), (1440, 900, "200%"), (390, 844, "150%"), (320, 640, "100%")]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("site", ["", "binjiang", "fuxin-project"])
@pytest.mark.parametrize(("width", "height", "text"), SIZES)
def test_nothing_is_cut_off_and_nothing_scrolls_sideways(
    built_map: Path,
    looked_at: Callable[..., Page],
    width: int,
    height: int,
    text: str,
    site: str,
    lang: str,
) -> None:
    page = looked_at(built_map, f"lang={lang}&site={site}", width=width, height=height)
    expect(page.get_by_role("complementary")).to_have_count(1 if site else 0)
    page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", text)
    page.evaluate("() => new Promise(requestAnimationFrame)")
    assert page.evaluate("() => document.scrollingElement.scrollWidth") <= width
    assert page.evaluate(CUT_OFF) == []


def test_the_windows_fit_a_narrow_screen(built_map: Path, visitor: Callable[..., Any]) -> None:
    with visitor(width=320, height=640) as reader:
        page = reader.open(built_map, "lang=en")
        for name in ("Share", "About this map"):
            page.get_by_role("button", name=name).click()
            window = page.get_by_role("dialog", name=name)
            window.wait_for()
            box = window.bounding_box()
            assert box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 320
            assert page.evaluate(CUT_OFF) == []
            page.keyboard.press("Escape")


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 568)])
def test_at_twice_the_size_a_phone_breaks_no_word_and_scrolls_no_table(
    built_map: Path, visitor: Callable[..., Any], width: int, height: int
) -> None:
    with visitor(width=width, height=height) as reader:
        page = reader.open(built_map, "lang=en")
        page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
        for site in page.evaluate("() => window.parkmap.sites()"):
            page.evaluate("(id) => window.parkmap.select(id)", site["id"])
            card = page.get_by_role("complementary", name=site["name"])
            card.wait_for()
            assert page.evaluate(BROKEN) == [], site["name"]
            assert card.evaluate(WIDER) == [], site["name"]


def test_what_stands_on_the_map_grows_with_the_letters(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    def sizes(page: Page) -> dict[str, float]:
        legend = page.get_by_role("button", name="Legend and base map")
        parts = {
            "control": legend,
            "edge note": page.get_by_role("button", name=re.compile("km to the")).first,
            "credits": page.get_by_text("OpenStreetMap contributors").first,
            "scale": page.get_by_text(re.compile(r"^\d+ (k?m)$")).first,
        }
        found = {name: part.bounding_box()["height"] for name, part in parts.items()}
        legend.click()
        entry = page.get_by_role("dialog", name="Legend").get_by_text("Industrial parks")
        return {
            **found,
            "legend": float(entry.evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)")),
        }

    with visitor(width=1366, height=768) as reader:
        usual = sizes(reader.open(built_map, "lang=en"))
        large = reader.open(built_map, "lang=en")
        large.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
        large.evaluate("() => window.dispatchEvent(new Event('resize'))")
        for name, size in sizes(large).items():
            assert size >= 1.7 * usual[name], name
        controls = large.get_by_role("button", name=re.compile("Zoom|Show all|Where|Full|Legend"))
        for control in every(controls):
            box = control.bounding_box()
            assert box["y"] + box["height"] <= 768
