"""The layer's own properties as a grid, and what is picked by name instead of typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.desk import Desk, press
from tests.browser.following import renewal_of
from tests.browser.hands import paste_into

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def sites_of(page: Page) -> Locator:
    press(page, "Tables")
    sheet = page.get_by_role("dialog", name="Tables")
    expect(sheet.get_by_label("name, row 1")).to_be_visible()
    return sheet


def test_cells_of_the_sites_are_typed_pasted_and_saved_at_once(desk: Desk) -> None:
    before, texts = desk.layer.read_bytes(), desk.texts()
    page = desk.open("lang=en")
    page.once("dialog", lambda question: question.accept("floors"))
    sheet = sites_of(page)
    expect(sheet.get_by_label("id, row 1")).to_have_attribute("readonly", "")
    expect(sheet.get_by_label("accuracy_m, row 1")).to_be_visible()
    sheet.get_by_role("button", name="Add a column").click()
    paste_into(sheet.get_by_label("floors, row 1"), "3\r\n4\r\n")
    name = sheet.get_by_label("name_en, row 2")
    name.fill("South garden")
    sheet.get_by_role("button", name="Add a row").click()
    sheet.get_by_label("floors, row 6").fill("7")
    sheet.get_by_role("button", name="Save").click()
    expect(sheet.get_by_role("alert")).to_contain_text("Give the site a name first.")
    expect(sheet.get_by_label("name, row 6")).to_be_focused()
    assert desk.layer.read_bytes() == before
    sheet.get_by_label("name, row 6").fill("新塔")
    with renewal_of(page):
        sheet.get_by_role("button", name="Save").click()
    after = desk.features()
    changed = [name for name, text in desk.texts().items() if texts.get(name) != text]
    assert sorted(changed) == sorted([*list(texts)[:2], "xin-ta"])
    assert after[list(texts)[1]]["properties"]["name_en"] == "South garden"
    assert [after[name]["properties"].get("floors") for name in after][:2] == [3, 4]
    assert after["xin-ta"]["properties"] == {"id": "xin-ta", "name": "新塔", "floors": 7}
    with renewal_of(page):
        page.keyboard.press("Control+z")
    assert desk.layer.read_bytes() == before


def test_a_cell_that_does_not_fit_its_column_says_why(desk: Desk) -> None:
    table = desk.folder / "tables" / "trees.csv"
    table.write_text("site_id,tree,planted\ngate,oak,2020-01-01\nhall,ash,2021-01-01\n", "utf-8")
    page = desk.open("lang=en")
    press(page, "Tables")
    sheet = page.get_by_role("dialog", name="Tables")
    sheet.get_by_role("combobox", name="Tables").select_option(label="trees")
    cell, status = sheet.get_by_label("planted, row 2"), sheet.get_by_role("status")
    cell.fill("last spring")
    page.keyboard.press("Tab")
    told = "planted, row 2: This column holds dates such as 2022-03-01."
    expect(status).to_have_text(told)
    # It stays said until it is mended.
    sheet.get_by_label("tree, row 1").click()
    expect(status).to_have_text(told)
    cell.fill("2021-05-01")
    page.keyboard.press("Tab")
    expect(status).to_have_text("")


def test_columns_and_rows_of_sites_go(desk: Desk) -> None:
    before = desk.features()
    page = desk.open("lang=en")
    sheet = sites_of(page)
    expect(sheet.get_by_role("button", name="Delete the column “id”")).to_have_count(0)
    sheet.get_by_role("button", name="Delete the column “description”").click(force=True)
    row = list(before).index("hall") + 1
    sheet.get_by_role("button", name=f"Delete row {row}").click(force=True)
    row = [name for name in before if name != "hall"].index("gate") + 1
    sheet.get_by_role("button", name=f"Delete row {row}").click(force=True)
    with renewal_of(page):
        sheet.get_by_role("button", name="Save").click()
    expect(
        page.get_by_role("status").filter(has_text="Saved, with 1 row of tables")
    ).to_be_visible()
    assert b"gate" not in (desk.folder / "tables" / "facts.csv").read_bytes()
    after = desk.features()
    assert [*after] == [name for name in before if name not in {"hall", "gate"}]
    for name, feature in after.items():
        before[name]["properties"].pop("description", None)
        assert feature == before[name]


def test_categories_are_picked_in_the_grid_and_a_new_one_is_made_there(desk: Desk) -> None:
    page = desk.open("lang=en")
    sheet = sites_of(page)
    cell = sheet.get_by_label("category, row 1")
    expect(cell).to_have_value("Entrances")
    cell.fill("green")
    options = page.get_by_role("listbox").get_by_role("option")
    expect(options).to_have_text(["Green spacesgreen", "New category"])
    page.keyboard.press("Enter")
    expect(sheet.get_by_label("category, row 1")).to_have_value("Green spaces")
    expect(sheet.get_by_label("category, row 1")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Alt+ArrowDown")
    options.filter(has_text="New category").click()
    window = page.get_by_role("dialog", name="New category")
    window.get_by_label("Name (中文)").fill("车站")
    window.get_by_label("Name (English)").fill("Stops")
    window.get_by_role("button", name="Make it").click()
    expect(sheet.get_by_label("category, row 2")).to_have_value("Stops")
    with renewal_of(page):
        sheet.get_by_role("button", name="Save").click()
    kinds = [feature["properties"]["category"] for feature in desk.features().values()]
    assert kinds[:2] == ["green", "stops"]
    assert "[categories.stops]" in (desk.folder / "map.toml").read_text(encoding="utf-8")


def test_a_site_is_part_of_one_that_is_picked_by_its_name(desk: Desk) -> None:
    page = desk.open("lang=en&site=gate")
    press(page, "Edit")
    form = page.get_by_role("dialog", name="Edit")
    expect(form.get_by_label("Id", exact=True)).to_have_attribute("readonly", "")
    form.get_by_label("Name of the property").fill("part_of")
    form.get_by_role("button", name="Add a property").click()
    part = form.get_by_label("Part of")
    page.keyboard.type("garden")
    page.keyboard.press("Enter")
    expect(part).to_have_value("Example garden")
    # What is no site is not taken.
    part.fill("nowhere")
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_text("Nothing is called so.")
    page.keyboard.press("Escape")
    expect(form).to_be_visible()
    expect(part).to_have_value("Example garden")
    with renewal_of(page):
        form.get_by_role("button", name="Save").click()
    assert desk.features()["gate"]["properties"]["part_of"] == "garden"


def test_sources_are_picked_several_of_them(desk: Desk) -> None:
    sources = "id,title,title_en\nnews,报纸,Newspaper\nsite,网站,Web site\n"
    (desk.folder / "tables" / "sources.csv").write_text(sources, encoding="utf-8")
    page = desk.open("lang=en&site=gate")
    press(page, "Edit")
    form = page.get_by_role("dialog", name="Edit")
    form.get_by_label("Name of the property").fill("source")
    form.get_by_role("button", name="Add a property").click()
    field = form.get_by_label("Source")
    page.keyboard.type("web")
    page.keyboard.press("Enter")
    page.keyboard.type("news")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(field).to_have_value("Web site, Newspaper")
    with renewal_of(page):
        form.get_by_role("button", name="Save").click()
    assert desk.features()["gate"]["properties"]["source"] == "site,news"
