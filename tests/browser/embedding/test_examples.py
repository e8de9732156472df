"""The hand-written pages of ``maps/examples``, and oEmbed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.embedding.hosts import (
    LISTEN,
    MAPS,
    Web,
    in_map,
    published,
    start,
    tell_map,
    when_ready,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class TestExamples:
    """The hand-written pages of ``maps/examples``."""

    def test_the_plain_page(self, reader: Any, web: Web) -> None:
        page = reader.open(web.host.put("/plain.html", published(web, "plain.html")), ready=False)
        frame = when_ready(page)
        expect(page.get_by_role("heading", name="How to find us")).to_be_visible()
        expect(frame.locator("html")).to_have_attribute("lang", "en")
        # Nothing says how high it is but the map, which asks for a share of its width.
        page.wait_for_function(
            "(({offsetWidth: wide, offsetHeight: high}) => Math.abs(high - 0.62 * wide) < 2)"
            "(document.querySelector('park-map'))"
        )

    def test_the_article_with_two_maps(self, reader: Any, web: Web) -> None:
        page = reader.open(
            web.host.put("/article.html", published(web, "article.html")), ready=False
        )
        when_ready(page, "#first iframe")
        page.get_by_role("button", name="Baima Lake").click()
        expect(page.get_by_role("status")).to_have_text(re.compile("Selected: .*Baima Lake"))
        page.get_by_role("button", name="nothing").click()
        expect(page.get_by_role("status")).to_have_text("Nothing is selected.")
        page.get_by_role("button", name="parks and lakes").click()
        expect(page.locator("#first")).to_have_attribute("category", "park,lake")

        page.locator("#second").scroll_into_view_if_needed()
        second = when_ready(page, "#second")
        page.get_by_role("button", name="dark").click()
        expect(second.locator("html")).to_have_attribute("data-theme", "dark")
        page.get_by_role("button", name="closer").click()
        expect(page.get_by_text("Zoom 15.0.")).to_be_visible()
        first = in_map(page, "#first iframe")
        expect(first.locator("html")).not_to_have_attribute("data-theme", "dark")


class TestSnippets:
    """What ``parkmap embed`` and the Share dialog give."""

    def test_the_element_works_pasted_into_any_page(self, reader: Any, web: Web) -> None:
        from geo.embedding import Wanted, snippets

        web.map.put("/park-map.js", (MAPS / "park-map.js").read_bytes())
        body = snippets(Wanted(web.src, "lang=en", title="Where we are", height=300))["element"]
        page = reader.open(web.page(body), ready=False)
        frame = when_ready(page)
        expect(frame.locator("html")).to_have_attribute("lang", "en")
        expect(page.locator("iframe")).to_have_attribute("title", "Where we are")
        assert page.locator("park-map").bounding_box()["height"] == 300

    @pytest.mark.parametrize("form", ["iframe", "park-map"])
    def test_what_the_share_dialog_gives_shows_the_same_elsewhere(
        self, reader: Any, web: Web, sites: list[dict[str, str]], form: str
    ) -> None:
        web.map.put("/park-map.js", (MAPS / "park-map.js").read_bytes())
        full = reader.open(web.src, f"lang=en&category={sites[1]['category']}")
        full.get_by_role("button", name="Share").click()
        dialog = full.get_by_role("dialog")
        dialog.get_by_role("button", name=form).click()
        code = dialog.get_by_role("textbox", name="Code").input_value()
        assert f"<{form}" in code
        page = reader.open(web.page(code), ready=False)
        frame = when_ready(page)
        expect(frame.get_by_role("searchbox")).to_be_hidden()
        expect(frame.locator("html")).to_have_attribute("lang", "en")
        shown = tell_map(page, "parkmap.sites().filter((one) => one.visible)")
        assert {one["category"] for one in shown} == {sites[1]["category"]}


class TestOembed:
    """What ``parkmap embed`` writes, as a content management system takes it up."""

    def test_discovery_stands_before_any_script(
        self, build: Callable[..., Path], tmp_path: Path
    ) -> None:
        html = build(start(tmp_path, '[embed]\nurl = "https://example.org/m/"\n')).read_bytes()
        link = re.search(rb"<link[^>]*application/json\+oembed[^>]*>", html)
        assert link
        assert b'href="https://example.org/m/oembed.json"' in link[0]
        assert link.end() < html.index(b"<script")
        assert link.end() < 150_000
        assert b'property="og:image" content="https://example.org/m/map.png"' in html

    def test_the_answer_shows_the_map_the_way_wordpress_frames_it(
        self, reader: Any, web: Web, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        from geo.cli import main

        assert main(["embed", "data", "--url", web.src, "-o", str(tmp_path)]) == 0
        assert "<iframe" in capsys.readouterr().out
        answer = json.loads((tmp_path / "oembed.json").read_text(encoding="utf-8"))
        framed = re.sub(r' src="([^"]*)"', r' src="\1#?secret=aB3xY"', answer["html"]).replace(
            "<iframe", '<iframe sandbox="allow-scripts" security="restricted"'
        )
        page = reader.open(web.page(LISTEN + framed), ready=False)
        page.wait_for_function("last('ready')")
        frame = when_ready(page)
        expect(frame.get_by_role("searchbox")).to_be_hidden()
        assert page.locator("iframe").bounding_box()["width"] == answer["width"] + 0
