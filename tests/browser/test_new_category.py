"""A category with its colour and its sign is made in the form of the site that needs it."""

from __future__ import annotations

from playwright.sync_api import expect

from geo.project.settings import read_settings
from tests.browser.desk import Desk, press
from tests.browser.every import every
from tests.browser.following import renewal_of


def test_a_category_is_made_where_it_is_needed_and_undone_with_the_site(desk: Desk) -> None:
    before = {path: path.read_bytes() for path in (desk.folder / "map.toml", desk.layer)}
    page = desk.open("lang=en&site=gate")
    press(page, "Edit")
    form = page.get_by_role("dialog", name="Edit")
    form.get_by_role("button", name="New category").click()
    window = page.get_by_role("dialog", name="New category")
    colours = window.get_by_role("group", name="Colour").get_by_role("radio")
    offered = [colour.get_attribute("value") for colour in every(colours)]
    assert len(offered) >= 6
    assert not {"#c95700", "#00845f", "#0072b2"} & set(offered)  # the starter's own
    window.get_by_role("button", name="Make it").click()
    expect(window.get_by_role("alert")).to_have_text("Give the category a name first.")
    window.get_by_label("Name (中文)").fill("绿地")
    window.get_by_role("button", name="Make it").click()
    expect(window.get_by_role("alert")).to_have_text("There is a category of that name.")
    window.get_by_label("Name (中文)").fill("车站")
    window.get_by_label("Name (English)").fill("Bus stops")
    window.get_by_label("A colour of your own").fill("#00865e")
    expect(window.get_by_role("status")).to_have_text("Hard to tell from “Green spaces”.")
    window.locator(f".pm-look[title='{offered[1]}']").click()
    expect(window.get_by_role("status")).to_be_empty()
    window.locator(".pm-look[title='train']").click()
    window.get_by_role("button", name="Make it").click()
    expect(form.get_by_label("Category")).to_have_value("bus-stops")
    with renewal_of(page):
        form.get_by_role("button", name="Save").click()
    made = read_settings(desk.folder)[0].categories["bus-stops"]
    assert (made.label, made.color, made.symbol) == (
        {"zh": "车站", "en": "Bus stops"},
        offered[1],
        "train",
    )
    assert desk.features()["gate"]["properties"]["category"] == "bus-stops"
    expect(page.locator("#parkmap").get_by_text("Bus stops").first).to_be_visible()
    with renewal_of(page):
        page.keyboard.press("Control+z")
    assert {path: path.read_bytes() for path in before} == before


def test_one_that_was_made_and_not_taken_is_not_written(desk: Desk) -> None:
    page = desk.open("lang=en&site=gate")
    before = (desk.folder / "map.toml").read_bytes()
    press(page, "Edit")
    form = page.get_by_role("dialog", name="Edit")
    form.get_by_role("button", name="New category").click()
    window = page.get_by_role("dialog", name="New category")
    window.get_by_label("Name (中文)").fill("车站")
    window.get_by_role("button", name="Make it").press("Enter")
    form.get_by_label("Category").select_option(label="Buildings")
    with renewal_of(page):
        form.get_by_role("button", name="Save").click()
    assert (desk.folder / "map.toml").read_bytes() == before
