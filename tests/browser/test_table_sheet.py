"""Tables as a grid on the page: typed, pasted from a spreadsheet, filled down, saved at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.desk import Desk, press
from tests.browser.following import renewal_of
from tests.browser.hands import paste_into
from tests.editing.firms import write_firms

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def sheet_of(page: Page) -> Locator:
    press(page, "Tables")
    sheet = page.get_by_role("dialog", name="Tables")
    sheet.get_by_role("combobox", name="Tables").select_option(label="Facts")
    expect(sheet.get_by_label("site_id, row 1")).to_be_visible()
    return sheet


def test_a_block_of_a_spreadsheet_goes_cell_by_cell_and_adds_rows(desk: Desk) -> None:
    table = desk.folder / "tables" / "facts.csv"
    before = table.read_text(encoding="utf-8")
    count = len(before.splitlines()) - 1
    page = desk.open("lang=en")
    sheet = sheet_of(page)
    sheet.get_by_role("button", name="Add a row").click()
    block = 'garden\t"Trees\nand more"\t"a\tb"\r\ngate\tHeight\t12, 5\r\n'
    paste_into(sheet.get_by_label(f"site_id, row {count + 1}"), block)
    expect(sheet.get_by_label(f"site_id, row {count + 2}")).to_have_value("Example gate")
    # A letter more in a cell of two lines leaves it two.
    lines = sheet.get_by_label(f"fact, row {count + 1}")
    expect(lines).to_have_value("Trees\nand more")
    lines.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("!")
    page.keyboard.press("Enter")
    expect(sheet.get_by_label(f"fact, row {count + 2}")).to_be_focused()
    with renewal_of(page):
        sheet.get_by_role("button", name="Save").click()
    after = table.read_text(encoding="utf-8")
    assert after.startswith(before)
    one, more, other = after[len(before) :].splitlines()
    assert (one, more.startswith('and more!",a\tb')) == ('garden,"Trees', True)
    assert other.startswith('gate,Height,"12, 5"')
    with renewal_of(page):
        page.keyboard.press("Control+z")
    assert table.read_text(encoding="utf-8") == before


def test_cells_are_filled_down_rows_deleted_and_columns_added(desk: Desk) -> None:
    table = desk.folder / "tables" / "facts.csv"
    page = desk.open("lang=en")
    page.on("dialog", lambda question: question.accept("floors"))
    sheet = sheet_of(page)
    sheet.get_by_role("button", name="Add a column").click()
    first = sheet.get_by_label("floors, row 1")
    first.fill("3")
    page.keyboard.press("Enter")
    expect(sheet.get_by_label("floors, row 2")).to_be_focused()
    page.keyboard.press("Control+d")
    expect(sheet.get_by_label("floors, row 2")).to_have_value("3")
    page.keyboard.press("Control+z")
    second = sheet.get_by_label("floors, row 2")
    expect(second).to_have_value("")
    # Esc takes back what is typed in the cell, and only then means the window, which asks.
    page.keyboard.type("7")
    page.keyboard.press("Escape")
    expect(second).to_have_value("")
    expect(second).to_be_focused()
    sheet.get_by_role("button", name="Delete row 2").click(force=True)
    with renewal_of(page):
        sheet.get_by_role("button", name="Save").click()
    lines = table.read_text(encoding="utf-8").splitlines()
    assert lines[0].endswith(",floors")
    assert lines[1].endswith(",3")
    assert len(lines) == 2


def test_an_error_stands_at_its_cell_and_goes_when_it_is_mended(desk: Desk) -> None:
    table = desk.folder / "tables" / "facts.csv"
    before = table.read_bytes()
    page = desk.open("lang=en")
    sheet = sheet_of(page)
    cell = sheet.get_by_label("site_id, row 2")
    # What is typed and is no site is not taken; a block may bring it all the same.
    cell.fill("gardn")
    page.keyboard.press("Tab")
    expect(cell).to_have_value("Example garden")
    paste_into(cell, "gardn\tArea\r\n")
    sheet.get_by_role("button", name="Save").click()
    expect(sheet.get_by_role("alert")).to_contain_text("Not saved")
    cell = sheet.get_by_label("site_id, row 2")
    expect(cell).to_be_focused()
    expect(cell).to_have_attribute("aria-invalid", "true")
    assert table.read_bytes() == before
    # A name is as good as an id.
    cell.fill("Example garden")
    page.keyboard.press("Tab")
    expect(sheet.get_by_label("site_id, row 2")).to_have_value("Example garden")
    expect(sheet.get_by_text("Not saved")).to_have_count(0)


def test_a_new_site_gets_its_figures_in_the_same_form(desk: Desk) -> None:
    table = desk.folder / "tables" / "facts.csv"
    before = table.read_text(encoding="utf-8")
    page = desk.open("lang=en&map=16/30.2015/120.2045")
    press(page, "Place")
    page.get_by_role("button", name="Type coordinates instead").click()
    form = page.get_by_role("dialog", name="New site")
    form.get_by_label("Name", exact=True).fill("Tower")
    form.get_by_text("Facts: 0 rows").click()
    form.get_by_role("button", name="Add a row").click()
    form.get_by_label("Value", exact=True).or_(form.get_by_label("value", exact=True)).fill("99 m")
    with renewal_of(page):
        form.get_by_role("button", name="Save").click()
    assert "tower" in desk.features()
    (line,) = table.read_text(encoding="utf-8").replace(before, "").splitlines()
    assert line.startswith("tower,")
    assert "99 m" in line
    expect(page.get_by_role("complementary", name="Tower")).to_contain_text("99 m")


def test_what_is_wrong_is_told_at_its_field(desk: Desk) -> None:
    page = desk.open("lang=en&site=gate")
    press(page, "Edit")
    form = page.get_by_role("dialog", name=re.compile("Edit"))
    field = form.get_by_label("Accuracy in metres")
    field.fill("far")
    form.get_by_role("button", name="Save").click()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    field.fill("20")
    expect(form.get_by_text("Not saved")).to_have_count(0)
    expect(field).not_to_have_attribute("aria-invalid", "true")
    name = form.get_by_label("Name", exact=True)
    name.fill(" ")
    form.get_by_role("button", name="Save").click()
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(name).to_have_accessible_description("Give the site a name first.")
    expect(name).to_be_focused()
    name.fill("The gate")
    expect(name).not_to_have_attribute("aria-invalid", "true")
    expect(form.get_by_text("Give the site a name first.")).to_have_count(0)


def test_a_key_of_several_columns_is_picked_each_by_what_fits_the_others(desk: Desk) -> None:
    table = write_firms(desk.folder)
    page = desk.open("lang=en")
    press(page, "Tables")
    sheet = page.get_by_role("dialog", name="Tables")
    sheet.get_by_role("combobox", name="Tables").select_option(label="firms")
    options = page.get_by_role("listbox").get_by_role("option")
    house = sheet.get_by_label("house, row 1")
    house.click()
    # Those of its park first; who is called what can be seen where one row is meant.
    expect(options).to_have_text(["1 · Mill1", "2 · Barn2"])
    options.filter(has_text="Barn").click()
    expect(house).to_have_value("2")
    park = sheet.get_by_label("in_park, row 1")
    park.click()
    expect(options).to_have_text(["north · Barnnorth", "south"])
    options.filter(has_text="south").click()
    house.click()
    page.keyboard.type("in")
    expect(options).to_have_text(["1 · Inn1"])
    page.keyboard.press("Enter")
    # What is no key of any row is not taken.
    house.fill("7")
    page.keyboard.press("Tab")
    expect(house).to_have_value("1")
    with renewal_of(page):
        sheet.get_by_role("button", name="Save").click()
    assert table.read_text(encoding="utf-8").endswith("gate,south,1,A\n")
    # The same in the form of the site.
    page.evaluate("() => parkmap.select('gate')")
    press(page, "Edit")
    form = page.get_by_role("dialog", name="Edit")
    form.locator("summary").filter(has_text="firms").click()
    form.get_by_label("house").first.click()
    expect(options.first).to_have_text("1 · Inn1")
