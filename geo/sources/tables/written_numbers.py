"""Columns of numbers as people write them, in tables that nobody describes: 1.234,5 · 15%."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.problems import Place, Problem
from geo.problems.texts import printable
from geo.sources import recognised
from geo.sources.heading_kinds import is_always_text
from geo.sources.missing_marks import marks_among, without_marks
from geo.sources.number_forms import (
    SCALED,
    Numbers,
    has_decimal_commas,
    is_beyond_doubt,
    read_numbers,
)  # fmt: skip
from geo.sources.tables.cells import cell_type
from geo.sources.tables.table_schema import DEFAULT_MISSING, TableField

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

# How Table Schema says it; which of them it is, the cells tell.
_WAYS: tuple[dict[str, Any], ...] = (
    {},
    {"groupChar": ","},
    {"decimalChar": ",", "groupChar": "."},
    *({"groupChar": mark} for mark in " \u00a0\u202f'’"),
    *({"decimalChar": ",", "groupChar": mark} for mark in " \u00a0\u202f'’"),
)
# What stands beside a column of units is shown with that unit, as it is written.
_WITH_UNITS = re.compile(r"value|amount|数值|内容|change|增减", re.IGNORECASE)
CELLS = "cells"
"""The option of a field whose cells are read one by one; never in a data package."""
_FIRST = 64


def as_written(
    fields: Mapping[str, TableField],
    columns: Mapping[str, pd.Series],
    delimiter: str,
    *,
    one_by_one: bool = False,
) -> dict[str, TableField]:
    """Describe those columns anew that hold numbers in another form than programs write.

    Parameters
    ----------
    fields
        As they are described by their plainest forms.
    columns
        The cells of each.
    delimiter
        What parts the cells; where commas are decimal marks, semicolons do.
    one_by_one
        Whether what each cell is read as is asked for, even where Table Schema has words for it.
    """
    form: dict[str, bool] = {}
    if delimiter == ";":
        some = (_cells(texts.iloc[:_FIRST]) for texts in columns.values())
        form = {"commas_are_points": True, "dots_are_marks": has_decimal_commas(some)}
    found = {}
    for name, texts in columns.items():
        field = fields[name]
        may_be = {"string"} | ({"number"} if form.get("dots_are_marks") else set())
        if field.type not in may_be or is_always_text(name) or _says_where(name):
            continue
        # The first cells rule out most columns, before all cells are read.
        if not _fit(texts.iloc[:_FIRST], form):
            continue
        cells = _cells(texts)
        numbers = read_numbers(without_marks(cells), **form)
        if numbers is None or numbers.form == "plain" or not is_beyond_doubt(numbers):
            continue
        if (numbers.unit or numbers.qualified) and _WITH_UNITS.fullmatch(name):
            continue
        as_said = numbers.form == SCALED or numbers.qualified
        is_by_cell = one_by_one or as_said
        written = numbers.unit if as_said else _unit_written(cells, numbers.unit)
        unit = {"": written} if written else {}
        missing = (*DEFAULT_MISSING, *marks_among(cells))
        fit = replace(field, type="number", unit=unit, missing_values=missing)
        read = dict(zip(cells, numbers.texts, strict=True))
        ways = (replace(fit, options=way) for way in _ways(has_unit=bool(unit)))
        described = next((way for way in ways if not is_by_cell and _reads(way, read)), None)
        # What Table Schema has no words for is read cell by cell: 约 500, (5), 1.2亿.
        found[name] = described or replace(fit, options={CELLS: _cells_as(read, numbers)})
    return found


class CellsRead(NamedTuple):
    """What cells say that are numbers in none of the forms that Table Schema knows.

    Parameters
    ----------
    numbers
        By cell, the number as any program reads it.
    scaled
        Whether they were in several scales.
    qualified
        The first one that says of its number that it is about right; empty without one.
    """

    numbers: dict[str, str]
    scaled: bool
    qualified: str


def written_problems(column: str, read: CellsRead, unit: str) -> list[tuple[str, Problem]]:
    """Tell, once a column, what its numbers were taken for, and by which cell of it.

    Parameters
    ----------
    column
        Its heading.
    read
        What its cells say.
    unit
        What the numbers are in; empty for none.

    Returns
    -------
    list of (str, Problem)
        A cell, and what is told of it; the problem's place is its file's to say.
    """
    behind = f" {unit}" if unit else ""
    told = []
    if read.scaled:
        others = (c for c, new in read.numbers.items() if "".join(c.split()) != new + unit)
        told.append((next(others, ""), "cells-several-scales"))
    elif unit and unit != "%":
        having = (cell for cell in read.numbers if unit in cell)
        told.append((next(having, next(iter(read.numbers))), "cells-with-unit"))
    if read.qualified:
        told.append((read.qualified, "cells-qualified"))
    found = []
    for cell, code in told:
        new = f"{read.numbers[cell]}{behind}" if cell in read.numbers else ""
        params = {"column": column, "value": cell, "unit": unit, "new": new}
        shown = {name: printable(text) for name, text in params.items()}
        found += [(cell, Problem(code, Place(""), shown))] if cell else []
    return found


def _cells_as(read: Mapping[str | None, str | None], numbers: Numbers) -> CellsRead:
    known = {cell: number for cell, number in read.items() if cell and number}
    return CellsRead(known, numbers.form == SCALED, numbers.qualified)


def _unit_written(cells: list[str | None], unit: str) -> str:
    """Give a unit as the cells have it: m2 is what ㎡ is read as."""
    first = next(text for text in cells if text and re.search(r"[0-9０-９]", text))
    found = re.fullmatch(r"[^0-9０-９]*[0-9０-９.,，．\s]*?\s*([^0-9０-９\s.,，．]\D*)", first)
    return unit if unit in first or found is None else found[1].strip()


def _ways(*, has_unit: bool) -> Iterator[dict[str, Any]]:
    for way in _WAYS:
        yield {**way, "bareNumber": False} if has_unit else way


def _reads(field: TableField, read: Mapping[str | None, str | None]) -> bool:
    """Whether a description reads each cell as the number it is."""
    reader = cell_type(field).read
    try:
        return all(
            reader(text) == float(number) for text, number in read.items() if text and number
        )
    except ValueError:
        return False


def _fit(texts: pd.Series, form: Mapping[str, bool]) -> bool:
    cells = without_marks(_cells(texts))
    return not any(cells) or read_numbers(cells, are_some=True, **form) is not None


def _says_where(name: str) -> bool:
    return any(recognised.rank(role, name) is not None for role in ("lon", "lat"))


def _cells(texts: pd.Series) -> list[str | None]:
    # A part that lacks the column has nothing in it.
    return [text if isinstance(text, str) and text else None for text in texts]
