"""Many cells and rows into a CSV table at once, every other byte kept."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from geo.problems.texts import BYTE_ORDER_MARKS, decode_text
from geo.sources.tables.csvtext import CsvText, find_delimiter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

ENCODINGS = ("utf-8", "gb18030")


@dataclass
class TableText:
    """A CSV table as it stands, and what it is to become.

    Parameters
    ----------
    path
        The file.
    data
        Its bytes; none for a file that is new.
    """

    path: Path
    data: bytes | None
    _cells: dict[tuple[int, int], str] = field(default_factory=dict)
    _rows: list[dict[str, str]] = field(default_factory=list)
    _columns: list[str] = field(default_factory=list)

    @cached_property
    def _source(self) -> tuple[str, str, bytes]:
        """The text, its encoding and its byte order mark."""
        data = self.data or b""
        source = decode_text(self.path, data, ENCODINGS)
        mark = next((mark for mark in BYTE_ORDER_MARKS if data.startswith(mark)), b"")
        return source.text, source.encoding, mark if source.bom else b""

    @property
    def text(self) -> str:
        """All of it, as it stands."""
        return self._source[0]

    @cached_property
    def _table(self) -> CsvText:
        text = self._source[0]
        is_tabbed = self.path.suffix.lower() == ".tsv"
        return CsvText(text, "\t" if is_tabbed else find_delimiter(text) if text else ",")

    @cached_property
    def headings(self) -> list[str]:
        """The columns there are, without those to be added."""
        row = next(self._table.rows(), None)
        return [] if row is None else [cell.text.strip() for cell in row.cells]

    @cached_property
    def rows(self) -> list[list[str]]:
        """The rows below the headings."""
        return [[cell.text for cell in row.cells] for row in self._table.rows()][1:]

    def values(self, column: str) -> list[str]:
        """Give a column's cells."""
        at = self.headings.index(column)
        return [row[at] if at < len(row) else "" for row in self.rows]

    def set(self, row: int, column: str, value: str) -> None:
        """Change a cell; rows count from 0, the headings apart."""
        self._cells[row, self._index(column)] = value

    def append(self, values: dict[str, str]) -> None:
        """Add a row; columns that are not there yet are added too."""
        for column in values:
            self._index(column)
        self._rows.append(values)

    def _index(self, column: str) -> int:
        known = [*self.headings, *self._columns]
        if column not in known:
            self._columns.append(column)
            known.append(column)
        return known.index(column)

    def bytes(self) -> bytes:
        """Give the file as it is to become."""
        text, encoding, mark = self._source
        columns = [*self.headings, *self._columns]
        if not self.headings:
            lines = [columns, *([row.get(name, "") for name in columns] for row in self._rows)]
            return mark + _lines(lines, ",", "\n").encode("utf-8")
        newline = "\r\n" if "\r\n" in text else "\n"
        delimiter = self._table.delimiter
        done = self._spliced(text, delimiter)
        if self._rows:
            if not done.endswith(("\n", "\r")):
                done += newline
            lines = [[row.get(name, "") for name in columns] for row in self._rows]
            done += _lines(lines, delimiter, newline)
        try:
            return mark + done.encode(encoding)
        except UnicodeEncodeError:
            # GB18030 holds all of Unicode; an older Windows code page does not.
            return done.encode("utf-8-sig")

    def _spliced(self, text: str, delimiter: str) -> str:
        """Give the text with its cells changed and its rows made longer."""
        if not self._cells and not self._columns:
            return text
        width = len(self.headings)
        by_row: dict[int, dict[int, str]] = {}
        for (row, column), value in self._cells.items():
            by_row.setdefault(row, {})[column] = value
        parts, at = [], 0
        for number, line in enumerate(self._table.rows(), start=-1):
            wanted = by_row.get(number, {})
            if number == -1 and self._columns:
                wanted = {width + place: name for place, name in enumerate(self._columns)}
            if not wanted and not self._columns:
                continue
            end = self._table.end(line.cells[-1])
            for column, cell in enumerate(line.cells):
                if column in wanted:
                    parts += [text[at : cell.offset], _quoted(wanted[column], delimiter)]
                    at = self._table.end(cell)
            most = width + len(self._columns) if self._columns else max(wanted, default=-1) + 1
            more = [_quoted(wanted.get(n, ""), delimiter) for n in range(len(line.cells), most)]
            parts += [text[at:end], *(delimiter + value for value in more)]
            at = end
        return "".join([*parts, text[at:]])


def _quoted(value: str, delimiter: str) -> str:
    if any(mark in value for mark in (delimiter, '"', "\n", "\r")):
        doubled = value.replace('"', '""')
        return f'"{doubled}"'
    return value


def _lines(rows: Iterable[Sequence[str]], delimiter: str, newline: str) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=newline)
    writer.writerows(rows)
    return stream.getvalue()
