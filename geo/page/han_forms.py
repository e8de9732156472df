"""Chinese characters in their other forms, so that 濱江 finds 滨江 and the other way round."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

_FIRST_HAN, _LAST_HAN = 0x3400, 0x9FFF


def han_forms(texts: Iterable[str]) -> str:
    """Give the forms of the characters of texts.

    Parameters
    ----------
    texts
        What is searched.

    Returns
    -------
    str
        Pairs, one after the other: a traditional form, and the simplified one that stands for all
        forms of a character. Only characters that are in the texts in any form; in code point
        order.
    """
    # A character at a time takes a tenth of a second where sites are many.
    units = np.frombuffer("".join(texts).encode("utf-16-le", "surrogatepass"), np.uint16)
    counts = np.bincount(units, minlength=_LAST_HAN + 1)[_FIRST_HAN : _LAST_HAN + 1]
    found = {chr(_FIRST_HAN + place) for place in np.flatnonzero(counts).tolist()}
    if not found:
        return ""
    simplified = _simplified_forms()
    wanted = {simplified.get(character, character) for character in found}
    return "".join(
        traditional + simple
        for traditional, simple in sorted(simplified.items())
        if simple in wanted
    )


@cache
def _simplified_forms() -> dict[str, str]:
    """Every traditional character of everyday use with its simplified form, as OpenCC has them."""
    from opencc import OpenCC  # its dictionaries take a moment to load

    # The first level of Big5: what is taught and written. Each on a line, so that none is read as
    # part of a word.
    everyday = [
        bytes([high, low]).decode("big5", "ignore")
        for high in range(0xA4, 0xC7)
        for low in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    ]
    everyday = [character for character in everyday if character]
    converted = OpenCC("t2s").convert("\n".join(everyday)).split("\n")
    return {
        traditional: simple
        for traditional, simple in zip(everyday, converted, strict=True)
        if traditional != simple and len(simple) == 1
    }
