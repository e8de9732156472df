"""Snippets, ``oembed.json`` and the tags of the page's head."""

from __future__ import annotations

import gzip
import json
import re
import struct
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.cli import main
from geo.embedding import (
    PICTURE_SIZE,
    Wanted,
    check_address,
    embed_snippets,
    head_links,
    is_web_address,
    oembed,
    site_page_address,
    snippets,
    write_element,
    write_oembed,
    write_site_page,
)
from geo.joining import join
from geo.picture.beside import write_beside
from geo.project import open_project
from geo.project.settings import EmbedSettings, Settings
from geo.words import words

MAPS = Path("maps")
CASES = json.loads(Path("tests/fixtures/embedding/snippets.json").read_text(encoding="utf-8"))
URL = "https://example.org/map/index.html"
SETTINGS = Settings(
    title={"zh": "白马湖", "en": "Baima Lake"},
    description={"zh": "园区地图"},
    languages=["zh", "en"],
    embed=EmbedSettings(url=URL),
)


class Tags(HTMLParser):
    """Every tag of a snippet with its attributes, as a browser would read them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("case", CASES, ids=[case["what"] for case in CASES])
def test_snippets_are_those_of_the_share_dialog(case: dict[str, Any]) -> None:
    assert snippets(Wanted(**case["wanted"])) == case["snippets"]


@given(title=st.text(), fragment=st.text(alphabet=st.characters(min_codepoint=33)))
def test_no_title_and_no_state_can_break_out_of_a_snippet(title: str, fragment: str) -> None:
    made = snippets(Wanted(URL, fragment, title=title))
    [(tag, attributes)] = Tags(made["iframe"]).found
    assert (tag, attributes["title"]) == ("iframe", title)
    assert attributes["src"] == f"{URL}#ui=embed" + (f"&{fragment}" if fragment else "")
    assert [tag for tag, _ in Tags(made["element"]).found] == ["script", "park-map"]


def test_the_address_may_say_what_the_map_shows_first() -> None:
    made = embed_snippets(SETTINGS, f"{URL}#site=a&ui=map&lang=en")
    assert made["link"] == f"{URL}#site=a&lang=en"
    [(_, attributes)] = Tags(made["iframe"]).found
    assert attributes["src"] == f"{URL}#ui=embed&site=a&lang=en"
    assert attributes["title"] == "白马湖"


def test_a_map_without_a_title_is_still_named() -> None:
    [(_, attributes)] = Tags(embed_snippets(Settings(), URL)["iframe"]).found
    assert attributes["title"] == "Map"


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org",
        "http://localhost:8000/a?b=c#d",
        "https://例子.中国/图",
        "https://[::1]/",
    ],
)
def test_web_addresses(text: str) -> None:
    assert is_web_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.org",
        "//example.org/",
        "/map/index.html",
        "file:///map.html",
        "ftp://example.org/",
        "javascript:alert(1)",
        "https://",
        "https:///map",
        "https://[::1",
        "https://example.org:port/",
        "https://example.org:0/",
        "https://example.org:99999/",
        "https://example.org/a b",
        'https://example.org/"onload="x',
        "https://example.org/\n",
        "https://example.org/<b>",
    ],
)
def test_what_is_no_web_address(text: str) -> None:
    assert not is_web_address(text)


@given(st.text())
def test_any_text_is_or_is_not_a_web_address(text: str) -> None:
    assert is_web_address(text) in {True, False}


@pytest.mark.parametrize(
    ("url", "codes"),
    [
        ("https://example.org/", []),
        ("http://example.org/", ["embed-address-insecure"]),
        ("http://localhost:8000/", ["embed-address-local"]),
        ("https://127.0.0.1/", ["embed-address-local"]),
        ("http://[::1]/", ["embed-address-local"]),
        ("http://map.local/", ["embed-address-local"]),
    ],
)
def test_addresses_readers_cannot_open_are_warned_of(url: str, codes: list[str]) -> None:
    found = check_address(url)
    assert [problem.code for problem in found] == codes
    for problem in found:
        assert problem.severity == "warning"
        assert problem.message("zh")
        assert problem.fix("en")


def test_oembed_is_a_rich_answer() -> None:
    answer = oembed(SETTINGS, f"{URL}#site=a")
    assert (answer["version"], answer["type"]) == ("1.0", "rich")
    assert answer["title"] == "白马湖"
    assert "thumbnail_url" not in answer
    [(tag, attributes)] = Tags(answer["html"]).found
    assert tag == "iframe"
    assert attributes["width"] == str(answer["width"])
    assert attributes["height"] == str(answer["height"])


def test_what_wordpress_appends_to_the_address_spoils_nothing() -> None:
    [(_, attributes)] = Tags(oembed(SETTINGS, URL)["html"]).found
    src = f"{attributes['src']}#?secret=aB3"
    pairs = src.partition("#")[2].split("&")
    assert pairs[0] == "ui=embed"
    assert pairs[-1].startswith("via=")


def test_oembed_names_the_preview_picture_with_its_size(tmp_path: Path) -> None:
    header = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 1200, 630)
    (tmp_path / "map.png").write_bytes(header)
    write_oembed(SETTINGS, URL, tmp_path / "oembed.json")
    answer = json.loads((tmp_path / "oembed.json").read_text(encoding="utf-8"))
    assert answer["thumbnail_url"] == "https://example.org/map/map.png"
    assert (answer["thumbnail_width"], answer["thumbnail_height"]) == (1200, 630)


def test_what_belongs_beside_a_page_is_written_together(tmp_path: Path) -> None:
    layer = join(open_project(Path("data")))
    folder = tmp_path / "new" / "folder"
    write_beside(layer, URL, folder)
    picture = (folder / "map.png").read_bytes()
    assert len(picture) <= 300_000, "chat programs leave larger ones aside"
    answer = json.loads((folder / "oembed.json").read_text(encoding="utf-8"))
    assert answer["thumbnail_url"] == "https://example.org/map/map.png"
    size = answer["thumbnail_width"], answer["thumbnail_height"]
    assert size == PICTURE_SIZE == struct.unpack(">II", picture[16:24])
    assert (folder / "park-map.js").exists()
    write_beside(layer, URL, folder)
    assert (folder / "map.png").read_bytes() == picture


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n\0\0"])
def test_a_picture_that_is_none_is_not_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "map.png").write_bytes(content)
    assert "thumbnail_url" not in oembed(SETTINGS, URL, tmp_path / "map.png")


def test_the_same_settings_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        write_oembed(SETTINGS, URL, tmp_path / name)
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    assert "白马湖" in (tmp_path / "a.json").read_text(encoding="utf-8")


def test_the_head_leads_to_oembed_and_preview() -> None:
    links = head_links(SETTINGS)
    tag, discovery = links[0]
    assert tag == "link"
    assert discovery["type"] == "application/json+oembed"
    assert discovery["href"] == "https://example.org/map/oembed.json"
    graph = {attributes.get("property"): attributes["content"] for _, attributes in links[1:]}
    assert graph["og:title"] == "白马湖"
    assert graph["og:description"] == "园区地图"
    assert graph["og:url"] == URL
    assert graph["og:image"] == "https://example.org/map/map.png"
    assert (graph["og:image:width"], graph["og:image:height"]) == ("1200", "630")
    assert graph["og:locale"] == "zh_CN"


def test_the_page_of_a_part_does_not_pass_itself_off_as_the_whole() -> None:
    links = head_links(SETTINGS, title={"zh": "科创 · 白马湖"}, whole=False)
    graph = {attributes.get("property"): attributes["content"] for _, attributes in links}
    assert graph == {"og:type": "website", "og:title": "科创 · 白马湖", "og:locale": "zh_CN"}


def test_the_head_speaks_the_page_s_language() -> None:
    graph = {attributes.get("property"): attributes["content"]
             for tag, attributes in head_links(SETTINGS, "en") if tag == "meta"}  # fmt: skip
    assert graph["og:title"] == "Baima Lake"
    assert graph["og:description"] == "园区地图"  # not translated: the default stands in
    assert graph["og:locale"] == "en_US"


def test_no_address_no_links_to_it() -> None:
    links = head_links(Settings(title={"zh": "图"}))
    assert all(tag == "meta" for tag, _ in links)
    assert {attributes["property"] for _, attributes in links} == {
        "og:type",
        "og:title",
        "og:locale",
    }


def test_the_element_s_script_is_small_and_works_as_module_and_classic() -> None:
    script = (MAPS / "park-map.js").read_bytes()
    assert len(gzip.compress(script, 9)) <= 4096
    text = script.decode("utf-8")
    assert not any(line.startswith(("import ", "export ")) for line in text.splitlines())


def test_the_element_s_script_can_be_put_beside_any_page(tmp_path: Path) -> None:
    path = write_element(tmp_path)
    assert path.read_bytes() == (MAPS / "park-map.js").read_bytes()
    before = path.stat()
    write_element(tmp_path)
    assert path.stat().st_ino == before.st_ino, "what says the same already is left alone"


def test_every_way_says_for_whom_it_is() -> None:
    assert set(words("en", "commands")["for_whom"]) == {*embed_snippets(Settings(), URL), "site"}


def test_a_page_of_one_site_is_shown_by_its_address_alone(tmp_path: Path) -> None:
    page, answer_file = write_site_page(SETTINGS, URL, tmp_path, "baima-lake", 'A "lake" & <b>')
    assert site_page_address(URL, "baima-lake") == "https://example.org/map/site-baima-lake.html"
    tags = Tags(page.read_text(encoding="utf-8")).found
    links = {attrs["rel"]: attrs for tag, attrs in tags if tag == "link"}
    assert links["alternate"]["type"] == "application/json+oembed"
    assert links["alternate"]["href"] == f"https://example.org/map/{answer_file.name}"
    assert links["alternate"]["title"] == 'A "lake" & <b>'
    assert ("a", {"href": "index.html#site=baima-lake"}) in tags
    answer = json.loads(answer_file.read_text(encoding="utf-8"))
    ((tag, frame),) = Tags(answer["html"]).found
    assert tag == "iframe"
    # Whatever is appended, as WordPress does, spoils neither site nor layout.
    assert frame["src"] == f"{URL}#ui=embed&site=baima-lake&via=oembed"


def test_ids_that_are_no_words_of_an_address_keep_their_pages_apart() -> None:
    addresses = {site_page_address(URL, name) for name in ("a-b", "A b", "a/b", "../a-b", "？")}
    assert len(addresses) == 5
    assert all(re.fullmatch(r"https://example.org/map/site-[\w-]+\.html", one) for one in addresses)


def test_a_site_that_is_not_there_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["embed", "data", "--url", URL, "-o", str(tmp_path), "--site", "baima-lak"])
    assert stopped.value.code == 2
    assert "did you mean baima-lake?" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
