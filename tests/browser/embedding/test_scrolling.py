"""The page around the map scrolls first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.embedding.hosts import (
    LISTEN,
    TALL,
    Web,
    expect_that,
    expect_zoom,
    in_map,
    point_at,
    tell_map,
    when_ready,
    zoom,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page


class TestScrolling:
    """The page around the map comes first."""

    HINT = "Hold Ctrl and scroll to zoom"

    @pytest.fixture
    def page(self, reader: Any, web: Web) -> Page:
        page: Page = reader.open(
            web.page(LISTEN + TALL + web.iframe("ui=embed&lang=en&map=13/30.18/120.2") + TALL),
            ready=False,
        )
        page.locator("iframe").scroll_into_view_if_needed()
        when_ready(page)
        page.wait_for_function("last('ready')")
        point_at(page)
        return page

    def test_the_wheel_scrolls_the_page_and_a_hint_says_how_to_zoom(self, page: Page) -> None:
        start = page.evaluate("scrollY")
        page.mouse.wheel(0, 120)
        page.wait_for_function("(start) => scrollY > start", arg=start)
        expect(in_map(page).get_by_text(self.HINT)).to_be_visible()
        assert zoom(page) == 13
        expect(in_map(page).get_by_text(self.HINT)).to_be_hidden()

    def test_the_wheel_with_ctrl_zooms_the_map(self, page: Page) -> None:
        start = page.evaluate("scrollY")
        page.keyboard.down("Control")
        page.mouse.wheel(0, -240)
        page.keyboard.up("Control")
        expect_zoom(page, above=13)
        assert page.evaluate("scrollY") == start

    def test_once_the_map_was_clicked_the_wheel_zooms_until_the_pointer_leaves(
        self, page: Page, web: Web
    ) -> None:
        # Driven this way, Chromium tells no frame of another host that the pointer has left it; a
        # reader's own pointer it does. Another port is another origin, too.
        page.locator("iframe").evaluate(
            "(frame, src) => { frame.src = src + '#ui=embed&lang=en&map=13/30.18/120.2' }",
            f"{web.near.url}/index.html",
        )
        page.wait_for_function("said.filter(({type}) => type === 'ready').length === 2")
        x, y = point_at(page)
        page.mouse.click(x + 40, y + 40)
        start = page.evaluate("scrollY")
        page.mouse.wheel(0, -240)
        expect_zoom(page, above=13)
        assert page.evaluate("scrollY") == start
        reached = zoom(page)
        page.mouse.move(5, 5)
        page.mouse.move(x, y)
        page.mouse.wheel(0, 120)
        page.wait_for_function("(start) => scrollY > start", arg=start)
        assert zoom(page) == reached

    def test_the_focused_map_takes_the_wheel(self, page: Page) -> None:
        page.keyboard.press("Tab")
        in_map(page).locator(".leaflet-container").focus()
        page.keyboard.press("Shift")
        page.mouse.wheel(0, -240)
        expect_zoom(page, above=13)

    def test_on_a_touch_screen_one_finger_scrolls_and_two_move_the_map(
        self, visitor: Callable[..., Any], web: Web
    ) -> None:
        with visitor(width=400, height=700, allow=web.urls, has_touch=True) as reader:
            iframe = web.iframe("ui=embed&lang=en&map=13/30.18/120.2", "width='380' height='400'")
            viewport = "<meta name='viewport' content='width=device-width'>"
            page = reader.open(web.page(viewport + TALL + iframe + TALL), ready=False)
            page.locator("iframe").scroll_into_view_if_needed()
            when_ready(page)
            start = page.evaluate("scrollY")
            x, y = point_at(page)
            centre = tell_map(page, "parkmap.map.getCenter()")
            swipe(page, [(x, y)], by=(0, -120))
            page.wait_for_function("(start) => scrollY > start + 20", arg=start)
            expect(in_map(page).get_by_text("Use two fingers to move the map")).to_be_visible()
            assert tell_map(page, "parkmap.map.getCenter()") == centre

            settle(page)
            start = page.evaluate("scrollY")
            x, y = point_at(page)
            swipe(page, [(x - 50, y), (x + 50, y)], by=(0, -80))
            expect_that(page, "parkmap.map.getCenter().lat < arg.lat", centre)
            assert page.evaluate("scrollY") == start


def settle(page: Page) -> None:
    """Wait until the page has stopped scrolling."""
    before = None
    while before != (before := page.evaluate("scrollY")):
        page.wait_for_timeout(100)


def swipe(page: Page, fingers: list[tuple[float, float]], by: tuple[float, float]) -> None:
    """Draw fingers over the screen together, as a touch screen reports it."""
    session = page.context.new_cdp_session(page)

    def touch(kind: str, part: float) -> None:
        points = [
            {"x": x + by[0] * part, "y": y + by[1] * part, "id": number}
            for number, (x, y) in enumerate(fingers)
        ]
        session.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [] if kind == "touchEnd" else points},
        )

    touch("touchStart", 0)
    for step in range(1, 9):
        touch("touchMove", step / 8)
        page.wait_for_timeout(16)
    touch("touchEnd", 1)
