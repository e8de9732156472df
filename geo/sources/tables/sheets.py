"""Tables that are not text: Excel workbooks and Parquet files, each cell as the text it shows."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ERROR_VALUES = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!")
EXCEL_ROWS = 1_048_576
LOOKED_AT = 20
"""Rows of a sheet that is not read, to tell whether it is empty."""


class Sheet(NamedTuple):
    """The cells of a sheet as text, headings first, and the number of each row in the file.

    ``others`` names the sheets that were not asked for and have something in them.
    """

    rows: list[list[str]]
    numbers: list[int]
    others: tuple[str, ...] = ()


class UnreadableError(Exception):
    """A file is not what its name says."""


def read_workbook(path: Path, sheet: str | int | None = None) -> Sheet:
    """Read a sheet of an Excel workbook.

    Parameters
    ----------
    path
        An ``.xlsx`` file.
    sheet
        Its name, or its number from 1, where charts do not count; the first one if absent.

    Raises
    ------
    UnreadableError
        If it is no workbook or has no such sheet.
    """
    import openpyxl

    with _all_errors_alike():
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        rows: list[list[str]] = []
        numbers: list[int] = []
        chosen = _chosen(book.worksheets, sheet)
        for number, cells in enumerate(_rows(chosen), start=1):
            if number > EXCEL_ROWS:
                # A damaged row number would have us count empty rows for hours.
                raise UnreadableError(f"there are more than {EXCEL_ROWS} rows")
            texts = [cell_text(cell) for cell in cells]
            if any(texts):
                rows.append(texts)
                numbers.append(number)
        # Without that size, a row ends with its last cell.
        width = max(map(len, rows), default=0)
        rest = [other for other in book.worksheets if other is not chosen and sheet is None]
        others = tuple(other.title for other in rest if _has_cells(other))
        return Sheet([row + [""] * (width - len(row)) for row in rows], numbers, others)
    finally:
        book.close()


def _chosen(sheets: list[Any], wanted: str | int | None) -> Any:
    if isinstance(wanted, str):
        for sheet in sheets:
            if sheet.title == wanted:
                return sheet
        raise UnreadableError(f"there is no sheet “{wanted}” with cells")
    number = 1 if wanted is None else wanted
    if not 1 <= number <= len(sheets):
        raise UnreadableError(f"there is no sheet number {number} with cells")
    return sheets[number - 1]


def _has_cells(sheet: Any) -> bool:
    """Whether there is anything at a sheet's beginning."""
    return any(cell is not None for row in islice(_rows(sheet), LOOKED_AT) for cell in row)


def _rows(sheet: Any) -> Iterator[tuple[object, ...]]:
    """Give a sheet's cells; openpyxl reads them only now."""
    with _all_errors_alike():
        # Reporting programs write that the sheet is one cell large: look at what is there.
        sheet.reset_dimensions()
        yield from sheet.iter_rows(values_only=True)


def read_parquet(path: Path) -> Sheet:
    """Read a Parquet file; rows are numbered from 1, headings have number 0.

    Raises
    ------
    UnreadableError
        If it is no Parquet file.
    """
    from pyarrow import parquet

    with _all_errors_alike():
        table = parquet.read_table(path)
        headings = list(table.column_names)
        # Only here are texts decoded and dates made, each of which a file can hold in vain.
        columns = [[cell_text(value) for value in column.to_pylist()] for column in table.columns]
    rows = [headings, *(list(cells) for cells in zip(*columns, strict=True))]
    return Sheet(rows, list(range(len(rows))))


@contextmanager
def _all_errors_alike() -> Iterator[None]:
    """Make one error of whatever a library trips over in a damaged file.

    Cut XML, bytes that are no text, years beyond 9999: each has an error of its own, and more of
    them come from attributes and keys a library took for granted.
    """
    try:
        yield
    except Exception as error:
        reason = getattr(error, "strerror", None) or str(error).strip().partition("\n")[0]
        raise UnreadableError(reason or type(error).__name__) from error


def cell_text(value: object) -> str:
    """Give a cell's value as one would type it: whole numbers without ``.0``, dates as ISO."""
    if isinstance(value, bool):
        return "true" if value else "false"
    write = next((_WRITERS[kind] for kind in type(value).__mro__ if kind in _WRITERS), str)
    return write(value)


def _number_text(value: float) -> str:
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = repr(value)
    return {"nan": "", "inf": "INF", "-inf": "-INF"}.get(text, text)


def _moment_text(value: datetime) -> str:
    # Excel has no dates without a time of day.
    is_midnight = (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)
    return value.date().isoformat() if is_midnight else value.isoformat()


def _json_text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


_WRITERS: dict[type, Callable[[Any], str]] = {
    type(None): lambda _value: "",
    float: _number_text,
    Decimal: lambda value: format(value, "f"),
    datetime: _moment_text,
    date: date.isoformat,
    time: time.isoformat,
    dict: _json_text,
    list: _json_text,
    bytes: lambda value: value.decode("utf-8", errors="replace"),
}
