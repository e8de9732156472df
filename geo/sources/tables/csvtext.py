"""Delimited text: its delimiter, its cells and where each of them begins.

Two ways through the same text. :func:`read_quickly` hands it to Arrow's reader and is taken
whenever the text is regular; :class:`CsvText` walks it cell by cell and is only needed when a row
is ragged or a problem wants a line and column. Both take quotes as RFC 4180 has them: at the
start of a cell, doubled inside. Lines without any character are skipped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from geo.problems.texts import LineIndex

DELIMITERS = (",", ";", "\t", "|", "，", "；")
"""Those of a Chinese keyboard too: whoever types a table by hand types them."""
SAMPLED_ROWS = 20
HALF = 0.5
TITLE_LINES, LEAST_BELOW = 5, 3
"""Lines without a delimiter above the headings, and cells of what stands below them."""

SEPARATOR_LINE = re.compile(r'\ufeff?\s*"?sep=(.)"?\s*(?:\r\n|\n|\r)', re.IGNORECASE)
"""What tells Excel which character separates the cells, before the headings."""
_GUARD = "\x01"
_BLOCK = 1 << 22
"""Of lines that end where rows do: what the processor's cache holds is read twice as fast."""
_LARGEST_BLOCK = 2**31 - 1

MOST_CELLS = 50_000
"""Cells of a row that are told apart; tables with fewer columns are refused."""
_LINE_END = re.compile(r"\r\n|\n|\r")
_LINE_ENDS = re.compile(r"[\r\n]+")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


class Cell(NamedTuple):
    """The text of a cell and the offset of its first character (the quote, if it has one)."""

    text: str
    offset: int


@dataclass(frozen=True)
class Row:
    """The cells of one row; ``unclosed`` if a quote in it never ends."""

    cells: list[Cell]
    unclosed: bool = False

    @property
    def offset(self) -> int:
        """Where the row begins."""
        return self.cells[0].offset

    @property
    def is_blank(self) -> bool:
        """Whether no cell says anything."""
        return not any(cell.text.strip() for cell in self.cells)


@dataclass(frozen=True)
class CsvText:
    """A delimited text, walked cell by cell.

    Parameters
    ----------
    text
        All of it.
    delimiter
        One character.
    """

    text: str
    delimiter: str

    def rows(self, start: int = 0) -> Iterator[Row]:
        """Give every row from an offset on, the one of headings included; empty lines skipped."""
        position = start
        if start == 0 and (line := SEPARATOR_LINE.match(self.text)):
            position = line.end()
        while position < len(self.text):
            # Of millions of empty lines each would be a row that is thrown away.
            if ends := _LINE_ENDS.match(self.text, position):
                position = ends.end()
                continue
            row, position = self._row(position)
            yield row

    @cached_property
    def row_offsets(self) -> list[int]:
        """Where each row begins."""
        return [row.offset for row in self.rows()]

    def row(self, number: int) -> Row:
        """Give a row by its number, the headings being 0."""
        # To tell where the headings stand, a million rows below them need not be walked.
        return next(self.rows()) if number == 0 else self._row(self.row_offsets[number])[0]

    def place(self, row: int, column: int, lines: LineIndex) -> tuple[int, int]:
        """Line and column where a cell begins; of the last one for a cell the row lacks."""
        cells = self.row(row).cells
        return lines.at(cells[min(column, len(cells) - 1)].offset)

    def end(self, cell: Cell) -> int:
        """Offset after a cell's last character, its closing quote included."""
        found = self._cell.match(self.text, cell.offset)
        return found.start("end") if found else len(self.text)

    @cached_property
    def _cell(self) -> re.Pattern[str]:
        mark = re.escape(self.delimiter)
        # Possessive, so that no text costs more than one pass.
        return re.compile(
            rf'(?:"(?P<quoted>[^"]*+(?:""[^"]*+)*+)"(?P<rest>[^{mark}\r\n]*+)'
            rf'|(?P<plain>(?!")[^{mark}\r\n]*+))(?P<end>{mark}|\r\n|\n|\r|\Z)'
        )

    def _row(self, position: int) -> tuple[Row, int]:
        cells: list[Cell] = []
        while True:
            if len(cells) == MOST_CELLS:
                # No table has so many columns: what follows is one cell too many, however long.
                ends = _LINE_END.search(self.text, position)
                stop, after = ends.span() if ends else (len(self.text), len(self.text))
                cells.append(Cell(self.text[position:stop], position))
                return Row(cells), after
            found = self._cell.match(self.text, position)
            if found is None:
                # A quote opens here and never closes: all that follows is one cell.
                cells.append(Cell(self.text[position + 1 :], position))
                return Row(cells, unclosed=True), len(self.text)
            quoted = found["quoted"]
            text = found["plain"] if quoted is None else quoted.replace('""', '"') + found["rest"]
            cells.append(Cell(text, position))
            position = found.end()
            if found["end"] != self.delimiter:
                return Row(cells), position


