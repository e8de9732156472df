"""The page as a file: whole, the same each time, closed to the network, open to folium."""

from __future__ import annotations

import base64
import gzip
import hashlib
import os
import re
import subprocess
import sys
import warnings
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import folium
import pytest
from folium.plugins import HeatMap, MiniMap

from geo.page.csp import Policy
from geo.page.explore import as_layer
from geo.page.park_map import ParkMap, build_map
from geo.project.settings import (
    BaseMapSettings,
    BaseSettings,
    CategorySettings,
    EmbedSettings,
    Settings,
)
from tests.page import golden

if TYPE_CHECKING:
    from pathlib import Path


def page_with(**settings: Any) -> ParkMap:
    layer = golden.small_layer()
    return build_map(as_layer(layer.sites, Settings(title={"zh": "图", "en": "Map"}, **settings)))


class Page(HTMLParser):
    """The tags of a page, in order, and the texts of its scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, dict[str, str | None], str]] = []
        self._inside = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag in {"script", "style"}
        if self._inside:
            self.texts.append((tag, dict(attrs), ""))

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            tag, attributes, text = self.texts[-1]
            self.texts[-1] = (tag, attributes, text + data)

    @property
    def policy(self) -> str:
        return next(
            str(attributes["content"])
            for tag, attributes in self.tags
            if attributes.get("http-equiv") == "Content-Security-Policy"
        )

    def first(self, tag: str) -> int:
        return next(place for place, (name, _) in enumerate(self.tags) if name == tag)


def digest(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def test_every_script_and_style_is_in_the_policy_and_nothing_else_may_run() -> None:
    page = Page(page_with().to_html())
    for tag, attributes, text in page.texts:
        if attributes.get("type") is None:
            assert digest(text) in page.policy, tag
    assert page.policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in page.policy
    assert "connect-src" not in page.policy
    assert "img-src data: blob:;" in page.policy
    assert "base-uri 'none'; form-action 'none'" in page.policy
    assert not [attributes for _, attributes in page.tags if "style" in attributes]


def test_the_packed_program_is_the_one_the_policy_admits() -> None:
    page = Page(page_with().to_html())
    (packed,) = [text for _, a, text in page.texts if a.get("id") == "parkmap-program"]
    program = gzip.decompress(base64.b64decode(packed)).decode()
    assert digest(program) in page.policy
    assert "</script" not in program.lower()


def test_pages_with_added_scripts_carry_the_program_open_and_before_them() -> None:
    page = build_map(golden.small_layer())
    folium.Marker([30, 120]).add_to(page)
    read = Page(page.to_html())
    assert not [a for _, a, _ in read.texts if a.get("id") == "parkmap-program"]
    sizes = [len(text) for tag, a, text in read.texts if tag == "script" and not a.get("type")]
    assert sizes.index(max(sizes)) < len(sizes) - 1


def test_what_programs_read_stands_before_anything_inlined() -> None:
    embed = EmbedSettings(url="https://example.org/map/index.html")
    page = Page(page_with(embed=embed, description={"zh": "一句话"}).to_html())
    last = max(place for place, (tag, _) in enumerate(page.tags) if tag in {"meta", "link"})
    assert last < page.first("style")
    assert page.first("style") < page.first("script")
    links = [attributes for tag, attributes in page.tags if tag == "link"]
    assert any(link.get("type") == "application/json+oembed" for link in links)
    assert ("meta", {"name": "description", "content": "一句话"}) in page.tags


def test_page_zoom_is_not_blocked() -> None:
    html = page_with().to_html()
    viewport = re.search(r'<meta name="viewport" content="([^"]*)"', html)
    assert viewport
    assert not re.search("user-scalable|maximum-scale", viewport[1])


def test_names_and_titles_are_text() -> None:
    layer = golden.small_layer()
    hostile = "</script><script>alert(1)</script><!--"
    layer.sites.loc[0, "name"] = hostile
    settings = Settings(title={"zh": hostile}, description={"zh": '"><img src=x>'})
    page = Page(build_map(as_layer(layer.sites, settings)).to_html())
    assert not any(text == "alert(1)" for _, _, text in page.texts)
    assert "img" not in {tag for tag, _ in page.tags}


def test_the_page_links_to_nothing() -> None:
    page = page_with()
    assert page.external_hosts == []
    for _, attributes in Page(page.to_html()).tags:
        for name in ("src", "href"):
            assert not str(attributes.get(name, "")).startswith(("http", "//"))


def test_online_base_maps_are_admitted_by_their_hosts_and_asked_only_if_first() -> None:
    osm = BaseMapSettings(id="osm", provider="OpenStreetMap.Mapnik")
    page = page_with(base=BaseSettings(maps=[osm]))
    assert "img-src data: blob: https://tile.openstreetmap.org;" in Page(page.to_html()).policy
    assert page.external_hosts == []
    first = page_with(base=BaseSettings(default="osm", maps=[osm]))
    assert first.external_hosts == ["tile.openstreetmap.org"]


def test_saving_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    page = build_map(golden.small_layer())
    page.add_child(folium.Marker([30, 120], popup="a"))
    page.save(tmp_path / "a.html")
    page.save(str(tmp_path / "b.html"))
    with (tmp_path / "c.html").open("wb") as stream:
        page.save(stream)
    first = (tmp_path / "a.html").read_bytes()
    assert (tmp_path / "b.html").read_bytes() == first
    assert (tmp_path / "c.html").read_bytes() == first
    assert b"\r" not in first


@pytest.mark.parametrize("element", ["none", "marker"])
def test_another_process_zone_and_hash_seed_give_the_same_bytes(element: str) -> None:
    code = (
        "import hashlib, sys, folium; from tests.page import golden;"
        "from geo.page.park_map import build_map;"
        "page = build_map(golden.small_layer());"
        f"{element!r} == 'marker' and folium.Marker([30, 120], tooltip='a').add_to(page);"
        "print(hashlib.sha256(page.to_html().encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/New_York"))
    }
    assert len(digests) == 1


def test_folium_elements_write_after_the_page_is_ready_and_under_short_names() -> None:
    page = build_map(golden.small_layer())
    marker = folium.Marker([30.2, 120.2], popup="Here", tooltip="Tip").add_to(page)
    name = marker.get_name()
    html = page.to_html()
    script = Page(html).texts[-1][2]
    assert script.startswith(
        "window.parkmap.ready.then(function () {\nvar map_1 = window.parkmap.map;"
    )
    assert re.search(r"var marker_\d+ = L\.marker", script)
    assert not re.search(r"_[0-9a-f]{32}", html)
    assert marker.get_name() == name
    assert page.external_hosts == []
    assert digest(script) in Page(html).policy
    assert "style-src 'unsafe-inline'" in Page(html).policy


def test_hex_digits_in_data_are_not_taken_for_names() -> None:
    page = build_map(golden.small_layer())
    number = "0123456789abcdef0123456789abcdef"
    folium.Marker([30.2, 120.2], popup=f"md5 {number}").add_to(page)
    assert number in page.to_html()


def test_what_an_element_links_is_loaded_after_leaflet_and_admitted() -> None:
    page = build_map(golden.small_layer())
    MiniMap().add_to(page)
    read = Page(page.to_html())
    sources = [str(a["src"]) for tag, a in read.tags if tag == "script" and a.get("src")]
    assert len(sources) == 1
    assert "minimap" in sources[0].lower()
    assert sources[0] in read.policy
    hosts = {source.split("/")[2] for source in sources}
    assert hosts <= set(page.external_hosts)
    inline = [i for i, (_, a, _) in enumerate(read.texts) if not a.get("type") and not a.get("src")]
    linked = next(i for i, (_, a, _) in enumerate(read.texts) if a.get("src"))
    assert inline[-1] > linked > inline[0]


def test_saving_says_that_an_element_needs_the_network(tmp_path: Path) -> None:
    page = build_map(golden.small_layer())
    folium.Marker([30, 120]).add_to(page)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        page.save(tmp_path / "alone.html")
    HeatMap([[30.2, 120.2]]).add_to(page)
    with pytest.warns(UserWarning, match=r"needs the network: cdn\.jsdelivr\.net"):
        page.save(tmp_path / "linked.html")


def test_icons_bring_what_they_need() -> None:
    page = build_map(golden.small_layer())
    folium.Marker([30, 120], icon=folium.Icon(color="red")).add_to(page)
    sources = [str(a.get("src")) for tag, a in Page(page.to_html()).tags if tag == "script"]
    assert any("awesome-markers" in source for source in sources)
    assert not any("jquery" in source or "leaflet.js" in source for source in sources)


def test_tile_layers_of_folium_are_admitted() -> None:
    page = build_map(golden.small_layer())
    folium.TileLayer("https://{s}.tiles.example/{z}/{x}/{y}.png", attr="x").add_to(page)
    assert "https://a.tiles.example" in Page(page.to_html()).policy
    assert "a.tiles.example" in page.external_hosts


def test_markup_styles_and_scripts_given_to_the_figure_find_their_places() -> None:
    page = build_map(golden.small_layer())
    root = page.get_root()
    root.header.add_child(folium.Element("<style>.a { color: red }</style>"))
    root.html.add_child(
        folium.Element("<div id='legend'>A &amp; B</div><script>x = 1\r\n</script>")
    )
    read = Page(page.to_html())
    assert ("style", {}, ".a { color: red }") in read.texts
    assert ("script", {}, "x = 1\n") in read.texts
    assert "<div id='legend'>A &amp; B</div>" in page.to_html()
    assert digest("x = 1\n") in read.policy


def test_it_shows_itself_in_a_notebook() -> None:
    page = page_with()
    frame = page._repr_html_()
    read = Page(frame)
    assert [tag for tag, _ in read.tags] == ["div", "p", "iframe"]
    assert read.tags[2][1]["srcdoc"] == page.to_html()


def test_a_part_has_a_title_and_a_view_of_its_own() -> None:
    layer = golden.small_layer()
    whole, part = build_map(layer), build_map(layer, categories=["lake"])
    assert part._head["count"] == 2
    assert part._head["title"]["zh"] == "湖 · 测试"
    assert part._head["view"]["bounds"] != whole._head["view"]["bounds"]
    assert build_map(layer, site_ids=["a", "c"])._head["title"]["en"] == "Alpha, Gamma · 测试"


def test_the_page_opens_in_the_language_asked_for() -> None:
    layer = golden.small_layer()
    assert '<html lang="zh-CN">' in build_map(layer).to_html()
    english = build_map(layer, lang="en")
    assert '<html lang="en">' in english.to_html()
    assert english._head["languages"] == ["en", "zh"]
    (problem,) = build_map(layer, lang="xx").problems
    assert problem.code == "language-not-offered"


def test_a_live_page_may_talk_to_its_server() -> None:
    page = page_with()
    page.make_live('{"version": 1, "x": "</script>"}')
    read = Page(page.to_html())
    assert "connect-src 'self'" in read.policy
    (message,) = [text for _, a, text in read.texts if a.get("id") == "parkmap-live"]
    assert message == '{"version": 1, "x": "\\u003c/script>"}'


def test_names_are_there_without_javascript() -> None:
    html = page_with().to_html()
    fallback = html[html.index("<noscript>") : html.index("</noscript>")]
    assert "<li>甲</li>" in fallback


def test_the_policy_cannot_be_broken_out_of() -> None:
    text = Policy(image_origins=["https://a.example; script-src *"]).text()
    assert "script-src *" not in text


def test_category_colours_and_symbols_are_its_own() -> None:
    layer = golden.small_layer()
    settings = Settings(
        title={"zh": "图"},
        categories={"lake": CategorySettings("lake", {"zh": "湖"}, "#123456", "no such")},
    )
    page = build_map(as_layer(layer.sites, settings))
    lake, park, _ = page._head["categories"]
    assert lake["color"] == "#123456"
    assert lake["symbol"] == "lake"
    assert park["symbol"] == "tree"
    assert [problem.code for problem in page.problems] == ["symbol-unknown"]
