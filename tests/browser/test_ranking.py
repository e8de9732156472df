"""The ranking by hand and by keys: its bars, its years, what is said of what is pointed at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from tests.browser.states import COLOUR, STATES, incomes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

INCOME = "lang=en&panel=figures&color=indicators/income"
# Keeps what is written on any canvas from now on.
WRITTEN = """() => {
  window.__written = new Set();
  const { fillText } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
    window.__written.add(text);
    return fillText.call(this, text, ...rest);
  };
}"""


def test_what_is_pointed_at_or_has_the_focus_says_the_value_that_colours_it(
    build: Callable[..., Path], visitor: Callable[..., Any]
) -> None:
    with visitor(locale="en-US") as reader:
        page = reader.open(build(STATES), f"{INCOME}&year=1980")
        page.wait_for_timeout(300)
        page.evaluate(WRITTEN)
        capital = f"{incomes(1980)['mexico-city']:,.0f} pesos (1980)"
        page.get_by_role("button", name=re.compile("Mexico City")).focus()
        page.wait_for_function("(words) => window.__written.has(words)", arg=capital)
        # The same for the pointer, and for what has none.
        at = page.evaluate("parkmap.map.latLngToContainerPoint([16.6, -92.6])")
        box = page.locator(".pm-map").bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + at["x"], box["y"] + at["y"])
        page.wait_for_function("() => window.__written.has('no value')")
        assert page.evaluate("window.__written.has('Chiapas')")


def test_what_is_said_stays_under_the_pointer_and_esc_sends_it_away(
    build: Callable[..., Path], visitor: Callable[..., Any]
) -> None:
    with visitor(locale="en-US") as reader:
        page = reader.open(build(STATES), f"{INCOME}&year=1980&site=yucatan&map=6/19/-96")
        page.wait_for_timeout(300)
        box = page.locator(".pm-map").bounding_box()
        assert box is not None

        def move(lat: float, lon: float, aside: int = 0) -> None:
            at = page.evaluate("(at) => parkmap.map.latLngToContainerPoint(at)", [lat, lon])
            page.mouse.move(box["x"] + at["x"] + aside, box["y"] + at["y"])

        def expect_said(place: tuple[float, float], *, wanted: bool = True) -> None:
            """Wait until paper lies to the right of a place, over the colour there, or does not."""
            page.wait_for_function(
                f"""([place, wanted]) => {{
                  const {{ map }} = parkmap;
                  const least = [10, 11, 12].map((aside) => {{
                    const at = map.latLngToContainerPoint(place).add([aside, -1]);
                    const {{ lat, lng }} = map.containerPointToLatLng(at);
                    return Math.min(...({COLOUR})([lng, lat]));
                  }});
                  return least.every((value) => value > 235) === wanted;
                }}""",
                arg=[place, wanted],
            )

        oaxaca = (16.7, -96.6)
        expect_said(oaxaca, wanted=False)
        move(*oaxaca)
        expect_said(oaxaca)
        # On to what is said, which lies over the state beside it as well.
        move(*oaxaca, aside=80)
        expect_said(oaxaca)
        page.keyboard.press("Escape")
        expect_said(oaxaca, wanted=False)
        assert "site=yucatan" in page.evaluate("parkmap.state()"), "the card stays"
        page.keyboard.press("Escape")
        assert "site=" not in page.evaluate("parkmap.state()")
        move(25, -90)
        move(*oaxaca)
        expect_said(oaxaca)


def test_the_years_are_played_where_motion_is_wanted(
    build: Callable[..., Path], visitor: Callable[..., Any]
) -> None:
    with visitor(locale="en-US", reduced_motion="no-preference") as reader:
        page = reader.open(build(STATES), f"{INCOME}&year=1990")
        play = page.get_by_role("button", name="Play the years")
        play.click()
        expect(page.get_by_role("button", name="Pause")).to_be_visible()
        # On to the last year there is, and no farther.
        slider = page.get_by_role("slider", name="Year")
        expect(slider).to_have_attribute("aria-valuetext", "2000")
        expect(play).to_be_visible()
    with visitor(locale="en-US", reduced_motion="reduce") as reader:
        page = reader.open(build(STATES), INCOME)
        expect(page.get_by_role("slider", name="Year")).to_be_visible()
        expect(page.locator(".pm-play")).to_be_hidden()


def test_keys_choose_an_indicator_and_walk_the_bars(
    build: Callable[..., Path], visitor: Callable[..., Any]
) -> None:
    with visitor(locale="en-US") as reader:
        page = reader.open(build(STATES), "lang=en&panel=figures")
        page.get_by_role("button", name=re.compile("Income per head")).press("Enter")
        expect(page.get_by_role("button", name=re.compile("Income per head"))).to_be_focused()
        bars = page.get_by_role("list", name="Income per head").get_by_role("button")
        bars.first.focus()
        page.keyboard.press("ArrowDown")
        expect(bars.nth(1)).to_be_focused()
        page.keyboard.press("End")
        expect(bars.last).to_be_focused()
        # One tab stop for all of them.
        assert (
            bars.evaluate_all("(all) => all.filter(({ tabIndex }) => tabIndex === 0).length") == 1
        )
        lowest = incomes(2000).idxmin()
        page.keyboard.press("Enter")
        expect(bars.last).to_have_attribute("aria-current", "true")
        assert f"site={lowest}" in page.evaluate("parkmap.state()")
