"""Many tabs, a browser that refuses to store, keys for undo and redo, and a server started anew."""

from __future__ import annotations

import http.client
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.desk import Desk, press
from tests.browser.following import reader_of, renewal_of, shown
from tests.serving.running import serving

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page, Route

REFUSED = """
for (const name of ["localStorage", "sessionStorage"]) {
  const get = () => { throw new DOMException("denied", "SecurityError"); };
  Object.defineProperty(window, name, { get });
}
Object.defineProperty(Navigator.prototype, "locks", {
  get: () => ({ request: () => Promise.reject(new DOMException("denied", "SecurityError")) }),
});
const refused = () => { throw new DOMException("denied", "SecurityError"); };
Object.defineProperty(Document.prototype, "cookie", { get: refused, set: refused });
Object.defineProperty(Navigator.prototype, "cookieEnabled", { get: () => false });
window.BroadcastChannel = refused;
"""


def without_cookies(route: Route) -> None:
    """Take no cookie the server gives, and send none."""
    request, was = route.request, urlsplit(route.request.url)
    asked = http.client.HTTPConnection("127.0.0.1", was.port or 80, timeout=60)
    path = f"{was.path}?{was.query}" if was.query else was.path
    headers = {name: value for name, value in request.headers.items() if name.lower() != "cookie"}
    asked.request(request.method, path, body=request.post_data_buffer, headers=headers)
    answer = asked.getresponse()
    got = [(name, value) for name, value in answer.getheaders() if name.lower() != "set-cookie"]
    route.fulfill(status=answer.status, headers=dict(got), body=answer.read())


def shows(page: Page, name: str) -> None:
    page.wait_for_function(
        "(wanted) => { try { return window.parkmap.sites().some(({ name }) => name === wanted); }"
        " catch { return false; } }",
        arg=name,
    )


def test_ten_tabs_open_and_all_of_them_follow(tmp_path: Path, visitor: Callable[..., Any]) -> None:
    folder = tmp_path / "park"
    with reader_of(visitor, folder, "--edit") as (served, reader):
        pages = [reader.open(served.address, "lang=en") for _ in range(10)]
        for page in (pages[0], pages[-1]):
            assert page.evaluate("() => fetch('/').then(({ status }) => status)") == 200
        layer = folder / "sites.geojson"
        layer.write_bytes(layer.read_bytes().replace(b"Example gate", b"North gate"))
        for page in pages:
            shows(page, "North gate")
        # The one that keeps the stream closes: another takes it over.
        pages[0].close()
        layer.write_bytes(layer.read_bytes().replace(b"North gate", b"South gate"))
        for page in pages[1:]:
            shows(page, "South gate")


def test_two_people_at_one_cell_lose_nothing(tmp_path: Path, visitor: Callable[..., Any]) -> None:
    """Each with a browser of their own, at the same field of the same site and in the same grid."""
    folder = tmp_path / "park"
    with (
        reader_of(visitor, folder, "--edit") as (served, one),
        visitor(allow=(f"http://127.0.0.1:{served.port}/",)) as other,
    ):
        mine, theirs = (who.open(served.address, "lang=en&site=gate") for who in (one, other))
        for page in (mine, theirs):
            press(page, "Tables")
            expect(page.get_by_label("name_en, row 2", exact=True)).to_be_visible()
        theirs.get_by_label("name_en, row 2", exact=True).fill("Their words")
        with renewal_of(theirs):
            theirs.get_by_role("button", name="Save").click()
        mine.get_by_label("name_en, row 2", exact=True).fill("My words")
        mine.get_by_label("name_en, row 3", exact=True).fill("Beside it")
        mine.get_by_role("button", name="Save").click()
        # The second is told at the cell, and has typed nothing in vain.
        sheet = mine.get_by_role("dialog", name="Tables")
        expect(sheet.get_by_role("alert")).to_contain_text("changed by someone else")
        cell = sheet.get_by_label("name_en, row 2", exact=True)
        expect(cell).to_have_attribute("title", re.compile("Their words"))
        expect(cell).to_have_value("My words")
        assert b"Their words" in (folder / "sites.geojson").read_bytes()
        cell.fill("Their words, and mine")
        with renewal_of(mine):
            sheet.get_by_role("button", name="Save").click()
        saved = (folder / "sites.geojson").read_text(encoding="utf-8")
        assert "Their words, and mine" in saved
        assert "Beside it" in saved
        shows(theirs, "Beside it")


