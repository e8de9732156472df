"""Filters by field: set by hand and by keys, counted, named, taken away, kept in the address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.every import every

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Locator, Page


def unfold(page: Page, field: str) -> Locator:
    """Open the filters, and one of them."""
    button = page.get_by_role("button", name="Filters", exact=False)
    if button.get_attribute("aria-expanded") == "false":
        button.click()
    group = page.get_by_role("group", name="Filters").last
    summary = page.locator("summary", has_text=re.compile(f"^{re.escape(field)}$"))
    row = group.locator("details").filter(has=summary)
    row.locator("summary").click()
    expect(row.locator("summary + *")).to_be_visible()
    return row


def shown(page: Page) -> int:
    return int(page.evaluate("() => parkmap.rows().length"))


def state_of(page: Page) -> str:
    return str(page.evaluate("() => parkmap.state()"))


def expected(page: Page, test: str) -> int:
    """How many sites pass a test, reckoned from all rows before anything is filtered."""
    return int(page.evaluate(f"() => parkmap.rows().filter((site) => {test}).length"))


def expected_without(page: Page, where: str) -> int:
    """How many sites there are with this filter alone; what held before holds again."""
    before = state_of(page)
    page.evaluate("(where) => parkmap.filter({ where })", where)
    count = shown(page)
    page.evaluate("(before) => { location.hash = before }", before)
    expect(page.get_by_role("button", name="Remove the filter")).to_have_count(2)
    return count


def test_a_range_is_typed_shown_as_a_chip_and_taken_away(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en")
        count = expected(
            page, "site.accuracy_m !== null && site.accuracy_m >= 100 && site.accuracy_m <= 900"
        )
        row = unfold(page, "Accuracy (m)")
        row.get_by_role("textbox", name="from").fill("100")
        row.get_by_role("textbox", name="to").fill("900")
        page.keyboard.press("Enter")
        chip = page.get_by_role("button", name="Remove the filter Accuracy (m) 100–900")
        expect(chip).to_be_visible()
        assert shown(page) == count
        expect(page.get_by_role("status").first).to_have_text(f"{count} of 37 sites")
        assert "where=accuracy_m:100..900" in state_of(page)
        chip.click()
        assert shown(page) == 37
        assert "where" not in state_of(page)


def test_of_two_filters_of_one_field_one_is_taken_away(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en&where=accuracy_m:100..,accuracy_m:..900")
        below = expected_without(page, "accuracy_m:..900")
        page.get_by_role("button", name="Remove the filter Accuracy (m) ≥ 100").click()
        expect(
            page.get_by_role("button", name="Remove the filter Accuracy (m) ≤ 900")
        ).to_be_visible()
        assert shown(page) == below
        assert "where=accuracy_m:..900" in state_of(page)


def test_handles_are_moved_by_keys_and_say_where_they_are(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en")
        row = unfold(page, "Accuracy (m)")
        low, high = every(row.get_by_role("slider"), 2)
        expect(low).to_have_attribute("aria-valuetext", "no limit")
        low.focus()
        page.keyboard.press("PageUp")
        value = float(low.get_attribute("aria-valuenow") or 0)
        least = float(low.get_attribute("aria-valuemin") or 0)
        assert value > least
        assert shown(page) == page.evaluate(
            "(low) => parkmap.rows().filter((site) => site.accuracy_m >= low).length", value
        )
        page.keyboard.press("ArrowRight")
        assert float(low.get_attribute("aria-valuenow") or 0) > value
        # One handle stops at the other.
        high.focus()
        page.keyboard.press("Home")
        assert high.get_attribute("aria-valuenow") == low.get_attribute("aria-valuenow")
        low.focus()
        page.keyboard.press("Home")
        expect(low).to_have_attribute("aria-valuetext", "no limit")


def test_a_handle_is_dragged(built_map: Path, visitor: Callable[..., Any]) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en")
        row = unfold(page, "Accuracy (m)")
        handle = row.get_by_role("slider").last
        box = handle.bounding_box()
        track = row.locator(".pm-track").bounding_box()
        assert box
        assert track
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.down()
        page.mouse.move(track["x"] + track["width"] / 2, box["y"] + 10, steps=5)
        page.mouse.up()
        page.wait_for_function("() => parkmap.rows().length < 37")
        assert shown(page) > 0
        value = float(handle.get_attribute("aria-valuenow") or 0)
        most = float(handle.get_attribute("aria-valuemax") or 0)
        assert value < most
        # Missing is never zero: sites without a value do not pass until they are asked for.
        assert page.evaluate("() => parkmap.rows().every((site) => site.accuracy_m !== null)")
        row.get_by_role("checkbox", name="no value").check()
        assert page.evaluate("() => parkmap.rows().some((site) => site.accuracy_m === null)")
        assert f"where=accuracy_m:..{value:g}|" in state_of(page).replace("%7C", "|")


def test_choices_are_counted_by_the_other_filters(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en")
        row = unfold(page, "Part of")
        name = "Hangzhou High-tech Zone (Binjiang)"
        choice = row.get_by_role("checkbox", name=name)
        count = choice.locator("xpath=..").locator(".pm-count")
        all_of_it = expected(page, 'site.part_of === "binjiang"')
        expect(count).to_have_text(str(all_of_it))
        page.get_by_role("button", name="Science platforms").click()
        fewer = expected(page, 'site.part_of === "binjiang"')
        assert 0 < fewer < all_of_it
        expect(count).to_have_text(str(fewer))
        # Its own choices are counted whatever is picked among them.
        other = row.get_by_role("checkbox", name="Hangzhou Jiangnan Science City")
        other.check()
        expect(count).to_have_text(str(fewer))
        assert 0 < shown(page) < fewer
        row.get_by_role("button", name=f"Only {name}").click()
        expect(other).not_to_be_checked()
        assert shown(page) == fewer
        assert page.evaluate("() => parkmap.rows().every(({ part_of }) => part_of === 'binjiang')")


def test_a_text_and_located_or_not(built_map: Path, visitor: Callable[..., Any]) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en")
        missing = expected(page, "site.located === false")
        row = unfold(page, "Located by")
        row.get_by_role("searchbox").fill("OpenStreetMap")
        page.wait_for_function("() => parkmap.rows().length < 37")
        assert "where=located_by:~OpenStreetMap" in state_of(page)
        page.get_by_role("button", name="Remove the filter Located by").click()
        row = unfold(page, "Located")
        row.get_by_role("checkbox", name=re.compile("^no ")).check()
        assert shown(page) == missing


def test_where_nothing_is_left_the_page_says_what_to_loosen(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en&q=lab&where=accuracy_m:..10,located:true")
        expect(page.get_by_role("status").first).to_have_text("0 of 37 sites")
        page.get_by_role("button", name="Without Accuracy (m) ≤ 10").click()
        assert shown(page) > 0
        expect(page.get_by_role("button", name="Remove the filter Located")).to_be_visible()


@pytest.mark.parametrize("where", ["nothing:1..2", "accuracy_m:abc", "accuracy_m:9..1", "::", ""])
def test_what_the_address_asks_for_in_vain_is_not_obeyed(
    built_map: Path, visitor: Callable[..., Any], where: str
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, f"lang=en&where={where}")
        assert shown(page) == 37


def test_filters_hold_for_the_table_and_by_script(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=en&panel=table")
        # Beside the table there is room for them.
        expect(page.get_by_role("group", name="Filters").last).to_be_visible()
        page.evaluate("() => parkmap.filter({ where: 'accuracy_m:1000..' })")
        count = shown(page)
        assert 0 < count < 37
        expect(page.get_by_role("grid")).to_have_attribute("aria-rowcount", str(count + 1))
        expect(page.get_by_role("button", name="Remove the filter Accuracy (m) ≥")).to_be_visible()


def test_on_a_phone_filters_have_the_whole_sheet(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor(width=390, height=844, has_touch=True) as reader:
        page = reader.open(built_map, "lang=zh")
        page.get_by_role("button", name="筛选").click()
        box = page.get_by_role("group", name="筛选").last.bounding_box()
        assert box
        assert box["height"] > 300
        page.get_by_role("button", name="筛选").click()
        expect(page.get_by_role("list").first).to_be_visible()


def test_of_several_filters_of_a_field_the_form_shows_and_changes_what_holds(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(
            built_map,
            "lang=en&where=seats:1..,seats:..30000,seats:10..|,description:~o,description:~a",
        )
        row = unfold(page, "Seats")
        low, high = (row.get_by_role("textbox").nth(n) for n in (0, 1))
        assert (low.input_value(), high.input_value()) == ("10", "30000")
        expect(row.locator(".pm-filter-also")).to_be_hidden()
        few = shown(page)
        high.fill("20000")
        high.press("Enter")
        high.blur()
        assert "where=seats:10..20000,description:~o,description:~a" in state_of(page)
        # Choices beside a range, and one text beside another, are there to be taken away.
        page.evaluate("location.hash = 'lang=en&where=seats:1..,seats:18000,seats:..30000'")
        also = row.locator(".pm-filter-also")
        expect(also).to_have_text(re.compile(r"Also:\s*Seats 18,000"))
        assert (low.input_value(), high.input_value()) == ("1", "30000")
        low.fill("100")
        low.press("Enter")
        assert "where=seats:100..30000,seats:18000" in state_of(page)
        one = also.get_by_role("button", name="Remove the filter Seats 18,000")
        one.focus()
        one.press("Enter")
        expect(also).to_be_hidden()
        assert "where=seats:100..30000" in state_of(page)
        expect(row.locator("summary")).to_be_focused()
        assert shown(page) >= few
