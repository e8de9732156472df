"""Policies, sandboxes, no server at all."""

from __future__ import annotations

import re
from html.parser import HTMLParser
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
        frame = when_ready(page)
        tell_map(page, "parkmap.select(arg)", sites[0]["id"])
        page.wait_for_function("last('select')")
        expect(card(frame, tell_map(page, "parkmap.sites()[0].name"))).to_be_visible()

    def test_as_srcdoc_that_says_what_it_shows_first(
        self, reader: Any, web: Web, built_map: Path, sites: list[dict[str, str]]
    ) -> None:
        html = built_map.read_text(encoding="utf-8")
        start = f'<main data-state="ui=embed&amp;lang=en&amp;site={sites[0]["id"]}" '
        page = reader.open(web.page("<iframe width='700' height='420'></iframe>"), ready=False)
        page.evaluate("(html) => { document.querySelector('iframe').srcdoc = html }",
                      html.replace("<main ", start, 1))  # fmt: skip
        frame = when_ready(page)
        expect(card(frame, sites[0]["name"])).to_be_visible()
        expect(frame.get_by_role("searchbox")).to_be_hidden()
        expect(frame.get_by_role("link", name="Full map")).to_have_count(0)

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
            page.locator("#second").scroll_into_view_if_needed()
            second = when_ready(page, "#second")
            page.get_by_role("button", name="dark").click()
            expect(second.locator("html")).to_have_attribute("data-theme", "dark")

    def test_in_a_notebook(
        self, visitor: Callable[..., Any], web: Web, sites: list[dict[str, str]]
    ) -> None:
        output = notebook_output()
        tags = [tag for tag, _ in Tags(output).found]
        assert tags == ["div", "p", "iframe"], "no script in the notebook itself"
        with visitor(allow=(web.host.url,)) as reader:
            host = reader.open(web.page(output), ready=False)
            frame = when_ready(host)
            tell_map(host, "parkmap.select(arg)", sites[0]["id"])
            expect(frame.get_by_role("searchbox")).to_be_visible()
            expect(card(frame, tell_map(host, "parkmap.sites()[0].name"))).to_be_visible()
            on_top = "({x, y}) => document.elementFromPoint(x + 2, y + 2).localName"
            assert host.evaluate(on_top, host.locator("p").bounding_box()) == "iframe"

    def test_a_notebook_that_is_not_trusted_says_what_to_do(self, reader: Any, web: Web) -> None:
        # JupyterLab takes frames out of such a notebook's output, and scripts.
        output = re.sub("<iframe.*</iframe>", "", notebook_output(), flags=re.DOTALL)
        page = reader.open(web.page(output), ready=False)
        expect(page.get_by_text("信任此笔记本")).to_be_visible()

    def test_in_a_notebook_shown_in_a_sandbox(
        self, visitor: Callable[..., Any], web: Web, sites: list[dict[str, str]]
    ) -> None:
        """As viewers of notebooks that are not trusted show them: no origin, no storage."""
        with visitor(allow=(web.host.url,)) as reader:
            host = reader.open(
                web.page(notebook_output(), Content_Security_Policy="sandbox allow-scripts"),
                ready=False,
            )
            assert host.evaluate("origin") == "null"
            frame = when_ready(host)
            tell_map(host, "parkmap.select(arg)", sites[0]["id"])
            expect(frame.get_by_role("searchbox")).to_be_visible()

    def test_any_geodataframe_in_a_notebook(self, visitor: Callable[..., Any], web: Web) -> None:
        import geopandas
        from shapely.geometry import Point

        import geo

        gdf = geopandas.GeoDataFrame(
            {"kind": ["a", "b"], "geometry": [Point(120, 30), Point(120.1, 30.1)]}, crs=4326
        )
        with visitor(allow=(web.host.url,)) as reader:
            output = geo.explore(gdf, "kind", name="Two points")._repr_html_()
            host = reader.open(web.page(output), ready=False)
            frame = when_ready(host)
            expect(frame.get_by_role("heading", name="Two points")).to_be_visible()
            assert len(tell_map(host, "parkmap.sites()")) == 2


def notebook_output() -> str:
    """What a notebook keeps of a map that is the last expression of a cell."""
    import geo

    return geo.build_map(geo.join(geo.open_project("data")))._repr_html_()


class Tags(HTMLParser):
    """Every tag of a markup, as a browser would read it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
