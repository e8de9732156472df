"""Version 1 of the message format, and who may talk."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.embedding.hosts import (
    LISTEN,
    Web,
    card,
    expect_zoom,
    in_map,
    start,
    tell_map,
    when_ready,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page


class TestMessages:
    """Version 1 of the message format."""

    @pytest.fixture
    def page(self, reader: Any, web: Web) -> Page:
        page: Page = reader.open(web.page(LISTEN + web.iframe()), ready=False)
        page.wait_for_function("last('ready') && last('height')")
        return page

    def send(self, page: Page, message: object) -> None:
        page.evaluate("(message) => frames[0].postMessage(message, '*')", message)

    def test_the_map_says_what_happens(
        self, page: Page, web: Web, sites: list[dict[str, str]]
    ) -> None:
        ready = page.evaluate("last('ready')")
        assert (ready["source"], ready["version"], ready["origin"]) == ("parkmap", 1, web.map.url)
        assert page.evaluate("last('height').px") > 200
        tell_map(page, "parkmap.select(arg)", sites[0]["id"])
        page.wait_for_function("last('select')")
        select = page.evaluate("last('select')")
        assert (select["id"], select["name"]) == (sites[0]["id"], sites[0]["name"])
        tell_map(page, "void parkmap.map.setView([30.2, 120.25], 14, {animate: false})")
        page.wait_for_function("last('view')?.zoom === 14")
        lon, lat = page.evaluate("last('view').center")
        assert (lon, lat) == (pytest.approx(120.25, abs=0.01), pytest.approx(30.2, abs=0.01))

    def test_the_map_does_what_its_parent_asks(
        self, page: Page, sites: list[dict[str, str]]
    ) -> None:
        frame = when_ready(page)
        self.send(page, {"target": "parkmap", "type": "select", "id": sites[1]["id"], "seq": 7})
        expect(card(frame, sites[1]["name"])).to_be_visible()
        page.wait_for_function("last('select')?.ack === 7")
        category = sites[1]["category"]
        self.send(page, {"target": "parkmap", "type": "filter", "category": category})
        page.wait_for_function("last('filter')")
        shown = tell_map(page, "parkmap.sites().filter((one) => one.visible)")
        assert page.evaluate("last('filter').count") == len(shown)
        self.send(page, {"target": "parkmap", "type": "view", "center": [120.2, 30.18], "zoom": 15})
        expect_zoom(page, above=14.9)
        self.send(page, {"target": "parkmap", "type": "theme", "theme": "dark"})
        expect(frame.locator("html")).to_have_attribute("data-theme", "dark")
        self.send(page, {"target": "parkmap", "type": "lang", "lang": "zh"})
        expect(frame.locator("html")).to_have_attribute("lang", re.compile("^zh"))
        before = page.evaluate("said.length")
        self.send(page, {"target": "parkmap", "type": "hello"})
        page.wait_for_function(f"said.slice({before}).some(({{type}}) => type === 'ready')")

    def test_one_order_for_a_view_is_answered_once_and_exactly(self, page: Page) -> None:
        when_ready(page)
        told = "said.filter(({type}) => type === 'view')"
        page.evaluate("said.length = 0")
        orders = [([120.2, 30.2], 14, 14), ([120.201, 30.2007], 14, 14), ([120.2, 30.19], 24, 18)]
        for number, (center, zoom, shown) in enumerate(orders):
            order = {"target": "parkmap", "type": "view", "center": center, "zoom": zoom}
            self.send(page, {**order, "seq": number})
            page.wait_for_function(f"{told}.length > {number}")
            page.wait_for_timeout(300)
            views = page.evaluate(told)
            assert len(views) == number + 1
            assert (views[-1]["center"], views[-1]["zoom"]) == (center, shown)

    HOSTILE = (
        None,
        "select",
        [],
        {"target": "parkmap"},
        {"target": "parkmap", "type": "__proto__"},
        {"target": "parkmap", "type": "constructor"},
        {"target": "parkmap", "type": "select", "id": {"toString": 1}},
        {"target": "parkmap", "type": "select", "id": "no-such-site"},
        {"target": "parkmap", "type": "select", "id": "<img src=x onerror=alert(1)>"},
        {"target": "parkmap", "type": "select", "id": "x" * 1_000_000},
        {"target": "parkmap", "type": "filter", "q": "x" * 1_000_000},
        {"target": "parkmap", "type": "filter", "category": ["no-such-category"]},
        {"target": "parkmap", "type": "filter", "category": [1, 2]},
        {"target": "parkmap", "type": "filter", "category": ["a"] * 100_000},
        {"target": "parkmap", "type": "view", "center": [1e9, 1e9], "zoom": 3},
        {"target": "parkmap", "type": "view", "center": "here", "zoom": 3},
        {"target": "parkmap", "type": "lang", "lang": "../../etc"},
        {"target": "parkmap", "type": "theme", "theme": "url(x)"},
        {"target": "parkmap", "type": "base", "base": "https://evil.example/{z}"},
        {"target": "parkmap", "version": 2, "type": "theme", "theme": "dark"},
        {"source": "parkmap", "version": 1, "type": "theme", "theme": "dark"},
    )

    def test_malformed_oversized_and_hostile_messages_do_nothing(self, page: Page) -> None:
        when_ready(page)
        state = tell_map(page, "parkmap.state()")
        theme = tell_map(page, "document.documentElement.dataset.theme")
        for message in self.HOSTILE:
            self.send(page, message)
        # Messages keep their order: when this one was answered, those before it were dealt with.
        before = page.evaluate("said.length")
        self.send(page, {"target": "parkmap", "type": "hello"})
        page.wait_for_function(f"said.slice({before}).some(({{type}}) => type === 'ready')")
        assert tell_map(page, "parkmap.state()") == state
        assert tell_map(page, "document.documentElement.dataset.theme") == theme

    def test_only_the_parent_is_obeyed(
        self, reader: Any, web: Web, sites: list[dict[str, str]]
    ) -> None:
        order = json.dumps({"target": "parkmap", "type": "select", "id": sites[0]["id"]})
        sibling = web.host.put(
            "/sibling.html", f"<script>parent.frames[0].postMessage({order}, '*')</script>sent"
        )
        page = reader.open(web.page(LISTEN + web.iframe()), ready=False)
        page.wait_for_function("last('ready')")
        state = tell_map(page, "parkmap.state()")
        page.evaluate(
            """(src) => {
                const frame = document.createElement("iframe");
                document.body.append(Object.assign(frame, {src, id: "sibling"}));
            }""",
            sibling,
        )
        expect(in_map(page, "#sibling").get_by_text("sent")).to_be_visible()
        tell_map(page, "void window.postMessage(arg, '*')", json.loads(order), "iframe >> nth=0")
        before = page.evaluate("said.length")
        self.send(page, {"target": "parkmap", "type": "hello"})
        page.wait_for_function(f"said.slice({before}).some(({{type}}) => type === 'ready')")
        assert tell_map(page, "parkmap.state()", selector="iframe >> nth=0") == state


class TestOrigins:
    """``[embed] origins`` limits both directions."""

    @pytest.fixture
    def limited(self, web: Web, build: Callable[..., Path], tmp_path: Path) -> Callable[[str], str]:
        def limited(origin: str) -> str:
            project = start(tmp_path, f'[embed]\norigins = ["{origin}"]\n')
            return web.map.put("/limited.html", build(project).read_bytes())

        return limited

    def test_a_page_of_an_allowed_origin_talks_with_the_map(
        self, reader: Any, web: Web, limited: Callable[[str], str]
    ) -> None:
        src = limited(web.host.url)
        page = reader.open(web.page(f"{LISTEN}<iframe src='{src}'></iframe>"), ready=False)
        page.wait_for_function("last('ready')")
        page.evaluate(
            "frames[0].postMessage({target: 'parkmap', type: 'theme', theme: 'dark'}, '*')"
        )
        expect(in_map(page).locator("html")).to_have_attribute("data-theme", "dark")

    def test_a_page_of_another_origin_hears_nothing_and_is_not_heard(
        self, reader: Any, web: Web, limited: Callable[[str], str]
    ) -> None:
        src = limited("https://example.org")
        page = reader.open(web.page(f"{LISTEN}<iframe src='{src}'></iframe>"), ready=False)
        when_ready(page)
        theme = tell_map(page, "document.documentElement.dataset.theme")
        for wanted in ("dark", "light"):
            order = {"target": "parkmap", "type": "theme", "theme": wanted}
            page.evaluate("(order) => frames[0].postMessage(order, '*')", order)
            tell_map(page, "new Promise((done) => setTimeout(done, 100))")
            assert tell_map(page, "document.documentElement.dataset.theme") == theme
        assert page.evaluate("said") == []
