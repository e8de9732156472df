"""Texts of a layer that are plainly numbers, as people write them: 5 km, 12家, 约 500, 1.2亿."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd
import pyarrow as pa

from geo.sources.missing_marks import without_marks
from geo.sources.number_forms import SCALED, is_beyond_doubt, read_numbers
from geo.sources.tables.written_numbers import CellsRead

if TYPE_CHECKING:
    from geo.sources.number_forms import Numbers

_GLANCE = 50
_WITH_WORDS = {"unit", "percent", SCALED}


class Amounts(NamedTuple):
    """A column read as numbers.

    Parameters
    ----------
    column
        The numbers.
    read
        What each cell says.
    unit
        What they are in; empty for none.
    """

    column: pd.Series[Any]
    read: CellsRead
    unit: str


def written_amounts(column: pd.Series[Any]) -> Amounts | None:
    """Read a column of texts as numbers with their unit; None where it may be anything else.

    Digits alone, however wide and with whatever marks, are left to whoever knows codes by them.
    """
    if not isinstance(column.dtype, pd.StringDtype):
        return None
    there = pa.array(column.array).drop_null()
    # The first cells rule out most columns, before all cells are read.
    if _numbers(there.slice(0, _GLANCE).to_pylist()) is None:
        return None
    cells: list[str] = there.unique().to_pylist()
    numbers = _numbers(cells)
    if numbers is None or not _has_words(numbers):
        return None
    known = {
        cell: number
        for cell, number in zip(cells, numbers.texts, strict=True)
        if number is not None
    }
    is_whole = all(number.lstrip("-").isdecimal() for number in known.values())
    numbered = column.map({cell: float(number) for cell, number in known.items()}).astype(float)
    values: pd.Series[Any] = numbered.astype("Int64") if is_whole else numbered
    return Amounts(
        values, CellsRead(known, numbers.form == SCALED, numbers.qualified), numbers.unit
    )


def _numbers(cells: list[str]) -> Numbers | None:
    found = read_numbers(without_marks([*cells]))
    return found if found is not None and is_beyond_doubt(found) else None


def _has_words(numbers: Numbers) -> bool:
    is_signed = numbers.form == "width" and any(text and text[0] == "-" for text in numbers.texts)
    return bool(numbers.qualified) or numbers.form in _WITH_WORDS or is_signed
