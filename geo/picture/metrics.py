"""How wide a text is, without a font: the same layout on every machine.

Labels must be placed before anyone knows which font will draw them. A Chinese character is one em
wide in every CJK font; for Latin letters a table of generous widths is used, so that a real text
is rather too short for its box than too long.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Thousandths of an em, rounded up to 20: the wider of Helvetica (Adobe's Core 14 metrics) and
# Noto Sans CJK SC for each letter.
_WIDTHS: dict[int, str] = {
    280: " ',.:;ij|",
    300: "Il",
    340: "!()[]f{}",
    360: "-",
    380: "t",
    400: "/\\r",
    480: '"*',
    500: "sxz",
    520: "c",
    540: "Jvy",
    560: "#$0123456789?L^_ek",
    580: "ag",
    600: "+<=>~",
    620: "FTZ`bdhnopqu",
    680: "&ABEKPSVXY",
    740: "CDHNRU",
    780: "GOQ",
    820: "w",
    840: "M",
    940: "%m",
    960: "W",
    1020: "@",
}
_WIDTH_OF = {letter: width / 1000 for width, letters in _WIDTHS.items() for letter in letters}
_OTHER = 0.56
_BRACKET = re.compile("(（[^（）]{1,8}）)")
BOLD = 1.06
"""How much wider bold Latin letters are."""


@cache
def text_width(text: str, size: float, *, bold: bool = False, spacing: float = 0.0) -> float:
    """Give the width of a text in the unit of ``size``.

    Parameters
    ----------
    text
        One line.
    size
        Font size.
    bold
        Whether it is set in bold.
    spacing
        Extra space after each character, in em.
    """
    return size * sum(_advance(letter, bold=bold) + spacing for letter in text)


def _advance(letter: str, *, bold: bool) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Cf", "Cc"}:
        return 0.0
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return 1.0
    return _WIDTH_OF.get(letter, _OTHER) * (BOLD if bold else 1.0)


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
    kept = text
    while kept and text_width(f"{kept}…", size) > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


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
    wide = any(unicodedata.east_asian_width(side) in {"W", "F"} for side in (before[-1], letter))
    return before.endswith(" ") or (wide and letter != " ")
