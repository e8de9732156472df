"""Change cells of CSV tables and keep every other byte.

The text is decoded (in GB18030 a second byte may look like a comma), a cell is cut out by
characters, and the rest is encoded back as it was: encoding, byte order mark, quoting and line
endings stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from geo.editing.features import EditError
from geo.editing.saving import RefusedError
from geo.problems import Place, Problem
from geo.problems.texts import BYTE_ORDER_MARKS, decode_text
from geo.project.datapackage import read_package
from geo.sources.tables.csvtext import CsvText, find_delimiter
from geo.sources.tables.grid import ENCODINGS
from geo.sources.tables.table import table_files

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from geo.problems.texts import Text

KEY = "site_id"


def set_cell(text: str, row: int, column: int, value: str, delimiter: str = ",") -> str:
    """Give a CSV text with one cell changed; quotes are added where the value needs them.

    Parameters
    ----------
    text
        The decoded file, without a byte order mark.
    row, column
        From 0, the headings being row 0; empty lines do not count.
    value
        The new content, unquoted.
    delimiter
        One character.

    Raises
    ------
    IndexError
        If there is no such cell. A row may be shorter than that of the headings: it is filled up.
    """
    table = CsvText(text, delimiter)
    cells = table.row(row).cells
    missing = column + 1 - len(cells)
    if column >= len(table.row(0).cells):
        raise IndexError(column)
    if missing > 0:
        end = table.end(cells[-1])
        text = text[:end] + delimiter * missing + text[end:]
        table = CsvText(text, delimiter)
    cell = table.row(row).cells[column]
    if cell.text == value:
        return text
    quoted = text.startswith('"', cell.offset)
    if quoted or any(mark in value for mark in (delimiter, '"', "\n", "\r")):
        doubled = value.replace('"', '""')
        value = f'"{doubled}"'
    return text[: cell.offset] + value + text[table.end(cell) :]


def rows_of_site(folder: Path, site_id: str) -> dict[str, dict[str, Any]]:
    """Give a site's rows in every CSV table, as they stand.

    Returns
    -------
    dict
        By table: ``columns`` and ``rows``, each with its number (as :func:`set_cell` counts) and
        its cells as text.
    """
    found: dict[str, dict[str, Any]] = {}
    for name, (path, delimiter, encodings) in _csv_files(folder).items():
        text = decode_text(path, path.read_bytes(), encodings).text
        table = CsvText(text, delimiter or find_delimiter(text))
        rows = [[cell.text for cell in row.cells] for row in table.rows()]
        columns = [column.strip() for column in rows[0]] if rows else []
        if KEY not in columns:
            continue
        place = columns.index(KEY)
        own = [
            {"row": number, "cells": cells}
            for number, cells in enumerate(rows[1:], start=1)
            if place < len(cells) and cells[place].strip() == site_id
        ]
        if own:
            found[name] = {"columns": columns, "rows": own}
    return found


@dataclass(frozen=True, slots=True)
class CellChange:
    """What is to become of one cell.

    Parameters
    ----------
    table, row, column
        Which cell, as :func:`rows_of_site` names it.
    old
        What the person saw there: a cell somebody else has changed since is left alone.
    value
        What it is to be.
    """

    table: str
    row: int
    column: str
    old: str
    value: str


def cell_changes(
    folder: Path, wanted: Sequence[CellChange]
) -> dict[Path, Callable[[bytes], bytes]]:
    """Give what is to become of each table's file.

    Parameters
    ----------
    folder
        The project.
    wanted
        The cells and their new values.

    Returns
    -------
    dict
        By file, what makes its new bytes from the old ones; it raises :class:`RefusedError` where
        a cell is no longer what the person saw.

    Raises
    ------
    EditError
        If a table is no CSV file.
    """
    files = _csv_files(folder)
    # Two tables may be one file.
    by_file: dict[Path, tuple[str, list[CellChange]]] = {}
    for cell in wanted:
        if cell.table not in files:
            raise EditError("table-not-editable")
        by_file.setdefault(files[cell.table][0], (cell.table, []))[1].append(cell)
    return {
        path: partial(_changed_table, *files[name], cells)
        for path, (name, cells) in by_file.items()
    }


def _changed_table(
    path: Path,
    delimiter: str | None,
    encodings: Sequence[str],
    cells: Sequence[CellChange],
    data: bytes,
) -> bytes:
    source = decode_text(path, data, encodings)
    text, mark = source.text, delimiter or find_delimiter(source.text)
    place = Place(path.as_posix())
    if source.malformed is not None or _encode(source, text, data) != data:
        raise RefusedError([Problem("encoding-not-kept", place, {"encoding": source.encoding})])
    for cell in cells:
        if _seen(text, mark, cell) != cell.old:
            raise RefusedError([Problem("cell-changed", place, {"row": cell.row + 1})])
        headings = [heading.text.strip() for heading in CsvText(text, mark).row(0).cells]
        text = set_cell(text, cell.row, headings.index(cell.column), cell.value, mark)
    return _encode(source, text, data)


def _seen(text: str, delimiter: str, wanted: CellChange) -> str | None:
    table = CsvText(text, delimiter)
    try:
        column = [cell.text.strip() for cell in table.row(0).cells].index(wanted.column)
        cells = table.row(wanted.row).cells
        return cells[column].text if column < len(cells) else ""
    except (IndexError, ValueError):
        return None


def _encode(source: Text, text: str, before: bytes) -> bytes:
    mark = next((mark for mark in BYTE_ORDER_MARKS if before.startswith(mark)), b"")
    return (mark if source.bom else b"") + text.encode(source.encoding)


def _csv_files(folder: Path) -> dict[str, tuple[Path, str | None, Sequence[str]]]:
    package, _ = read_package(folder)
    found: dict[str, tuple[Path, str | None, Sequence[str]]] = {}
    for name, path, resource in table_files(folder, package):
        if path.suffix.lower() in {".csv", ".tsv"} and path.is_file():
            delimiter = resource.delimiter if resource else None
            encodings = (resource.encoding,) if resource and resource.encoding else ENCODINGS
            # Of two of one name the first is read.
            found.setdefault(name, (path, delimiter, encodings))
    return found
