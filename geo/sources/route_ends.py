"""The columns that say where a line runs: ``from_node`` and ``to_node``, or which road it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.sources import recognised
from geo.sources.wording import is_spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_ROAD = re.compile(r"[^\W\d_]{1,4}[ -]?\d{1,4}[A-Za-z]?")


def route_ends(texts: Callable[[str], list[str]], columns: Sequence[str]) -> tuple[str, ...]:
    """Find the columns of where a line begins and where it ends.

    Parameters
    ----------
    texts
        Gives some values of a column as texts.
    columns
        Those looked at.

    Returns
    -------
    tuple of str
        Both headings, which say the same but for one word; empty if there are none, or if what
        they hold are no words: years, numbers of stops.
    """
    words = {name: recognised.words_of(name) for name in columns}
    found: list[tuple[str, str]] = []
    for begins, ends in recognised.opposites("from and to"):
        for name, parts in words.items():
            wanted = [ends if part == begins else part for part in parts]
            other = next((other for other, said in words.items() if said == wanted), None)
            is_pair = begins in parts and other is not None
            if is_pair and other is not None and all(_are_words(texts(o)) for o in (name, other)):
                found.append((name, other))
    # Whoever writes the numbers of the stops and their names means the names.
    return max(found, key=lambda ends: sum(map(_spoken_share, map(texts, ends))), default=())


def _spoken_share(texts: list[str]) -> float:
    return sum(map(is_spoken, texts)) / len(texts)


def _are_words(texts: list[str]) -> bool:
    return bool(texts) and all(any(map(str.isalpha, text)) for text in texts)


def numbered_roads(texts: Callable[[str], list[str]], columns: Iterable[str]) -> list[str]:
    """Find the columns called a name that say of which numbered road a piece is: ERS-324.

    Parameters
    ----------
    texts
        Gives the short texts of a column.
    columns
        Those looked at.
    """
    return [
        name
        for name in recognised.best("name", columns)
        if (found := texts(name)) and all(map(_ROAD.fullmatch, found))
    ]
