"""An iframe, the one line of HTML that works everywhere."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.embedding.hosts import (
    LISTEN,
    Web,
    card,
    tell_map,
    when_ready,
    zoom,
)
from tests.browser.every import every


class TestIframe:
    """One line of HTML."""

    def test_embed_shows_map_card_and_attribution(
        self, reader: Any, web: Web, sites: list[dict[str, str]]
    ) -> None:
        page = reader.open(
            web.page(web.iframe(f"ui=embed&lang=en&site={sites[0]['id']}")), ready=False
        )
        frame = when_ready(page)
        expect(frame.get_by_role("region").first).to_be_visible()
        expect(card(frame, sites[0]["name"])).to_be_visible()
        expect(frame.get_by_text("© OpenStreetMap contributors")).to_be_visible()
        expect(frame.get_by_role("searchbox")).to_be_hidden()
        expect(frame.get_by_role("banner")).to_be_hidden()

    def test_map_shows_the_map_alone(
        self, reader: Any, web: Web, sites: list[dict[str, str]]
    ) -> None:
        page = reader.open(
            web.page(web.iframe(f"ui=map&lang=en&site={sites[0]['id']}")), ready=False
        )
        frame = when_ready(page)
        expect(frame.get_by_role("searchbox")).to_be_hidden()
        expect(card(frame, sites[0]["name"])).to_be_hidden()
        expect(frame.get_by_role("link", name="Full map")).to_be_hidden()
        region = frame.locator(".pm-map").bounding_box()
        box = page.locator("iframe").bounding_box()
        assert region
        assert box
        assert region["width"] >= box["width"] - 5
        assert region["height"] >= box["height"] - 5

    @pytest.mark.parametrize("fragment", ["ui=embed", "ui=embed&map=14.5/30.2/120.2", "ui=full"])
    def test_a_frame_shown_later_opens_as_one_shown_at_once(
        self, reader: Any, web: Web, fragment: str
    ) -> None:
        where = (
            "(() => { const { lat, lng } = parkmap.map.getCenter();"
            " const { offsetHeight } = document.querySelector('.pm-panel');"
            " return [parkmap.map.getZoom(), lat, lng, offsetHeight]; })()"
        )
        views = []
        for style in ("", "style='display: none'"):
            body = LISTEN + web.iframe(f"lang=en&{fragment}", style)
            page = reader.open(web.page(body), ready=False)
            page.wait_for_function("() => last('ready')")
            page.wait_for_timeout(300)
            page.evaluate("() => { document.querySelector('iframe').style.display = ''; }")
            page.wait_for_timeout(600)
            views.append(tell_map(page, where))
        assert views[1] == pytest.approx(views[0], abs=1e-3)

    def test_the_fragment_says_what_is_shown_first(
        self, reader: Any, web: Web, sites: list[dict[str, str]]
    ) -> None:
        fragment = (
            f"ui=embed&category={sites[1]['category']}&site={sites[1]['id']}&lang=en&theme=dark"
        )
        page = reader.open(web.page(web.iframe(fragment)), ready=False)
        frame = when_ready(page)
        shown = tell_map(page, "parkmap.sites().filter((one) => one.visible)")
        assert {one["category"] for one in shown} == {sites[1]["category"]}
        expect(card(frame, sites[1]["name"])).to_be_visible()
        expect(frame.locator("html")).to_have_attribute("data-theme", "dark")
        expect(frame.locator("html")).to_have_attribute("lang", "en")

    def test_the_fragment_says_where_the_map_is(self, reader: Any, web: Web) -> None:
        page = reader.open(web.page(web.iframe("ui=map&map=15/30.18/120.2")), ready=False)
        when_ready(page)
        assert zoom(page) == 15
        assert tell_map(page, "parkmap.map.getCenter().lat") == pytest.approx(30.18, abs=0.01)

    def test_a_site_does_not_overrule_a_view_that_was_asked_for(
        self, reader: Any, web: Web, sites: list[dict[str, str]]
    ) -> None:
        fragment = f"ui=embed&lang=en&map=16/30.1500/120.1300&site={sites[1]['id']}"
        page = reader.open(web.page(web.iframe(fragment)), ready=False)
        expect(card(when_ready(page), sites[1]["name"])).to_be_visible()
        tell_map(page, "new Promise((done) => requestAnimationFrame(() => setTimeout(done, 300)))")
        assert zoom(page) == 16
        centre = tell_map(page, "parkmap.map.getCenter()")
        assert (centre["lat"], centre["lng"]) == pytest.approx((30.15, 120.13), abs=1e-4)

    @pytest.mark.parametrize("size", ["width='700' height='420'", "width='390' height='500'"])
    def test_notes_at_the_rim_keep_clear_of_each_other_and_of_the_link(
        self, reader: Any, web: Web, size: str
    ) -> None:
        page = reader.open(web.page(web.iframe("ui=embed&lang=en", size)), ready=False)
        frame = when_ready(page)
        expect(frame.locator(".pm-edge-note").first).to_be_visible()
        frame_box = page.locator("iframe").bounding_box()
        assert frame_box
        parts = every(frame.locator(".pm-edge-note, .pm-full-map"))
        boxes = [box for part in parts if (box := part.bounding_box())]
        assert len(boxes) == len(parts) > 1
        for number, box in enumerate(boxes):
            assert inside(box, frame_box)
            assert not any(overlap(box, other) for other in boxes[number + 1 :])

    def test_a_link_leads_to_the_full_map_as_it_stands(
        self, reader: Any, web: Web, sites: list[dict[str, str]]
    ) -> None:
        page = reader.open(
            web.page(web.iframe(f"ui=embed&lang=en&site={sites[0]['id']}")), ready=False
        )
        frame = when_ready(page)
        with page.expect_popup() as opened:
            frame.get_by_role("link", name="Full map").click()
        full = opened.value
        full.evaluate("() => parkmap.ready")
        assert "ui=" not in full.url
        assert f"site={sites[0]['id']}" in full.url
        expect(full.get_by_role("searchbox")).to_be_visible()

    def test_the_map_loads_when_it_comes_near(self, reader: Any, web: Web) -> None:
        far = "<div style='height:9000px'></div>"
        web.map.asked.clear()
        page = reader.open(web.page(far + web.iframe(attributes="loading='lazy'")), ready=False)
        page.wait_for_load_state("networkidle")
        assert web.map.asked == []
        page.locator("iframe").scroll_into_view_if_needed()
        when_ready(page)
        assert web.map.asked[0] == "/index.html"

    def test_it_may_fill_the_screen(self, reader: Any, web: Web) -> None:
        page = reader.open(web.page(web.iframe(attributes="allow='fullscreen'")), ready=False)
        when_ready(page)
        assert tell_map(page, "document.fullscreenEnabled") is True

    @pytest.mark.parametrize("lang", ["en", "zh"])
    def test_it_can_be_read_at_320_by_240(
        self, reader: Any, web: Web, sites: list[dict[str, str]], lang: str
    ) -> None:
        page = reader.open(
            web.page(web.iframe(f"ui=embed&lang={lang}", "width='320' height='240'")), ready=False
        )
        frame = when_ready(page)
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert tell_map(page, wide) <= 0
        link = frame.locator(".pm-full-map").bounding_box()
        box = page.locator("iframe").bounding_box()
        assert link
        assert box
        for control in every(frame.locator(".pm-control")):
            other = control.bounding_box()
            assert other is None or not overlap(link, other), control.evaluate("(e) => e.className")
            assert other is None or inside(other, box)
        tell_map(page, "parkmap.select(arg)", sites[0]["id"])
        told = card(frame, tell_map(page, "parkmap.sites()[0].name")).bounding_box()
        assert told
        assert inside(told, box)
        assert tell_map(page, wide) <= 0


def overlap(a: dict[str, float], b: dict[str, float]) -> bool:
    return (
        a["x"] < b["x"] + b["width"]
        and b["x"] < a["x"] + a["width"]
        and a["y"] < b["y"] + b["height"]
        and b["y"] < a["y"] + a["height"]
    )


def inside(part: dict[str, float], whole: dict[str, float]) -> bool:
    return (
        part["x"] >= whole["x"] - 3
        and part["y"] >= whole["y"] - 3
        and part["x"] + part["width"] <= whole["x"] + whole["width"] + 3
        and part["y"] + part["height"] <= whole["y"] + whole["height"] + 3
    )
