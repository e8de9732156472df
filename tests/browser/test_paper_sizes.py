"""On paper of every size: how many sheets, how wide the map is, and how long its scale bar."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.onpaper import on_paper

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("paper", "across", "sheets"),
    [("A4", False, 2), ("A4", True, 2), ("A3", False, 1), ("A3", True, 2)],
)
def test_no_sheet_is_left_with_a_line_or_two(
    built_map: Path,
    looked_at: Callable[..., Page],
    lang: str,
    paper: str,
    across: bool,
    sheets: int,
) -> None:
    printed = looked_at(built_map, f"lang={lang}").pdf(format=paper, landscape=across)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == sheets


@pytest.mark.parametrize("site", ["", "binjiang"])
@pytest.mark.parametrize(("width", "height"), [(794, 1123), (1123, 794)])
def test_the_printed_scale_bar_is_as_long_as_it_says(
    built_map: Path, visitor: Callable[..., Any], site: str, width: int, height: int
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, f"lang=en&site={site}")
        page.wait_for_timeout(400)
        with on_paper(page, width, height):
            words = page.locator(".pm-scale-words").inner_text()
            number, unit = words.split()
            said = float(number) * (1000 if unit == "km" else 1)
            bar = page.locator(".pm-scale-bar").bounding_box()
            paper = page.locator(".pm-map").bounding_box()
            assert bar
            assert paper
            # What the map itself makes of its width in pixels, and how wide it is on the paper.
            across = page.evaluate(
                "() => { const { map } = parkmap; const y = map.getSize().y / 2;"
                " return map.distance(map.containerPointToLatLng([0, y]),"
                " map.containerPointToLatLng([map.getSize().x, y])); }"
            )
            assert bar["width"] / paper["width"] * across == pytest.approx(said, rel=0.03)


@pytest.mark.parametrize(
    ("width", "height", "printed"),
    [
        (794, 1123, 186),  # A4 upright
        (1123, 794, 273),  # A4 across
        (1123, 1587, 273),  # A3 upright
        (1587, 1123, 396),  # A3 across
    ],
)
def test_the_map_takes_the_whole_width_of_the_paper(
    built_map: Path, looked_at: Callable[..., Page], width: int, height: int, printed: int
) -> None:
    page = looked_at(built_map, "lang=zh")
    with on_paper(page, width, height):
        box = page.locator(".pm-map").bounding_box()
        assert box
        millimetres = box["width"] / 96 * 25.4
        assert millimetres == pytest.approx(printed, rel=0.01)
        assert box["height"] / 96 * 25.4 < height / 96 * 25.4 - 24


def test_the_browser_prints_more_than_the_screen_holds(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        printed = reader.open(built_map, "lang=zh").pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) >= 2
    # The ground is there as a picture: without it, the file is but fonts.
    assert b"/Subtype /Image" in printed
