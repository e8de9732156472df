"""Texts in UTF-8 that a program has read as one of Windows' own encodings: ``MÃ¼nchen``."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

MOSTLY = 0.6
"""Share of a file's runs of letters beyond ASCII that have to have been decoded twice."""
MOST_RUNS = 5000
"""Runs of letters beyond ASCII that are looked at."""
ENCODINGS = {
    "cp1252": "Windows-1252", "cp1250": "Windows-1250", "cp1251": "Windows-1251",
    "cp1256": "Windows-1256",
}  # fmt: skip
"""What programs take for a text's encoding where nothing says it, the commonest first."""
_RUN = re.compile(r"[^\x00-\x7f]+")
_BEFORE = re.compile(r'[^\s"]{0,40}\Z')
_AFTER = re.compile(r'[^\s"]{0,40}')


class Twice(NamedTuple):
    """The first text of a file that was decoded twice: where it stands, as it reads and is."""

    offset: int
    words: str
    meant: str
    encoding: str


def once(text: str, encoding: str) -> str:
    """Give a text as it was before it was decoded a second time; itself where it was not."""
    return text if text.isascii() else _RUN.sub(lambda run: _as_meant(run[0], encoding), text)


def _as_meant(run: str, encoding: str) -> str:
    try:
        return b"".join(_byte(character, encoding) for character in run).decode("utf-8")
    except UnicodeError:
        return run


def _byte(character: str, encoding: str) -> bytes:
    """Give the byte that is read as a character; of those an encoding leaves free, its own."""
    try:
        return character.encode(encoding)
    except UnicodeEncodeError:
        return character.encode("latin-1")


def twice_decoded(text: str) -> Twice | None:
    """Find the first text of a file that was decoded twice; None where such texts are not most."""
    if text.isascii():
        return None
    runs = [run[0] for run, _ in zip(_RUN.finditer(text), range(MOST_RUNS), strict=False)]
    for encoding in ENCODINGS:
        found = sum(_as_meant(run, encoding) != run for run in runs)
        if found and found >= MOSTLY * len(runs):
            start, end = next(
                run.span() for run in _RUN.finditer(text) if _as_meant(run[0], encoding) != run[0]
            )
            # Its word, from there: a file without blanks is one long word.
            before = _BEFORE.search(text, max(0, start - 40), start)
            after = _AFTER.match(text, end)
            start = before.start() if before else start
            word = text[start : after.end() if after else end]
            return Twice(start, word, once(word, encoding), encoding)
    return None


def mended(value: Any, encoding: str) -> Any:
    """Give a value whose texts, and those within it, are as they were meant."""
    if isinstance(value, str):
        return once(value, encoding)
    if isinstance(value, list):
        return [mended(entry, encoding) for entry in value]
    if isinstance(value, dict):
        return {once(name, encoding): mended(entry, encoding) for name, entry in value.items()}
    return value
