"""Sites far apart, and on both sides of the date line, are found on one map."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.projects import CUT, site, write_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

FIJI = [
    site("Suva", (178.4, -18.1)),
    site("Taveuni", (-179.98, -16.8)),
    site("Province", CUT),
]
SUVA = (178.4, -18.1)
TAVEUNI = (-179.98, -16.8)
ENDS_OF_PROVINCE = ((178.0, -17.0), (-179.0, -16.0))
TITLE = 'languages = ["en"]\ntitle = "Far and wide"\n'
LONDON_SYDNEY = {
    "London": (-0.1, 51.5),
    "New-York": (-74.0, 40.7),
    "Cape-Town": (18.4, -33.9),
    "Tokyo": (139.7, 35.7),
    "Sydney": (151.2, -33.9),
}


def stands_still(page: Page) -> None:
    """Wait until the map has moved to where it was going."""
    page.wait_for_function(
        """() => new Promise((told) => {
          const { map } = parkmap;
          const before = map.containerPointToLatLng([0, 0]);
          setTimeout(() => told(before.equals(map.containerPointToLatLng([0, 0]))), 200);
        })"""
    )


def place_on_page(page: Page, place: tuple[float, float]) -> list[float] | None:
    """Where a place lies on the page, on whichever copy of the world; None where out of sight."""
    return page.evaluate(
        """([lon, lat]) => {
          const { map } = parkmap;
          const box = map.getContainer().getBoundingClientRect();
          const inset = parseFloat(
            getComputedStyle(document.querySelector("#parkmap")).getPropertyValue("--pm-inset-bottom")
          ) || 0;
          for (const turn of [-360, 0, 360]) {
            const { x, y } = map.latLngToContainerPoint([lat, lon + turn]);
            const isSeen = x > 0 && y > 0 && x < box.width && y < box.height - inset;
            if (isSeen) return [x + box.x, y + box.y];
          }
          return null;
        }""",
        list(place),
    )


def view_of(page: Page) -> tuple[float, float, float]:
    found = re.search(r"map=([\d.]+)/([-\d.]+)/([-\d.]+)", page.evaluate("() => parkmap.state()"))
    assert found
    zoom, lat, lon = map(float, found.groups())
    return zoom, lon, lat


@pytest.fixture
def fiji(build: Callable[..., Path], tmp_path: Path) -> Path:
    return build(write_project(tmp_path, FIJI, map_toml=TITLE))


def test_the_first_view_shows_sites_of_both_sides_of_the_date_line(
    fiji: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(fiji)
        assert page.evaluate("() => parkmap.map.getZoom()") >= 7
        # Each opens by a click on its sign.
        for name, place in {"Suva": SUVA, "Taveuni": TAVEUNI}.items():
            stands_still(page)
            at = place_on_page(page, place)
            assert at
            page.mouse.click(*at)
            expect(page.get_by_role("complementary", name=name)).to_be_visible()
        expect(page.get_by_role("button", name=re.compile("km to the"))).to_have_count(0)


def test_show_all_sites_and_zoom_to_lead_across_the_date_line(
    fiji: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(fiji, "map=12/0/0")
        page.get_by_role("button", name="Show all sites").click()
        assert place_on_page(page, SUVA)
        assert place_on_page(page, TAVEUNI)
        page.get_by_role("button", name="Province").click()
        page.get_by_role("button", name="Zoom to").click()
        assert view_of(page)[0] >= 7
        assert all(place_on_page(page, corner) for corner in ENDS_OF_PROVINCE)


def test_the_coordinates_of_a_site_beyond_the_date_line_are_written_as_usual(
    fiji: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(fiji, "site=Taveuni")
        page.get_by_role("button", name="Coordinates").click()
        expect(page.get_by_role("complementary", name="Taveuni")).to_contain_text("-179.98")


@pytest.mark.parametrize("lon", ["-179.98", "179.9", "180", "-180"])
def test_a_link_to_either_side_of_the_date_line_leads_there(
    fiji: Path, visitor: Callable[..., Any], lon: str
) -> None:
    with visitor() as reader:
        page = reader.open(fiji, f"map=9/-16.8/{lon}")
        assert place_on_page(page, TAVEUNI)
        assert view_of(page)[1] == float(lon)


def test_a_reader_who_goes_around_the_world_comes_back_to_the_sites(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path
) -> None:
    path = build(write_project(tmp_path, [site("Here", (120.2, 30.2))], map_toml=TITLE))
    with visitor() as reader:
        page = reader.open(path)
        page.evaluate("() => parkmap.map.setView([30.2, 480.2], 10, { animate: false })")
        at = place_on_page(page, (120.2, 30.2))
        assert at
        assert view_of(page) == pytest.approx((10, 120.2, 30.2), abs=0.01)
        page.mouse.click(*at)
        expect(page.get_by_role("complementary", name="Here")).to_be_visible()


def test_a_site_beyond_the_date_line_is_reached_from_the_other_end_of_the_world(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path
) -> None:
    places = {"Suva": (178.44, -18.14), "Apia": (-171.77, -13.83), "Oslo": (10.75, 59.91)}
    features = [site(name, at) for name, at in places.items()]
    with visitor() as reader:
        page = reader.open(build(write_project(tmp_path, features)), "lang=en&site=Apia")
        expect(page.get_by_role("complementary", name="Apia")).to_be_visible()
        assert place_on_page(page, places["Apia"])
        page.get_by_role("button", name="Zoom to").click()
        assert view_of(page)[1:] == pytest.approx(places["Apia"], abs=0.01)


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1366, 768), (1440, 900)])
def test_sites_all_over_the_world_are_shown_together(
    build: Callable[..., Path],
    visitor: Callable[..., Any],
    tmp_path: Path,
    width: int,
    height: int,
) -> None:
    features = [site(name, at) for name, at in LONDON_SYDNEY.items()]
    path = build(write_project(tmp_path, features, map_toml=TITLE))
    with visitor(width=width, height=height) as reader:
        page = reader.open(path)
        assert all(place_on_page(page, at) for at in LONDON_SYDNEY.values())
        page.evaluate("() => parkmap.select('London')")
        page.get_by_role("button", name="Zoom to").click()
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Show all sites").click()
        assert all(place_on_page(page, at) for at in LONDON_SYDNEY.values())