def test_where_the_browser_stores_nothing_everything_works(
    tmp_path: Path, visitor: Callable[..., Any]
) -> None:
    with reader_of(visitor, tmp_path / "park", "--edit") as (served, reader):
        reader.context.add_init_script(REFUSED)
        # The stream of news has no end: it is the browser's own, whose jar is empty.
        reader.context.route(re.compile(r"/(\?|news|parts|edit|drop)"), without_cookies)
        page = reader.open(served.address, "lang=en&site=gate")
        assert reader.context.cookies() == []
        page.reload()
        press(page, "Edit")
        form = page.get_by_role("dialog", name=re.compile("Edit"))
        form.get_by_label("Name (English)").fill("South gate")
        with renewal_of(page):
            form.get_by_role("button", name="Save").click()
        assert shown(page)["gate"] == "South gate"
        with renewal_of(page):
            press(page, "Undo")
        assert shown(page)["gate"] == "Example gate"
        layer = tmp_path / "park" / "sites.geojson"
        layer.write_bytes(layer.read_bytes().replace(b"Example gate", b"North gate"))
        shows(page, "North gate")


def test_the_keys_that_undo_and_redo_everywhere_do_so_here(desk: Desk) -> None:
    before = desk.layer.read_bytes()
    page = desk.open("lang=en&site=gate")
    told = re.compile("start of parkmap serve")
    expect(page.get_by_role("button", name="Undo", exact=True)).to_have_attribute("title", told)
    for name in ("First", "Second"):
        press(page, "Edit")
        form = page.get_by_role("dialog", name=re.compile("Edit"))
        form.get_by_label("Name (English)").fill(name)
        # In a field the keys are the field's.
        page.keyboard.press("Control+z")
        form.get_by_label("Name (English)").fill(name)
        with renewal_of(page):
            form.get_by_role("button", name="Save").click()
    undo = page.get_by_role("button", name="Undo", exact=True)
    expect(undo).to_have_attribute("title", "Undo: change “示例大门”")
    for keys, name in [("Control+z", "First"), ("Control+z", "Example gate")]:
        # A page that has just come back listens once its tools stand.
        expect(undo).to_be_enabled()
        with renewal_of(page):
            page.keyboard.press(keys)
        assert shown(page)["gate"] == name
    assert desk.layer.read_bytes() == before
    redo = page.get_by_role("button", name="Redo", exact=True)
    for keys, name in [("Control+y", "First"), ("Control+Shift+Z", "Second")]:
        expect(redo).to_be_enabled()
        with renewal_of(page):
            page.keyboard.press(keys)
        assert shown(page)["gate"] == name
    expect(redo).to_be_disabled()
    # Each press counts, although the one before has no answer yet; more than there are do no harm.
    with renewal_of(page):
        for _ in range(5):
            page.keyboard.press("Control+z")
    expect(undo).to_be_disabled()
    page.wait_for_function(
        "() => parkmap.sites().find(({ id }) => id === 'gate').name === 'Example gate'"
    )
    assert desk.layer.read_bytes() == before
    redo.dblclick()
    expect(redo).to_be_disabled()
    page.wait_for_function(
        "() => parkmap.sites().find(({ id }) => id === 'gate').name === 'Second'"
    )


def test_the_secret_leaves_the_address_and_a_reload_needs_none(desk: Desk) -> None:
    page = desk.open("lang=en&site=gate")
    assert "key=" not in page.url
    assert page.url.endswith("lang=en&site=gate") or "site=gate" in page.url
    page.reload()
    expect(page.get_by_role("toolbar", name="Editing")).to_be_visible()
    assert page.evaluate("() => document.cookie") == ""


def test_a_page_goes_on_when_the_server_was_started_anew(
    tmp_path: Path, visitor: Callable[..., Any]
) -> None:
    folder = tmp_path / "park"
    with reader_of(visitor, folder, "--edit") as (served, reader):
        page = reader.open(served.address, "lang=en&site=gate")
        press(page, "Edit")
        form = page.get_by_role("dialog", name=re.compile("Edit"))
        form.get_by_label("Name (English)").fill("South gate")
        served.process.kill()
        served.process.wait()
        with serving(folder, "--edit", "--port", str(served.port)) as again:
            save = form.get_by_role("button", name="Save")
            save.click()
            expect(form.get_by_role("alert")).to_contain_text("started anew")
            # Whoever started it opens its address, and the other page is let in as well.
            other = reader.open(again.address, "lang=en")
            save.click()
            shows(page, "South gate")
            shows(other, "South gate")
            layer = folder / "sites.geojson"
            layer.write_bytes(layer.read_bytes().replace(b"South gate", b"North gate"))
            shows(other, "North gate")
            shows(page, "North gate")
        reader.errors.clear()  # that it was away stands in the browser's log
