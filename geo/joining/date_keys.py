"""Dates as texts that sort: the latest of a site's rows, the first, the last."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

DATE = r"([0-9]{1,4})(?:[-/.年]([0-9]{1,2})(?:[-/.月]([0-9]{1,2})日?)?月?)?年?(?:[T ].*)?"
_DATE = re.compile(DATE)
_ISO_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class UnfitColumnError(Exception):
    """A column does not hold what an aggregate is made of.

    Parameters
    ----------
    code
        The problem.
    column
        Its name.
    value
        The first cell that is at fault.
    """

    def __init__(self, code: str, column: str, value: str) -> None:
        super().__init__(code, column, value)
        self.code = code
        self.column = column
        self.value = value


def date_key(text: str) -> str | None:
    """Give a date as text that sorts; none if it is none."""
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day = (int(each or 0) for each in found.groups())
    rest = re.split(r"[T ]", text.strip(), maxsplit=1)[1:]
    return f"{year:04}-{month:02}-{day:02}{'T' + rest[0] if rest else ''}"


def sort_keys(values: pd.Series, column: str) -> tuple[NDArray[np.int64], list[str]]:
    """Give dates (or years, or numbers) as texts that sort.

    Parameters
    ----------
    values
        The cells.
    column
        What the column is called.

    Returns
    -------
    ranks : array of int
        For each cell the number of its text among all texts; -1 where there is none.
    keys : list of str
        The different texts, sorted.

    Raises
    ------
    UnfitColumnError
        If a cell is none of these.
    """
    is_number = values.dtype.kind in "iuf"
    codes, distinct = pd.factorize(values)
    found: list[str | None] = []
    for value in distinct:
        text = _number_key(float(value)) if is_number else _text_key(str(value))
        if text is None and str(value).strip():
            raise UnfitColumnError("aggregate-not-date", column, str(value))
        found.append(text)
    keys = sorted({text for text in found if text is not None})
    rank_of: dict[str | None, int] = {text: rank for rank, text in enumerate(keys)}
    # What is missing has the code -1: the last.
    ranks = np.array([*(rank_of.get(text, -1) for text in found), -1], np.int64)
    return ranks[codes], keys


def _text_key(text: str) -> str | None:
    # A day as ISO 8601 writes it sorts as it stands: nothing to take apart.
    return text if _ISO_DAY.fullmatch(text) else date_key(text)


def _number_key(value: float) -> str:
    # Years stand beside dates: 2024 sorts with 2024-00-00.
    return (
        f"{int(value):04}-00-00" if 0 <= value < 10_000 and value.is_integer() else f"{value:.6f}"
    )
