"""What the map shows first stands in the part of it that panel, card and table leave free."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.canvas import place_of
from tests.projects import site, write_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

CORNERS = [(13.2, 52.4), (13.6, 52.4), (13.2, 52.6), (13.6, 52.6)]
# Where the things that lie over the map stand on the page.
_COVERS = """() => [".pm-card", ".pm-drawer", ".pm-panel", ".pm-controls"]
  .map((name) => document.querySelector(name))
  .filter((it) => it && getComputedStyle(it).visibility !== "hidden")
  .map((it) => it.getBoundingClientRect())
  .filter(({ width, height }) => width > 0 && height > 0)
  .map(({ left, top, right, bottom }) => [left, top, right, bottom])"""


def covered(page: Page, lon: float, lat: float) -> bool:
    """Tell whether what lies over the map hides a place, or the page ends before it."""
    x, y = place_of(page, lon, lat)
    size = page.viewport_size
    assert size is not None
    if not (0 < x < size["width"] and 0 < y < size["height"]):
        return True
    return any(
        left <= x <= right and top <= y <= bottom
        for left, top, right, bottom in page.evaluate(_COVERS)
    )


@pytest.mark.parametrize(
    ("size", "asked"),
    [
        ((1440, 900), "panel=table"),
        ((1440, 900), "site=n0"),
        ((1440, 900), "site=n3&panel=table"),
        ((1440, 900), "site=n0&ui=embed"),
        ((1000, 800), "site=n0&panel=table"),
        ((390, 844), "site=n0"),
        ((390, 844), "site=n2&ui=embed"),
        ((390, 844), "panel=figures"),
    ],
    ids=lambda it: it if isinstance(it, str) else f"{it[0]}",
)
def test_the_first_view_shows_all_sites_beside_what_the_address_opens(
    size: tuple[int, int],
    asked: str,
    build: Callable[..., Path],
    visitor: Callable[..., Any],
    tmp_path: Path,
) -> None:
    features = [site(f"n{n}", at, rooms=n) for n, at in enumerate(CORNERS)]
    page_file = build(write_project(tmp_path, features, map_toml='languages = ["en"]\n'))
    with visitor(width=size[0], height=size[1]) as reader:
        page = reader.open(page_file, asked)
        page.wait_for_function("() => 'rest' in window.parkmapParts.by")
        page.wait_for_timeout(300)
        assert [at for at in CORNERS if covered(page, *at)] == []


@pytest.mark.parametrize(
    ("size", "asked"), [((1440, 900), "panel=table"), ((390, 844), ""), ((390, 844), "site=n0")]
)
def test_the_middle_that_the_maker_set_lies_in_the_middle_of_what_is_free(
    size: tuple[int, int],
    asked: str,
    build: Callable[..., Path],
    visitor: Callable[..., Any],
    tmp_path: Path,
) -> None:
    features = [site(f"n{n}", at) for n, at in enumerate(CORNERS)]
    map_toml = 'languages = ["en"]\n[view]\ncenter = [13.2, 52.4]\nzoom = 11\n'
    page_file = build(write_project(tmp_path, features, map_toml=map_toml))
    with visitor(width=size[0], height=size[1]) as reader:
        page = reader.open(page_file, asked)
        page.wait_for_function("() => 'rest' in window.parkmapParts.by")
        page.wait_for_timeout(300)
        assert not covered(page, 13.2, 52.4)
        assert page.evaluate("() => window.parkmap.map.getZoom()") == 11
