"""axe-core finds nothing where a tool of the page is open, in either language and theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.barriers import barriers
from tests.browser.canvas import place_of
from tests.projects import site, write_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page


def open_menu(page: Page) -> None:
    page.evaluate("window.parkmap.map.getContainer().focus()")
    page.keyboard.press("Shift+F10")
    expect(page.get_by_role("menu")).to_be_visible()


def directions(page: Page) -> None:
    open_menu(page)
    page.locator(".pm-ground-menu button").nth(3).click()
    expect(page.get_by_role("menu").get_by_role("menuitem")).to_have_count(4)


def measure(page: Page) -> None:
    open_menu(page)
    page.locator(".pm-ground-menu button").nth(4).click()
    for lon, lat in ((120.21, 30.19), (120.21, 30.21)):
        page.mouse.click(*place_of(page, lon, lat))
    expect(page.locator(".pm-measure")).to_contain_text("km²" if "en" in lang(page) else "平方公里")


def lang(page: Page) -> str:
    return page.evaluate("document.documentElement.lang")


def search_ground(page: Page) -> None:
    page.get_by_role("searchbox").fill("30.19,120.2")
    page.locator(".pm-ground-find").first.click()
    expect(page.locator(".pm-place-mark")).to_be_visible()


def search_with_slip(page: Page) -> None:
    page.get_by_role("searchbox").fill("baimahoo")


def share(page: Page) -> None:
    page.locator(".pm-tools .pm-share").first.click()


def inset(page: Page) -> None:
    page.locator(".pm-edge-note").first.click()
    expect(page.locator(".pm-inset")).to_be_visible()


def legend(page: Page) -> None:
    page.locator(".pm-control-legend").click()
    expect(page.locator(".pm-legend")).to_be_visible()


STATES = {
    "menu": open_menu,
    "directions": directions,
    "measuring": measure,
    "coordinates found": search_ground,
    "a slip found": search_with_slip,
    "sharing": share,
    "a far site": inset,
    "legend": legend,
}


def assert_nothing_found(page: Page) -> None:
    """In the light theme, and in the dark one."""
    for theme in ("light", "dark"):
        page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
        assert (theme, barriers(page)) == (theme, [])


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_no_violation_in_the_tools_of_the_map(
    built_map: Path, visitor: Callable[..., Any], lang: str, state: str
) -> None:
    with visitor(bypass_csp=True) as reader:
        page = reader.open(built_map, f"lang={lang}")
        STATES[state](page)
        assert_nothing_found(page)


@pytest.fixture(scope="module")
def place(build: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("place")
    Image.radial_gradient("L").resize((1600, 900)).convert("RGB").save(folder / "a.jpg")
    a = site(
        "a",
        (120.15, 30.27),
        photo="a.jpg",
        opening_hours="Mo-Fr 08:00-17:30; Sa 10:00-14:00",
        phone="+86 571 8770 2345",
    )
    b = site("b", (120.16, 30.28), photo="https://example.org/b.jpg")
    return build(write_project(folder, [a, b], map_toml='languages = ["zh", "en"]\n'))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_axe_finds_no_violation_on_a_card_with_picture_hours_ways_and_code(
    place: Path, visitor: Callable[..., Any], lang: str, width: int, height: int
) -> None:
    with visitor(width=width, height=height, bypass_csp=True) as reader:
        page = reader.open(place, f"lang={lang}&site=a")
        card = page.get_by_role("complementary")
        code = "链接二维码" if lang == "zh" else "QR code of the link"
        for leaf, shown in (
            ("复制链接" if lang == "zh" else "Copy link", card.get_by_role("img", name=code)),
            ("到这里去" if lang == "zh" else "Directions", card.get_by_role("link").last),
        ):
            card.get_by_role("button", name=leaf).click()
            expect(shown).to_be_visible()
            assert_nothing_found(page)
