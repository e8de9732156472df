"""The table of everything: found, sorted, walked by keys, read out, tied to the map, taken away."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.every import every
from tests.browser.grids import HEADING, focused, grid_of, names_in, state_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_third_tab_opens_the_table_and_the_address_says_so(
    built_map: Path, visitor: Callable[..., Any], lang: str
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, f"lang={lang}&map=13/30.2/120.2")
        page.get_by_role("tab", name=HEADING[lang]).click()
        expect(page.get_by_role("tabpanel", name=HEADING[lang])).to_be_visible()
        expect(grid_of(page, lang)).to_be_visible()
        assert "panel=table" in state_of(page)
        # The map has not moved.
        assert "map=13/30.2000/120.2000" in state_of(page)
        page.get_by_role("button", name={"zh": "关闭表格", "en": "Close the table"}[lang]).click()
        expect(page.get_by_role("tab", selected=True)).not_to_have_text(HEADING[lang])
        assert "panel=" not in state_of(page)


def test_tabs_are_walked_by_arrows_and_the_list_keeps_its_place(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor(height=700) as reader:
        page = reader.open(built_map, "lang=en&site=baima-lake")
        scroller = page.get_by_role("tabpanel", name="Sites")
        scroller.evaluate("(it) => { it.scrollTop = 321; }")
        page.get_by_role("tab", name="Sites").focus()
        page.keyboard.press("End")
        expect(page.get_by_role("tab", name="Table")).to_be_focused()
        expect(page.get_by_role("tab", name="Table")).to_have_attribute("aria-selected", "true")
        page.keyboard.press("Home")
        expect(scroller).to_be_visible()
        assert scroller.evaluate("(it) => it.scrollTop") == 321
        expect(page.get_by_role("complementary", name="Baima Lake", exact=True)).to_be_visible()


def test_a_screen_reader_is_told_how_large_the_table_is_and_where_it_is(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en&panel=table")
        grid = grid_of(page)
        expect(grid).to_have_attribute("aria-rowcount", "38")
        rows = grid.get_by_role("row")
        assert rows.first.get_attribute("aria-rowindex") == "1"
        assert rows.nth(1).get_attribute("aria-rowindex") == "2"
        columns = int(grid.get_attribute("aria-colcount") or 0)
        cells = rows.nth(1).locator("[aria-colindex]")
        indexes = [int(cell.get_attribute("aria-colindex") or 0) for cell in every(cells)]
        assert indexes == sorted(indexes)
        assert indexes[-1] <= columns
        # The markup is a table's, whatever the style makes of it.
        assert grid.evaluate("(it) => it.tagName") == "TABLE"


def test_keys_walk_the_grid_and_tab_leaves_it(built_map: Path, visitor: Callable[..., Any]) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en&panel=table&columns=category,accuracy_m")
        page.get_by_role("button", name="Close the table").focus()
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text("Name")
        page.keyboard.press("ArrowDown")
        first = focused(page)
        assert first in names_in(page)[0]
        page.keyboard.press("ArrowRight")
        expect(page.locator(":focus")).to_have_role("gridcell")
        page.keyboard.press("End")
        page.keyboard.press("Control+End")
        assert page.locator(":focus").get_attribute("aria-colindex") == "4"
        last = page.locator("[role=row]", has=page.locator(":focus"))
        assert last.get_attribute("aria-rowindex") == "38"
        page.keyboard.press("Control+Home")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("PageDown")
        assert focused(page) != first
        # One tab stop: out by one key, in both directions.
        page.keyboard.press("Tab")
        assert page.evaluate("() => !document.activeElement.closest('[role=grid]')")
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("() => document.activeElement.closest('[role=grid]') !== null")
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("() => !document.activeElement.closest('[role=grid]')")


def test_enter_opens_a_site_and_the_row_is_marked(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en&panel=table&sort=name")
        page.get_by_role("grid").focus()
        page.keyboard.press("ArrowDown")
        name = focused(page)
        page.keyboard.press("Enter")
        expect(page.get_by_role("complementary", name=name, exact=True)).to_be_visible()
        row = page.get_by_role("row", selected=True)
        expect(row).to_have_count(1)
        expect(row).to_contain_text(name)
        # The keyboard is still in the table.
        assert focused(page) == name


def test_a_site_selected_elsewhere_comes_into_view_in_the_table(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en&panel=table")
        last = page.evaluate("() => parkmap.sites().at(-1).id")
        page.evaluate("(id) => parkmap.select(id)", last)
        expect(page.get_by_role("row", selected=True)).to_be_in_viewport()


@pytest.mark.parametrize("face", ["sites", "table"])
def test_pointing_at_a_row_lights_its_sign_and_the_other_way_round(
    built_map: Path, visitor: Callable[..., Any], face: str
) -> None:
    picture = """() => {
      const canvases = [...document.querySelectorAll(".leaflet-pm-sites-pane canvas")];
      return canvases.at(-1).toDataURL();
    }"""
    with visitor() as reader:
        page = reader.open(built_map, f"lang=en&panel={face}&map=15/30.1511/120.207&q=Baima Lake")
        role = "row" if face == "table" else "button"
        row = page.get_by_role(role).filter(has_text="Baima Lake Laboratory")
        page.wait_for_timeout(400)  # the names of the map are in their places
        before = page.evaluate(picture)
        row.hover()
        expect(row).to_have_class(re.compile("pm-pointed"))
        page.wait_for_function(f"(before) => ({picture})() !== before", arg=before)
        # From the map: the sign is under the pointer.
        page.mouse.move(0, 0)
        expect(row).not_to_have_class(re.compile("pm-pointed"))
        at = page.evaluate(
            """() => {
              const { app, map } = parkmap;
              const row = app.sites.rowOf("baima-lake-laboratory");
              const [lon, lat] = app.sites.lonLat(row);
              const { x, y } = map.latLngToContainerPoint([lat, lon]);
              const box = map.getContainer().getBoundingClientRect();
              return [box.left + x, box.top + y];
            }"""
        )
        page.mouse.move(*at)
        expect(row).to_have_class(re.compile("pm-pointed"))


def test_the_drawer_is_pulled_by_keys_and_leaves_the_map_where_it_is(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en&panel=table&map=13/30.2/120.2")
        drawer = page.get_by_role("tabpanel", name="Table")
        handle = page.get_by_role("separator", name="Height of the table")
        assert drawer.bounding_box()["height"] == pytest.approx(450, abs=2)  # type: ignore[index]
        handle.focus()
        page.keyboard.press("ArrowUp")
        expect(handle).to_have_attribute("aria-valuenow", "55")
        assert drawer.bounding_box()["height"] == pytest.approx(495, abs=2)  # type: ignore[index]
        page.keyboard.press("Home")
        expect(handle).to_have_attribute("aria-valuenow", "20")
        assert "map=13/30.2000/120.2000" in state_of(page)


def test_on_a_phone_the_table_fills_the_screen_and_closes(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor(width=390, height=844, has_touch=True) as reader:
        page = reader.open(built_map, "lang=zh&panel=table")
        box = page.get_by_role("tabpanel", name="表格").bounding_box()
        assert box == {"x": 0, "y": 0, "width": 390, "height": 844}
        line = page.get_by_role("grid").get_by_role("row").nth(1).bounding_box()
        assert line
        assert line["height"] >= 44
        page.get_by_role("button", name="关闭表格").click()
        expect(page.get_by_role("grid")).to_be_hidden()


def test_beside_the_table_a_card_over_the_panel_has_its_whole_height(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor(width=1024, height=768) as reader:
        page = reader.open(built_map, "lang=zh&panel=table&site=baima-lake")
        card = page.get_by_role("complementary", name="白马湖").bounding_box()
        drawer = page.get_by_role("tabpanel", name="表格").bounding_box()
        assert card
        assert drawer
        assert card["height"] == 768
        assert card["x"] + card["width"] <= drawer["x"] + 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_on_a_low_screen_the_tools_of_the_table_take_one_line(
    built_map: Path, visitor: Callable[..., Any], lang: str
) -> None:
    with visitor(width=844, height=390, has_touch=True) as reader:
        page = reader.open(built_map, f"lang={lang}&panel=table")
        find = page.get_by_role("tabpanel").get_by_role("searchbox")
        csv = page.get_by_role("button", name="CSV")
        tops = [tool.bounding_box()["y"] for tool in (find, csv)]
        assert abs(tops[0] - tops[1]) < 4


def test_headings_in_capitals_and_names_from_right_to_left_are_read_from_their_start(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path
) -> None:
    hebrew = "האוניברסיטה העברית בירושלים – קמפוס הר הצופים"
    features = [
        {
            "type": "Feature",
            "properties": {"id": f"s{n}", "name": hebrew, "HANSON03": n, "HANSON98": n},
            "geometry": {"type": "Point", "coordinates": [120 + n / 100, 30]},
        }
        for n in range(1, 4)
    ]
    (tmp_path / "sites.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8"
    )
    with visitor() as reader:
        page = reader.open(build(tmp_path), "lang=en&panel=table&columns=HANSON03,HANSON98")
        for heading in ("HANSON03", "HANSON98"):
            words = page.get_by_role("columnheader", name=heading).get_by_text(heading)
            assert words.evaluate("(it) => it.scrollWidth <= it.clientWidth")
        name = page.get_by_role("rowheader").first.get_by_text(hebrew)
        assert name.evaluate("(it) => getComputedStyle(it).direction") == "rtl"


def test_only_rows_in_view_are_in_the_page(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path
) -> None:
    features = [
        {
            "type": "Feature",
            "properties": {"id": f"s{n}", "name": f"Site {n}", "n": n},
            "geometry": {"type": "Point", "coordinates": [120 + n / 1e5, 30]},
        }
        for n in range(3000)
    ]
    (tmp_path / "sites.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8"
    )
    with visitor() as reader:
        page = reader.open(build(tmp_path), "lang=en&panel=table&columns=n&sort=-n")
        rows = page.get_by_role("grid").get_by_role("row")
        expect(page.get_by_role("grid")).to_have_attribute("aria-rowcount", "3001")
        assert rows.count() < 80
        scroller = page.get_by_role("grid").locator("xpath=..")
        height = scroller.evaluate("(it) => it.scrollHeight")
        scroller.evaluate("(it) => { it.scrollTop = it.scrollHeight / 2; }")
        expect(page.get_by_role("rowheader", name="Site 1500")).to_be_in_viewport()
        assert scroller.evaluate("(it) => it.scrollHeight") == height
        scroller.evaluate("(it) => { it.scrollTop = 0; }")
        expect(page.get_by_role("rowheader", name="Site 2999")).to_be_in_viewport()
        assert names_in(page)[0].strip() == "Site 2999"
        page.get_by_role("grid").focus()
        page.keyboard.press("Control+End")
        expect(page.locator(":focus")).to_have_text("0")
        page.keyboard.press("Home")
        page.keyboard.press("ArrowRight")
        assert focused(page) == "Site 0"
        # Wheeling away leaves the keyboard where it was: the next arrow goes on from there.
        page.get_by_role("grid").evaluate("(it) => { it.parentElement.scrollTop = 0; }")
        page.wait_for_timeout(200)
        assert names_in(page)[0].strip() == "Site 2999"
        page.keyboard.press("ArrowUp")
        assert focused(page) == "Site 1"
