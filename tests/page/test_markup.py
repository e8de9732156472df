"""HTML of other programs as a reader's text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.page.markup import without_markup
from geo.sources.html_words import has_markup, read_markup
from tests.projects import joined, site

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("One<br>two<br/>three", "One\ntwo\nthree"),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<ul><li>a</li><li>b</li></ul>", "• a\n• b"),
        ("<div>One</div><div>Two</div>", "One\nTwo"),
        ("<div>One<br></div><p>Two</p>", "One\n\nTwo"),
        ("<![CDATA[One <b>two</b>]]>", "One two"),
        ("<b>Bold</b> &amp; <i>small</i>", "Bold & small"),
        ("<a href='https://example.org/'>Oslo</a>", "Oslo (https://example.org/)"),
        ("<a href='https://example.org/'>example.org</a>", "example.org"),
        ("<a href='javascript:alert(1)'>Oslo</a>", "Oslo"),
        ("<script>alert(1)</script>Seen", "Seen"),
        ("<table><tr><td>a</td><td>b</td><td>c</td></tr></table>", "a · b · c"),
        ("<p>never closed <b>at all", "never closed at all"),
    ],
)
def test_words_are_kept_and_tags_are_not(written: str, read: str) -> None:
    assert has_markup(written)
    assert read_markup(written).text == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("One.\n\nTwo <b>bold</b>.", "One.\n\nTwo bold."),
        ("12 Road\r\n<i>Binjiang</i>\r\nrear house", "12 Road\nBinjiang\nrear house"),
        ('See <a\nhref="https://example.org/">the house</a>\nhere', "See the house (https://example.org/)\nhere"),
        ("<p>One\ntwo</p><p>three</p>", "One two\n\nthree"),
        ("one<br>two\nthree", "one\ntwo three"),
    ],
)  # fmt: skip
def test_lines_stay_where_no_tag_makes_any(text: str, read: str) -> None:
    assert read_markup(text).text == read


@pytest.mark.parametrize("text", ["a < b and c > d", "<3", "x <y> z", "10 <a", "if (a<b) b>a"])
def test_what_is_no_html_is_left_alone(text: str) -> None:
    assert not has_markup(text)


def test_rows_of_two_cells_become_columns_and_the_caption_goes(tmp_path: Path) -> None:
    table = "<table><tr><th>Attributes</th></tr><tr><td>Staff:</td><td>{}</td></tr></table>"
    layer = joined(
        tmp_path, [site("a", info=table.format(12)), site("b", (120.2, 30.2), info=table.format(7))]
    )
    sites = without_markup(layer).sites
    assert sites["Staff"].tolist() == [12, 7]
    assert sites["info"].isna().all()
    assert layer.sites["info"].notna().all(), "the layer itself, which is exported, is not changed"


def test_names_and_layers_without_html_are_left_as_they_are(tmp_path: Path) -> None:
    layer = joined(tmp_path, [site("<b>Park</b>", remark="a < b")])
    assert without_markup(layer) is layer


def test_entities_alone_are_read(tmp_path: Path) -> None:
    layer = joined(tmp_path, [site("a", remark="Wal &amp; Co&#39;s")])
    assert without_markup(layer).sites["remark"].tolist() == ["Wal & Co's"]
