"""Columns of numbers as people write them, in tables that nobody describes: 1.234,5 · 15%."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geo.sources import recognised
from geo.sources.heading_kinds import is_always_text
from geo.sources.missing_marks import marks_among, without_marks
from geo.sources.number_forms import PLAIN, Numbers, has_decimal_commas, read_numbers
from geo.sources.number_scales import is_measure
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
_FORMS = {"comma", "percent", "thousands", "spaces", "unit"}
_FIRST = 64


def as_written(
    fields: Mapping[str, TableField], columns: Mapping[str, pd.Series], delimiter: str
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
        if numbers is None or (numbers.form not in _FORMS and not _are_padded(cells, numbers)):
            continue
        if numbers.unit and _WITH_UNITS.fullmatch(name):
            continue
        if numbers.form == "unit" and not is_measure(numbers.unit):
            # 3F, 12A and 5号 are names.
            continue
        unit = {"": _unit_written(cells, numbers.unit)} if numbers.unit else {}
        missing = (*DEFAULT_MISSING, *marks_among(cells))
        fit = replace(field, type="number", unit=unit, missing_values=missing)
        read = dict(zip(cells, numbers.texts, strict=True))
        ways = (replace(fit, options=way) for way in _ways(has_unit=bool(unit)))
        described = next((way for way in ways if _reads(way, read)), None)
        if described is not None:
            found[name] = described
    return found


def _are_padded(cells: list[str | None], numbers: Numbers) -> bool:
    """Whether nothing but spaces around them keeps cells from being numbers; 007 is none."""
    return numbers.form == "width" and all(
        plain is None or (cell is not None and cell.strip() == plain and PLAIN.fullmatch(plain))
        for cell, plain in zip(without_marks(cells), numbers.texts, strict=True)
    )


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
    return not any(cells) or read_numbers(cells, **form) is not None


def _says_where(name: str) -> bool:
    return any(recognised.rank(role, name) is not None for role in ("lon", "lat"))


def _cells(texts: pd.Series) -> list[str | None]:
    # A part that lacks the column has nothing in it.
    return [text if isinstance(text, str) and text else None for text in texts]
