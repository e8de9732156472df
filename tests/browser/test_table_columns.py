"""Columns of the table: chosen, sorted, made wider, folded out, found in, copied."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.grids import names_in, state_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page


def test_columns_sort_both_ways_with_empty_values_last(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=zh&panel=table&columns=accuracy_m")
        header = page.get_by_role("columnheader", name="位置误差")
        header.click()
        expect(header).to_have_attribute("aria-sort", "ascending")
        assert "sort=accuracy_m" in state_of(page)
        values = page.evaluate(
            "() => parkmap.rows().map(({ accuracy_m }) => accuracy_m).filter((v) => v !== null)"
        )
        cells = page.get_by_role("grid").get_by_role("gridcell")
        first = cells.nth(1).inner_text().replace(",", "")
        assert float(first) == min(values)
        header.click()
        expect(header).to_have_attribute("aria-sort", "descending")
        assert float(cells.nth(1).inner_text().replace(",", "")) == max(values)
        page.get_by_role("grid").focus()
        page.keyboard.press("Control+End")
        expect(page.locator(":focus")).to_have_text("无数据")
        header.click()
        expect(header).to_have_attribute("aria-sort", "none")
        assert "sort=" not in state_of(page)


def test_chinese_names_are_sorted_by_pinyin(built_map: Path, visitor: Callable[..., Any]) -> None:
    with visitor(height=1400) as reader:
        page = reader.open(built_map, "lang=zh&panel=table&sort=name")
        shown = [name.strip() for name in names_in(page)]
        sorted_by_browser = page.evaluate(
            """(names) => [...names].sort(
                 new Intl.Collator("zh-u-co-pinyin", { numeric: true }).compare)""",
            shown,
        )
        assert len(shown) > 10
        assert shown == sorted_by_browser
        assert shown[0].startswith("白")


def test_columns_are_chosen_and_kept_in_the_address(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en&panel=table&columns=category")
        headers = page.get_by_role("columnheader")
        expect(headers).to_have_count(3)
        page.get_by_role("button", name="Columns").click()
        page.get_by_role("checkbox", name="Accuracy").check()
        expect(headers).to_have_count(4)
        assert "columns=category,accuracy_m" in state_of(page)
        page.get_by_role("checkbox", name="Category").uncheck()
        expect(headers).to_have_count(3)
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name="Columns")).to_be_focused()
        # A link made elsewhere may name what is not there.
        page.evaluate("() => { location.hash = 'panel=table&columns=nothing,category'; }")
        expect(headers).to_have_count(3)
        expect(page.get_by_role("columnheader", name="Category")).to_be_visible()


def test_widths_change_by_mouse_and_by_keys(built_map: Path, visitor: Callable[..., Any]) -> None:
    def box_of(page: Page) -> dict[str, float]:
        header = page.get_by_role("columnheader", name="Category")
        # The drawer is laid out, and laid out again, after what the page says it is ready for.
        for _ in range(40):
            expect(header).to_be_visible()
            box = header.bounding_box()
            if box:
                return dict(box)
            page.wait_for_timeout(50)
        raise AssertionError

    def width(page: Page) -> float:
        return box_of(page)["width"]

    with visitor() as reader:
        page = reader.open(built_map, "lang=en&panel=table&columns=category,accuracy_m")
        before = width(page)
        box = box_of(page)
        page.mouse.move(box["x"] + box["width"] - 3, box["y"] + 20)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] + 77, box["y"] + 20)
        page.mouse.up()
        assert width(page) == pytest.approx(before + 80, abs=2)
        # Nothing was sorted by it.
        assert "sort=" not in state_of(page)
        page.get_by_role("columnheader", name="Category").focus()
        page.keyboard.press("Alt+ArrowLeft")
        assert width(page) == pytest.approx(before + 64, abs=2)
        # A link keeps the width; two clicks fit the column to its values again.
        wide = re.search(r"widths=category:[\d.]+", state_of(page))
        assert wide
        page.goto(f"{built_map.as_uri()}#lang=en&panel=table&columns=category&{wide[0]}")
        page.reload()
        page.evaluate("() => parkmap.ready")
        assert width(page) == pytest.approx(before + 64, abs=2)
        page.locator(".pm-resize").nth(1).dblclick()
        assert width(page) == pytest.approx(before, abs=2)
        assert "widths=" not in state_of(page)


def test_headers_of_a_wide_screen_show_what_their_values_are_like(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor(width=1440, height=900) as reader:
        page = reader.open(built_map, "lang=en&panel=table&columns=category,seats,link")
        bars = page.get_by_role("columnheader", name="Category").locator(".pm-grid-bars path")
        # As many bars as there are categories, the most common first and as high as can be.
        expect(bars).to_have_attribute("d", re.compile(r"^M0.1 14v-14.00h"))
        assert (bars.get_attribute("d") or "").count("z") == 10
        expect(
            page.get_by_role("columnheader", name="Seats").locator(".pm-grid-bars")
        ).to_be_visible()
        expect(
            page.get_by_role("columnheader", name="Link").locator(".pm-grid-bars")
        ).to_have_count(0)
        page.set_viewport_size({"width": 1000, "height": 900})
        expect(page.locator(".pm-grid-bars")).to_have_count(0)


def test_the_name_stays_while_the_rest_is_scrolled(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor(width=1024, height=768) as reader:
        page = reader.open(built_map, "lang=en&panel=table")
        grid = page.get_by_role("grid")
        name = grid.get_by_role("rowheader").first
        before = name.bounding_box()
        grid.evaluate("(it) => { it.parentElement.scrollLeft = 600; }")
        page.wait_for_timeout(100)
        assert name.bounding_box() == before
        expect(grid.get_by_role("columnheader", name="Category")).not_to_be_in_viewport()


def test_rows_of_other_tables_are_folded_under_their_site(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en&panel=table&sort=name")
        row = page.get_by_role("row").filter(has_text="Baima Lake Laboratory")
        fold = row.get_by_role("button", name="More about Baima Lake Laboratory")
        expect(fold).to_have_attribute("aria-expanded", "false")
        count = int(page.get_by_role("grid").get_attribute("aria-rowcount") or 0)
        fold.click()
        expect(fold).to_have_attribute("aria-expanded", "true")
        expect(page.get_by_role("grid").get_by_text("Profile").first).to_be_visible()
        assert int(page.get_by_role("grid").get_attribute("aria-rowcount") or 0) > count
        row.get_by_role("rowheader").focus()
        page.keyboard.press("Space")
        expect(page.get_by_role("grid")).to_have_attribute("aria-rowcount", str(count))


def test_what_is_typed_into_find_is_found_at_once(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en&panel=table")
        page.get_by_role("searchbox", name="Find in the table").fill("bmh")
        expect(page.get_by_role("grid").get_by_role("rowheader")).to_have_count(4)
        expect(page.get_by_role("tabpanel", name="Table").get_by_text("4 of 37")).to_be_visible()
        assert "q=bmh" in state_of(page)


def test_cells_are_copied_as_text(built_map: Path, visitor: Callable[..., Any]) -> None:
    with visitor(permissions=["clipboard-read", "clipboard-write"]) as reader:
        page = reader.open(built_map, "lang=en&panel=table&columns=category,accuracy_m&sort=name")
        page.get_by_role("grid").focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Shift+ArrowDown")
        page.keyboard.press("Shift+ArrowRight")
        page.keyboard.press("Shift+ArrowRight")
        page.keyboard.press("Control+c")
        expect(page.get_by_text("6 cells copied")).to_be_visible()
        rows = page.evaluate(
            """() => parkmap.rows().map(({ name, accuracy_m }) => [name, accuracy_m])"""
        )
        accuracy = dict(rows)
        text = page.evaluate("() => navigator.clipboard.readText()")
        copied = [line.split("\t") for line in text.split("\n")]
        assert [line[0] for line in copied] == [name.strip() for name in names_in(page)[:2]]
        for name, _, value in copied:
            # Numbers as such: no thousands marks.
            assert value == ("" if accuracy[name] is None else str(accuracy[name]))
