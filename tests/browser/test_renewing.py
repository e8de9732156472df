"""A page that is open takes what the files show now, without being loaded again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.desk import Desk, form_of, press
from tests.browser.following import place_of, renewal_of, shown

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page


def replace(path: Path, old: str, new: str) -> None:
    data = path.read_bytes()
    assert old.encode() in data
    path.write_bytes(data.replace(old.encode(), new.encode(), 1))


def rename(desk: Desk, old: str, new: str) -> None:
    replace(desk.layer, old, new)


def test_what_stands_open_and_what_was_typed_stays(desk: Desk) -> None:
    page = desk.open("lang=en&site=garden&map=15.5/30.2011/120.2033")
    page.get_by_role("button", name="Legend").click()
    page.get_by_role("searchbox").fill("Example")
    page.get_by_role("searchbox").press("ArrowLeft")
    view = page.evaluate("() => parkmap.app.store.state.view")
    with renewal_of(page):
        rename(desk, "Example gate", "Example north gate")
    expect(page.get_by_role("dialog", name="Legend")).to_be_visible()
    search = page.get_by_role("searchbox")
    expect(search).to_have_value("Example")
    expect(search).to_be_focused()
    assert search.evaluate("(field) => field.selectionStart") == len("Example") - 1
    expect(page.get_by_role("complementary", name="Example garden")).to_be_visible()
    assert page.evaluate("() => parkmap.app.store.state.view") == view
    assert shown(page)["gate"] == "Example north gate"


def test_the_table_stays_as_it_was_pulled_and_sorted(desk: Desk) -> None:
    page = desk.open("lang=en&panel=table&sort=-name")
    handle = page.get_by_role("separator", name=re.compile("height", re.IGNORECASE))
    handle.focus()
    for _ in range(4):
        page.keyboard.press("ArrowUp")
    share = handle.get_attribute("aria-valuenow")
    with renewal_of(page):
        rename(desk, "Example gate", "Zoo gate")
    expect(handle).to_have_attribute("aria-valuenow", str(share))
    expect(handle).to_be_focused()
    rows = page.get_by_role("grid").get_by_role("row")
    expect(rows.nth(1)).to_contain_text("Zoo gate")


def test_list_counts_search_and_figures_are_those_of_the_files_now(desk: Desk) -> None:
    page = desk.open("lang=en&q=observatory")
    expect(page.get_by_text("No site matches the search.").first).to_be_visible()
    with renewal_of(page):
        rename(desk, "Example hall", "Observatory")
    expect(page.get_by_role("listitem").filter(has_text="Observatory")).to_be_visible()
    page.get_by_role("searchbox").fill("")
    before = len(shown(page))
    page.get_by_role("listitem").get_by_role("button", name=re.compile("Observatory")).click()
    press(page, "Delete")
    with renewal_of(page):
        page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    assert len(shown(page)) == before - 1
    expect(page.get_by_role("complementary", name="Observatory")).to_have_count(0)
    assert "site=" not in page.evaluate("() => parkmap.state()")
    with renewal_of(page):
        page.keyboard.press("Control+z")
    expect(page.get_by_role("complementary", name="Observatory")).to_be_visible()


def test_half_an_edit_outlives_what_others_save(desk: Desk) -> None:
    page = desk.open("lang=en&site=garden")
    press(page, "Edit")
    form = form_of(page)
    form.get_by_label("Description", exact=True).fill("Roses and a pond")
    with renewal_of(page):
        rename(desk, "Example gate", "North gate")
    expect(form.get_by_label("Description", exact=True)).to_have_value("Roses and a pond")
    expect(form.get_by_label("Description", exact=True)).to_be_focused()
    with renewal_of(page):
        form.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    features = desk.features()
    assert features["garden"]["properties"]["description"] == "Roses and a pond"
    assert features["gate"]["properties"]["name_en"] == "North gate"


def test_what_is_being_drawn_is_not_taken_away(desk: Desk) -> None:
    page = desk.open("lang=en&map=16/30.2015/120.2045")
    press(page, "Line")
    page.mouse.click(*place_of(page, 120.2040, 30.2040))
    page.mouse.click(*place_of(page, 120.2050, 30.2045))
    page.evaluate("() => { window.earlier = window.parkmap.app; }")
    rename(desk, "Example gate", "North gate")
    expect(page.get_by_role("status").filter(has_text="changed")).to_be_visible()
    assert page.evaluate("() => window.earlier === window.parkmap.app")
    page.keyboard.press("Enter")
    form = page.get_by_role("dialog", name="New site")
    form.get_by_label("Name", exact=True).fill("Path")
    form.get_by_label("Category").select_option(index=1)
    with renewal_of(page):
        form.get_by_role("button", name="Save").click()
    page.wait_for_function("() => parkmap.sites().some(({ name }) => name === 'Path')")
    assert shown(page)["gate"] == "North gate"


def wait_for_another(page: Page) -> None:
    """Until the page is loaded again and its map is there: before, asking for that is an error."""
    page.wait_for_function(
        "() => { try { return !window.isSamePage && !!window.parkmap.app; }"
        " catch { return false; } }"
    )


def test_settings_that_make_another_page_load_it_again_as_it_was(desk: Desk) -> None:
    page = desk.open("lang=en&site=garden&q=Example&map=15.5/30.2011/120.2033")
    page.evaluate("() => { window.isSamePage = true; }")
    toml = desk.folder / "map.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(text.replace('"zh", "en"', '"zh", "en", "fr"'), encoding="utf-8")
    wait_for_another(page)
    expect(page.get_by_role("complementary", name="Example garden")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_value("Example")
    # Over what is being typed it is not loaded: only when that is done.
    press(page, "Edit")
    name = form_of(page).get_by_label("Name (English)")
    name.fill("Rose garden")
    page.evaluate("() => { window.isSamePage = true; }")
    with page.expect_response("**/news?*"):
        toml.write_text(text, encoding="utf-8")
    page.wait_for_timeout(1000)
    expect(name).to_have_value("Rose garden")
    form_of(page).get_by_role("button", name="Save").click()
    wait_for_another(page)
    expect(page.get_by_role("complementary", name="Rose garden")).to_be_visible()


def listeners(page: Page) -> int:
    """How many there are once what nobody can reach is gone."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    session.send("HeapProfiler.collectGarbage")
    session.send("HeapProfiler.collectGarbage")
    metrics = session.send("Performance.getMetrics")["metrics"]
    session.detach()
    return int(next(one["value"] for one in metrics if one["name"] == "JSEventListeners"))


def test_many_saves_in_a_row_leave_nothing_behind(desk: Desk) -> None:
    page = desk.open("lang=en&site=garden&panel=table")
    counts = []
    for number in range(10):
        with renewal_of(page):
            rename(desk, "Example gate" if number == 0 else f"Gate {number - 1}", f"Gate {number}")
        page.mouse.move(700 + 5 * number, 300)
        counts.append(listeners(page))
    assert shown(page)["gate"] == "Gate 9"
    # Some hundreds are one page's own.
    assert counts[0] > 100
    # What stayed of one save would be there after all that follow; what is just being shown is not.
    assert min(counts[5:]) <= max(counts[1:5]), counts
