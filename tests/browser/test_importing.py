"""Somebody drops a file on the map or pastes into it; it comes in with one button, out with one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest
import shapely
from playwright.sync_api import expect

from geo.positions.datum import from_wgs84
from tests.browser.barriers import barriers
from tests.browser.desk import Desk, press
from tests.browser.following import reader_of, renewal_of, shown
from tests.browser.hands import drop, paste, suggestion
from tests.importing.sheets import PLACES, office_workbook
from tests.projects import contents

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Locator, Page


def importing(page: Page) -> Locator:
    return page.get_by_role("dialog", name=re.compile("^Bring in "))


def looked_at(page: Page) -> Locator:
    """The window, once the file has been read: the process that does that is begun for it."""
    dialog = importing(page)
    expect(dialog.get_by_role("table")).to_be_visible(timeout=60_000)
    return dialog


def bring_in(page: Page, count: int) -> None:
    words = re.compile(rf"^Bring in {count} sites?$")
    with renewal_of(page):
        importing(page).get_by_role("button", name=words).click()


def test_a_sheet_that_is_dropped_comes_in_with_one_button_and_out_with_one(
    desk: Desk, tmp_path: Path
) -> None:
    before = contents(desk.folder)
    page = desk.open("lang=en")
    book = office_workbook(tmp_path / "office.xlsx")
    assert drop(page, (book.name, book.read_bytes()), kind="dragenter")
    expect(page.get_by_text("Drop it to bring it in")).to_be_visible()
    assert drop(page, (book.name, book.read_bytes()))
    dialog = looked_at(page)
    expect(dialog.get_by_role("heading")).to_contain_text("10 rows")
    expect(page.get_by_text("Drop it to bring it in")).to_be_hidden()
    # What was guessed, and by what.
    expect(dialog.get_by_label("“企业名称” is")).to_have_value("name")
    expect(dialog.get_by_label("“高德坐标” is")).to_have_value("position")
    expect(dialog.get_by_label("Positions are from")).to_have_value("gcj02")
    expect(dialog.get_by_text("the headings stand in row 3")).to_be_visible()
    expect(dialog.get_by_role("status")).to_contain_text("10 new · 1 without a position")
    expect(dialog.get_by_role("row", name=re.compile("智汇产业园"))).to_be_visible()
    assert contents(desk.folder) == before
    # A column is what the reader says.
    dialog.get_by_label("“地址” is").select_option(label="Description")
    expect(dialog.get_by_label("“地址” is")).to_have_value("description")
    bring_in(page, 10)
    assert {english for _, english, *_ in PLACES} <= {*shown(page).values()}
    texts = [feature["properties"].get("description") for feature in desk.features().values()]
    assert "江南大道 101 号" in texts
    assert (desk.folder / "tables" / "office.csv").exists()
    with renewal_of(page):
        page.get_by_role("button", name="Undo", exact=True).click()
    assert contents(desk.folder) == before
    assert PLACES[0][1] not in shown(page).values()


def test_pasted_cells_are_asked_about_and_lie_where_they_are(desk: Desk) -> None:
    lon, lat = (float(value) for value in from_wgs84(120.2003, 30.2011, "gcj02"))
    page = desk.open("lang=en")
    assert paste(page, f"名称\t坐标\t座位\n茶室\t{lon:.7f},{lat:.7f}\t30\n")
    dialog = looked_at(page)
    question = dialog.get_by_role("group", name="Which map are the positions from?")
    expect(question).to_contain_text("AMap")
    done = dialog.get_by_role("button", name="Bring in", exact=True)
    expect(done).to_be_disabled()
    # The question has the focus: a key answers it.
    expect(question.get_by_role("button", name=re.compile("AMap"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog.get_by_text("as you said")).to_be_visible()
    expect(question).to_have_count(0)
    expect(dialog.get_by_role("button", name="Bring in 1 site", exact=True)).to_be_focused()
    with renewal_of(page):
        page.keyboard.press("Enter")
    placed = [f["geometry"] for f in desk.features().values() if f["properties"]["name"] == "茶室"]
    assert placed == [{"type": "Point", "coordinates": [120.2003, 30.2011]}]
    assert (desk.folder / "tables" / "pasted.csv").read_text().splitlines()[1].endswith(",30")


def test_a_list_of_places_and_a_table_of_a_page_are_taken(desk: Desk) -> None:
    page = desk.open("lang=en")
    assert paste(page, "Tea house 8.1234,50.2345\nMill 8.1334,50.2445\n")
    question = looked_at(page).get_by_role("group", name="Which number comes first?")
    question.get_by_role("button", name="Longitude first").click()
    expect(importing(page).get_by_role("status")).to_contain_text("2 new")
    page.once("dialog", lambda asked: asked.accept())
    page.keyboard.press("Escape")
    expect(importing(page)).to_have_count(0)
    table = "<table><tr><th>name<th>lon<th>lat<tr><td>Inn<td>8.1<td>50.1</table>"
    assert paste(page, "", f"<html><body>{table}<script>window.isRun = 1</script></body></html>")
    expect(looked_at(page).get_by_role("cell", name="Inn")).to_be_visible()
    expect(importing(page).get_by_role("status")).to_contain_text("1 new")
    assert page.evaluate("() => window.isRun") is None


def test_what_is_pasted_into_a_field_stays_an_ordinary_paste(desk: Desk) -> None:
    page = desk.open("lang=en")
    page.get_by_role("searchbox").focus()
    assert not paste(page, "name\tlon\tlat\nA\t8.1\t50.1")
    page.get_by_role("searchbox").blur()
    assert not paste(page, "just a few words")
    press(page, "Tables")
    expect(page.get_by_role("dialog", name="Tables")).to_be_visible()
    assert not paste(page, "name\tlon\tlat\nA\t8.1\t50.1")
    # A file that is dropped meanwhile does not lead away from what is being written.
    assert drop(page, ("a.csv", b"name\nA\n"))
    expect(page.get_by_text("First finish what you have begun")).to_be_visible()
    expect(importing(page)).to_have_count(0)


def test_rows_that_cannot_be_read_are_named_and_left_out_if_one_says_so(desk: Desk) -> None:
    page = desk.open("lang=en")
    drop(page, ("a.csv", b"name,lon,lat\nInn,8.1,50.1\nMill,here,50.2\n"))
    dialog = looked_at(page)
    trouble = dialog.get_by_role("listitem").filter(has_text="is no position")
    expect(trouble).to_contain_text("Row 3, column 2")
    expect(dialog.get_by_role("status")).to_contain_text("Nothing is written while there are")
    dialog.get_by_label("Leave out rows that cannot be read").check()
    expect(dialog.get_by_role("status")).to_contain_text("1 new · 1 left out")
    expect(trouble).to_contain_text("Row 3, column 2")
    bring_in(page, 1)
    assert "Inn" in shown(page).values()
    assert "Mill" not in shown(page).values()


def test_sites_that_are_there_are_renewed_by_id(desk: Desk) -> None:
    page = desk.open("lang=en")
    drop(page, ("a.csv", b"id,name\ngate,The new gate\n"))
    dialog = looked_at(page)
    expect(dialog.get_by_text("Tick “Renew the sites that are there already”.")).to_be_visible()
    dialog.get_by_label("Renew the sites that are there already").check()
    expect(dialog.get_by_role("status")).to_contain_text("1 changed")
    change = dialog.get_by_role("listitem").filter(has_text="The new gate").first
    expect(change).to_contain_text(desk.features()["gate"]["properties"]["name"])
    bring_in(page, 1)
    assert desk.features()["gate"]["properties"]["name"] == "The new gate"


def test_rows_without_headings_are_rows(desk: Desk) -> None:
    page = desk.open("lang=en")
    paste(page, "Inn\t8.1\t50.1\nMill\t8.2\t50.2\n")
    dialog = looked_at(page)
    dialog.get_by_role("button", name="No, every row is a place").click()
    for column, role in (("column 1", "Name"), ("column 2", "Longitude"), ("column 3", "Latitude")):
        dialog.get_by_label(f"“{column}” is").focus()
        dialog.get_by_label(f"“{column}” is").select_option(label=role)
        expect(dialog.get_by_label(f"“{column}” is")).to_be_focused()
    expect(dialog.get_by_role("status")).to_contain_text("2 new")
    bring_in(page, 2)
    assert {"Inn", "Mill"} <= {*shown(page).values()}


def test_a_figure_gets_its_name_year_and_unit_and_the_characters_are_chosen(desk: Desk) -> None:
    page = desk.open("lang=en")
    text = "名称,lon,lat,去年产值,备注\n茶室,8.1,50.1,5,好\n湖,8.2,50.2,7.5,无\n"
    drop(page, ("a.csv", text.encode("gb18030")))
    dialog = looked_at(page)
    # The characters can be said where they are not those of all the world.
    characters = dialog.get_by_label("Characters")
    expect(characters).to_have_value("gb18030")
    characters.select_option("big5")
    expect(dialog.get_by_label("“名称” is")).to_have_count(0)
    characters.select_option("gb18030")
    menu = dialog.get_by_label("“去年产值” is")
    expect(dialog.get_by_label("“备注” is").locator("option[value=figure]")).to_have_count(0)
    menu.select_option(label="Figure of a year")
    expect(menu).to_have_value("figure")
    for field, value in (("What it measures", "产值"), ("Year", "2022"), ("Unit", "万元")):
        asked = dialog.get_by_label(f"去年产值: {field}")
        asked.fill(value)
        asked.press("Tab")
        expect(asked).to_have_value(value)
        expect(dialog.get_by_role("status")).to_contain_text("2 new")
    year = dialog.get_by_label("去年产值: Year")
    year.fill("20")
    year.press("Tab")
    expect(year).to_have_attribute("aria-invalid", "true")
    year.fill("2022")
    year.press("Tab")
    expect(dialog.get_by_role("status")).to_contain_text("2 new")
    bring_in(page, 2)
    rows = (desk.folder / "tables" / "a-figures.csv").read_text("utf-8").splitlines()
    assert [row.partition(",")[2] for row in rows[1:]] == ["产值,2022,5,万元", "产值,2022,7.5,万元"]


def test_the_parts_of_a_shapefile_are_dropped_together(desk: Desk, tmp_path: Path) -> None:
    shapes = gpd.GeoDataFrame(
        {"name": ["West", "East"]}, geometry=[shapely.box(8, 50, 8.1, 50.1)] * 2, crs="EPSG:4326"
    )
    shapes.to_file(tmp_path / "parks.shp", encoding="utf-8")
    page = desk.open("lang=en")
    drop(page, *[(path.name, path.read_bytes()) for path in sorted(tmp_path.glob("parks.*"))])
    expect(looked_at(page).get_by_role("heading")).to_contain_text("parks.shp")
    expect(importing(page).get_by_role("status")).to_contain_text("2 new")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xlsx", b"PK\x03\x04 no workbook", "cannot be read"),
        ("a.docx", b"?", "are not read"),
        ("a.csv", b"", "nothing to bring in|cannot be read"),
        ("a.kml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><kml>&a;", "cannot be read|nothing"),
        ("a.zip", b"PK\x05\x06" + b"\0" * 18, "cannot be read"),
    ],
)
def test_a_file_that_is_none_is_told_in_the_window(
    desk: Desk, name: str, data: bytes, words: str
) -> None:
    page = desk.open("lang=en")
    drop(page, (name, data))
    expect(importing(page)).to_contain_text(re.compile(words), timeout=60_000)
    expect(importing(page).get_by_role("button", name="Bring in", exact=True)).to_be_disabled()
    page.keyboard.press("Escape")
    expect(importing(page)).to_have_count(0)


def test_a_hostile_sheet_is_shown_as_text(desk: Desk) -> None:
    page = desk.open("lang=en")
    evil = "<img src=x onerror='window.isRun=1'>"
    drop(page, ("a.csv", f'name,lon,lat,"{evil}"\n"{evil}",8.1,50.1,"{evil}"\n'.encode()))
    expect(looked_at(page).get_by_role("cell", name=evil).first).to_be_visible()
    assert page.locator(".pm-import img").count() == 0
    assert page.evaluate("() => window.isRun") is None


@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 390)])
def test_axe_finds_nothing_on_the_windows(
    tmp_path: Path, visitor: Callable[..., Any], theme: str, width: int
) -> None:
    options = {"width": width, "height": 844, "bypass_csp": True}
    with reader_of(visitor, tmp_path / "park", "--edit", **options) as (served, reader):
        page = reader.open(served.address, f"lang=en&theme={theme}")
        paste(page, "名称\t坐标\n茶室\t120.21,30.21\n湖\t什么\n")
        expect(looked_at(page).get_by_role("group")).to_be_visible()
        assert barriers(page) == []
        importing(page).get_by_role("button", name=re.compile("AMap")).click()
        expect(importing(page).get_by_role("status")).to_contain_text("1 new")
        assert barriers(page) == []
        page.once("dialog", lambda asked: asked.accept())
        page.keyboard.press("Escape")
        paste(page, suggestion("New", 120.2, 30.2))
        expect(page.get_by_role("dialog", name="Suggested sites")).to_be_visible()
        assert barriers(page) == []


def test_the_window_is_kept_by_the_keyboard(desk: Desk) -> None:
    page = desk.open("lang=en")
    page.get_by_role("button", name="Bring in", exact=True).press("Enter")
    choice = page.get_by_role("dialog", name="Bring in a file, or paste")
    choice.get_by_label("What you have copied").fill("hello")
    choice.get_by_role("button", name="Look at it").press("Enter")
    expect(choice.get_by_role("alert")).to_contain_text("no table")
    choice.get_by_label("What you have copied").fill("name,lon,lat\nInn,8.1,50.1\nMill,x,50.2")
    choice.get_by_role("button", name="Look at it").press("Enter")
    dialog = looked_at(page)
    expect(dialog.get_by_role("status")).to_contain_text("1 new")
    for _ in range(30):
        page.keyboard.press("Tab")
        where = "() => document.activeElement.closest('dialog, body').tagName"
        # Past the last one the browser's own tools come, never the page below.
        assert page.evaluate(where) in {"DIALOG", "BODY"}
        assert page.evaluate("() => !document.activeElement.matches('.pm-tool')")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("button", name="Bring in", exact=True)).to_be_focused()


def test_what_was_chosen_for_a_file_is_not_thrown_away_unasked(desk: Desk) -> None:
    page = desk.open("lang=en")
    asked: list[str] = []
    page.on("dialog", lambda question: (asked.append(question.message), question.dismiss()))
    press(page, "Bring in")
    choice = page.get_by_role("dialog", name="Bring in a file, or paste")
    choice.get_by_label("What you have copied").fill("name,kind,lon,lat\nInn,x,8.1,50.1")
    page.keyboard.press("Escape")
    assert asked == ["Throw away what you have typed?"]
    choice.get_by_role("button", name="Look at it").click()
    dialog = looked_at(page)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert len(asked) == 1
    assert paste(page, "name\tkind\tlon\tlat\nInn\tx\t8.1\t50.1")
    looked_at(page).get_by_role("combobox").last.select_option(index=0)
    for _ in range(3):
        page.keyboard.press("Escape")
    dialog.get_by_role("button", name="Cancel").last.click()
    assert asked[1:] == ["Throw away what you have chosen for this file?"] * 4
    expect(dialog).to_be_visible()


def test_a_layer_that_is_only_shown_is_brought_in(
    tmp_path: Path, visitor: Callable[..., Any]
) -> None:
    folder = tmp_path / "park"
    folder.mkdir()
    shapes = gpd.GeoDataFrame({"name": ["Inn"]}, geometry=[shapely.Point(8, 50)], crs="EPSG:4326")
    shapes.to_file(folder / "inns.gpkg")
    with reader_of(visitor, folder, "--edit") as (served, reader):
        page = reader.open(served.address, "lang=en")
        expect(page.get_by_text("To edit, bring it in")).to_be_visible()
        expect(page.get_by_role("button", name="Place", exact=True)).to_have_count(0)
        press(page, "Bring in inns.gpkg")
        expect(looked_at(page).get_by_role("status")).to_contain_text("1 new")
        bring_in(page, 1)
        assert {*shown(page).values()} == {"Inn"}
        expect(page.get_by_role("button", name="Place", exact=True)).to_be_visible()
    assert (folder / "inns.gpkg").exists()


def test_chinese_readers_read_chinese(desk: Desk) -> None:
    page = desk.open("lang=zh")
    paste(page, "名称\t坐标\n茶室\t120.21,30.21\n")
    dialog = page.get_by_role("dialog", name=re.compile("^导入"))
    expect(dialog.get_by_role("table")).to_be_visible(timeout=60_000)
    expect(dialog.get_by_role("group", name="这些位置取自哪种地图？")).to_be_visible()
    dialog.get_by_role("button", name=re.compile("高德")).click()
    expect(dialog.get_by_role("status")).to_contain_text("新增 1")
    assert not re.search(r"--\w|[A-Za-z]{12,}", dialog.inner_text().replace("OpenStreetMap", ""))
