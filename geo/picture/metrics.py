"""How wide a text is, without a font: the same layout on every machine.

Text must be placed before anyone knows which font will draw it. A Chinese character is one em wide
in every CJK font; for Latin letters a table of generous widths is used, so that a real text is
rather too short for its box than too long. ``geo/web/src/paper/textwidths.ts`` measures the map's
names by the same table, ``letter_widths.json``.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_right
from functools import cache
from importlib.resources import files
from typing import Any

_BRACKET = re.compile("(（[^（）]{1,8}）)")


@cache
def _table() -> dict[str, Any]:
    """Read the widths that the map's names are measured by, too."""
    text = files("geo.page").joinpath("letter_widths.json").read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(text)
    return read


@cache
def _widths() -> dict[str, float]:
    table = _table()["widths"]
    return {letter: int(width) / 1000 for width, letters in table.items() for letter in letters}


@cache
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Give the width of a text in the unit of ``size``.

    Parameters
    ----------
    text
        One line.
    size
        Font size.
    bold
        Whether it is set in bold.
    """
    return size * sum(_advance(letter, bold=bold) for letter in text)


@cache
def _advance(letter: str, *, bold: bool) -> float:
    table = _table()
    width = _widths().get(letter)
    if width is None:
        if _is_within(letter, "none"):
            return 0.0
        if is_wide(letter):
            return 1.0
        width = table["other"] / 1000
    return float(width * (table["bold"] if bold else 1.0))


def is_wide(letter: str) -> bool:
    """Whether a letter is as wide as high, as Chinese characters are."""
    return _is_within(letter, "wide")


def _is_within(letter: str, ranges: str) -> bool:
    return any(first <= ord(letter) <= last for first, last in _table()[ranges])


def wrap(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines no wider than ``width``.

    Latin words stay whole, Chinese breaks between any two characters but never before closing
    punctuation. A word wider than a line keeps a line of its own.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        joined = line + piece
        if line and text_width(joined.rstrip(), size, bold=bold) > width:
            lines.append(line.rstrip())
            joined = piece.lstrip()
        line = joined
    return [*lines, line.rstrip()] if line.strip() else lines


def balance(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Break a text into as few lines as possible, and those as even as possible."""
    lines = wrap(text, size, width, bold=bold)
    if len(lines) < 2:
        return lines
    for step in range(1, int(width / size) * 2):
        narrower = wrap(text, size, width - step * size / 2, bold=bold)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def shorten(text: str, size: float, width: float) -> str:
    """Cut a text to a width, with an ellipsis for what is gone."""
    if text_width(text, size) <= width:
        return text
    # By halves: letter by letter, a text of ten thousand letters would take half a minute.
    count = bisect_right(range(1, len(text)), width, key=lambda n: text_width(text[:n] + "…", size))
    return f"{text[:count].rstrip()}…"


def _pieces(text: str) -> list[str]:
    """Cut a text where a line may break: after spaces and between Chinese characters.

    A short bracket stays whole: （滨江） on two lines reads badly.
    """
    pieces: list[str] = []
    for run in _BRACKET.split(text):
        if _BRACKET.fullmatch(run):
            pieces.append(run)
            continue
        for letter in run:
            if pieces and not _may_break(pieces[-1], letter):
                pieces[-1] += letter
            else:
                pieces.append(letter)
    return pieces


def _may_break(before: str, letter: str) -> bool:
    if unicodedata.category(letter) in {"Pe", "Pf", "Po"}:
        return False
    if unicodedata.category(before[-1]) in {"Ps", "Pi"}:
        return False
    wide = is_wide(before[-1]) or is_wide(letter)
    return before.endswith(" ") or (wide and letter != " ")
