"""The page in the reader's language: the one a link names, or the browser's, never two at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.projects import site, write_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HAN = re.compile(r"[\u3400-\u9fff]")
LATIN_WORD = re.compile(r"[A-Za-z]{4,}")


@pytest.mark.parametrize(
    ("locale", "fragment", "lang"),
    [
        ("en-GB", "", "en"),
        ("zh-TW", "", "zh-CN"),
        ("fr-FR", "", "zh-CN"),
        ("en-US", "lang=zh", "zh-CN"),
        ("zh-CN", "lang=en", "en"),
    ],
)
def test_a_reader_gets_the_language_of_the_browser_unless_the_link_names_one(
    built_map: Path, visitor: Callable[..., Any], locale: str, fragment: str, lang: str
) -> None:
    with visitor(locale=locale) as reader:
        page = reader.open(built_map, fragment)
        assert page.evaluate("document.documentElement.lang") == lang


def test_a_page_built_to_open_in_a_language_opens_in_it(
    build: Callable[..., Path], visitor: Callable[..., Any]
) -> None:
    with visitor(locale="zh-CN") as reader:
        page = reader.open(build("data", "--lang", "en"))
        assert page.evaluate("document.documentElement.lang") == "en"


@pytest.mark.parametrize(
    ("lang", "search", "heading"),
    [
        ("de", "Suche", "Orte"),
        ("ja", "検索", "場所"),
        ("ko", "검색", "장소"),
        ("fr", "Rechercher", "Lieux"),
        ("es", "Buscar", "Lugares"),
        ("zh-Hant", "搜尋", "地點"),
        ("it", "Search", "Sites"),
    ],
)
def test_a_page_speaks_its_one_language_throughout(
    build: Callable[..., Path],
    visitor: Callable[..., Any],
    tmp_path: Path,
    lang: str,
    search: str,
    heading: str,
) -> None:
    toml = f'title = "3"\nlanguages = ["{lang}"]\n'
    write_project(tmp_path, [site("1", address="2")], map_toml=toml)
    with visitor(locale="en-US") as reader:
        page = reader.open(build(tmp_path), "site=1")
        expect(page.get_by_role("searchbox", name=search)).to_be_visible()
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        said = page.locator("main").inner_text()
        labels = page.locator("[aria-label]").evaluate_all(
            "nodes => nodes.map((node) => node.getAttribute('aria-label')).join(' ')"
        )
        words = re.sub("WGS-84|Leaflet|Natural Earth|GeoNames", "", f"{said} {labels}")
        if lang in {"ja", "ko", "zh-Hant"}:
            assert LATIN_WORD.findall(words) == []
        else:
            assert HAN.findall(words) == []
