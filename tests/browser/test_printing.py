"""On paper: title, map, legend, and the list of all sites."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

NAMES = [
    feature["properties"]["name"]
    for feature in json.loads(Path("data/sites.geojson").read_text(encoding="utf-8"))["features"]
]
CATEGORIES = 10
# What fits between the margins of A4, at 96 dots an inch.
PAPER_WIDTH = 186 / 25.4 * 96
VIEW = """() => {
  const { map } = window.parkmap;
  const { lat, lng } = map.getCenter();
  const bounds = map.getBounds();
  return { center: [lng, lat], zoom: map.getZoom(), theme: document.documentElement.dataset.theme,
    box: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()] };
}"""


@contextmanager
def on_paper(page: Page) -> Iterator[None]:
    """What a browser does before and after it prints."""
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    yield
    page.emulate_media(media="screen")
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_title_map_legend_and_all_sites_are_printed(
    built_map: Path, visitor: Callable[..., Any], width: int, height: int
) -> None:
    with visitor(width=width, height=height) as reader:
        page = reader.open(built_map, "lang=zh")
        with on_paper(page):
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            box = page.get_by_role("region", name="杭州高新区（滨江）园区与场馆图").bounding_box()
            assert box
            assert 500 < box["width"] <= PAPER_WIDTH
            assert box["height"] > 300
            categories = page.get_by_role("group", name="类别").get_by_role("button")
            assert [button.is_visible() for button in categories.all()] == [True] * CATEGORIES
            for name in NAMES:
                expect(page.get_by_role("list").get_by_text(name, exact=True)).to_be_visible()
            expect(page.get_by_text("OpenStreetMap contributors").first).to_be_visible()


def test_what_is_for_the_screen_stays_off_the_paper(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en&site=baima-lake")
        with on_paper(page):
            expect(page.get_by_role("searchbox")).to_be_hidden()
            for name in ("Share", "Zoom in", "Copy link", "Close"):
                expect(page.get_by_role("button", name=name, exact=True)).to_have_count(0)
            expect(page.get_by_role("complementary", name="Baima Lake", exact=True)).to_be_visible()


def test_the_paper_shows_what_the_screen_showed_in_light_colours(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "theme=dark")
        seen = page.evaluate(VIEW)
        with on_paper(page):
            printed = page.evaluate(VIEW)
            assert printed["theme"] == "light"
            west, south, east, north = printed["box"]
            assert west <= seen["box"][0] < seen["box"][2] <= east
            assert south <= seen["box"][1] < seen["box"][3] <= north
            sharp, land = page.evaluate(
                """() => {
                  const canvas = document.querySelector('.leaflet-pm-ground-pane canvas');
                  const [red, green, blue] =
                    canvas.getContext('2d').getImageData(8, canvas.height / 2, 1, 1).data;
                  return [canvas.width / canvas.getBoundingClientRect().width,
                    Math.min(red, green, blue)];
                }"""
            )
            assert sharp == pytest.approx(3, abs=0.01)
            assert land > 150
        assert page.evaluate(VIEW) == {
            **seen,
            "center": pytest.approx(seen["center"], abs=1e-4),
            "box": pytest.approx(seen["box"], abs=1e-3),
        }


def test_the_browser_prints_more_than_the_screen_holds(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=zh")
        printed = page.pdf(prefer_css_page_size=True)
        assert printed.startswith(b"%PDF")
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) >= 2
        # The ground is there as a picture: without it, the file is but fonts.
        assert b"/Subtype /Image" in printed
