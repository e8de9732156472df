"""Which language the texts of a column are in, as its heading says: ``name_en``, 英文名."""

from __future__ import annotations

import re

from geo.sources import recognised

LANGUAGE_WORDS: dict[str, list[str]] = {
    code: words
    for code, words in recognised.table("recognised_rows")["languages"].items()
    if code != "about"
}
_HAN = re.compile(r"[\u3400-\u9fff]")


def language_of(heading: str) -> str | None:
    """Tell which language a heading says its texts are in: ``name_en``, 英文名, ``name:zh``."""
    joined = " ".join(recognised.words_of(heading))
    for language, marks in LANGUAGE_WORDS.items():
        for mark in marks:
            is_there = (
                mark in joined
                if _HAN.search(mark)
                else joined.endswith(f" {mark}") or joined.startswith(f"{mark} ")
            )
            if is_there:
                return language
    return None


def base_of(heading: str) -> str:
    """Take the words that say its language off a heading."""
    joined = " ".join(recognised.words_of(heading))
    for marks in LANGUAGE_WORDS.values():
        for mark in marks:
            joined = (
                joined.replace(mark, "")
                if _HAN.search(mark)
                else re.sub(rf"^{mark} | {mark}$", "", joined)
            )
    return joined.strip()
