"""Sheets and delimited texts as people keep them, as records: titles above, any encoding."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from geo.problems import Place, Problem
from geo.problems.alike import told
from geo.problems.texts import BYTE_ORDER_MARKS, LineIndex, decode_text, printable
from geo.sources.encodings import guess_encoding
from geo.sources.records import Records
from geo.sources.suffixes import WORKBOOKS
from geo.sources.tables.any_workbook import read_any_workbook
from geo.sources.tables.csvtext import SEPARATOR_LINE, CsvText, find_delimiter
from geo.sources.tables.header_row import Headings, find_headings, no_headings
from geo.sources.tables.link_columns import link_columns, write_links
from geo.sources.tables.real_kinds import is_delimited
from geo.sources.tables.sheet_parts import left_problems, table_part
from geo.sources.tables.sheets import (
    ERROR_VALUES,
    NoPartError,
    UnreadableError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geo.sources.tables.sheet_cells import Sheet

MOST_CELLS = 50_000_000
MOST_COLUMNS = 5_000
_GUARDED = frozenset("=+-@\t\r")
SHOWN_WORDS = 3
"""Words of a text whose encoding was guessed that are shown: whoever wrote it knows them."""
_LOOKED_AT = 5_000
_LARGEST_CELL = 10_000_000


@dataclass
class Rows:
    """The rows of a file as text, each with its line or row number in it."""

    shown_as: str
    rows: list[list[str]]
    numbers: list[int]
    columns: list[int] = field(default_factory=list)
    delimiter: str = ""
    sheet: Sheet | None = None
    layer: str = ""
    layers: tuple[str, ...] = ()
    notes: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_text_records(
    path: Path, sheet: str | None = None, encoding: str | None = None, *, has_headings: bool = True
) -> Records:
    """Read a table in which any cell may be text.

    Parameters
    ----------
    path
        A delimited text or a workbook.
    sheet
        Which sheet of a workbook: its name or its number from 1.
    encoding
        Of a delimited text; told from its bytes if absent.
    has_headings
        False where every row is data: then columns are called by their numbers.

    Raises
    ------
    UnreadableError
        If the file is not what its name says.
    OSError
        If it cannot be read.
    """
    if path.suffix.lower() in WORKBOOKS and not is_delimited(path):
        return as_records(_workbook_rows(path, sheet), has_headings=has_headings)
    rows = delimited_rows(path.as_posix(), path.read_bytes(), path, encoding)
    return as_records(rows, has_headings=has_headings)


def _workbook_rows(path: Path, sheet: str | None) -> Rows:
    wanted: str | int | None = int(sheet) if sheet is not None and sheet.isdecimal() else sheet
    try:
        found = read_any_workbook(path, wanted)
    except NoPartError:
        if not isinstance(wanted, int):
            raise
        # A sheet may be called 2024.
        found = read_any_workbook(path, sheet)
    shown_as = path.as_posix()
    rows = Rows(shown_as, found.rows, found.numbers, found.columns, sheet=found, layer=found.name)
    rows.layers = tuple(filter(None, (found.name, *found.beside)))
    if found.others:
        rows.notes.append(("sheets", {"others": ", ".join(found.others)}))
    if found.hidden:
        rows.notes.append(("hidden", {"names": ", ".join(found.hidden)}))
    for finding in found.listed():
        place = Place(shown_as, found.numbers[finding.row], found.columns[finding.column])
        params = {name: printable(value) for name, value in finding.params.items()}
        rows.problems.append(Problem(finding.code, place, params, index=finding.row))
    return rows


def delimited_rows(shown_as: str, data: bytes, path: Path, encoding: str | None = None) -> Rows:
    """Take a delimited text apart.

    Parameters
    ----------
    shown_as
        Its name in messages.
    data
        Its bytes.
    path
        The file, whose name may tell the delimiter.
    encoding
        Told from the bytes if absent.
    """
    guessed = None
    if encoding is None and not data.startswith(tuple(BYTE_ORDER_MARKS)):
        guessed = guess_encoding(data)
        encoding = guessed.encoding
    source = decode_text(path, data, (encoding or "utf-8",))
    rows = Rows(shown_as, [], [])
    if source.malformed is not None:
        place = Place(shown_as, *source.lines.at(source.malformed))
        rows.problems.append(Problem("table-encoding", place, {"encoding": source.encoding}))
    if source.encoding != "utf-8":
        sure = guessed is None or guessed.is_certain
        some = " ".join(re.findall(r"[^\x00-\x7f]+", source.text[:_LOOKED_AT])[:SHOWN_WORDS])
        note = {"encoding": source.encoding, "certain": sure, "words": printable(some)}
        rows.notes.append(("encoding", note))
    text, skipped = source.text, 0
    named = SEPARATOR_LINE.match(text)
    if named:
        rows.delimiter, text, skipped = named[1], text[named.end() :], 1
    else:
        is_tabbed = path.suffix.lower() == ".tsv"
        rows.delimiter = "\t" if is_tabbed else find_delimiter(text)
    _take_apart(rows, text, skipped)
    _tell_unclosed(rows, text, skipped)
    return rows


def _tell_unclosed(rows: Rows, text: str, skipped: int) -> None:
    """Tell of a quote that never closes: whatever follows it would be one cell, without a word."""
    if text.count('"') % 2 == 0:
        return
    table = CsvText(text, rows.delimiter)
    last = next((row for row in table.rows() if row.unclosed), None)
    if last is not None:
        line, column = LineIndex(text).at(last.cells[-1].offset)
        place = Place(rows.shown_as, line + skipped, column)
        rows.problems.append(Problem("row-quote-open", place))


def _take_apart(rows: Rows, text: str, skipped: int) -> None:
    csv.field_size_limit(_LARGEST_CELL)
    # Untranslated: a cell may hold line ends of its own.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=rows.delimiter)
    begun, cells = 0, 0
    try:
        for row in reader:
            number, begun = begun + 1 + skipped, reader.line_num
            if any(cell.strip() for cell in row):
                rows.rows.append([_unguarded(cell) for cell in row])
                rows.numbers.append(number)
                cells += len(row)
                if cells > MOST_CELLS:
                    raise UnreadableError("many-cells", most=MOST_CELLS)
    except csv.Error as error:
        place = Place(rows.shown_as, begun + 1 + skipped)
        raise UnreadableError("at-line", line=place.line, told=str(error)) from error


def _unguarded(cell: str) -> str:
    """Take the apostrophe off that keeps a spreadsheet from running a text as a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:2] in _GUARDED else cell


