"""The list as the reader sorts it: by name, by distance, by a figure, and only what is in view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.projects import site, write_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

PLACES = [
    ("delta", 120.10, 7), ("alpha", 120.12, 30), ("charlie", 120.14, 2), ("bravo", 120.16, 11),
]  # fmt: skip


@pytest.fixture(scope="module")
def listed(build: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("order")
    features = [site(name, (lon, 30.123456), staff=staff) for name, lon, staff in PLACES]
    features.append(site("echo", {"type": "Point", "coordinates": []}))
    features[-1]["geometry"] = None
    toml = 'languages = ["en", "zh"]\n[view]\nmin_zoom = 3\n'
    return build(write_project(folder, features, map_toml=toml))


def names(page: Page) -> list[str]:
    texts: list[str] = page.locator(".pm-list .pm-name").all_inner_texts()
    return texts


def notes(page: Page) -> list[str]:
    texts: list[str] = page.locator(".pm-list .pm-row-note").all_inner_texts()
    return texts


def test_by_name(listed: Path, visitor: Callable[..., Any]) -> None:
    with visitor(locale="en-GB") as reader:
        page = reader.open(listed)
        assert names(page) == ["delta", "alpha", "charlie", "bravo", "echo"]
        page.get_by_role("combobox", name="Sort the list").select_option("By name")
        assert names(page) == ["alpha", "bravo", "charlie", "delta", "echo"]


def test_by_a_figure_the_largest_first_with_the_figure_beside(
    listed: Path, visitor: Callable[..., Any]
) -> None:
    with visitor(locale="en-GB") as reader:
        page = reader.open(listed)
        page.get_by_role("combobox", name="Sort the list").select_option("staff")
        assert names(page) == ["alpha", "bravo", "delta", "charlie", "echo"]
        assert notes(page) == ["30", "11", "7", "2"]


def test_by_the_distance_from_the_middle_of_the_map(
    listed: Path, visitor: Callable[..., Any]
) -> None:
    with visitor(locale="en-GB") as reader:
        page = reader.open(listed, "map=14/30.123456/120.1405")
        page.get_by_role("combobox", name="Sort the list").select_option(
            "Nearest the middle of the map"
        )
        assert names(page) == ["charlie", "bravo", "alpha", "delta", "echo"]
        assert notes(page)[:2] == ["48 m", "1.9 km"]
        page.evaluate("parkmap.map.setView([30.123456, 120.101], 14, {animate: false})")
        page.wait_for_function(
            "() => document.querySelector('.pm-list .pm-name').innerText === 'delta'"
        )


def test_by_the_distance_from_where_the_reader_is(
    listed: Path, visitor: Callable[..., Any]
) -> None:
    here = {"latitude": 30.123456, "longitude": 120.17}
    with visitor(locale="en-GB", geolocation=here, permissions=["geolocation"]) as reader:
        page = reader.open(listed)
        menu = page.get_by_role("combobox", name="Sort the list")
        menu.select_option("Nearest to me")
        page.wait_for_function(
            "() => document.querySelector('.pm-list .pm-name').innerText === 'bravo'"
        )
        expect(menu).to_have_value("here")


def test_who_does_not_tell_where_he_is_keeps_the_order_he_had(
    listed: Path, visitor: Callable[..., Any]
) -> None:
    with visitor(locale="en-GB", permissions=[]) as reader:
        page = reader.open(listed)
        menu = page.get_by_role("combobox", name="Sort the list")
        menu.select_option("Nearest to me")
        expect(menu).to_have_value("kind")
        assert names(page)[0] == "delta"


def test_only_what_is_in_view(listed: Path, visitor: Callable[..., Any]) -> None:
    with visitor(locale="en-GB") as reader:
        page = reader.open(listed, "map=17/30.123456/120.14")
        button = page.get_by_role("button", name="Only in view")
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        assert names(page) == ["charlie"]
        page.evaluate("parkmap.map.setView([30.123456, 120.13], 13, {animate: false})")
        page.wait_for_function("() => document.querySelectorAll('.pm-list .pm-name').length === 4")
        page.evaluate("parkmap.map.setView([31, 121], 15, {animate: false})")
        expect(page.get_by_text("None of them is in view.")).to_be_visible()
        button.click()
        assert len(names(page)) == 5


def test_row_and_sign_light_each_other(listed: Path, visitor: Callable[..., Any]) -> None:
    with visitor(locale="en-GB") as reader:
        page = reader.open(listed)
        page.evaluate("parkmap.map.setView([30.123456, 120.13], 13, {animate: false})")
        page.wait_for_timeout(300)
        canvas = page.locator(".pm-map")
        before = canvas.screenshot()
        page.get_by_role("button", name="charlie").hover()
        page.wait_for_timeout(300)
        assert canvas.screenshot() != before
