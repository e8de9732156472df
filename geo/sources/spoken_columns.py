"""Which language the texts of a column are in, as its heading says: ``name_en``, 英文名."""

from __future__ import annotations

import re

from geo.late_patterns import late
from geo.sources import recognised

_UNSPACED = late(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Letters of languages in which words stand without spaces between them."""
WITHIN = 3
"""Letters of the shortest mark that says its language between other words, too."""
_BRACKETS = re.compile(r"[()（）\[\]【】［］]")
LANGUAGE_WORDS: dict[str, list[str]] = {
    code: [" ".join(recognised.words_of(word)) for word in words]
    for code, words in recognised.table("recognised_rows")["languages"].items()
    if code != "about"
}


def language_of(heading: str) -> str | None:
    """Tell which language a heading says its texts are in: ``name_en``, 英文名, 名称（中文）."""
    joined = _joined(heading)
    for language, marks in LANGUAGE_WORDS.items():
        for mark in marks:
            is_there = mark in joined if _UNSPACED.search(mark) else _within(mark, joined)
            if is_there:
                return language
    return None


def base_of(heading: str) -> str:
    """Take the words that say its language off a heading."""
    joined = _joined(heading)
    for marks in LANGUAGE_WORDS.values():
        for mark in marks:
            if _UNSPACED.search(mark):
                joined = joined.replace(mark, "")
            elif _within(mark, joined):
                joined = f" {joined} ".replace(f" {mark} ", " ").strip()
    return joined.strip()


def _within(mark: str, words: str) -> bool:
    """Whether words say a language: a code of two letters at their ends only, as in ``EMD_KOR_NM``.

    A heading that is nothing but the mark says no language of anything.
    """
    if len(mark) < WITHIN:
        return words.endswith(f" {mark}") or words.startswith(f"{mark} ")
    return words != mark and f" {mark} " in f" {words} "


def _joined(heading: str) -> str:
    """Give a heading's words; what it says in brackets is among them."""
    return " ".join(recognised.words_of(_BRACKETS.sub(" ", heading)))
