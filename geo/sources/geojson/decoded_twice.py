"""Texts in UTF-8 that a program has read as Windows-1252 and saved so: ``MÃ¼nchen``."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

MOSTLY = 0.6
"""Share of a file's runs of letters beyond ASCII that have to have been decoded twice."""
MOST_RUNS = 5000
"""Runs of letters beyond ASCII that are looked at."""
_RUN = re.compile(r"[^\x00-\x7f]+")
_WORD = re.compile(r'[^\s"]*[^\x00-\x7f][^\s"]*')


class Twice(NamedTuple):
    """The first text of a file that was decoded twice: where it stands, as it reads and is."""

    offset: int
    words: str
    meant: str


def once(text: str) -> str:
    """Give a text as it was before it was decoded a second time; itself where it was not."""
    return text if text.isascii() else _RUN.sub(_as_meant, text)


def _as_meant(run: re.Match[str]) -> str:
    try:
        return b"".join(map(_byte, run[0])).decode("utf-8")
    except UnicodeError:
        return run[0]


def _byte(character: str) -> bytes:
    """Give the byte that Windows-1252 reads as a character; of the five it leaves free, its own."""
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")


def twice_decoded(text: str) -> Twice | None:
    """Find the first text of a file that was decoded twice; None where such texts are not most."""
    if text.isascii():
        return None
    runs = [run[0] for run, _ in zip(_RUN.finditer(text), range(MOST_RUNS), strict=False)]
    found = [run for run in runs if once(run) != run]
    if not found or len(found) < MOSTLY * len(runs):
        return None
    word = next(word for word in _WORD.finditer(text) if once(word[0]) != word[0])
    return Twice(word.start(), word[0], once(word[0]))


def mended(value: Any) -> Any:
    """Give a value whose texts, and those within it, are as they were meant."""
    if isinstance(value, str):
        return once(value)
    if isinstance(value, list):
        return [mended(entry) for entry in value]
    if isinstance(value, dict):
        return {once(name): mended(entry) for name, entry in value.items()}
    return value
