"""Which language the texts of a column are in, as its heading says: ``name_en``, 英文名."""

from __future__ import annotations

import re

from geo.late_patterns import late
from geo.sources import recognised

_UNSPACED = late(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Letters of languages in which words stand without spaces between them."""
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
            is_there = (
                mark in joined
                if _UNSPACED.search(mark)
                else joined.endswith(f" {mark}") or joined.startswith(f"{mark} ")
            )
            if is_there:
                return language
    return None


def base_of(heading: str) -> str:
    """Take the words that say its language off a heading."""
    joined = _joined(heading)
    for marks in LANGUAGE_WORDS.values():
        for mark in marks:
            joined = (
                joined.replace(mark, "")
                if _UNSPACED.search(mark)
                else re.sub(rf"^{mark} | {mark}$", "", joined)
            )
    return joined.strip()


def _joined(heading: str) -> str:
    """Give a heading's words; what it says in brackets is among them."""
    return " ".join(recognised.words_of(_BRACKETS.sub(" ", heading)))
