"""A whole table's text edited as a grid: rows and columns come and go, every other byte stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.sources.tables.csvtext import CsvText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.sources.tables.csvtext import Row


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column: which of the file's it was (from 0), or None for a new one; and its heading."""

    origin: int | None
    heading: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: which of the file's it was (from 1, below the headings), or None; and its cells."""

    origin: int | None
    cells: Sequence[str]


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


def edited(
    text: str, delimiter: str, columns: Sequence[GridColumn], rows: Sequence[GridRow]
) -> str:
    """Give a CSV text as a grid has become.

    Parameters
    ----------
    text
        The decoded file, without a byte order mark.
    delimiter
        One character.
    columns, rows
        What the grid holds now, in its order.

    Raises
    ------
    IndexError
        If a row or a column is said to be one that the file has not.
    """
    table = CsvText(text, delimiter)
    records = list(table.rows())
    newline = _newline(text)
    headings = GridRow(0, [column.heading for column in columns])
    parts: list[str] = []
    for row in (headings, *rows):
        known = None if row.origin is None else records[row.origin]
        parts.append(_record(table, known, columns, row.cells))
        parts.append(newline if row.origin is None else _behind(table, records, row.origin))
    # The last of the file may have no line end, and is not the last any more.
    for place in range(1, len(parts) - 1, 2):
        parts[place] = parts[place] or newline
    has_end = text.endswith(("\n", "\r"))
    parts[-1] = (parts[-1] or newline) if has_end else ""
    return text[: records[0].offset] + "".join(parts)


def appended(text: str, delimiter: str, cells: dict[str, str]) -> str:
    """Give a CSV text with one row more; columns that are not named stay empty."""
    table = CsvText(text, delimiter)
    records = list(table.rows())
    headings = [cell.text.strip() for cell in records[0].cells]
    row = delimiter.join(_quoted(cells.get(heading, ""), delimiter) for heading in headings)
    newline = _newline(text)
    has_end = text.endswith(("\n", "\r"))
    return f"{text}{row}{newline}" if has_end else f"{text}{newline}{row}"


def without_row(text: str, delimiter: str, number: int) -> str:
    """Give a CSV text without a row, the headings being 0."""
    table = CsvText(text, delimiter)
    records = list(table.rows())
    start = records[number].offset
    if number + 1 < len(records):
        return text[:start] + text[records[number + 1].offset :]
    before = table.end(records[number - 1].cells[-1])
    return text[:before] + text[table.end(records[number].cells[-1]) :]


def _record(
    table: CsvText, known: Row | None, columns: Sequence[GridColumn], cells: Sequence[str]
) -> str:
    mark = table.delimiter
    if known is None:
        return mark.join(_quoted(value, mark) for value in cells)
    texts = [cell.text for cell in known.cells]
    is_same = [column.origin for column in columns] == list(range(len(columns)))
    # A row may be shorter than that of the headings: what is empty need not be there.
    wanted = list(cells)
    while is_same and len(wanted) > len(texts) and not wanted[-1]:
        wanted.pop()
    if is_same and wanted == texts:
        return table.text[known.offset : table.end(known.cells[-1])]
    parts = []
    for column, value in zip(columns, cells, strict=True):
        at = column.origin
        if at is not None and at < len(texts) and texts[at] == value:
            cell = known.cells[at]
            parts.append(table.text[cell.offset : table.end(cell)])
        else:
            parts.append(_quoted(value, mark))
    return mark.join(parts)


def _behind(table: CsvText, records: Sequence[Row], number: int) -> str:
    """Give what stands between a row and the next: a line end, empty lines."""
    end = table.end(records[number].cells[-1])
    following = records[number + 1].offset if number + 1 < len(records) else len(table.text)
    return table.text[end:following]


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n" if "\n" in text or "\r" not in text else "\r"


def _quoted(value: str, delimiter: str) -> str:
    if any(mark in value for mark in (delimiter, '"', "\n", "\r")):
        doubled = value.replace('"', '""')
        return f'"{doubled}"'
    return value
