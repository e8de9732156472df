"""Two to four sites side by side: from the card, from the table, from a link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page


def state_of(page: Page) -> str:
    return str(page.evaluate("() => parkmap.state()"))


def test_two_sites_are_put_aside_on_their_cards_and_compared(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en&site=baima-lake")
        card = page.get_by_role("complementary")
        card.get_by_role("button", name="Compare").click()
        expect(card.get_by_role("button", name="Compare")).to_have_attribute("aria-pressed", "true")
        tray = page.get_by_role("group", name="Compare")
        expect(tray).to_contain_text("Add one more")
        page.evaluate("() => parkmap.select('binjiang')")
        card.get_by_role("button", name="Compare").click()
        tray.get_by_role("button", name="Compare 2").click()
        window = page.get_by_role("dialog", name="Compare")
        expect(window.get_by_role("columnheader")).to_have_count(2)
        assert "compare=baima-lake,binjiang" in state_of(page)
        row = window.get_by_role("row", name="Accuracy (m)")
        expect(row.get_by_role("cell").first).to_have_text("60")
        # The larger of two numbers is marked; what one has not is a dash, said in words.
        expect(row.locator("strong")).to_have_text("600")
        expect(row.get_by_role("rowheader")).to_contain_text("differs")
        missing = window.get_by_role("row", name="Newly attracted talent").get_by_role("cell")
        expect(missing.first).to_contain_text("–")
        expect(missing.first).to_contain_text("no value")
        expect(missing.nth(1)).to_contain_text("38,000")
        expect(missing.nth(1)).to_contain_text("2022")
        page.keyboard.press("Escape")
        expect(window).to_be_hidden()
        assert "compare" not in state_of(page)


def test_a_link_opens_the_comparison_and_sites_are_taken_out(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(
            built_map, "lang=zh&compare=baima-lake,binjiang,nobody,baima-lake-laboratory"
        )
        window = page.get_by_role("dialog", name="对比")
        expect(window.get_by_role("columnheader")).to_have_count(3)
        assert "compare=baima-lake,binjiang,baima-lake-laboratory" in state_of(page)
        rows = window.get_by_role("row").count()
        window.get_by_role("checkbox", name="只看不同之处").check()
        assert window.get_by_role("row").count() < rows
        window.get_by_role("button", name="从对比中移除白马湖", exact=True).click()
        expect(window.get_by_role("columnheader")).to_have_count(2)
        window.get_by_role("button", name="从对比中移除杭州高新区（滨江）").click()
        expect(window).to_be_hidden()


def test_sites_are_ticked_in_the_table_and_no_more_than_four(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en&panel=table&columns=category")
        page.get_by_role("grid").focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Home")
        for _ in range(5):
            page.keyboard.press("Space")
            page.keyboard.press("ArrowDown")
        expect(page.get_by_text("No more than 4 sites can be compared.")).to_be_visible()
        boxes = page.get_by_role("grid").get_by_role("checkbox", checked=True)
        expect(boxes).to_have_count(4)
        page.get_by_role("button", name="Compare 4").click()
        window = page.get_by_role("dialog", name="Compare")
        expect(window.get_by_role("columnheader")).to_have_count(4)


def test_on_a_phone_the_comparison_scrolls_inside_itself(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor(width=390, height=844, has_touch=True) as reader:
        page = reader.open(built_map, "lang=zh&compare=baima-lake,binjiang,baima-lake-school")
        window = page.get_by_role("dialog", name="对比")
        box = window.bounding_box()
        assert box
        assert box["width"] <= 390
        inside = window.get_by_role("region", name="对比")
        assert inside.evaluate("(it) => it.scrollWidth > it.clientWidth")
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
