"""Answers that come late: the newest counts, and nothing is written into what has gone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.desk import Desk, form_of, press
from tests.browser.following import renewal_of
from tests.browser.hands import DROP, PASTE, drop, packed
from tests.browser.test_table_sheet import sheet_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Request, Route


class Held:
    """Requests of a page that get no answer before one says so."""

    def __init__(self, page: Page, what: Callable[[Request], bool]) -> None:
        self.page = page
        self.routes: list[Route] = []
        page.route(
            re.compile(r"/(edit|news)\?"),
            lambda route: self.routes.append(route) if what(route.request) else route.fallback(),
        )

    def wait(self, count: int = 1) -> None:
        """Until so many have been asked for."""
        for _ in range(500):
            if len(self.routes) >= count:
                return
            self.page.wait_for_timeout(10)
        raise AssertionError("the page does not ask")

    def answer(self, index: int = 0) -> None:
        """Let one have its answer, and the page what it makes of it."""
        route = self.routes[index]
        with self.page.expect_response(lambda answer: answer.request == route.request) as told:
            route.continue_()
        told.value.finished()
        self.page.evaluate("() => new Promise((resolve) => setTimeout(resolve))")


def order_of(request: Request) -> str:
    return str((request.post_data_json or {}).get("do"))


def orders(page: Page, *names: str) -> Held:
    return Held(page, lambda request: request.method == "POST" and order_of(request) in names)


def test_the_table_that_was_chosen_last_is_shown_however_late_another_comes(desk: Desk) -> None:
    page = desk.open("lang=en")
    held = orders(page, "sites", "edit-table")
    sheet = sheet_of(page)
    held.answer()
    expect(sheet.get_by_role("combobox", name="Tables")).to_have_value("1")
    cell = sheet.get_by_label("site_id, row 1")
    expect(cell).to_be_visible()
    # While another comes, nothing is typed into the one that goes.
    sheet.get_by_role("combobox", name="Tables").select_option(index=0)
    held.wait(2)
    expect(sheet.get_by_role("button", name="Add a row")).to_be_disabled()
    cell.focus()
    expect(cell).not_to_be_focused()
    sheet.get_by_role("combobox", name="Tables").select_option(index=1)
    expect(sheet.get_by_role("button", name="Add a row")).to_be_enabled()
    held.answer(1)
    # A save that is on its way is about what was sent, and its answer is seen.
    value = sheet.get_by_label("value, row 1")
    value.fill("7 m")
    sheet.get_by_role("button", name="Save").click()
    held.wait(3)
    value.focus()
    page.keyboard.type("x")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(sheet).to_be_visible()
    expect(value).to_have_value("7 m")
    with renewal_of(page):
        held.answer(2)
    expect(sheet).to_have_count(0)
    assert "7 m" in (desk.folder / "tables" / "facts.csv").read_text(encoding="utf-8")


def test_the_position_that_was_typed_last_counts(desk: Desk) -> None:
    page = desk.open("lang=en&map=16/30.2015/120.2045")
    held = orders(page, "locate")
    press(page, "Place")
    page.get_by_role("button", name="Type coordinates instead").click()
    form = page.get_by_role("dialog", name="New site")
    text = form.get_by_label("Coordinates or link")
    form.get_by_label("Name", exact=True).fill("Tower")
    for position in ("120.2011,30.2011", "120.2022,30.2022"):
        text.fill(position)
        text.press("Enter")
    held.wait(2)
    held.answer(1)
    held.answer(0)
    expect(form.locator("output")).to_have_text("120.2022, 30.2022")
    # What was typed since is read with the rest, and not taken for what was asked about before.
    text.fill("120.2033,30.2033")
    text.press("Enter")
    held.wait(3)
    text.fill("120.2044,30.2044")
    held.answer(2)
    form.get_by_role("button", name="Save").click()
    held.wait(4)
    with renewal_of(page):
        held.answer(3)
    assert desk.features()["tower"]["geometry"]["coordinates"] == [120.2044, 30.2044]
    # The map shows nothing more of a form that is closed.
    press(page, "Place")
    page.get_by_role("button", name="Type coordinates instead").click()
    text.fill("120.2011,30.2011")
    text.press("Enter")
    held.wait(5)
    page.on("dialog", lambda dialog: dialog.accept())
    page.keyboard.press("Escape")
    held.answer(4)
    expect(page.locator(".pm-pin")).to_have_count(0)


def test_a_tool_that_is_pressed_before_an_undo_has_its_answer_is_begun_then(desk: Desk) -> None:
    page = desk.open("lang=en&map=16/30.2015/120.2045")
    press(page, "Place")
    page.get_by_role("button", name="Type coordinates instead").click()
    form = page.get_by_role("dialog", name="New site")
    form.get_by_label("Name", exact=True).fill("Tower")
    with renewal_of(page):
        form.get_by_role("button", name="Save").click()
    held = orders(page, "undo")
    press(page, "Undo")
    held.wait()
    press(page, "Place")
    held.answer()
    expect(page.get_by_role("button", name="Type coordinates instead")).to_be_visible()


def test_what_is_begun_while_newer_data_comes_is_not_taken_away(desk: Desk) -> None:
    page = desk.open("lang=en&site=garden&map=15.5/30.2011/120.2033")
    page.evaluate("() => { window.earlier = window.parkmap.app; }")
    held = Held(page, lambda request: "/news?" in request.url)
    press(page, "Edit")
    form = form_of(page)
    form.get_by_label("Name", exact=True).fill("Long garden")
    form.get_by_role("button", name="Save").click()
    held.wait()
    expect(form).to_have_count(0)
    # Another site is looked at, and the map is held.
    page.evaluate("() => parkmap.select('gate')")
    page.mouse.move(700, 300)
    page.mouse.down()
    held.answer()
    page.evaluate("() => new Promise((resolve) => setTimeout(resolve, 300))")
    assert page.evaluate("() => window.parkmap.app === window.earlier")
    page.mouse.up()
    page.wait_for_function("() => window.parkmap.app !== window.earlier")
    expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    assert desk.features()["garden"]["properties"]["name"] == "Long garden"
    assert page.evaluate("() => parkmap.app.store.state.site") == "gate"


def test_a_file_that_comes_before_the_tools_waits_and_is_forgotten_with_its_window(
    desk: Desk,
) -> None:
    page = desk.reader.context.new_page()
    held = orders(page, "import-begin")
    arguments = [packed(("a.csv", b"name,lon,lat\nInn,8.1,50.1\n")), "drop"]
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => {"
        f" window.isTaken = ({DROP})({arguments});"
        f" window.isRefused = ({PASTE})(document.body, ['name\\tlon\\tlat\\nB\\t8\\t50', '']);"
        "}, { once: true });"
    )
    page.goto(f"{desk.served.address}#lang=en")
    dialog = page.get_by_role("dialog", name="Bring in a.csv")
    expect(dialog).to_be_visible()
    assert page.evaluate("() => window.isTaken && window.isRefused")
    held.wait()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    # What the server keeps of it goes as soon as it is known.
    with page.expect_request(lambda request: order_of(request) == "import-end"):
        held.answer()
    # What comes while something is drawn is not lost without a word.
    press(page, "Area")
    assert drop(page, ("a.csv", b"name\nA\n"))
    expect(page.get_by_text("First finish what you have begun")).to_be_visible()
