"""What stands for many sites lights them on the map while one points at it; others step back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.canvas import paint_at
from tests.projects import site, write_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

VIEW = "map=13/30.2/120.22"
PARK, LAB = (120.19, 30.2), (120.25, 30.2)
OTHER_LAB = (120.25, 30.21)
"""A park of 1 floor; labs of 1 and of 9."""


@pytest.fixture(scope="module")
def kinds(build: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    features = [
        site("park", PARK, category="park", floors=1),
        site("lab", LAB, category="lab", floors=1),
        site("other-lab", OTHER_LAB, category="lab", floors=9),
    ]
    folder = tmp_path_factory.mktemp("kinds")
    return build(write_project(folder, features, map_toml='languages = ["en"]\n'))


def lit(page: Page, before: dict[tuple[float, float], list[int]]) -> list[bool]:
    """Tell which signs are painted as they were; the others are seen through a veil."""
    page.wait_for_timeout(300)
    return [paint_at(page, *place, 6, 0) == paint for place, paint in before.items()]


def signs(page: Page) -> dict[tuple[float, float], list[int]]:
    page.wait_for_timeout(300)
    return {place: paint_at(page, *place, 6, 0) for place in (PARK, LAB, OTHER_LAB)}


def test_a_category_lights_its_sites_whether_pointed_at_or_reached_by_keys(
    kinds: Path, visitor: Callable[..., Any]
) -> None:
    with visitor(locale="en-GB") as reader:
        page = reader.open(kinds, VIEW)
        before = signs(page)
        labs = page.locator("[data-category=lab]")
        labs.hover()
        assert lit(page, before) == [False, True, True]
        page.mouse.move(700, 500)
        assert lit(page, before) == [True, True, True]
        page.locator("[data-category=park]").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Shift+Tab")
        assert lit(page, before) == [True, False, False]


def test_a_row_of_the_legend_lights_its_sites(kinds: Path, visitor: Callable[..., Any]) -> None:
    with visitor(locale="en-GB") as reader:
        page = reader.open(kinds, VIEW)
        before = signs(page)
        page.get_by_role("button", name="Legend").click()
        page.locator(".pm-legend-list li", has_text="park").hover()
        assert lit(page, before) == [True, False, False]
        page.keyboard.press("Escape")
        page.mouse.move(700, 500)
        assert lit(page, before) == [True, True, True]


def test_a_class_of_the_colours_lights_what_has_that_colour(
    kinds: Path, visitor: Callable[..., Any]
) -> None:
    with visitor(locale="en-GB") as reader:
        page = reader.open(kinds, f"{VIEW}&color=floors&scheme=categories")
        before = signs(page)
        page.locator(".pm-printed-key [data-group]", has_text="9").hover()
        assert lit(page, before) == [False, False, True]
        # The chips stand for the categories all the same.
        page.locator("[data-category=park]").hover()
        assert lit(page, before) == [True, False, False]
