"""What counts as the same key, and what only looks like it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd
    from numpy.typing import NDArray

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


def places_among(values: pd.Series, known: Collection[str] | pd.Series) -> NDArray[np.int64]:
    """Tell where texts stand among others; ten times as fast as an index of pandas.

    Parameters
    ----------
    values
        Texts.
    known
        Others, none of them twice.

    Returns
    -------
    array of int
        -1 for a text that is not among them, and for what is missing.
    """
    texts = pa.array(values, pa.large_string(), from_pandas=True)
    # A column of texts is taken as it is; others are gone through.
    others = known if hasattr(known, "dtype") else [*known]
    known_texts = pa.array(others, pa.large_string(), from_pandas=True)
    places = pc.index_in(texts, value_set=known_texts, skip_nulls=True)
    found: NDArray[np.int64] = pc.fill_null(places, -1).to_numpy().astype(np.int64)
    return found


@cache
def _one_width() -> dict[int, str]:
    table = {}
    for code in _OTHER_WIDTH:
        kind, _, plain = unicodedata.decomposition(chr(code)).partition(" ")
        if kind in {"<wide>", "<narrow>"}:
            table[code] = "".join(chr(int(part, 16)) for part in plain.split())
    return table
