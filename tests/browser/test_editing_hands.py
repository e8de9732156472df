"""Quick, slow and keyboard hands: nothing typed is lost, nothing is done twice."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from geo.cli.starting import start_project
from tests.browser.desk import Desk, form_of, press
from tests.browser.following import place_of, reader_of, renewal_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Dialog, Locator, Page

GATE = "lang=en&site=gate&map=16/30.2015/120.2025"


def tool(page: Page, name: str) -> Locator:
    return page.get_by_role("toolbar").get_by_role("button", name=name, exact=True)


def questions_of(page: Page) -> list[str]:
    """What the browser asks from now on; each is answered with no."""
    asked: list[str] = []

    def refuse(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    return asked


def orders_of(page: Page) -> list[str]:
    """What the page asks of its server from now on."""
    orders: list[str] = []

    def note(request: Any) -> None:
        if request.method == "POST":
            orders.append(json.loads(request.post_data)["do"])

    page.on("request", note)
    return orders


def test_line_breaks_in_cells_stay(desk: Desk) -> None:
    table = desk.folder / "tables" / "facts.csv"
    lines = table.read_bytes().replace("10 公顷".encode(), '"10\n公顷"'.encode())
    before = lines.replace(b"10 ha", b'"10\r\nha"')
    table.write_bytes(before)
    page = desk.open("lang=en&site=garden")
    press(page, "Edit")
    form_of(page).get_by_label("Name (English)").fill("South garden")
    with renewal_of(page):
        press(page, "Save")
    assert desk.features()["garden"]["properties"]["name_en"] == "South garden"
    assert table.read_bytes() == before
    press(page, "Edit")
    form_of(page).get_by_text("Facts: 1 row").click()
    cell = form_of(page).get_by_label("Value (English)").or_(form_of(page).get_by_label("value_en"))
    assert cell.input_value() == "10\nha"
    cell.fill("11\nha")
    with renewal_of(page):
        press(page, "Save")
    assert table.read_bytes() == before.replace(b"10\r\nha", b"11\r\nha")


def test_escape_while_picking_gives_the_form_back(desk: Desk) -> None:
    page = desk.open(GATE)
    asked = questions_of(page)
    tool(page, "Edit").press("Enter")
    name = form_of(page).get_by_label("Name (English)")
    name.fill("South gate")
    for _ in range(2):
        press(page, "Pick on the map")
        expect(page.get_by_text("Click on the map")).to_be_visible()
        page.keyboard.press("Escape")
        expect(name).to_have_value("South gate")
        expect(name).to_be_visible()
        expect(page.get_by_role("button", name="Pick on the map")).to_be_focused()
    assert asked == []
    # At the second in a row a browser closes a window whatever the page says.
    for _ in range(5):
        page.keyboard.press("Escape")
        expect(name).to_be_visible()
    assert asked == ["Throw away what you have typed?"] * 5
    name.fill("Example gate")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(tool(page, "Edit")).to_be_focused()


def test_a_picked_place_is_not_thrown_away_unasked(desk: Desk) -> None:
    page = desk.open(GATE)
    asked = questions_of(page)
    press(page, "Edit")
    press(page, "Pick on the map")
    page.mouse.click(*place_of(page, 120.2030, 30.2020))
    expect(form_of(page).get_by_text("120.203")).to_be_visible()
    page.keyboard.press("Escape")
    expect(form_of(page)).to_be_visible()
    assert asked == ["Throw away what you have typed?"]


def test_no_other_tool_is_at_hand_while_a_form_waits_for_a_place(desk: Desk) -> None:
    page = desk.open(GATE)
    press(page, "Edit")
    name = form_of(page).get_by_label("Name (English)")
    name.fill("South gate")
    press(page, "Pick on the map")
    for other in ("Place", "Undo", "Edit"):
        expect(tool(page, other)).to_have_count(0)
    tool(page, "Cancel").click()
    expect(name).to_have_value("South gate")
    expect(name).to_be_visible()


def test_a_second_click_does_nothing_twice(desk: Desk) -> None:
    page = desk.open(GATE)
    orders = orders_of(page)
    for new in ("South gate", "North gate"):
        tool(page, "Edit").dblclick()
        form_of(page).get_by_label("Name (English)").fill(new)
        with renewal_of(page):
            press(page, "Save")
    assert orders.count("open") == 2


def test_undo_clicked_twice_is_two_undos_as_everywhere(desk: Desk) -> None:
    page = desk.open(GATE)
    before = desk.layer.read_bytes()
    orders = orders_of(page)
    for new in ("South gate", "North gate"):
        press(page, "Edit")
        form_of(page).get_by_label("Name (English)").fill(new)
        with renewal_of(page):
            press(page, "Save")
    with renewal_of(page):
        tool(page, "Undo").dblclick()
    expect(tool(page, "Undo")).to_be_disabled()
    assert orders.count("undo") == 2
    assert desk.layer.read_bytes() == before


def test_the_focus_stays_in_the_strip(desk: Desk) -> None:
    page = desk.open(GATE)
    words = page.get_by_role("toolbar").get_by_role("status").element_handle(timeout=5000)
    tool(page, "Place").press("Enter")
    expect(tool(page, "Type coordinates instead")).to_be_focused()
    assert words.text_content() == "Click on the map where the place is."
    page.keyboard.press("Escape")
    expect(tool(page, "Place")).to_be_focused()
    tool(page, "Move or reshape").press("Enter")
    expect(tool(page, "Done")).to_be_visible()
    expect(tool(page, "Cancel")).to_be_focused()
    page.keyboard.press("Enter")
    expect(tool(page, "Move or reshape")).to_be_focused()
    tool(page, "Delete").press("Enter")
    expect(page.get_by_role("dialog", name="Delete “Example gate”?")).to_be_visible()
    page.keyboard.press("Escape")
    expect(tool(page, "Delete")).to_be_focused()


def test_the_focus_goes_from_closed_problems_to_their_button(desk: Desk) -> None:
    page = desk.open("lang=en")
    with renewal_of(page):
        desk.layer.write_bytes(desk.layer.read_bytes().replace(b'"id": "hall"', b'"id": "gate"'))
    page.get_by_role("region", name="Problems").get_by_role("button", name="Close").press("Enter")
    expect(page.get_by_role("button", name="Errors: 1")).to_be_focused()


def test_a_position_typed_is_saved_without_being_confirmed(desk: Desk) -> None:
    page = desk.open(GATE)
    before = desk.layer.read_bytes()
    press(page, "Edit")
    text = form_of(page).get_by_label("Coordinates or link")
    text.fill("by the lake")
    press(page, "Save")
    expect(form_of(page).get_by_role("alert")).to_contain_text("no position can be read")
    assert desk.layer.read_bytes() == before
    text.fill("120.2031, 30.2027")
    with renewal_of(page):
        press(page, "Save")
    assert desk.features()["gate"]["geometry"]["coordinates"] == [120.2031, 30.2027]


@pytest.mark.parametrize("lang", ["en", "zh", "de"])
def test_on_a_tablet_all_tools_of_a_chosen_site_are_seen(
    visitor: Callable[..., Any], tmp_path: Path, lang: str
) -> None:
    park = tmp_path / "park"
    assert start_project(park) == []
    settings = park / "map.toml"
    said = settings.read_text(encoding="utf-8").replace('["zh", "en"]', '["zh", "en", "de"]')
    settings.write_text(said, encoding="utf-8")
    layer = park / "sites.geojson"
    layer.write_bytes(layer.read_bytes().replace(b"Example garden", b"Example garden " * 9))
    with reader_of(visitor, park, "--edit", width=1024, height=768) as (served, reader):
        page = reader.open(served.address, f"lang={lang}&site=garden")
        tools = page.get_by_role("toolbar").first.locator(".pm-bar-groups")
        tools.get_by_role("button").nth(8).wait_for()
        assert tools.evaluate("bar => bar.scrollWidth - bar.clientWidth") <= 0
        # With words where there is room for them.
        words = tools.get_by_role("button").first.locator("span").evaluate("e => e.offsetWidth")
        assert (words > 1) == (lang != "de")
