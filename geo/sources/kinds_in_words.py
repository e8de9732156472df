"""The column that says in words what a category of codes says: ``TYPE_DESC`` beside 3, or PK."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from geo.sources import recognised
from geo.sources.style_keys import is_colour
from geo.sources.wording import is_spoken, short_text

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_UNCALLED = 12
"""Values of a column that is called anything but a category,"""
OFTEN = 20
"""unless each comes again so often: then as many as of one that is called a category."""
TIMES = 3
"""So often each value comes again, on average."""
MOSTLY_SPOKEN = 0.95
"""Share of values that are words and no codes, in a column that is not called a category."""
FEWEST_EACH, SAID_EACH = 3, 0.7
"""Different texts that a column has at least to say what each code means, and of the codes."""
_CODES = re.compile(r"[A-Z]{0,4}\d{0,4}(?:[.-][A-Z\d]{1,3})?|[^a-zA-Z]*\d[^a-zA-Z]*", re.ASCII)
"""What stands for a kind and is explained somewhere else: 3, PK, R1."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_STEM = 4
"""Letters by which a word is the same as another form of it."""


def in_other_words(name: str, columns: Mapping[str, list[Any]]) -> str:
    """Give the column that says in words what one of codes says: ``TYPE_DESC`` beside 3, or PK."""
    codes = _codes(columns[name])
    if not codes:
        return name
    for other, values in columns.items():
        if other == name or not _is_of_the_same(name, other):
            continue
        told = [(code, short_text(value)) for code, value in zip(codes, values, strict=True)]
        pairs = {(code, text) for code, text in told if code and text}
        texts, different = {text for _, text in pairs}, {code for code, _ in pairs}
        is_there = sum(1 for _, text in told if text) >= MOSTLY_SPOKEN * sum(map(bool, codes))
        # What says more in words than the code does will do as well: Charter, Contracted for 2.
        is_same = len(pairs) == len(texts) and len(different) <= len(texts)
        is_same &= len(texts) <= max(len(different), MOST_UNCALLED)
        are_words = all(map(_has_letter, texts)) and not all(map(_CODES.fullmatch, texts))
        if texts and is_there and is_same and are_words and not _are_wordings(pairs):
            return other
    return next((other for other in columns if _says_each(codes, columns[other])), name)


def _says_each(codes: list[str], values: list[Any]) -> bool:
    """Whether a column, whatever it is called, has one text for each code: BIKEROUTE of a TYPE."""
    told = Counter(
        (code, text) for code, text in zip(codes, map(short_text, values), strict=True) if code
    )
    texts, different = {text for _, text in told}, {code for code, _ in told}
    is_told = len(told) == len(different) and told.total() >= OFTEN * len(told)
    is_each = len(texts) >= max(FEWEST_EACH, SAID_EACH * len(different))
    return is_told and is_each and all(map(is_spoken, texts)) and not any(map(is_colour, texts))


def _are_wordings(pairs: set[tuple[str, str]]) -> bool:
    """Whether what is said of a code differs in its words alone: Park, ``Parks and open space``."""
    said: dict[str, list[set[str]]] = {}
    for code, text in pairs:
        stems = {word[:_STEM].casefold() for word in _WORD.findall(text)}
        said.setdefault(code, []).append(stems)
    several = [stems for stems in said.values() if len(stems) > 1]
    return bool(several) and all(set.intersection(*stems) for stems in several)


def _codes(values: list[Any]) -> list[str]:
    """Give codes as texts; none where one of them is a word."""
    codes = [short_text(value) for value in values]
    return codes if all(map(_CODES.fullmatch, filter(None, codes))) else []


def explained(name: str, columns: Mapping[str, list[Any]]) -> str:
    """Find the column that says what codes mean, each in several wordings: R1, ``1 Family``."""
    codes = _codes(columns[name])
    for other, values in columns.items() if codes else ():
        if other == name or not _is_of_the_same(name, other):
            continue
        texts = map(short_text, values)
        told = Counter(pair for pair in zip(codes, texts, strict=True) if all(pair))
        wordings: dict[str, Counter[str]] = {}
        for (code, text), times in told.items():
            wordings.setdefault(text, Counter())[code] += times
        # What is said of several codes, or of each thing, explains none of them.
        sure = sum(counts.most_common(1)[0][1] for counts in wordings.values())
        commonest: Counter[str] = Counter()
        for (code, _), times in told.items():
            commonest[code] = max(commonest[code], times)
        is_there = told.total() >= MOSTLY_SPOKEN * sum(map(bool, codes))
        is_again = TIMES * len(wordings) <= told.total()
        is_sure = len(wordings) > 1 and sure >= MOSTLY_SPOKEN * told.total()
        # What is said of fewer than half is not what the code means.
        is_sure &= 2 * commonest.total() >= told.total()
        are_words = all(map(_has_letter, wordings)) and not all(map(_CODES.fullmatch, wordings))
        if is_there and is_again and is_sure and are_words:
            return other
    return ""


def _is_of_the_same(name: str, other: str) -> bool:
    """Whether two headings speak of the same: ``TYPE`` and ``TYPE_DESC``, ``FTYPEDESC``."""
    words, others = recognised.words_of(name), recognised.words_of(other)
    if others and recognised.rank("description", others[-1]) is not None:
        return True
    stem, whole = "".join(words), "".join(others)
    if recognised.rank("remark", other) is None and recognised.rank("description", other) == 0:
        return True
    return words[:1] == others[:1] or whole.startswith(stem) or whole.endswith(stem)


def _has_letter(text: str) -> bool:
    return any(map(str.isalpha, text))
