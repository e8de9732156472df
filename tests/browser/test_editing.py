"""Somebody changes the map on the map; the files change by just that."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from geo.positions.datum import from_wgs84
from tests.browser.barriers import barriers
from tests.browser.desk import Desk, press
from tests.browser.following import place_of, reader_of, renewal_of, shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_a_place_is_added_by_a_click_and_undone(desk: Desk) -> None:
    before = desk.layer.read_bytes()
    page = desk.open("lang=en&map=16/30.2015/120.2045")
    press(page, "Place")
    expect(page.get_by_role("status").filter(has_text="Click on the map")).to_be_visible()
    page.mouse.click(*place_of(page, 120.2045, 30.2045))
    form = page.get_by_role("dialog", name="New site")
    form.get_by_label("Name", exact=True).fill("新茶室")
    form.get_by_label("Category").select_option(label="Buildings")
    with renewal_of(page):
        form.get_by_role("button", name="Save").click()
    expect(page.get_by_role("complementary").filter(has_text="新茶室")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    added = desk.features()["xin-cha-shi"]
    assert added["properties"]["category"] == "building"
    lon, lat = added["geometry"]["coordinates"]
    assert abs(lon - 120.2045) < 3e-5
    assert abs(lat - 30.2045) < 3e-5
    after = desk.layer.read_bytes()
    place = next(n for n in range(len(before)) if before[n] != after[n])
    assert after.startswith(before[:place])
    assert after.endswith(before[place:])
    with renewal_of(page):
        press(page, "Undo")
    assert desk.layer.read_bytes() == before
    assert "xin-cha-shi" not in shown(page)


def test_a_place_is_added_from_a_pasted_link_without_the_mouse(desk: Desk) -> None:
    page = desk.open("lang=en")
    page.get_by_role("button", name="Place", exact=True).press("Enter")
    page.get_by_role("button", name="Type coordinates instead").press("Enter")
    form = page.get_by_role("dialog", name="New site")
    expect(form.get_by_label("Coordinates or link")).to_be_focused()
    page.keyboard.type("https://uri.amap.com/marker?position=120.206,30.203&name=x")
    page.keyboard.press("Enter")
    expect(form.get_by_text("120.20")).to_contain_text("30.20")
    form.get_by_label("Name", exact=True).fill("Tea house")
    with renewal_of(page):
        page.keyboard.press("Enter")
    lon, lat = desk.features()["tea-house"]["geometry"]["coordinates"]
    # AMap's datum: some 500 m from where the numbers would be in WGS 84
    assert 0.002 < abs(lon - 120.206) < 0.008
    assert 0.001 < abs(lat - 30.203) < 0.005


def test_baidu_coordinates_are_placed_by_the_datum_chosen(desk: Desk) -> None:
    page = desk.open("lang=en&site=gate")
    press(page, "Edit")
    form = page.get_by_role("dialog", name=re.compile("Edit"))
    form.get_by_label("Coordinates are from").select_option(label="Baidu (BD-09)")
    lon, lat = (float(value) for value in from_wgs84(120.2003, 30.2011, "bd09"))
    form.get_by_label("Coordinates or link").fill(f"{lon:.7f}, {lat:.7f}")
    form.get_by_role("button", name="Use").click()
    expect(form.get_by_text("120.2003, 30.2011")).to_be_visible()
    with renewal_of(page):
        form.get_by_role("button", name="Save").click()
    assert desk.features()["gate"]["geometry"]["coordinates"] == [120.2003, 30.2011]


def test_bare_numbers_in_china_are_asked_about_and_the_answer_is_remembered(desk: Desk) -> None:
    page = desk.open("lang=en&site=gate")
    lon, lat = (float(value) for value in from_wgs84(120.2003, 30.2011, "gcj02"))
    for is_first in (True, False):
        press(page, "Edit")
        form = page.get_by_role("dialog", name=re.compile("Edit"))
        form.get_by_label("Coordinates or link").fill(f"{lon:.7f}, {lat:.7f}")
        form.get_by_role("button", name="Use").click()
        if is_first:
            expect(form.get_by_text("Read as GPS")).to_be_visible()
            form.get_by_role("button", name=re.compile("AMap")).click()
        expect(form.get_by_text("120.2003, 30.2011")).to_be_visible()
        expect(form.get_by_text("Read as GPS")).to_have_count(0)
        page.once("dialog", lambda question: question.accept())
        page.keyboard.press("Escape")
    # What the text says is not overruled by what was last.
    press(page, "Edit")
    form = page.get_by_role("dialog", name=re.compile("Edit"))
    form.get_by_label("Coordinates or link").fill("GPS 120.2003, 30.2011")
    form.get_by_role("button", name="Use").click()
    expect(form.get_by_text("120.2003, 30.2011")).to_be_visible()


def test_a_point_is_moved_by_dragging(desk: Desk) -> None:
    page = desk.open("lang=en&site=gate&map=16/30.2015/120.2025")
    others = {name: text for name, text in desk.texts().items() if name != "gate"}
    press(page, "Move or reshape")
    expect(page.get_by_role("status").filter(has_text="Drag the mark")).to_be_visible()
    page.mouse.move(*place_of(page, 120.2012, 30.2004))
    page.mouse.down()
    page.mouse.move(*place_of(page, 120.2020, 30.2010), steps=5)
    page.mouse.move(*place_of(page, 120.2025, 30.2015), steps=5)
    page.mouse.up()
    with renewal_of(page):
        press(page, "Done")
    lon, lat = desk.features()["gate"]["geometry"]["coordinates"]
    assert abs(lon - 120.2025) < 1e-4
    assert abs(lat - 30.2015) < 1e-4
    assert {name: text for name, text in desk.texts().items() if name != "gate"} == others


def test_a_corner_of_an_area_is_dragged_and_the_others_stay(desk: Desk) -> None:
    page = desk.open("lang=en&site=garden&map=16/30.2015/120.2045")
    before = desk.features()
    press(page, "Move or reshape")
    expect(page.get_by_role("status").filter(has_text="Drag the points")).to_be_visible()
    page.mouse.move(*place_of(page, 120.2062, 30.2033))
    page.mouse.down()
    page.mouse.move(*place_of(page, 120.2065, 30.2035), steps=5)
    page.mouse.move(*place_of(page, 120.2070, 30.2040), steps=5)
    page.mouse.up()
    with renewal_of(page):
        press(page, "Done")
    after = desk.features()
    ring = after["garden"]["geometry"]["coordinates"][0]
    assert len(ring) == 5
    moved = [position for position in ring if position not in before_ring(before)]
    assert len(moved) == 1
    assert abs(moved[0][0] - 120.2070) < 1e-4
    assert abs(moved[0][1] - 30.2040) < 1e-4
    assert after["gate"] == before["gate"]


def before_ring(before: dict[str, Any]) -> list[list[float]]:
    return list(before["garden"]["geometry"]["coordinates"][0])


def test_an_area_is_drawn(desk: Desk) -> None:
    page = desk.open("lang=en&map=16/30.2015/120.2045")
    press(page, "Area")
    corners = [(120.2066, 30.2010), (120.2080, 30.2010), (120.2080, 30.2020)]
    for lon, lat in [*corners, corners[0]]:
        x, y = place_of(page, lon, lat)
        page.mouse.move(x - 3, y - 3)
        page.mouse.move(x, y, steps=3)
        page.mouse.click(x, y)
    form = page.get_by_role("dialog", name="New site")
    form.get_by_label("Name", exact=True).fill("Lawn")
    with renewal_of(page):
        form.get_by_role("button", name="Save").click()
    geometry = desk.features()["lawn"]["geometry"]
    assert geometry["type"] == "Polygon"
    assert len(geometry["coordinates"][0]) == 4


def test_escape_gives_up_and_nothing_is_written(desk: Desk) -> None:
    before = desk.layer.read_bytes()
    page = desk.open("lang=en&site=garden&map=16/30.2015/120.2045")
    begun = {
        "Place": page.get_by_text("Click on the map"),
        "Area": page.get_by_text("Click corner after corner"),
        "Move or reshape": page.get_by_text("Drag the points"),
        "Edit": page.get_by_role("dialog", name=re.compile("Edit")),
    }
    for name, sign in begun.items():
        press(page, name)
        expect(sign).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name="Line", exact=True)).to_be_visible()
        expect(page.get_by_role("dialog")).to_have_count(0)
    assert "site=garden" in page.evaluate("() => window.parkmap.state()")
    assert desk.layer.read_bytes() == before


def test_a_site_is_renamed_and_put_into_another_category(desk: Desk) -> None:
    page = desk.open("lang=en&site=gate&map=16/30.2015/120.2025")
    before = desk.layer.read_bytes()
    press(page, "Edit")
    form = page.get_by_role("dialog", name="Edit “Example gate”")
    form.get_by_label("Name (English)").fill("South gate")
    form.get_by_label("Category").select_option(label="Buildings")
    with renewal_of(page):
        form.get_by_role("button", name="Save").click()
    expect(page.get_by_role("complementary", name="South gate")).to_be_visible()
    assert page.evaluate("() => window.parkmap.map.getZoom()") == 16
    expected = before.replace(b"Example gate", b"South gate")
    expected = expected.replace(b'"category": "entrance"', b'"category": "building"')
    assert desk.layer.read_bytes() == expected


def test_a_site_is_deleted_after_a_question_and_comes_back(desk: Desk) -> None:
    before = desk.layer.read_bytes()
    page = desk.open("lang=en&site=gate")
    press(page, "Delete")
    question = page.get_by_role("dialog")
    question.get_by_role("button", name="Keep it").click()
    assert desk.layer.read_bytes() == before
    # Its row in the table goes with it: that is said before and after, and one undo brings both.
    facts = desk.folder / "tables" / "facts.csv"
    rows = facts.read_bytes()
    press(page, "Delete")
    expect(question).to_contain_text("Its 1 row in Facts goes with it. Undo brings it back.")
    with renewal_of(page):
        question.get_by_role("button", name="Delete").click()
    expect(
        page.get_by_role("status").filter(has_text="Deleted, with 1 row of tables")
    ).to_be_visible()
    assert "gate" not in shown(page)
    assert b"gate" not in facts.read_bytes()
    assert facts.read_bytes().splitlines()[-1] == rows.splitlines()[-1]
    with renewal_of(page):
        press(page, "Undo")
    assert (desk.layer.read_bytes(), facts.read_bytes()) == (before, rows)
    page.evaluate("() => window.parkmap.select('hall')")
    press(page, "Delete")
    expect(question).not_to_contain_text("row")
    with renewal_of(page):
        question.get_by_role("button", name="Delete").click()
    assert {"gate", "garden"} <= set(shown(page))
    assert "hall" not in shown(page)
    with renewal_of(page):
        press(page, "Undo")
    assert desk.layer.read_bytes() == before


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://example.org/a", "www.example.org"])
def test_what_is_no_link_is_told_at_its_field_and_not_saved(desk: Desk, link: str) -> None:
    before = desk.layer.read_bytes()
    page = desk.open("lang=en&site=gate")
    press(page, "Edit")
    form = page.get_by_role("dialog", name=re.compile("Edit"))
    field = form.get_by_label("Link", exact=True)
    field.fill(link)
    form.get_by_role("button", name="Save").click()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(form.get_by_role("alert")).to_contain_text("begin it with https://, mailto: or tel:")
    # Nothing of it stands in a file, so no place in one is told.
    expect(form.get_by_role("alert")).not_to_contain_text("sites.geojson")
    assert desk.layer.read_bytes() == before
    field.fill("https://example.org/a")
    expect(form.get_by_role("alert")).to_have_count(0)
    with renewal_of(page):
        form.get_by_role("button", name="Save").click()
    assert desk.features()["gate"]["properties"]["link"] == "https://example.org/a"


def test_a_table_cell_is_changed(desk: Desk) -> None:
    table = desk.folder / "tables" / "facts.csv"
    before = table.read_bytes()
    page = desk.open("lang=en&site=garden")
    press(page, "Edit")
    form = page.get_by_role("dialog", name=re.compile("Edit"))
    form.get_by_text("Facts: 1 row").click()
    form.get_by_label("Value (English)").or_(form.get_by_label("value_en")).fill("11 ha")
    with renewal_of(page):
        form.get_by_role("button", name="Save").click()
    expect(page.get_by_role("complementary", name="Example garden")).to_contain_text("11 ha")
    assert table.read_bytes() == before.replace(b"10 ha", b"11 ha")


def test_a_name_and_a_cell_are_one_save_and_one_undo(desk: Desk) -> None:
    table = desk.folder / "tables" / "facts.csv"
    before = desk.layer.read_bytes(), table.read_bytes()
    page = desk.open("lang=en&site=garden")
    press(page, "Edit")
    form = page.get_by_role("dialog", name=re.compile("Edit"))
    form.get_by_label("Name (English)").fill("South garden")
    form.get_by_text("Facts: 1 row").click()
    # A reader of the file changes it meanwhile: neither of the two is saved.
    table.write_bytes(before[1].replace(b"10 ha", b"12 ha"))
    form.get_by_label("Value (English)").or_(form.get_by_label("value_en")).fill("11 ha")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("alert")).to_contain_text("facts.csv")
    table.write_bytes(before[1])
    assert (desk.layer.read_bytes(), table.read_bytes()) == before
    form.get_by_label("Value (English)").or_(form.get_by_label("value_en")).fill("11 ha")
    with renewal_of(page):
        form.get_by_role("button", name="Save").click()
    expect(page.get_by_role("complementary", name="South garden")).to_contain_text("11 ha")
    with renewal_of(page):
        press(page, "Undo")
    assert (desk.layer.read_bytes(), table.read_bytes()) == before


def test_a_change_that_makes_an_error_is_refused_at_its_field(desk: Desk) -> None:
    before = desk.layer.read_bytes()
    page = desk.open("lang=en&site=gate")
    press(page, "Edit")
    form = page.get_by_role("dialog", name=re.compile("Edit"))
    form.get_by_label("Accuracy in metres").fill("far")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("alert")).to_contain_text("Not saved")
    expect(form.get_by_label("Accuracy in metres")).to_have_attribute("aria-invalid", "true")
    assert desk.layer.read_bytes() == before
    form.get_by_label("Accuracy in metres").fill("21")
    with renewal_of(page):
        form.get_by_role("button", name="Save").click()
    assert desk.features()["gate"]["properties"]["accuracy_m"] == 21


def test_two_pages_do_not_overwrite_each_other(desk: Desk) -> None:
    mine = desk.open("lang=en&site=gate")
    theirs = desk.open("lang=en&site=gate")
    for page in (mine, theirs):
        press(page, "Edit")
    form = theirs.get_by_role("dialog", name=re.compile("Edit"))
    form.get_by_label("Name (English)").fill("Their gate")
    with renewal_of(theirs):
        form.get_by_role("button", name="Save").click()
    form = mine.get_by_role("dialog", name=re.compile("Edit"))
    form.get_by_label("Name (English)").fill("My gate")
    form.get_by_role("button", name="Save").click()
    told = "someone else has changed this to “Their gate”"
    expect(form.get_by_role("alert")).to_contain_text(told)
    assert desk.features()["gate"]["properties"]["name_en"] == "Their gate"
    # What the others saved stands behind the form already.
    mine.once("dialog", lambda question: question.accept())
    form.get_by_role("button", name="Cancel").first.click()
    expect(mine.get_by_role("complementary", name="Their gate")).to_be_visible()


def test_a_file_changed_on_disk_is_shown_behind_the_form(desk: Desk) -> None:
    page = desk.open("lang=en&site=gate")
    press(page, "Edit")
    form = page.get_by_role("dialog", name=re.compile("Edit"))
    form.get_by_label("Name (English)").fill("South gate")
    with renewal_of(page):
        desk.layer.write_bytes(desk.layer.read_bytes().replace(b"Example hall", b"Town hall"))
    assert shown(page)["hall"] == "Town hall"
    assert form.get_by_label("Name (English)").input_value() == "South gate"
    with renewal_of(page):
        form.get_by_role("button", name="Save").click()
    names = shown(page)
    assert (names["gate"], names["hall"]) == ("South gate", "Town hall")


def test_the_page_says_when_the_server_is_gone(desk: Desk) -> None:
    page = desk.open("lang=en&site=gate")
    desk.served.process.kill()
    desk.served.process.wait()
    press(page, "Edit")
    expect(page.get_by_text("Is parkmap serve still running?")).to_be_visible()
    # The browser reports the refused connections itself.
    desk.reader.errors = [text for text in desk.reader.errors if "ERR_" not in text]


@pytest.mark.parametrize(("lang", "edit"), [("zh", "编辑"), ("en", "Edit")])
@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 390)])
def test_axe_finds_nothing_on_the_tools_and_the_form(
    tmp_path: Path, visitor: Callable[..., Any], lang: str, edit: str, theme: str, width: int
) -> None:
    options = {"width": width, "height": 844, "bypass_csp": True}
    with reader_of(visitor, tmp_path / "park", "--edit", **options) as (served, reader):
        page = reader.open(served.address, f"lang={lang}&theme={theme}&site=gate")
        assert barriers(page) == []
        press(page, edit)
        expect(page.get_by_role("dialog")).to_be_visible()
        assert barriers(page) == []
