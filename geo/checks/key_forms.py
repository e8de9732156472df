"""What counts as the same key, and what only looks like it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_ZEROS = re.compile(r"0+(?=\d)")
# Blocks of characters that are others but for their width: ideographic space, ＡＢＣ, ｶﾞ.
_OTHER_WIDTH = (0x3000, *range(0xFF01, 0xFFEF))


def normal(text: str) -> str:
    """Give a key as it is compared: composed, of one width, without outer spaces."""
    if text.isascii():
        return text.strip()
    return unicodedata.normalize("NFC", text.translate(_one_width())).strip()


def without_zeros(text: str) -> str:
    """Give a key as a spreadsheet makes a number of it: 001 becomes 1."""
    plain = normal(text)
    return _ZEROS.sub("", plain, count=1) if plain.isdecimal() else plain


@cache
def _one_width() -> dict[int, str]:
    table = {}
    for code in _OTHER_WIDTH:
        kind, _, plain = unicodedata.decomposition(chr(code)).partition(" ")
        if kind in {"<wide>", "<narrow>"}:
            table[code] = "".join(chr(int(part, 16)) for part in plain.split())
    return table
