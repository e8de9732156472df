"""How wide a text is, without a font: the same layout on every machine.

Labels must be placed before anyone knows which font will draw them. A Chinese character is one em
wide in every CJK font; for Latin letters the widths of Helvetica are used, which are a little
wider than those of the fonts named in ``style.json``, so that a real text is rather too short for
its box than too long.
"""

from __future__ import annotations

import unicodedata
from functools import cache

# Thousandths of an em, by Adobe's Core 14 font metrics for Helvetica.
_WIDTHS: dict[int, str] = {
    191: "'",
    222: "ijl",
    278: "I ft./,;:!\\[]|",
    333: "r()-`",
    355: '"',
    389: "*",
    500: "ckszvxyJ",
    556: "abdeghnopquL0123456789?$#_",
    584: "+<>=~",
    611: "FTZ",
    667: "ABEKPSVXY&",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1015: "@",
}
_WIDTH_OF = {letter: width / 1000 for width, letters in _WIDTHS.items() for letter in letters}
_OTHER = 0.56
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


def shorten(text: str, size: float, width: float) -> str:
    """Cut a text to a width, with an ellipsis for what is gone."""
    if text_width(text, size) <= width:
        return text
    kept = text
    while kept and text_width(f"{kept}…", size) > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def _pieces(text: str) -> list[str]:
    """Cut a text where a line may break: after spaces and between Chinese characters."""
    pieces: list[str] = []
    for letter in text:
        wide = unicodedata.east_asian_width(letter) in {"W", "F"}
        closing = unicodedata.category(letter) in {"Pe", "Pf", "Po"} and letter != "（"
        opened = bool(pieces) and unicodedata.category(pieces[-1][-1]) in {"Ps", "Pi"}
        after_wide = bool(pieces) and unicodedata.east_asian_width(pieces[-1][-1]) in {"W", "F"}
        after_space = bool(pieces) and pieces[-1].endswith(" ")
        breaks = after_space or ((wide or after_wide) and letter != " ")
        if not pieces or (breaks and not closing and not opened):
            pieces.append(letter)
        else:
            pieces[-1] += letter
    return pieces
