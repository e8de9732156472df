"""No word is cut where there is room for it, and nothing runs out of its window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.projects import site, sites, write_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

# Words that stand on two lines.
_CUT = """(elements) => elements.flatMap((element) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const cut = [];
  for (let node; (node = walker.nextNode()); ) {
    for (const word of node.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const tops = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
      if (tops.size > 1) cut.push(word[0]);
    }
  }
  return cut;
})"""


def cut_in(page: Page, selector: str) -> list[str]:
    """Words of such elements, once there are some, that stand on two lines."""
    elements = page.locator(selector)
    expect(elements).not_to_have_count(0)
    return [str(word) for word in elements.evaluate_all(_CUT)]


def test_the_label_environment_is_not_cut_at_1024(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor(width=1024, height=768, locale="en-GB") as reader:
        page = reader.open(built_map, "site=binjiang")
        page.get_by_role("rowheader", name="Environment").first.wait_for()
        assert cut_in(page, ".pm-facts th") == []


def test_raw_names_of_columns_are_broken_between_their_words(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path
) -> None:
    names = {
        "number_of_places_all": 12, "merged_addresses_of_the_site": "x", "addr:housenumber": "7",
    }  # fmt: skip
    write_project(tmp_path, [site("a", **names)], map_toml='languages = ["en"]\n')
    with visitor(width=1024, height=768, locale="en-GB") as reader:
        page = reader.open(build(tmp_path), "site=a")
        expect(page.locator(".pm-facts th")).to_have_count(3)
        assert cut_in(page, ".pm-facts th") == []


@pytest.mark.parametrize("width", [1100, 800])
def test_uncategorised_stands_on_one_line(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path, width: int
) -> None:
    features = sites("a", "b", "c", "d")
    for feature, category in zip(features, "ABC", strict=False):
        feature["properties"]["category"] = category
    features += [site("e", (120.3, 30.1), category="Infrastructure administration")]
    write_project(tmp_path, features, map_toml='languages = ["en"]\n')
    with visitor(width=width, height=750, locale="en-GB") as reader:
        page = reader.open(build(tmp_path))
        expect(page.get_by_role("button", name="Uncategorised")).to_be_visible()
        assert cut_in(page, ".pm-category-label") == []
        if width == 1100:
            page.get_by_role("button", name="Legend").first.click()
            assert cut_in(page, ".pm-legend-list span") == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_fields_of_share_stay_in_their_window_at_320(
    built_map: Path, visitor: Callable[..., Any], lang: str
) -> None:
    with visitor(width=320, height=640, has_touch=True) as reader:
        page = reader.open(built_map, f"lang={lang}")
        page.locator(".pm-share").click()
        page.locator("dialog[open]").wait_for()
        inner, fields = page.evaluate(
            """() => {
              const dialog = document.querySelector('dialog[open]');
              const notice = dialog.querySelector('.pm-hint-text').getBoundingClientRect();
              const fields = '.pm-field, .pm-code, .pm-tabs, .pm-tab, .pm-line';
              const parts = [...dialog.querySelectorAll(fields)];
              return [[notice.left, notice.right],
                parts.map((part) => part.getBoundingClientRect()).map((r) => [r.left, r.right])];
            }"""
        )
        assert fields
        assert all(inner[0] - 1 <= left and right <= inner[1] + 1 for left, right in fields)


def test_the_drawings_of_the_header_say_what_they_are_where_there_is_room(
    built_map: Path, visitor: Callable[..., Any]
) -> None:
    with visitor(width=1440, height=900, locale="en-GB") as reader:
        page = reader.open(built_map)
        for name, word in (("Share", "Share"), ("Suggest a site", "Suggest")):
            button = page.get_by_role("button", name=name, exact=True)
            expect(button.get_by_text(word, exact=True)).to_be_visible()
        tools = page.locator(".pm-tools").bounding_box()
        last = page.locator(".pm-tools > :last-child").bounding_box()
        assert last["x"] + last["width"] <= tools["x"] + tools["width"] + 1
    with visitor(width=900, height=700, locale="en-GB") as reader:
        page = reader.open(built_map)
        expect(page.locator(".pm-tool-word").first).to_be_hidden()


def test_letters_that_reach_below_the_line_are_whole(
    build: Callable[..., Path], visitor: Callable[..., Any], tmp_path: Path
) -> None:
    kinds = [site("a", category="Jogging"), site("b", category="Quay"), site("c", category="Gym")]
    write_project(tmp_path, kinds, map_toml='languages = ["en"]\n')
    with visitor(width=1280, height=800, locale="en-GB") as reader:
        page = reader.open(build(tmp_path), "panel=table")
        page.get_by_role("grid").wait_for()
        for selector in (".pm-category-label", ".pm-grid-words"):
            cut = page.locator(selector).evaluate_all(
                """(elements) => elements.filter((element) => {
                  // A tall font: its letters are taller than the lines.
                  element.style.fontFamily = "Noto Sans CJK SC";
                  const words = document.createRange();
                  words.selectNodeContents(element);
                  const { bottom } = words.getBoundingClientRect();
                  return bottom > element.getBoundingClientRect().bottom + 0.5;
                }).map((element) => element.textContent)"""
            )
            assert cut == []
