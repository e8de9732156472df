"""Measuring and wrapping text without a font."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from geo.picture.metrics import balance, is_wide, shorten, text_width, wrap

WORDS = st.text(alphabet="白马湖实验室（）abc XYZ，。", max_size=40)


def test_chinese_is_one_em_wide() -> None:
    assert text_width("白马湖", 10) == 30
    assert text_width("i", 10) < text_width("M", 10)
    assert text_width("e\u0301", 10) == text_width("e", 10)


@given(text=WORDS, width=st.floats(30, 300))
def test_wrapping_loses_nothing_but_spaces(text: str, width: float) -> None:
    for broken in (wrap(text, 10, width), balance(text, 10, width)):
        assert re.sub(" ", "", "".join(broken)) == re.sub(" ", "", text)


@given(text=WORDS, width=st.floats(60, 300))
def test_balanced_lines_are_no_more_than_wrapped_ones(text: str, width: float) -> None:
    assert len(balance(text, 10, width)) == len(wrap(text, 10, width))


def test_words_and_short_brackets_stay_whole() -> None:
    assert wrap("Science Valley", 10, 60) == ["Science", "Valley"]
    assert wrap("杭州高新区（滨江）园区", 10, 70) == ["杭州高新区", "（滨江）园区"]
    assert wrap("白马湖，", 10, 30)[-1] != "，"


@given(text=st.text(max_size=40), width=st.floats(20, 200))
def test_shortened_text_fits(text: str, width: float) -> None:
    assert text_width(shorten(text, 10, width), 10) <= width


def test_a_text_without_end_is_shortened_in_a_few_steps() -> None:
    before = text_width.cache_info().misses
    assert shorten("W" * 20_000, 10, 100).startswith("WWWW")
    assert text_width.cache_info().misses - before < 50


def test_both_the_page_and_the_columns_know_which_letters_are_wide() -> None:
    """The table's ranges are Unicode's, for what names are written in."""
    for start, end in ((0x20, 0x530), (0x1100, 0x11FF), (0x2E80, 0x4DBF), (0x4E00, 0x9FFF)):
        for code in range(start, end):
            letter = chr(code)
            width = unicodedata.east_asian_width(letter)
            # What is ambiguous is as wide as the font likes.
            is_none = unicodedata.category(letter) in {"Cn", "Cc", "Cf", "Mn", "Me", "Mc"}
            if not is_none and width != "A":
                assert is_wide(letter) == (width in {"W", "F"}), hex(code)
