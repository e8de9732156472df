"""Columns of a project's own table that stay texts though each cell is a day.

``2021年5月3日`` beside ``2019/3/4``: an import writes them alike, but a table that its author keeps
is shown as it is written. So it is told, once a column.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.problems import Problem
from geo.problems.texts import printable
from geo.sources.date_forms import Days, Doubt, either_way, read_days
from geo.sources.heading_kinds import is_always_text
from geo.sources.missing_marks import without_marks
from geo.sources.number_forms import read_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from geo.problems import Place
    from geo.sources.tables.table_schema import TableField

_ISO = re.compile(r"\d{4}-\d\d(?:-\d\d(?:[T ].*)?)?")
_FIRST = 64
EITHER_WAY = "days-either-way"


def told_as_text(
    fields: Mapping[str, TableField],
    columns: Mapping[str, pd.Series],
    place_of: Callable[[int, str], Place],
) -> list[Problem]:
    """Tell of columns of days that no program sorts.

    Parameters
    ----------
    fields
        As the columns are described now; only those that are texts are looked at.
    columns
        The cells of those that nobody describes, by their rows.
    place_of
        Where a cell stands, by its row and heading.
    """
    found = []
    for name, series in columns.items():
        if fields[name].type != "string" or is_always_text(name):
            continue
        # The first cells rule out most columns, before all cells are read.
        if _told(name, _cells(series.iloc[:_FIRST])) is None:
            continue
        cells = _cells(series)
        told = _told(name, cells)
        if told is None:
            continue
        code, new = told
        if code == EITHER_WAY:
            at = cells.index(new["value"])
            place = place_of(int(series.index[at]), name)
            shown = {"column": printable(name), "file": place.file, **new}
            found.append(Problem(code, place, shown))
            continue
        changed = [(at, cell) for at, cell in enumerate(cells) if cell and _is_other(cell, new)]
        if not changed:
            continue
        at, text = changed[0]
        params = {"column": name, "value": text, "new": new[text]}
        shown = {key: printable(value) for key, value in params.items()}
        found.append(Problem(code, place_of(int(series.index[at]), name), shown))
    return found


def _is_other(cell: str, new: Mapping[str, str]) -> bool:
    return cell in new and "".join(cell.split()) != "".join(new[cell].split())


def _told(name: str, cells: list[str | None]) -> tuple[str, dict[str, str]] | None:
    """Give what is to be told of a column, and how each of its cells would be written."""
    texts = without_marks(cells)
    there = [text for text in texts if text]
    if not there:
        return None
    if read_numbers(texts) is not None or all(map(_ISO.fullmatch, there)):
        return None
    days = read_days(name, texts)
    if isinstance(days, Doubt):
        doubt = either_way(name, texts)
        return None if doubt is None else (EITHER_WAY, doubt)
    if not isinstance(days, Days):
        return None
    pairs = zip(texts, days.texts, strict=True)
    return "cells-days-otherwise", {old: new for old, new in pairs if old and new}


def _cells(series: pd.Series) -> list[str | None]:
    # A ragged row may lack the column.
    return [text if isinstance(text, str) and text else None for text in series]
