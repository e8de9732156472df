"""Change cells of CSV tables and keep every other byte.

The text is decoded (in GB18030 a second byte may look like a comma), a cell is cut out by
characters, and the rest is encoded back as it was: encoding, byte order mark, quoting and line
endings stay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from geo.editing.csv_edit import (
    GridColumn,
    GridRow,
    appended,
    edited,
    set_cell,
    without_row,
)
from geo.editing.features import EditError, fingerprint
from geo.editing.saving import RefusedError
from geo.problems import Place, Problem
from geo.problems.texts import BYTE_ORDER_MARKS, decode_text
from geo.project.datapackage import read_package
from geo.sources.tables.cells import NUMBER
from geo.sources.tables.csvtext import CsvText, find_delimiter, read_quickly
from geo.sources.tables.grid import ENCODINGS
from geo.sources.tables.table_folder import table_files

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from geo.contract.edit_types import Grid, GridKind, TableName, TableRow, TableRows
    from geo.problems.texts import Text

    CsvFile = tuple[Path, str | None, Sequence[str]]
    """A file, its delimiter where that is said, and the encodings it may be in."""

KEY = "site_id"
SHORT = 8192
"""Characters of a table that is gone through row by row: sooner than Arrow is asked."""


def rows_of_site(folder: Path, site_id: str) -> dict[str, TableRows]:
    """Give a site's rows in every CSV table, as they stand.

    Returns
    -------
    dict
        By table: ``columns`` and ``rows``, each with its number (as ``set_cell`` counts) and its
        cells as text.
    """
    return {name: rows for name, _, rows in _rows_of(folder, {site_id})}


def rows_of_gone(folder: Path, site_ids: Collection[str]) -> list[RowChange]:
    """Give the rows that go with sites that go, in every CSV table."""
    gone: dict[tuple[Path, int], RowChange] = {}
    for name, path, rows in _rows_of(folder, site_ids) if site_ids else ():
        for row in rows["rows"]:
            # Two tables may be one file.
            change = RowChange(name, {}, row["row"], row["cells"])
            gone.setdefault((path, row["row"]), change)
    return list(gone.values())


def _rows_of(folder: Path, site_ids: Collection[str]) -> Iterator[tuple[str, Path, TableRows]]:
    for name, (path, delimiter, encodings) in csv_files(folder).items():
        text = decode_text(path, path.read_bytes(), encodings).text
        table = CsvText(text, delimiter or find_delimiter(text))
        headings = next(table.rows(), None)
        columns = [cell.text.strip() for cell in headings.cells] if headings else []
        if KEY in columns:
            # A table in which it has none yet may get its first.
            yield name, path, {"columns": columns, "rows": _rows_with(table, columns, site_ids)}


def _rows_with(table: CsvText, columns: list[str], site_ids: Collection[str]) -> list[TableRow]:
    place = columns.index(KEY)
    if not any(not own or '"' in own or own in table.text for own in site_ids):
        return []
    # Of a long table the rows that may be meant, where all are alike.
    is_long = len(table.text) > SHORT
    quick = read_quickly(table.text, table.delimiter, len(columns)) if is_long else None
    rows: Iterable[tuple[int, list[str]]]
    if quick is None:
        rows = enumerate([cell.text for cell in row.cells] for row in table.rows())
    else:
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        keys = pc.utf8_trim_whitespace(quick.column(place))
        may_be = pc.is_in(keys, value_set=pa.array(sorted(site_ids), keys.type))
        numbers = np.flatnonzero(may_be)
        cells = quick.take(numbers).to_pylist()
        rows = ((int(at) + 1, [*row.values()]) for at, row in zip(numbers, cells, strict=True))
    return [
        {"row": number, "cells": texts}
        for number, texts in rows
        if number > 0 and place < len(texts) and texts[place].strip() in site_ids
    ]


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
    return {
        file[0]: partial(_changed_table, *file, cells) for file, cells in _by_file(folder, wanted)
    }


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that comes or goes.

    Parameters
    ----------
    table
        Which table.
    cells
        By column, what a new row holds.
    row
        The number of a row that goes (the headings being 0); None for a new one.
    old
        What the person saw in it.
    """

    table: str
    cells: Mapping[str, str]
    row: int | None = None
    old: Sequence[str] = ()


Wanted = TypeVar("Wanted", CellChange, RowChange)


@dataclass(frozen=True, slots=True)
class TableEdit:
    """A table as a grid has become."""

    table: str
    base: str
    columns: Sequence[GridColumn]
    rows: Sequence[GridRow]


def row_changes(
    folder: Path, wanted: Sequence[RowChange], site: Callable[[], str]
) -> dict[Path, Callable[[bytes], bytes]]:
    """Give what is to become of each table's file when rows come and go.

    Parameters
    ----------
    folder
        The project.
    wanted
        The rows. Those that go are told before those that come, the last first.
    site
        Gives the id of the site the new rows belong to.

    Raises
    ------
    EditError
        If a table is no CSV file.
    """
    return {
        file[0]: partial(_with_rows, file, rows, site) for file, rows in _by_file(folder, wanted)
    }


