"""Policies, sandboxes, no server at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from tests.browser.embedding.hosts import (
    LISTEN,
    MAPS,
    Web,
    card,
    published,
    tell_map,
    when_ready,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class TestStrictHosts:
    """Policies, sandboxes, no server at all."""

    def test_under_default_src_self(
        self, reader: Any, web: Web, sites: list[dict[str, str]]
    ) -> None:
        policy = f"default-src 'self'; frame-src {web.map.url}"
        for name in ("strict.js", "strict.css", "page.css"):
            web.host.put(f"/examples/{name}", (MAPS / "examples" / name).read_bytes())
        html = published(web, "strict.html")
        address = web.host.put("/examples/strict.html", html, Content_Security_Policy=policy)
        page = reader.open(address, ready=False)
        expect(page.get_by_role("status")).to_have_text("The map is ready.")
        frame = when_ready(page)
        assert page.locator("park-map").bounding_box()["height"] == 420
        page.get_by_label("Language").select_option("English")
        expect(frame.locator("html")).to_have_attribute("lang", "en")
        tell_map(page, "parkmap.select(arg)", sites[0]["id"])
        expect(page.get_by_role("status")).to_have_text(sites[0]["name"])

    def test_in_a_sandbox_that_allows_scripts_and_nothing_else(
        self, reader: Any, web: Web, sites: list[dict[str, str]]
    ) -> None:
        body = LISTEN + web.iframe(attributes="sandbox='allow-scripts'")
        page = reader.open(web.page(body), ready=False)
        page.wait_for_function("last('ready')")
        assert page.evaluate("last('ready').origin") == "null"
        frame = when_ready(page)
        page.evaluate("(id) => frames[0].postMessage({target: 'parkmap', type: 'select', id}, '*')",
                      sites[0]["id"])  # fmt: skip
        expect(card(frame, sites[0]["name"])).to_be_visible()

    def test_as_srcdoc(
        self, reader: Any, web: Web, built_map: Path, sites: list[dict[str, str]]
    ) -> None:
        page = reader.open(
            web.page(f"{LISTEN}<iframe width='700' height='420'></iframe>"), ready=False
        )
        page.evaluate("(html) => { document.querySelector('iframe').srcdoc = html }",
                      built_map.read_text(encoding="utf-8"))  # fmt: skip
        page.wait_for_function("last('ready')")
        when_ready(page)
        tell_map(page, "parkmap.select(arg)", sites[0]["id"])
        page.wait_for_function("last('select')")

    def test_from_a_disk(
        self,
        visitor: Callable[..., Any],
        built_map: Path,
        tmp_path: Path,
        sites: list[dict[str, str]],
    ) -> None:
        (tmp_path / "examples").mkdir()
        for name in ("plain.html", "article.html", "page.css"):
            (tmp_path / "examples" / name).write_bytes((MAPS / "examples" / name).read_bytes())
        (tmp_path / "park-map.js").write_bytes((MAPS / "park-map.js").read_bytes())
        (tmp_path / "index.html").write_bytes(built_map.read_bytes())
        with visitor() as reader:
            page = reader.open(tmp_path / "examples" / "article.html", ready=False)
            frame = when_ready(page, "#first iframe")
            page.evaluate("(id) => document.querySelector('#first').select(id)", sites[0]["id"])
            expect(card(frame, sites[0]["name"])).to_be_visible()
            expect(page.get_by_role("status")).to_contain_text(sites[0]["name"])

    def test_in_a_notebook(self, reader: Any, web: Web, sites: list[dict[str, str]]) -> None:
        import geo

        page = geo.build_map(geo.join(geo.open_project("data")))
        host = reader.open(web.page(page._repr_html_()), ready=False)
        frame = when_ready(host)
        tell_map(host, "parkmap.select(arg)", sites[0]["id"])
        expect(frame.get_by_role("searchbox")).to_be_visible()
