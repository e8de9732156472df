"""The Share dialog: what it gives to paste, and its preview of how that will look."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.embedding.hosts import Web, card, start
from tests.browser.every import every

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import FrameLocator, Locator, Page


def share(page: Page) -> Locator:
    page.get_by_role("button", name="Share").click()
    return page.get_by_role("dialog", name="Share")


def preview(page: Page) -> FrameLocator:
    frame = page.frame_locator(".pm-preview iframe")
    frame.locator("html").evaluate("() => parkmap.ready")
    return frame


class TestShare:
    """A dialog over the page."""

    def test_from_a_disk_the_preview_shows_what_the_code_will(
        self, visitor: Callable[..., Any], built_map: Path, sites: list[dict[str, str]]
    ) -> None:
        with visitor() as reader:
            page = reader.open(built_map, f"lang=en&site={sites[0]['id']}&map=15/30.18/120.2")
            dialog = share(page)
            frame = preview(page)
            expect(card(frame, sites[0]["name"])).to_be_visible()
            expect(frame.get_by_role("searchbox")).to_be_hidden()
            assert frame.locator("html").evaluate("() => parkmap.map.getZoom()") == 15
            dialog.get_by_label("Shows").select_option("Everything")
            expect(frame.get_by_role("main")).to_have_attribute("data-ui", "full")
            dialog.get_by_label("Language").select_option("中文")
            expect(frame.locator("html")).to_have_attribute("lang", "zh-CN")
            dialog.get_by_label("Colours").select_option("dark")
            expect(frame.locator("html")).to_have_attribute("data-theme", "dark")
            expect(page.locator("html")).to_have_attribute("lang", "en")
            code = dialog.get_by_role("textbox", name="Code").input_value()
            assert "lang=zh" in code
            assert "theme=dark" in code
            assert "ui=" not in code

    def test_the_preview_has_the_size_that_was_chosen(
        self, visitor: Callable[..., Any], built_map: Path
    ) -> None:
        with visitor(width=390, height=844) as reader:
            page = reader.open(built_map, "lang=en")
            dialog = share(page)
            frame = preview(page)
            for width in ("320", "640"):
                dialog.get_by_label("Width").select_option(width)
                dialog.get_by_label("Height").select_option("240")
                inner = frame.locator("html").evaluate("() => [innerWidth, innerHeight]")
                assert inner == [int(width), 240]
                shown = page.locator(".pm-preview iframe").bounding_box()
                assert shown
                assert shown["width"] <= 390
                assert shown["width"] / shown["height"] == pytest.approx(int(width) / 240, abs=0.02)
            wide = "document.documentElement.scrollWidth > innerWidth"
            assert not page.evaluate(wide)

    def test_copy_buttons_say_so_and_copy(
        self, visitor: Callable[..., Any], built_map: Path
    ) -> None:
        with visitor() as reader:
            page = reader.open(built_map, "lang=en")
            dialog = share(page)
            page.evaluate("() => addEventListener('copy', () => { copied = `${getSelection()}` })")
            page.evaluate(
                "() => { Clipboard.prototype.writeText = async (text) => { copied = text } }"
            )
            buttons = dialog.get_by_role("button", name=re.compile("^Cop(y|ied)$"))
            for button in every(buttons, 2):
                button.click()
                expect(button).to_have_accessible_name("Copied")
            assert page.evaluate("() => copied").startswith("<iframe ")
            expect(dialog.get_by_role("button", name="Copied")).to_have_count(0, timeout=10_000)

    def test_it_works_by_keyboard_and_gives_the_focus_back(
        self, visitor: Callable[..., Any], built_map: Path
    ) -> None:
        with visitor() as reader:
            page = reader.open(built_map, "lang=en")
            page.get_by_role("button", name="Share").focus()
            page.keyboard.press("Enter")
            preview(page)
            seen = []
            for _ in range(16):
                page.keyboard.press("Tab")
                seen.append(page.evaluate("document.activeElement.localName"))
            assert {"input", "select", "button", "textarea"} <= set(seen)
            assert "iframe" not in seen, "the preview is not to be tabbed through"
            page.keyboard.press("Escape")
            expect(page.get_by_role("dialog", name="Share")).to_be_hidden()
            expect(page.locator(".pm-preview iframe")).to_have_count(0)
            expect(page.get_by_role("button", name="Share")).to_be_focused()

    def test_it_previews_in_a_sandbox_and_where_only_some_origins_may_talk(
        self, reader: Any, web: Web, build: Callable[..., Path], tmp_path: Path
    ) -> None:
        page = build(start(tmp_path, '[embed]\norigins = ["https://example.org"]\n'))
        src = web.map.put("/some.html", page.read_bytes())
        body = f"<iframe sandbox='allow-scripts' src='{src}' width='1000' height='650'></iframe>"
        host = reader.open(web.page(body), ready=False)
        map_page = host.frame_locator("iframe")
        map_page.locator("html").evaluate("() => parkmap.ready")
        map_page.locator("html").evaluate("() => { location.hash = 'lang=en' }")
        map_page.get_by_role("button", name="Share").click()
        frame = map_page.frame_locator(".pm-preview iframe")
        expect(frame.locator(".pm-map")).to_be_visible()
        expect(frame.get_by_role("searchbox")).to_be_hidden()
        map_page.get_by_label("Colours").select_option("dark")
        expect(frame.locator("html")).to_have_attribute("data-theme", "dark")

    def test_text_selected_beyond_the_window_does_not_close_it(
        self, visitor: Callable[..., Any], built_map: Path
    ) -> None:
        with visitor() as reader:
            page = reader.open(built_map, "lang=en")
            dialog = share(page)
            box = dialog.get_by_text("Opens the map as it is now").bounding_box()
            assert box
            page.mouse.move(box["x"] + 20, box["y"] + 8)
            page.mouse.down()
            page.mouse.move(5, 5)
            page.mouse.up()
            expect(dialog).to_be_visible()
            page.mouse.click(5, 5)
            expect(dialog).to_be_hidden()

    def test_a_window_closed_at_once_starts_no_preview(
        self, visitor: Callable[..., Any], built_map: Path
    ) -> None:
        with visitor() as reader:
            page = reader.open(built_map, "lang=en")
            page.evaluate(
                "async () => { document.querySelector('[aria-label=Share]').click();"
                " while (!document.querySelector('dialog[open]'))"
                " await new Promise(requestAnimationFrame);"
                " document.querySelector('dialog[open]').close(); }"
            )
            page.wait_for_timeout(300)
            expect(page.locator("iframe")).to_have_count(0)