def _by_file(folder: Path, wanted: Sequence[Wanted]) -> list[tuple[CsvFile, list[Wanted]]]:
    """Put together what is to become of each file: two tables may be one."""
    files = csv_files(folder) if wanted else {}
    by_path: dict[Path, tuple[CsvFile, list[Wanted]]] = {}
    for change in wanted:
        if change.table not in files:
            raise EditError("table-not-editable")
        file = files[change.table]
        by_path.setdefault(file[0], (file, []))[1].append(change)
    return list(by_path.values())


def _with_rows(
    file: CsvFile,
    rows: Sequence[RowChange],
    site: Callable[[], str],
    data: bytes,
) -> bytes:
    path, delimiter, encodings = file
    source = _sound(path, data, encodings)
    text, mark = source.text, delimiter or find_delimiter(source.text)
    going = [(row.row, row) for row in rows if row.row is not None]
    for number, row in sorted(going, key=lambda pair: -pair[0]):
        seen = [cell.text for cell in CsvText(text, mark).row(number).cells]
        if seen != list(row.old):
            values = {"row": number + 1}
            raise RefusedError([Problem("cell-changed", Place(path.as_posix()), values)])
        text = without_row(text, mark, number)
    for row in rows:
        if row.row is None:
            text = appended(text, mark, {KEY: site(), **row.cells})
    return _encode(source, text, data)


def grid_of(folder: Path, name: str) -> Grid:
    """Give a CSV table whole: ``columns``, ``rows``, and ``base``, which tells its version.

    Raises
    ------
    EditError
        If there is none of that name.
    """
    files = csv_files(folder)
    if name not in files:
        raise EditError("table-not-editable")
    path, delimiter, encodings = files[name]
    data = path.read_bytes()
    text = _sound(path, data, encodings).text
    records = list(CsvText(text, delimiter or find_delimiter(text)).rows())
    columns = [cell.text.strip() for cell in records[0].cells] if records else []
    rows = [[cell.text for cell in record.cells] for record in records[1:]]
    width = len(columns)
    return {
        "name": name,
        "base": fingerprint(data),
        "columns": [
            {"name": column, "kind": _kind([row[at] for row in rows if at < len(row)])}
            for at, column in enumerate(columns)
        ],
        "rows": [(row + [""] * width)[:width] for row in rows],
    }


def table_names(folder: Path) -> list[TableName]:
    """Name every table of a project, and tell which can be edited here."""
    package, _ = read_package(folder)
    editable = csv_files(folder)
    names = dict.fromkeys(name for name, _, _ in table_files(folder, package))
    return [{"name": name, "isEditable": name in editable} for name in names]


def table_edit(folder: Path, edit: TableEdit) -> dict[Path, Callable[[bytes], bytes]]:
    """Give what is to become of a table's file.

    Raises
    ------
    EditError
        If it is no CSV file.
    """
    files = csv_files(folder)
    if edit.table not in files:
        raise EditError("table-not-editable")
    path, delimiter, encodings = files[edit.table]

    def change(data: bytes) -> bytes:
        source = _sound(path, data, encodings)
        if fingerprint(data) != edit.base:
            raise RefusedError([Problem("table-changed", Place(path.as_posix()))])
        mark = delimiter or find_delimiter(source.text)
        return _encode(source, edited(source.text, mark, edit.columns, edit.rows), data)

    return {path: change}


def _kind(values: Sequence[str]) -> GridKind:
    """Tell what a column holds, for the way in which it is typed."""
    present = [value for value in values if value]
    if present and all(re.fullmatch(NUMBER, value) for value in present):
        return "number"
    if present and all(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) for value in present):
        return "date"
    return "text"


def _sound(path: Path, data: bytes, encodings: Sequence[str]) -> Text:
    """Decode a table whose every byte comes back."""
    source = decode_text(path, data, encodings)
    if source.malformed is not None or _encode(source, source.text, data) != data:
        values = {"encoding": source.encoding}
        raise RefusedError([Problem("encoding-not-kept", Place(path.as_posix()), values)])
    return source


def _changed_table(
    path: Path,
    delimiter: str | None,
    encodings: Sequence[str],
    cells: Sequence[CellChange],
    data: bytes,
) -> bytes:
    source = _sound(path, data, encodings)
    text, mark = source.text, delimiter or find_delimiter(source.text)
    place = Place(path.as_posix())
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


def csv_files(folder: Path) -> dict[str, CsvFile]:
    """Give the tables that can be edited, by name: file, delimiter where said, encodings."""
    package, _ = read_package(folder)
    found: dict[str, CsvFile] = {}
    for name, path, resource in table_files(folder, package):
        if path.suffix.lower() in {".csv", ".tsv"} and path.is_file():
            delimiter = resource.delimiter if resource else None
            encodings = (resource.encoding,) if resource and resource.encoding else ENCODINGS
            # Of two of one name the first is read.
            found.setdefault(name, (path, delimiter, encodings))
    return found
