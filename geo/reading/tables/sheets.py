"""Tables that are not text: Excel workbooks and Parquet files, each cell as the text it shows."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import BadZipFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ERROR_VALUES = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!")


class Sheet(NamedTuple):
    """The cells of a sheet as text, headings first, and the number of each row in the file."""

    rows: list[list[str]]
    numbers: list[int]


class UnreadableError(Exception):
    """A file is not what its name says."""


def read_workbook(path: Path, sheet: str | int | None = None) -> Sheet:
    """Read a sheet of an Excel workbook.

    Parameters
    ----------
    path
        An ``.xlsx`` file.
    sheet
        Its name, or its number from 1; the first one if absent.

    Raises
    ------
    UnreadableError
        If it is no workbook or has no such sheet.
    """
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, KeyError, ValueError, OSError, EOFError) as error:
        raise UnreadableError(str(error) or type(error).__name__) from error
    try:
        names = book.sheetnames
        name = names[0] if sheet is None else sheet
        if isinstance(name, int):
            if not 1 <= name <= len(names):
                raise UnreadableError(f"there is no sheet number {name}")
            name = names[name - 1]
        if name not in names:
            raise UnreadableError(f"there is no sheet “{name}”")
        rows: list[list[str]] = []
        numbers: list[int] = []
        for number, cells in enumerate(book[name].iter_rows(values_only=True), start=1):
            texts = [cell_text(cell) for cell in cells]
            if any(texts):
                rows.append(texts)
                numbers.append(number)
        return Sheet(rows, numbers)
    finally:
        book.close()


def read_parquet(path: Path) -> Sheet:
    """Read a Parquet file; rows are numbered from 1, headings have number 0.

    Raises
    ------
    UnreadableError
        If it is no Parquet file.
    """
    import pyarrow as pa
    from pyarrow import parquet

    try:
        table = parquet.read_table(path)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UnreadableError(str(error)) from error
    columns = [[cell_text(value) for value in column.to_pylist()] for column in table.columns]
    rows = [list(table.column_names), *(list(cells) for cells in zip(*columns, strict=True))]
    return Sheet(rows, list(range(len(rows))))


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
