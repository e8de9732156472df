"""What one finds by searching, as one types it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.projects import site, write_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAMES = {
    "a": "Müllerstraße", "b": "Mueller Strasse", "c": "滨江园区", "d": "濱江公園",
    "e": "Baima Lake Laboratory", "f": "白马湖实验室",
}  # fmt: skip


@pytest.fixture(scope="module")
def found(build: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("search")
    features = []
    for number, (key, name) in enumerate(NAMES.items()):
        feature = site(key, (round(120.1 + number / 50, 6), 30.123456))
        feature["properties"]["name"] = name
        features.append(feature)
    return build(write_project(folder, features, map_toml='languages = ["en", "zh"]\n'))


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("strasse", "ab"),
        ("straße", "ab"),
        ("muellerstrasse", "a"),
        ("mullerstraße", "a"),
        ("濱江園區", "c"),
        ("公园", "d"),
        ("滨江", "cd"),
        ("laboratry", "e"),
        ("labortaory", "e"),
        ("白马胡实验室", "f"),
        ("binjaing", "cd"),
        ("lab", "e"),
        ("lzb", ""),
    ],
)
def test_it_is_found_however_it_is_spelled(
    found: Path, visitor: Callable[..., Any], typed: str, ids: str
) -> None:
    with visitor(locale="en-GB") as reader:
        page = reader.open(found)
        page.get_by_role("searchbox").fill(typed)
        page.wait_for_function(
            "(wanted) => parkmap.sites().filter((s) => s.visible).map((s) => s.id).join('')"
            " === wanted",
            arg=ids,
        )


def test_what_is_only_spelled_nearly_so_is_said_to_be(
    found: Path, visitor: Callable[..., Any]
) -> None:
    with visitor(locale="en-GB") as reader:
        page = reader.open(found)
        page.get_by_role("searchbox").fill("laboratry")
        expect(page.locator(".pm-status")).to_have_text("1 site is spelled nearly so")
        page.get_by_role("searchbox").fill("laboratory")
        expect(page.locator(".pm-status")).to_have_text("1 of 6 sites")


def test_a_search_that_finds_nothing_speaks_of_the_search(
    found: Path, visitor: Callable[..., Any]
) -> None:
    with visitor(locale="en-GB") as reader:
        page = reader.open(found)
        page.get_by_role("searchbox").fill("qqqqqqqq")
        expect(page.locator(".pm-list").get_by_text("No site matches the search.")).to_be_visible()
        page.locator(".pm-list").get_by_role("button", name="Clear the search", exact=True).click()
        expect(page.locator(".pm-status")).to_have_text("6 sites")


def test_of_many_categories_those_with_hits_are_shown(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path
) -> None:
    features = [
        site(f"place{n}", (round(120.1 + n / 50, 6), 30.1), category=f"Kind {n:02}")
        for n in range(30)
    ]
    write_project(tmp_path, features, map_toml='languages = ["en"]\n')
    with visitor(locale="en-GB") as reader:
        page = reader.open(build(tmp_path))
        group = page.get_by_role("group", name="Categories")
        expect(group.get_by_role("button", name=re.compile("Kind 29"))).to_be_hidden()
        page.get_by_role("searchbox").fill("place29")
        expect(group.get_by_role("button", name=re.compile("Kind 29 1"))).to_be_visible()
