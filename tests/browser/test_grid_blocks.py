"""Cells of a table marked together: copied out, pasted into, filled and emptied."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk, press
from tests.browser.every import every
from tests.browser.following import renewal_of
from tests.browser.hands import paste_into

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

COPIED = """(target, type) => {
  const clipboardData = new DataTransfer();
  const options = { bubbles: true, cancelable: true, clipboardData };
  target.dispatchEvent(new ClipboardEvent(type, options));
  return clipboardData.getData("text/plain");
}"""
TREES = [("oak", "3", "2020-01-01"), ("ash", "5", "2021-01-01"), ("elm", "8", "2022-01-01")]


def with_trees(desk: Desk) -> Desk:
    lines = [f"gate,{','.join(tree)}" for tree in TREES]
    text = "\n".join(["site_id,tree,count,planted", *lines]) + "\n"
    (desk.folder / "tables" / "trees.csv").write_text(text, encoding="utf-8")
    return desk


@pytest.fixture
def trees(desk: Desk) -> Desk:
    return with_trees(desk)


def sheet_of(page: Page) -> Locator:
    press(page, "Tables")
    sheet = page.get_by_role("dialog", name="Tables")
    sheet.get_by_role("combobox", name="Tables").select_option(label="trees")
    expect(sheet.get_by_label("tree, row 1")).to_be_visible()
    return sheet


def cut_or_copied(page: Page, kind: str = "copy") -> str:
    """What spreadsheets would get: the page's own answer to the browser's event."""
    return str(page.evaluate_handle("document.activeElement").evaluate(COPIED, kind))


def values_of(sheet: Locator, column: str) -> list[str]:
    cells = sheet.get_by_label(re.compile(f"^{column}, row "))
    return [cell.input_value() for cell in every(cells)]


def test_a_block_is_marked_by_keys_and_copied_out(trees: Desk) -> None:
    page = trees.open("lang=en")
    sheet = sheet_of(page)
    grid = sheet.get_by_role("grid")
    marked = grid.get_by_role("gridcell", selected=True)
    sheet.get_by_label("tree, row 1").click()
    expect(marked).to_have_count(0)
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowRight")
    expect(marked).to_have_count(4)
    # It is read out, and the cell that was begun with is the one at hand.
    status = sheet.get_by_role("status")
    expect(status).to_have_text("4 cells marked: tree, row 1 to count, row 2")
    expect(sheet.get_by_label("tree, row 1")).to_be_focused()
    assert cut_or_copied(page) == "oak\t3\r\nash\t5"
    expect(status).to_have_text("4 cells copied")
    page.keyboard.press("Escape")
    expect(marked).to_have_count(0)
    expect(sheet).to_be_visible()
    # Arrows go from cell to cell; with Ctrl to the end; all of it is marked like everywhere.
    page.keyboard.press("ArrowRight")
    expect(sheet.get_by_label("count, row 1")).to_be_focused()
    page.keyboard.press("Control+Shift+ArrowDown")
    expect(status).to_have_text("3 cells marked: count, row 1 to count, row 3")
    page.keyboard.press("Control+a")
    expect(marked).to_have_count(12)
    # What the file holds, not what a picked value is called.
    assert cut_or_copied(page).startswith("gate\toak\t3\t2020-01-01\r\ngate\tash\t")


def test_the_keyboard_alone_copies_a_block_and_puts_it_in_elsewhere(trees: Desk) -> None:
    page = trees.open("lang=en")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sheet = sheet_of(page)
    sheet.get_by_label("tree, row 2").focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Control+c")
    assert page.evaluate("navigator.clipboard.readText()") == "ash\t5"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+v")
    expect(sheet.get_by_label("tree, row 3")).to_have_value("ash")
    expect(sheet.get_by_label("count, row 3")).to_have_value("5")
    page.keyboard.press("Control+z")
    expect(sheet.get_by_label("tree, row 3")).to_have_value("elm")


def test_a_block_is_marked_by_the_mouse(trees: Desk) -> None:
    page = trees.open("lang=en")
    sheet = sheet_of(page)
    marked = sheet.get_by_role("gridcell", selected=True)
    sheet.get_by_label("tree, row 1").click()
    sheet.get_by_label("planted, row 2").click(modifiers=["Shift"])
    expect(marked).to_have_count(6)
    # A site's column is picked, and Shift means marking there, too.
    sheet.get_by_label("site_id, row 3").click(modifiers=["Shift"])
    expect(sheet.get_by_role("status")).to_have_text(
        "6 cells marked: site_id, row 1 to tree, row 3"
    )
    expect(page.get_by_role("listbox")).to_have_count(0)
    sheet.get_by_label("count, row 3").hover()
    page.mouse.down()
    sheet.get_by_label("tree, row 2").hover()
    page.mouse.up()
    assert cut_or_copied(page) == "ash\t5\r\nelm\t8"
    sheet.get_by_role("columnheader", name="count").click()
    assert cut_or_copied(page) == "3\r\n5\r\n8"
    sheet.get_by_role("rowheader", name="2").click(position={"x": 10, "y": 10})
    assert cut_or_copied(page) == "gate\tash\t5\t2021-01-01"


def test_marked_cells_are_emptied_filled_and_pasted_into(trees: Desk) -> None:
    table = trees.folder / "tables" / "trees.csv"
    page = trees.open("lang=en")
    sheet = sheet_of(page)
    first = sheet.get_by_label("tree, row 1")
    first.focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Delete")
    assert values_of(sheet, "tree") == ["", "", "elm"]
    # What was emptied is still marked: the keys go on from there.
    paste_into(first, "yew\t1\r\n")
    assert (values_of(sheet, "tree"), values_of(sheet, "count")) == (
        ["yew", "yew", "elm"],
        ["1", "1", "8"],
    )
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+d")
    assert (values_of(sheet, "tree"), values_of(sheet, "count")) == (["yew"] * 3, ["1"] * 3)
    # One cell goes into all that are marked; what is cut leaves nothing.
    paste_into(first, "0\r\n")
    assert (values_of(sheet, "tree"), values_of(sheet, "count")) == (["0"] * 3, ["0"] * 3)
    assert cut_or_copied(page, "cut") == "0\t0\r\n0\t0\r\n0\t0"
    assert values_of(sheet, "tree") == [""] * 3
    for _ in range(5):
        page.keyboard.press("Control+z")
    assert (values_of(sheet, "tree"), values_of(sheet, "count")) == (
        ["oak", "ash", "elm"],
        ["3", "5", "8"],
    )
    # A letter means the cell that was begun with, alone.
    first.focus()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.type("fir")
    page.keyboard.press("Enter")
    with renewal_of(page):
        sheet.get_by_role("button", name="Save").click()
    lines = table.read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[1] for line in lines[1:]] == ["fir", "ash", "elm"]


def test_ids_that_are_made_stay_whatever_is_marked(desk: Desk) -> None:
    page = desk.open("lang=en")
    press(page, "Tables")
    sheet = page.get_by_role("dialog", name="Tables")
    expect(sheet.get_by_label("id, row 1", exact=True)).to_be_visible()
    ids = values_of(sheet, "id")
    sheet.get_by_label("name, row 1", exact=True).focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    assert values_of(sheet, "name") == [""] * len(ids)
    assert values_of(sheet, "id") == ids
