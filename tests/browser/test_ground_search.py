"""The search finds what the map itself shows, and coordinates; Esc ends one thing at a time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page


def middle(page: Page) -> tuple[float, float]:
    """Longitude and latitude in the middle of what the panel leaves free."""
    lon, lat = page.evaluate(
        "() => { const { map } = window.parkmap; const { lat, lng } = map.getCenter();"
        " return [lng, lat]; }"
    )
    return lon, lat


@pytest.mark.parametrize(
    ("lang", "query", "found", "place"),
    [
        ("en", "Jianghan Road", "Jianghan Road", (120.2019, 30.2046)),
        ("zh", "江汉路", "江汉路", (120.2019, 30.2046)),
        ("en", "qiantang", "Qiantang River", None),
        ("zh", "江南大道", "江南大道", None),
    ],
)
def test_the_search_finds_stations_rivers_and_roads_of_the_ground(
    built_map: Path,
    visitor: Callable[..., Any],
    lang: str,
    query: str,
    found: str,
    place: tuple[float, float] | None,
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, f"lang={lang}")
        page.get_by_role("searchbox").fill(query)
        finds = page.get_by_role("list", name="On the map" if lang == "en" else "底图上的地方")
        first = finds.get_by_role("button").first
        expect(first).to_contain_text(found)
        if query == "江汉路":
            # The road is called so, too.
            expect(finds.get_by_text("江汉路", exact=True)).to_have_count(2)
            expect(finds.get_by_text("地铁站")).to_have_count(1)
            # No site is: nothing is to be chosen among.
            expect(page.get_by_role("group", name="类别").get_by_role("button")).to_have_count(0)
        if lang == "en" and query.startswith("Jianghan"):
            expect(
                page.get_by_text("the map itself shows by that name stands above")
            ).to_be_visible()
        first.click()
        page.wait_for_timeout(400)
        expect(page.locator(".pm-place-mark")).to_be_visible()
        if place:
            lon, lat = middle(page)
            assert lon == pytest.approx(place[0], abs=0.01)
            assert lat == pytest.approx(place[1], abs=0.01)


@pytest.mark.parametrize(
    "query",
    [
        "30.19,120.2",
        "120.2, 30.19",
        "30°11′24″N 120°12′E",
        "30 11 24 N, 120 12 00 E",
        "30,1900 120,2000",
        "30d11m24sN / 120d12mE",
        "https://www.openstreetmap.org/?mlat=30.19&mlon=120.2",
    ],
)
def test_the_search_goes_to_coordinates(
    built_map: Path, visitor: Callable[..., Any], query: str
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en")
        page.get_by_role("searchbox").fill(query)
        finds = page.get_by_role("list", name="On the map").get_by_role("button")
        expect(finds).to_have_count(1)
        expect(finds).to_contain_text("30.190000, 120.200000")
        expect(
            page.get_by_text("These are coordinates: the line above marks the place")
        ).to_be_visible()
        expect(page.get_by_text("No site matches").filter(visible=True)).to_have_count(0)
        page.get_by_role("searchbox").press("Enter")
        page.wait_for_timeout(400)
        lon, lat = middle(page)
        assert lon == pytest.approx(120.2, abs=0.005)
        assert lat == pytest.approx(30.19, abs=0.005)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("8Q225652+2C", ["30.157562, 120.201063"]),
        # Counted from a town of the ground, and from what is shown.
        ("5652+2C Shaoxing", ["30.157562, 120.201063"]),
        ("5652+2C", ["30.157562, 120.201063"]),
        ("wtm7q9k5", ["30.110006, 120.174122"]),
        # Nothing says which is meant: both are told.
        ("52,52 13,40", ["13.400000, 52.520000", "52.520000, 13.400000"]),
        ("5652+2C Berlin", []),
        ("Lab 5", []),
    ],
)
def test_the_search_reads_codes_of_places_and_tells_both_where_the_order_is_open(
    built_map: Path, visitor: Callable[..., Any], query: str, found: list[str]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en")
        page.get_by_role("searchbox").fill("30.19,120.2")
        finds = page.get_by_role("list", name="On the map").get_by_role("button")
        expect(finds).to_have_text(["30.190000, 120.200000"])
        page.get_by_role("searchbox").fill(query)
        told = finds.filter(has_text=re.compile(r"^-?\d+\.\d{6}, -?\d+\.\d{6}$"))
        expect(told).to_have_text(found)


def test_esc_closes_the_card_and_then_ends_the_search(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en&q=lake&site=baima-lake")
        page.evaluate("window.parkmap.map.getContainer().focus()")
        page.keyboard.press("Escape")
        state = page.evaluate("window.parkmap.state()")
        assert "site=" not in state
        assert "q=lake" in state
        page.keyboard.press("Escape")
        assert "q=" not in page.evaluate("window.parkmap.state()")


def test_what_is_found_on_the_ground_stays_while_the_search_is_the_same(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en")
        page.get_by_role("searchbox").fill("Jianghan Road")
        found = page.get_by_role("list", name="On the map").get_by_role("button").first
        held = found.element_handle()
        found.focus()
        # Whatever else changes, such as what is filtered, finds the same.
        page.evaluate("() => parkmap.filter({ q: 'Jianghan Road', category: ['park'] })")
        expect(page).to_have_url(re.compile("category="))
        assert held is not None
        assert held.evaluate("(button) => button.isConnected")
        expect(found).to_be_focused()


def test_esc_on_what_the_search_found_on_the_ground_goes_back_to_the_search_box(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en")
        box = page.get_by_role("searchbox")
        box.fill("Jianghan Road")
        found = page.get_by_role("list", name="On the map").get_by_role("button").first
        found.press("Enter")
        expect(found).to_be_focused()
        page.keyboard.press("Escape")
        expect(box).to_have_value("")
        expect(box).to_be_focused()
