"""Change one cell of a CSV text and keep every other byte.

The text is decoded (UTF-8 or GB18030, whose second bytes may look like ASCII), a cell is cut out by
characters, and the rest is encoded back as it was: encoding, byte order mark, quoting and line
endings stay.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's place in the text, quotes included."""

    start: int
    end: int
    value: str
    quoted: bool


def cells(text: str, delimiter: str = ",") -> list[list[Cell]]:
    """Find every cell of a CSV text (RFC 4180; either line ending; quotes doubled).

    Parameters
    ----------
    text
        The decoded file, without a byte order mark.
    delimiter
        One character.

    Returns
    -------
    list of rows
        Blank lines give rows without cells.
    """
    rows: list[list[Cell]] = []
    row: list[Cell] = []
    place, end = 0, len(text)
    while place < end:
        cell, place = _cell(text, place, delimiter)
        row.append(cell)
        if place < end and text[place] == delimiter:
            place += 1
            if place == end:
                row.append(Cell(place, place, "", quoted=False))
            continue
        place += 2 if text.startswith("\r\n", place) else 1
        rows.append([] if len(row) == 1 and row[0].start == row[0].end else row)
        row = []
    if row:
        rows.append(row)
    return rows


def set_cell(text: str, row: int, column: int, value: str, delimiter: str = ",") -> str:
    """Give the text with one cell changed; quotes are added where the value needs them.

    Parameters
    ----------
    row, column
        From 0, the header's row included.

    Raises
    ------
    IndexError
        If there is no such cell.
    """
    cell = cells(text, delimiter)[row][column]
    if cell.value == value:
        return text
    needs = any(mark in value for mark in (delimiter, '"', "\n", "\r"))
    written = f'"{value.replace(chr(34), chr(34) * 2)}"' if needs or cell.quoted else value
    return text[: cell.start] + written + text[cell.end :]


def _cell(text: str, start: int, delimiter: str) -> tuple[Cell, int]:
    end = len(text)
    if start < end and text[start] == '"':
        place = start + 1
        while place < end:
            if text[place] != '"':
                place += 1
            elif text.startswith('""', place):
                place += 2
            else:
                place += 1
                break
        # What a sloppy writer left between the quote and the delimiter belongs to the cell.
        while place < end and text[place] not in (delimiter, "\r", "\n"):
            place += 1
        inner = text[start + 1 : place].removesuffix('"').replace('""', '"')
        return Cell(start, place, inner, quoted=True), place
    place = start
    while place < end and text[place] not in (delimiter, "\r", "\n"):
        place += 1
    return Cell(start, place, text[start:place], quoted=False), place