def find_delimiter(text: str) -> str:
    """Find which character separates the cells.

    The one whose first row has a cell ``site_id`` wins, then the one that cuts most of the first
    rows into as many cells as the headings, then the comma. A line that tells Excel is obeyed.
    """
    said = SEPARATOR_LINE.match(text)
    if said:
        return said[1]
    samples = [_sample(CsvText(text, mark)) for mark in DELIMITERS]
    best = max((_score(sample), -rank) for rank, sample in enumerate(samples))
    if best[0][1] <= HALF:
        # No line divides the others as it is divided itself: the first ones may be titles.
        below = [sample[_title_lines(sample) :] for sample in samples]
        best = max(best, *((_score(sample), -rank) for rank, sample in enumerate(below)))
    return DELIMITERS[-best[1]]


def _sample(table: CsvText) -> list[Row]:
    return [row for row, _ in zip(table.rows(), range(SAMPLED_ROWS), strict=False)]


def _score(sample: list[Row]) -> tuple[bool, float, int]:
    if not sample or sample[0].unclosed:
        return False, 0.0, 0
    width = len(sample[0].cells)
    if width == 1:
        return False, 0.0, 0
    even = sum(len(row.cells) == width for row in sample) / len(sample)
    headings = [cell.text.strip() for cell in sample[0].cells]
    return "site_id" in headings, even, width


def _title_lines(sample: list[Row]) -> int:
    """Count the first lines that have one cell where all that follow have several: titles."""
    count = next((at for at, row in enumerate(sample) if len(row.cells) > 1), 0)
    below = {len(row.cells) for row in sample[count:]}
    is_table = len(below) == 1 and min(below) >= LEAST_BELOW and len(sample) - count > 1
    return count if 0 < count <= TITLE_LINES and is_table else 0


def read_quickly(
    text: str, delimiter: str, width: int, data: bytes | None = None
) -> pa.Table | None:
    """Read a regular text with Arrow.

    Parameters
    ----------
    text
        All of it, the row of headings included.
    data
        The same in UTF-8, where that is at hand.
    delimiter
        One character.
    width
        How many headings there are.

    Returns
    -------
    pyarrow.Table or None
        Every cell as text, columns named by their number; none if the text is not regular.
    """
    import pyarrow as pa
    from pyarrow import csv

    if "\0" in text or text[:1] in {"\r", "\n"} or SEPARATOR_LINE.match(text):
        return None
    if not delimiter.isascii():
        return None
    is_plain = width > 1 and "\r" not in text
    if not is_plain and _has_blank_line(text):
        return None
    names = [str(number) for number in range(width)]
    # Many programs quote headings and nothing else.
    first = text.find("\n") + 1
    headings = text[:first].rstrip("\r\n")
    is_headed = not headings or headings.count('"') % 2 == 1 or "\r" in headings
    start = 0 if is_headed else first
    has_quotes = text.find('"', start) >= 0
    if data is None:
        data = text.encode("utf-8", errors="replace")
    if has_quotes:
        # Arrow takes a quote that never closes without a word: then the guard row is swallowed.
        end = "" if text.endswith(("\n", "\r")) else "\n"
        data += (end + _GUARD + delimiter * (width - 1)).encode()
    behind = len(text[:start].encode("utf-8", errors="replace"))
    try:
        table = csv.read_csv(
            pa.BufferReader(pa.py_buffer(data).slice(behind)),
            # Each block must hold a whole row; one block keeps a huge quoted cell whole.
            csv.ReadOptions(
                column_names=names,
                skip_rows_after_names=int(is_headed),
                block_size=min(len(data) + 1, _LARGEST_BLOCK if has_quotes else _BLOCK),
                # Two threads computed twice as long in all, and waited no less.
                use_threads=False,
            ),
            csv.ParseOptions(
                delimiter=delimiter,
                newlines_in_values=has_quotes,
                # Then an empty line is a row of nothing, which shows.
                ignore_empty_lines=not is_plain,
            ),
            csv.ConvertOptions(
                # It was decoded, or encoded, just now.
                check_utf8=False,
                column_types=dict.fromkeys(names, pa.large_string()),
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid:
        return None
    is_blank = is_plain and _has_empty_row(table) and _has_blank_line(text)
    is_closed = not has_quotes or (len(table) > 0 and table.column(0)[-1].as_py() == _GUARD)
    if is_blank or not is_closed:
        return None
    return table.slice(0, len(table) - has_quotes)


def _has_empty_row(table: pa.Table) -> bool:
    import pyarrow.compute as pc

    empty = None
    for column in table.columns:
        of_column = pc.equal(column, "")
        empty = of_column if empty is None else pc.and_(empty, of_column)
        if not pc.any(empty).as_py():
            return False
    return True


def _has_blank_line(text: str) -> bool:
    # With one kind of line end the search is for a fixed character: ten times as fast.
    lines = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    return _BLANK_LINE.search(lines) is not None