def as_records(rows: Rows, *, has_headings: bool = True) -> Records:
    """Find the headings of rows and give what stands below them by column."""
    find = find_headings if has_headings else no_headings
    part = table_part(rows.rows, rows.numbers, rows.columns, find)
    found, across = part.headings, slice(part.columns.start, part.columns.stop)
    filled = rows.sheet.filled_below(found.last) if rows.sheet else rows.rows
    if part.columns.start or part.left:
        filled = [row[across] for row in filled]
    data = [filled[at] for at in part.rows]
    numbers = [rows.numbers[at] for at in part.rows]
    width = len(found.names)
    if width > MOST_COLUMNS:
        raise UnreadableError("many-columns", most=MOST_COLUMNS)
    titles = _titles(rows, found)
    names = _named(found.names, data)
    # What a workbook's cells are blamed for is counted from its first row, these from the data's.
    place_in = {at: row for row, at in enumerate(part.rows)}
    problems = [
        replace(p, index=None if p.index is None else place_in.get(p.index)) for p in rows.problems
    ]

    def cell_place(row: int, column: int) -> Place:
        number = rows.columns[column] if rows.columns else column + 1
        return Place(rows.shown_as, rows.numbers[row], number)

    problems += left_problems(part, cell_place)
    problems += [*_too_long(rows.shown_as, data, numbers, width)]
    own = [*range(part.columns.start, part.columns.start + width)]
    links = link_columns(names, data, part.within(rows.sheet.links)) if rows.sheet else []
    if links:
        data = [[*row, *[""] * (width - len(row))] for row in data]
        said = [
            f"{names[one.column]} → {one.heading}" if one.is_beside else one.heading
            for one in links
        ]
        rows.notes.append(("links", {"columns": printable(", ".join(said))}))
        write_links(links, names, data, own)
    table = pa.table({name: _column(data, at) for at, name in enumerate(names) if name})
    places = {name: at for at, name in enumerate(names)}

    def place_of(row: int, name: str | None) -> Place:
        line = numbers[row] if row < len(numbers) else None
        if name is None or name not in places:
            return Place(rows.shown_as, line)
        at = own[places[name]]
        return Place(rows.shown_as, line, rows.columns[at] if rows.columns else at + 1)

    records = Records(rows.shown_as, table, place_of, is_text=True, layer=rows.layer)
    records.layers, records.notes, records.titles = rows.layers, rows.notes, titles
    banners = rows.sheet.banners if rows.sheet else frozenset()
    records.banners = frozenset(row for row, number in enumerate(numbers) if number in banners)
    records.problems = [*told(problems, lambda problem: problem), *_excel_errors(records)]
    if rows.delimiter == ";":
        records.notes.append(("semicolon", {}))
    return records


