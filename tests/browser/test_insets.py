"""What lies far beyond the first view is looked at in a small window, and the view stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.every import every

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Locator, Page

# How many different colours stand in a window's picture, and how much of it is not land.
PICTURE = """canvas => {
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  const counts = new Map();
  for (let i = 0; i < data.length; i += 4) {
    const key = data.slice(i, i + 4).join();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  return { colours: counts.size, drawn: 1 - most / (width * height) };
}"""
FUYANG = "Binjiang–Fuyang Special Cooperation Zone"


def note(page: Page, where: str) -> Locator:
    return page.get_by_role("button", name=where)


def view(page: Page) -> list[float]:
    return page.evaluate("[...Object.values(parkmap.map.getCenter()), parkmap.map.getZoom()]")


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_far_site_is_looked_at_on_ground_of_its_own_and_the_view_stays(
    built_map: Path, visitor: Callable[..., Any], width: int, height: int, theme: str
) -> None:
    with visitor(width=width, height=height) as reader:
        page = reader.open(built_map, f"lang=en&theme={theme}")
        before = view(page)
        note(page, "km to the south-west").click()
        window = page.get_by_role("dialog", name=FUYANG)
        expect(window).to_be_visible()
        picture = window.locator("canvas").evaluate(PICTURE)
        # River, hills, roads and the sign: no plain paper.
        assert picture["colours"] > 200
        assert picture["drawn"] > 0.2
        assert view(page) == before
        assert "site=" not in page.evaluate("parkmap.state()")
        box = window.bounding_box()
        assert box
        for control in every(page.locator(".pm-controls, .pm-foot, .pm-panel"), 3):
            other = control.bounding_box()
            assert other
            apart = (
                box["x"] + box["width"] <= other["x"]
                or other["x"] + other["width"] <= box["x"]
                or box["y"] + box["height"] <= other["y"]
                or other["y"] + other["height"] <= box["y"]
            )
            assert apart, other
        window.get_by_role("button", name="Go there").click()
        expect(window).to_have_count(0)
        expect(page.get_by_role("complementary", name=FUYANG)).to_be_visible()
        assert page.evaluate("parkmap.map.getCenter().lng") < 120.05


def test_the_keyboard_opens_the_window_esc_closes_it_and_the_note_is_there_again(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en")
        at = note(page, "14 km to the north-west")
        at.focus()
        page.keyboard.press("Enter")
        window = page.get_by_role("dialog", name="2 sites 14 km to the north-west")
        # Who does not see the picture is told what is in it.
        go = window.get_by_role("button", name=re.compile("Zhejiang University.*Jiangbei Science"))
        expect(go).to_be_focused()
        page.keyboard.press("Tab")
        expect(window.get_by_role("button", name="Close")).to_be_focused()
        page.keyboard.press("Escape")
        expect(window).to_have_count(0)
        expect(at).to_be_focused()


def test_one_window_is_open_at_a_time_and_closes_where_it_is_no_longer_true(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en")
        windows = page.locator(".pm-inset")
        note(page, "14 km to the north-west").click()
        note(page, "km to the south-west").click()
        expect(windows).to_have_count(1)
        windows.get_by_role("button", name="Close").click()
        expect(windows).to_have_count(0)
        note(page, "km to the south-west").click()
        # A search that finds nothing out there has nothing to show.
        page.get_by_role("searchbox").fill("baima")
        expect(windows).to_have_count(0)


def test_the_window_goes_dark_with_the_page(built_map: Path, visitor: Callable[..., Any]) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en&theme=light")
        note(page, "10 km to the north-east").click()
        canvas = page.locator(".pm-inset canvas")
        corner = "canvas => [...canvas.getContext('2d').getImageData(2, 2, 1, 1).data].slice(0, 3)"
        light = sum(canvas.evaluate(corner))
        page.evaluate("location.hash = '#lang=en&theme=dark'")
        page.wait_for_function(
            """light => {
              const canvas = document.querySelector('.pm-inset canvas');
              const [r, g, b] = canvas.getContext('2d').getImageData(2, 2, 1, 1).data;
              return r + g + b < light / 2;
            }""",
            arg=light,
        )
