"""Dates as texts that sort: the latest of a site's rows, the first, the last."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

DATE = r"([0-9]{1,4})(?:[-/.年]([0-9]{1,2})(?:[-/.月]([0-9]{1,2})日?)?月?)?年?(?:[T ].*)?"
_DATE = re.compile(DATE)


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


def sort_keys(values: pd.Series, column: str) -> pd.Series:
    """Give dates (or years, or numbers) as texts that sort.

    Raises
    ------
    UnfitColumnError
        If a cell is none of these.
    """
    if values.dtype.kind in "iuf" or isinstance(values.dtype, pd.Int64Dtype | pd.Float64Dtype):
        texts = [None if pd.isna(value) else _number_key(float(value)) for value in values]
        return pd.Series(texts, dtype="str")
    distinct: dict[Any, str | None] = {}
    for value in values.dropna().unique():
        key = date_key(str(value)) if str(value).strip() else None
        if key is None and str(value).strip():
            raise UnfitColumnError("aggregate-not-date", column, str(value))
        distinct[value] = key
    return pd.Series([distinct.get(value) for value in values], dtype="str")


def _number_key(value: float) -> str:
    # Years stand beside dates: 2024 sorts with 2024-00-00.
    return (
        f"{int(value):04}-00-00" if 0 <= value < 10_000 and value.is_integer() else f"{value:.6f}"
    )
