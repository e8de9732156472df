"""A reader who sees no site, or asks where they are, is shown the way to one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.projects import site, write_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Locator, Page

NOWHERE = "map=14/30.35/120.30"
FINGER = {"has_touch": True, "is_mobile": True}


def ways_back(page: Page) -> Locator:
    return page.get_by_role("button", name=re.compile(r"\d (k?m) to the "))


@pytest.mark.parametrize(
    ("width", "height", "fragment"),
    [
        (1440, 900, ""),
        (390, 844, ""),
        (320, 568, ""),
        (667, 375, ""),
        (320, 240, "&ui=embed"),
    ],
)
def test_a_link_to_where_no_site_is_has_one_way_back(
    built_map: Path, visitor: Callable[..., Any], width: int, height: int, fragment: str
) -> None:
    with visitor(width=width, height=height, **FINGER) as reader:
        page = reader.open(built_map, f"{NOWHERE}&lang=en{fragment}")
        back = ways_back(page)
        expect(back).to_have_count(1)
        expect(back).to_be_visible()
        expect(back).to_contain_text("Hangzhou Asian Games Village")
        expect(back).to_contain_text(re.compile("1[123] km to the south-west"))
        back.click()
        expect(page.get_by_role("complementary", name="Hangzhou Asian Games")).to_be_visible()
        page.wait_for_function("() => parkmap.map.getBounds().contains([30.2537, 120.233])")
        expect(page.get_by_role("button", name="Asian Games Village 1")).to_have_count(0)


def test_the_way_back_comes_and_goes_as_the_reader_moves(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "map=15/30.2/120.2&lang=en")
        expect(ways_back(page)).to_have_count(0)
        go = "(at) => { parkmap.map.setView(at, 15, { animate: false }); }"
        page.evaluate(go, [30.35, 120.3])
        expect(ways_back(page)).to_have_count(1)
        page.evaluate(go, [29.9, 120.2])
        expect(ways_back(page)).to_have_count(1)
        expect(ways_back(page)).to_contain_text("to the north")
        page.get_by_role("button", name="Show all sites").click()
        expect(ways_back(page)).to_have_count(0)


def test_the_way_back_leads_to_what_the_search_has_found(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "map=15/30.2/120.2&lang=en&q=Fuyang")
        expect(ways_back(page)).to_have_count(1)
        expect(ways_back(page)).to_contain_text("Fuyang")
        page.get_by_role("searchbox").fill("zzzz")
        expect(ways_back(page)).to_have_count(0)


# Sites in the free part of the map.
SITES_IN_VIEW = """
async () => {
  const { map } = parkmap;
  const { x, y } = map.getSize();
  const root = getComputedStyle(document.querySelector("#parkmap"));
  const inset = parseFloat(root.getPropertyValue("--pm-inset-bottom")) || 0;
  return parkmap.app.sites.x.reduce((count, _, row) => {
    const place = parkmap.app.sites.lonLat(row);
    if (!place) return count;
    const at = map.latLngToContainerPoint([place[1], place[0]]);
    return count + (at.x > 0 && at.y > 0 && at.x < x && at.y < y - inset);
  }, 0);
}
"""
WHERE = """
([lat, lon]) => {
  const { x, y } = parkmap.map.latLngToContainerPoint([lat, lon]);
  const size = parkmap.map.getSize();
  return x > 0 && y > 0 && x < size.x && y < size.y;
}
"""


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
@pytest.mark.parametrize(
    ("latitude", "longitude", "accuracy", "farthest", "closest"),
    {
        "exact, among the sites": (30.20, 120.21, 20, 14, 16),
        "not exact at all": (30.20, 120.21, 50_000, 9, 10.5),
        "exact, but 20 km away": (30.35, 120.30, 20, 10, 13.5),
        "neither exact nor near": (30.35, 120.30, 3_000, 10, 13.5),
    }.values(),
)
def test_a_reader_is_shown_where_they_are_and_a_site(
    built_map: Path,
    visitor: Callable[..., Any],
    width: int,
    height: int,
    latitude: float,
    longitude: float,
    accuracy: float,
    farthest: float,
    closest: float,
) -> None:
    position = {"latitude": latitude, "longitude": longitude, "accuracy": accuracy}
    options = {"geolocation": position, "permissions": ["geolocation"]}
    with visitor(width=width, height=height, **options) as reader:
        page = reader.open(built_map, "lang=en")
        page.get_by_role("button", name="Where am I?").click()
        said = page.get_by_role("status").filter(has_text="You are here, within")
        expect(said).to_be_visible()
        page.wait_for_function(WHERE, arg=[latitude, longitude])
        assert page.evaluate(SITES_IN_VIEW) >= 1
        assert farthest <= page.evaluate("() => parkmap.map.getZoom()") <= closest


@pytest.mark.parametrize(
    ("lang", "said", "zoom_in"),
    [("en", "None of these sites", "Zoom in"), ("zh", "尚未定位", "放大")],
)
def test_a_map_of_nothing_located_says_so(
    build: Callable[..., Path],
    visitor: Callable[..., Any],
    tmp_path: Path,
    lang: str,
    said: str,
    zoom_in: str,
) -> None:
    path = build(write_project(tmp_path, [site("one", None), site("two", None)]))
    with visitor(width=390, height=844) as reader:
        page = reader.open(path, f"lang={lang}")
        word = page.get_by_role("region").get_by_role("status").filter(has_text=said)
        expect(word).to_be_visible()
        page.get_by_role("button", name=zoom_in).click()
        expect(word).to_be_visible()


def test_a_filter_that_leaves_nothing_located_says_so(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path
) -> None:
    features = [site("one", None, category="idea"), site("two", category="thing")]
    with visitor() as reader:
        page = reader.open(build(write_project(tmp_path, features)), "lang=en")
        word = page.get_by_role("status").filter(has_text="None of these sites is located yet.")
        expect(word).to_have_count(0)
        page.get_by_role("button", name="idea 1").click()
        expect(word).to_be_visible()
        page.get_by_role("button", name="idea 1").click()
        expect(word).to_have_count(0)
