"""What a layer is called, as people would say it: without what programs and publishers add."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from geo.sources import recognised
from geo.sources.wording import is_spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

USUAL_STEMS = frozenset(recognised.table("recognised_files")["named after their folder"])
"""File names after which a layer is not called, but after its folder."""
OTHER_STEMS = frozenset(recognised.table("recognised_files")["named after nothing"])
"""File names that say nothing of what is in the file: no site is called after them."""
_CAPITALS = frozenset(recognised.table("recognised_files")["capitals"])
"""Acronyms that files are called after in small letters: us_states."""
LONGEST_ACRONYM, SHORTEST_WORD = 4, 3
"""Capitals: more are a word that somebody has shouted, as few beside it may be an acronym."""
LONGEST_TITLE = 40
"""Characters of what a layer is called, by itself and with its features."""
_COPY = re.compile(r"\s*\(\d+\)$")
_NUMBER = re.compile(r"^\d{5,}\s+(?=[^\W\d_])")
"""A code of what is in it, before its name: 21000 岐阜県."""
_OF_QGIS2WEB = re.compile(r"\s*var json_\w+_\d+ ?=")
_LAYER_NUMBER = re.compile(r"_\d+$")
_ENDING = re.compile(r"(?:\.(?:geo|topo|min|simple)(?:json)?)+$", re.IGNORECASE)
"""What is left of .geo.json, or of .min.geojson."""
_COUNTED = re.compile(r"\b([A-Z]{4,}|[A-Za-z]{3,}[a-z])(\d{1,4})$")
"""A word with its number at the end of a title: class1."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_STAMP = re.compile(
    r"(?:\s+(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-3]\d)(?:[T\s]*\d{4,6})?"
    r"|\s+(?:19|20)\d\d\s(?:0?[1-9]|1[0-2])\s(?:[0-3]?\d))$"
)
"""The day on which it was written, behind a name: 20210923 182043, 2021 09 23."""
_NUMBER_OF = re.compile(r"[A-Za-z]\d|\d[A-Za-z]")
"""P35-17 is a publisher's number."""


def best_title(called: Iterable[str]) -> str:
    """Give the first of what a layer is called that can be said and is no number; "" if none."""
    said = [title for title in map(title_in_words, called) if title]
    return next((title for title in said if not _NUMBER_OF.search(title)), "".join(said[:1]))


def title_in_words(title: str) -> str:
    """Give what a layer or a file is called as people would say it; "" if it says nothing."""
    plain = (
        _CAMEL.sub(" ", _ENDING.sub("", _COPY.sub("", title))).replace("_", " ").replace("-", " ")
    )
    said = _without_additions(" ".join(_COUNTED.sub(r"\1 \2", plain).split()))
    # Not what programs call any file, nor a date or a code.
    says_nothing = said.lower().rstrip(" 0123456789") in OTHER_STEMS | USUAL_STEMS
    if len(said) > LONGEST_TITLE or not is_spoken(said) or says_nothing:
        return ""
    words = said.split()
    if said.isupper() and said.isascii() and any(len(word) > LONGEST_ACRONYM for word in words):
        said = " ".join(word if len(word) <= SHORTEST_WORD else word.capitalize() for word in words)
    said = " ".join(word.upper() if word in _CAPITALS else word for word in said.split())
    return said[:1].upper() + said[1:]


def without_layer_number(title: str, text: str) -> str:
    """Give a layer's title without the number of the layer on a page of qgis2web: Parks_3.

    Parameters
    ----------
    title
        As the file says it, or is called.
    text
        Of the file: ``var json_Parks_3 = {…``.
    """
    return _LAYER_NUMBER.sub("", title) if _OF_QGIS2WEB.match(text) else title


def own_title(written: str, text: str, properties: Sequence[Mapping[str, Any]]) -> str:
    """Give the title that a layer's file says.

    Parameters
    ----------
    written
        As it stands there.
    text
        Of the file.
    properties
        Of each feature: the field by whose value QGIS has split a layer is left out, 福建省 for
        省_福建省.
    """
    title = without_layer_number(written.strip(), text)
    field, _, value = title.partition("_")
    is_split = bool(value and properties) and all(row.get(field) == value for row in properties)
    return value if is_split else title


def _without_additions(words: str) -> str:
    """Take away a collection's mark, a scale, a system, a version and a day around a name.

    What is left is a name, or all of it stays: a file may well be called ``export``.
    """
    before, behind = _additions()
    last = ""
    while words != last:
        last = words
        for addition in (_STAMP, _NUMBER, before, behind):
            shorter = addition.sub("", words)
            if shorter != words and is_spoken(shorter):
                words = shorter
                break
    return words


@cache
def _additions() -> tuple[re.Pattern[str], re.Pattern[str]]:
    known = recognised.table("recognised_files")

    def written(words: str) -> str:
        return re.escape(words).replace(r"\#", r"\d+(?:\.\d+)?")

    before = "|".join(written(" ".join(words)) for words in known["before a title"])
    behind = "|".join(map(written, known["behind a title"]))
    return (
        re.compile(rf"^(?:{before})\s+", re.IGNORECASE),
        re.compile(rf"\s+(?:{behind})$", re.IGNORECASE),
    )
