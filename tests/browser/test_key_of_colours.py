"""The key of colours, and how its classes and its ramp are chosen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.states import CHIAPAS, COLOUR, OAXACA, legend

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page


def test_a_class_is_hidden_by_a_click_and_by_the_keyboard(
    open_states: Callable[..., Page],
) -> None:
    page = open_states("color=region")
    south = legend(page).get_by_role("button", name="South 7")
    south.click()
    expect(south).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".pm-status")).to_have_text("25 of 32 sites")
    south.press("Enter")
    expect(south).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".pm-status")).to_have_text("32 sites")


def test_limits_between_classes_are_set_by_hand_and_by_the_keyboard(
    open_states: Callable[..., Page],
) -> None:
    page = open_states("panel=figures&color=indicators/income&year=2000")
    page.get_by_text("Classes and colours").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("combobox", name="Classes", exact=True)).to_be_focused()
    page.keyboard.type("by hand")
    page.keyboard.press("Tab")
    limits = page.get_by_role("textbox", name="Limits")
    expect(limits).to_be_focused()
    limits.fill("5000；20000")
    page.keyboard.press("Enter")
    expect(legend(page).locator(".pm-limits span")).to_have_text(
        ["1,892", "5,000", "20,000", "54,349"]
    )
    expect(page).to_have_url(re.compile("scheme=manual&breaks=5000,20000"))
    limits.fill("20000 5000")
    page.keyboard.press("Enter")
    expect(limits).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_role("alert").filter(has_text="Numbers that rise")).to_be_visible()
    assert "breaks=5000,20000" in page.evaluate("parkmap.state()")
    # Menu and limits follow the address; limits of one field are not those of another.
    page.evaluate("location.hash = 'panel=figures&color=indicators/income&breaks=9000'")
    expect(legend(page).locator(".pm-swatch")).to_have_count(2)
    page.evaluate("parkmap.color('area_km2')")
    assert "breaks" not in page.evaluate("parkmap.state()")


def test_a_ramp_is_chosen_by_its_colours_and_by_the_keyboard(
    open_states: Callable[..., Page],
) -> None:
    page = open_states("panel=figures&color=indicators/income")
    page.get_by_text("Classes and colours").click()
    ramps = page.get_by_role("group", name="Colours")
    expect(ramps.get_by_role("radio", name="chosen for you")).to_be_checked()
    magma = ramps.get_by_role("radio", name="magma")
    magma.check()
    swatches = legend(page).locator(".pm-swatch")
    shown = swatches.evaluate_all("all => all.map((one) => getComputedStyle(one).backgroundColor)")
    strip = ramps.locator("label", has_text="magma").locator(".pm-ramp-strip")
    colours = strip.evaluate("(one) => getComputedStyle(one).backgroundImage.match(/rgb.*?[)]/g)")
    assert colours[::2] == shown, "each from where it begins to where it ends"
    magma.press("ArrowUp")
    expect(ramps.get_by_role("radio", name="cividis")).to_be_focused()
    assert page.evaluate("parkmap.state()").endswith("palette=cividis")
    # What colours sorts is another choice.
    page.get_by_role("combobox", name="Classes", exact=True).select_option("categories")
    expect(ramps.get_by_role("radio", name="chosen for you")).to_be_checked()
    expect(ramps.get_by_role("radio", name="Dark2")).to_be_visible()
    expect(ramps.get_by_role("radio", name="magma")).to_have_count(0)


def test_no_value_is_hatched_and_named_and_never_a_class(
    open_states: Callable[..., Page],
) -> None:
    page = open_states("color=indicators/income&year=1980&map=7/16.5/-93.5")
    expect(legend(page).get_by_role("button", name="no value 2")).to_be_visible()
    page.wait_for_timeout(300)
    # A hatching is mostly nothing; what is written across it is not.
    around = [(d / 25, 0.35) for d in range(12)]
    filled, hatched = (
        [page.evaluate(COLOUR, (lon + x, lat + y))[3] for x, y in around]
        for lon, lat in (OAXACA, CHIAPAS)
    )
    assert min(filled) > 180
    assert sum(alpha < 60 for alpha in hatched) > 5


def test_on_a_phone_that_lies_the_key_is_one_line_until_it_is_pressed(
    open_states: Callable[..., Page],
) -> None:
    page = open_states("color=indicators/income")
    page.set_viewport_size({"width": 844, "height": 390})
    key = legend(page)
    assert key.bounding_box()["height"] < 70
    key.get_by_role("button", expanded=False).click()
    assert key.bounding_box()["height"] > 70