def _column(data: list[list[str]], at: int) -> pa.Array:
    return pa.array([_content(row[at]) if at < len(row) else None for row in data], pa.string())


def _content(cell: str) -> str | None:
    r"""Give what a cell says; databases write ``\N`` where there is nothing."""
    text = cell.strip()
    return None if text in {"", "\\N"} else text


def _titles(rows: Rows, found: Headings) -> tuple[str, ...]:
    """Give the cells above the headings, and tell of them."""
    if found.first < 0 and rows.rows:
        rows.notes.append(("no-headings", {}))
    above = [
        cell.strip() for row in rows.rows[: max(found.first, 0)] for cell in row if cell.strip()
    ]
    if above:
        skipped = {"row": rows.numbers[found.first], "text": " / ".join(above)}
        rows.notes.append(("title", skipped))
    return tuple(above)


def _too_long(
    shown_as: str, data: list[list[str]], numbers: list[int], width: int
) -> Iterator[Problem]:
    for at, (number, row) in enumerate(zip(numbers, data, strict=True)):
        if len(row) > width and any(cell.strip() for cell in row[width:]):
            params = {"count": len(row), "expected": width}
            yield Problem("row-too-long", Place(shown_as, number, width + 1), params, index=at)


def _named(names: list[str], data: list[list[str]]) -> list[str]:
    """Give every column with something in it a name of its own; empty for the others."""
    taken: dict[str, int] = {}
    found = []
    for at, name in enumerate(names):
        plain = re.sub(r"\s+", " ", name.replace("\ufeff", "")).strip()
        if not plain:
            is_used = any(at < len(row) and row[at].strip() for row in data)
            plain = f"column {at + 1}" if is_used else ""
        if plain in taken:
            taken[plain] += 1
            plain = f"{plain} {taken[plain]}"
        if plain:
            taken.setdefault(plain, 1)
        found.append(plain)
    return found


def _excel_errors(records: Records) -> list[Problem]:
    found: list[Problem] = []
    for name in records.names:
        column = records.table.column(name)
        if not set(column.unique().to_pylist()).isdisjoint(ERROR_VALUES):
            bad = [row for row, value in enumerate(column.to_pylist()) if value in ERROR_VALUES]

            def problem_of(row: int, name: str = name, column: Any = column) -> Problem:
                params = {"column": printable(name), "value": column[row].as_py()}
                place = records.place_of(row, name)
                return Problem("cell-excel-error", place, params, index=row)

            found += told(bad, problem_of, column=name)
    return found
