"""What a card says, as it is seen and as it is heard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.every import texts_of
from tests.projects import site, write_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page


def cells(page: Page, name: str) -> list[str]:
    """The line of a figure, cell by cell."""
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name))
    return [" ".join(text.split()) for text in texts_of(row.get_by_role("cell"))]


@pytest.mark.parametrize("linked", ["beihang-institute", "zju-binjiang-institute"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_link_stands_on_one_line(
    built_map: Path, visitor: Callable[..., Any], linked: str, lang: str
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, f"lang={lang}&site={linked}")
        card = page.get_by_role("complementary")
        expect(card.get_by_role("link", name=re.compile(r"^(hzii|ibj)\."))).to_have_count(1)


def test_without_fields_of_the_card_a_site_has_its_website(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path
) -> None:
    write_project(
        tmp_path,
        [site("a", link="https://example.org/")],
        map_toml="[card]\nfields = []\n",
    )
    with visitor() as reader:
        page = reader.open(build(tmp_path), "lang=en&site=a")
        expect(page.get_by_role("rowheader", name="Website")).to_have_count(1)
        expect(page.get_by_role("link", name="example.org")).to_have_count(1)


@pytest.mark.parametrize(
    ("lang", "name", "line"),
    [
        ("zh", "工业投资增长", ["10", "% 以上"]),
        ("en", "Growth of industrial investment", ["above 10", "%"]),
        ("zh", "全社会研发经费投入", ["约 10", "%"]),
        ("en", "R&D expenditure to GDP", ["about 10", "%"]),
        ("zh", "产业投资（含滨富", ["首次超过 1,000", "亿元"]),
        ("en", "Core technologies to crack", ["no fewer than 30", "items"]),
        ("en", "Gross domestic product", ["2,184.8", "× 100 million CNY ▲ 1.8% , up 1.8%"]),
    ],
)
def test_a_qualifier_is_read_with_its_number(
    built_map: Path, looked_at: Callable[..., Page], lang: str, name: str, line: list[str]
) -> None:
    page = looked_at(built_map, f"lang={lang}&site=binjiang")
    assert cells(page, name) == line


def test_figures_are_spoken_in_words_that_stand_apart(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor() as reader:
        page = reader.open(built_map, "lang=zh&site=baima-lake")
        card = page.get_by_role("complementary")
        table = card.get_by_role("table", name="数据")
        expect(table.get_by_role("rowheader", name=re.compile("^2026 实际"))).to_be_visible()
        expect(table.get_by_role("cell", name="0.44", exact=True)).to_be_visible()
        # once as the table's heading, and not again as its caption
        expect(card.get_by_text("数据", exact=True)).to_have_count(1)
        expect(card.get_by_role("heading", name="数据")).to_be_visible()


def test_one_of_a_kind_is_one(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path
) -> None:
    write_project(tmp_path, [site("a"), site("b")])
    with visitor() as reader:
        page = reader.open(build(tmp_path, "--site", "a"), "lang=en")
        expect(page.get_by_role("status").filter(has_text=re.compile("^1 site$"))).to_be_visible()
