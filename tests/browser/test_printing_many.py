"""Of many sites and of many areas a sheet shows as much as paper can hold."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from tests.browser.canvas import paint_at, place_of
from tests.browser.onpaper import on_paper
from tests.projects import site, write_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STEP = 2.399963  # the golden angle: evenly scattered, and none above another


def _scattered(count: int) -> list[tuple[float, float]]:
    return [
        (
            round(13.4 + 0.01 * math.sqrt(n) * math.cos(n * STEP), 6),
            round(52.5 + 0.006 * math.sqrt(n) * math.sin(n * STEP), 6),
        )
        for n in range(count)
    ]


def test_on_paper_each_of_many_sites_stands_by_itself(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path
) -> None:
    places = _scattered(500)
    features = [site(f"n{n}", at, category="Park") for n, at in enumerate(places)]
    page_file = build(write_project(tmp_path, features, map_toml='languages = ["en"]\n'))
    with visitor() as reader:
        page = reader.open(page_file)
        page.wait_for_function("() => 'rest' in window.parkmapParts.by")
        with on_paper(page):
            assert [at for at in places[::7] if paint_at(page, *at)[3] == 0] == []
            # The columns begin side by side.
            heading, row = page.get_by_role("heading", name="Park").first, page.locator(".pm-row")
            top = heading.evaluate("it => it.closest('li').getBoundingClientRect().top")
            assert heading.bounding_box()["y"] - top < 3
            assert row.count() == 500


def test_on_paper_a_map_of_areas_is_as_large_as_the_sheet_lets_it_be(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path
) -> None:
    features = []
    for row in range(10):
        for column in range(14):
            west, south = 13 + 0.05 * column, 52.3 + 0.03 * row
            corners = [(0, 0), (0.05, 0), (0.05, 0.03), (0, 0.03), (0, 0)]
            ring = [[round(west + x, 6), round(south + y, 6)] for x, y in corners]
            area = {"type": "Polygon", "coordinates": [ring]}
            features.append(site(f"a{row}-{column}", area, category="Dense"))
    page_file = build(write_project(tmp_path, features, map_toml='languages = ["en"]\n'))
    with visitor() as reader:
        page = reader.open(page_file)
        with on_paper(page):
            left, low = place_of(page, 13, 52.3)
            right, high = place_of(page, 13.7, 52.6)
            box = page.locator(".pm-map").bounding_box()
            assert box
            # What any paper has of it, without the foot and some air.
            room = (box["width"] * 0.96 - 50, box["height"] * 0.82 - 40 - 50)
            assert max((right - left) / room[0], (low - high) / room[1]) > 0.97
