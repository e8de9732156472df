"""What can be asked of any place of the map: coordinates, ways, measures, a suggestion."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from tests.browser.canvas import place_of
from tests.browser.every import every

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Locator, Page

VIEW = "lang=en&map=13/30.2/120.2"


def menu_at(page: Page, lon: float, lat: float) -> Locator:
    page.mouse.click(*place_of(page, lon, lat), button="right")
    menu = page.get_by_role("menu", name="This place")
    expect(menu).to_be_visible()
    return menu


def test_a_right_click_says_the_coordinates_in_three_datums(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, VIEW)
        menu = menu_at(page, 120.1503589, 30.2264043)
        said = re.findall(r"(\S+-\d+)\s+(\d+\.\d{6}), (\d+\.\d{6})", menu.inner_text())
        assert [name for name, _, _ in said] == ["WGS-84", "GCJ-02", "BD-09"]
        lons = [float(lon) for _, _, lon in said]
        # To a pixel of the map; GCJ-02 lies some 4.7 thousandths of a degree east, BD-09 11.3.
        assert abs(lons[0] - 120.15036) < 0.0003
        assert 0.0043 < lons[1] - lons[0] < 0.0051
        assert 0.0107 < lons[2] - lons[0] < 0.0118


def test_the_menu_opens_by_key_too_and_esc_closes_it_alone(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, f"{VIEW}&site=baima-lake")
        page.evaluate("window.parkmap.map.getContainer().focus()")
        page.keyboard.press("Shift+F10")
        menu = page.get_by_role("menu", name="This place")
        expect(menu).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Escape")
        expect(menu).to_be_hidden()
        assert "site=baima-lake" in page.evaluate("window.parkmap.state()")
        page.keyboard.press("Escape")
        assert "site=" not in page.evaluate("window.parkmap.state()")


def test_a_distance_and_an_area_are_measured_by_clicks(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, VIEW)
        menu_at(page, 120.19, 30.19).get_by_role("menuitem", name="Measure from here").click()
        status = page.get_by_role("status").filter(has_text="points")
        expect(status).to_be_visible()
        page.mouse.click(*place_of(page, 120.21, 30.19))
        length = page.get_by_role("status").filter(has_text="Length")
        # 1.926 km on the ellipsoid.
        expect(length).to_contain_text("Length 1.9 km")
        page.mouse.click(*place_of(page, 120.21, 30.21))
        expect(length).to_contain_text(re.compile(r"Area 2\.1\d? km²"))
        page.keyboard.press("Escape")
        expect(length).to_be_hidden()
        assert page.evaluate("window.parkmap.state()").find("site=") < 0


def test_the_way_there_is_shown_by_four_services(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, VIEW)
        menu_at(page, 120.19, 30.19).get_by_role("menuitem", name="Directions to here").click()
        links = every(page.get_by_role("menu", name="This place").get_by_role("menuitem"), 4)
        assert [link.inner_text() for link in links] == [
            "AMap", "Baidu Maps", "Apple Maps", "Google Maps",
        ]  # fmt: skip
        assert all((link.get_attribute("href") or "").startswith("https://") for link in links)


def test_a_site_is_suggested_where_one_has_clicked(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, VIEW)
        menu_at(page, 120.19, 30.19).get_by_role("menuitem", name="Suggest a site here").click()
        form = page.get_by_role("dialog", name="Suggest a site")
        expect(form).to_contain_text(re.compile(r"120\.1(89|90)\d+"))


def test_a_finger_that_stays_opens_the_menu(built_map: Path, visitor: Callable[..., Any]) -> None:
    with visitor(width=390, height=844, has_touch=True) as reader:
        page = reader.open(built_map, VIEW)
        x, y = place_of(page, 120.2, 30.21)
        page.evaluate(
            "([x, y]) => document.elementFromPoint(x, y).dispatchEvent(new PointerEvent("
            "'contextmenu', {bubbles: true, cancelable: true, clientX: x, clientY: y}))",
            [x, y],
        )
        menu = page.get_by_role("menu", name="This place")
        expect(menu).to_be_visible()
        box = menu.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
