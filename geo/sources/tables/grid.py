"""The cells of a table file as they stand: headings, texts, places; no meaning yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.files.reading import read_file, require_file
from geo.problems import Place, Problem
from geo.problems.alike import told
from geo.problems.texts import Text, decode_text, printable
from geo.sources.encodings import SAMPLED, wide_encoding
from geo.sources.suffixes import WORKBOOKS
from geo.sources.tables.csvtext import CsvText, find_delimiter, read_quickly
from geo.sources.tables.header_row import Headings
from geo.sources.tables.link_columns import LinkColumn, link_columns, write_links
from geo.sources.tables.masked import hold_something
from geo.sources.tables.parquet_files import read_parquet
from geo.sources.tables.real_kinds import is_delimited, require_real_kind, unreadable
from geo.sources.tables.sheet_parts import left_problems, table_part
from geo.sources.tables.sheets import ERROR_VALUES, UnreadableError
from geo.sources.tables.typed_columns import TypedColumn, typed_columns

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pyarrow as pa
    from numpy.typing import NDArray

    from geo.sources.tables.sheet_cells import Sheet
    from geo.sources.tables.table_schema import Resource

    Mask = NDArray[np.bool_]

# GB18030 is what Excel saves on Chinese Windows; nearly any bytes fit it, so it comes last.
ENCODINGS = ("utf-8", "gb18030")
TITLE_ROWS = 5
_LOOKED_AT = 4096
# Each column costs, whatever it holds; what is wider is a matrix and no table.
MOST_COLUMNS = 2000


_TEXT = pd.StringDtype(na_value=np.nan)


class _TooWideError(Exception):
    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


@dataclass
class Grid:
    """A table file's cells.

    Parameters
    ----------
    shown_as
        How the file is named in problems.
    headings
        All of the first row, trimmed; empty if the file could not be read.
    cells
        One text column per heading, null where a short row has no such cell.
    locate
        Line and column of a cell, given the row (from 0, -1 for the headings) and the column.
    unsound
        Mask of rows with too many or too few cells.
    problems
        What is wrong with the file as a grid.
    columns
        Where each named column stands.
    typed
        The columns that the file itself gives types, by where they stand. Their texts are made only
        when they are asked for.
    delimiter
        Of a delimited text.
    geometry
        A shapely geometry for each row, or none; None for a file that holds none at all.
    crs
        What these are in, where the file says it.
    may_hold_errors
        Whether some cell may be what Excel leaves of a failed formula.
    """

    shown_as: str
    headings: list[str] = field(default_factory=list)
    cells: list[pd.Series] = field(default_factory=list)
    locate: Callable[[int, int], tuple[int | None, int | None]] = lambda _row, _column: (None, None)
    unsound: Mask = field(default_factory=lambda: np.zeros(0, dtype=bool))
    problems: list[Problem] = field(default_factory=list)
    columns: dict[str, int] = field(default_factory=dict)
    typed: dict[int, TypedColumn] = field(default_factory=dict)
    delimiter: str = ""
    geometry: NDArray[np.object_] | None = None
    crs: str | None = None
    may_hold_errors: bool = True

    @property
    def height(self) -> int:
        """How many rows stand below the headings."""
        return len(self.unsound)

    def texts(self, heading: str) -> pd.Series:
        """Give a column's cells."""
        index = self.columns[heading]
        typed = self.typed.get(index)
        return self.cells[index] if typed is None else typed.texts

    def place(self, row: int, column: int = 0) -> Place:
        """Where a cell stands; row -1 is the headings."""
        return Place(self.shown_as, *self.locate(row, column))


def read_grid(path: Path, resource: Resource | None) -> Grid:
    """Read a table file's cells.

    Parameters
    ----------
    path
        A file with one of the table suffixes.
    resource
        What the data package says of its encoding, delimiter and sheet.

    Returns
    -------
    Grid
        Without headings if the file could not be read; its problems then say why.
    """
    shown_as = path.as_posix()
    try:
        require_file(path)
        require_real_kind(path)
        if path.suffix.lower() in {".csv", ".tsv"} or is_delimited(path):
            grid = _read_delimited(path, resource)
        elif path.suffix.lower() in WORKBOOKS:
            # Many a project has none, and what reads whatever is called one is much.
            from geo.sources.tables.any_workbook import read_any_workbook

            sheet = read_any_workbook(path, resource.sheet if resource else None)
            grid = _from_sheet(shown_as, sheet, resource)
        else:
            grid = _from_columns(shown_as, path)
    except (UnreadableError, OSError) as error:
        return Grid(shown_as, problems=[unreadable(error, shown_as, "table-unreadable")])
    except _TooWideError as error:
        values = {"count": error.count, "most": MOST_COLUMNS}
        return Grid(shown_as, problems=[Problem("table-too-wide", Place(shown_as), values)])
    if not grid.headings:
        grid.problems.append(Problem("table-empty", Place(shown_as)))
        return grid
    name_columns(grid)
    _find_excel_errors(grid)
    return grid


def _read_delimited(path: Path, resource: Resource | None) -> Grid:
    encoding = resource.encoding if resource else None
    data = read_file(path)
    # Without a mark of its byte order UTF-16 is told by its zeros.
    encoding = encoding or (wide_encoding(data[:SAMPLED]) if b"\0" in data[:_LOOKED_AT] else None)
    source = decode_text(path, data, (encoding,) if encoding else ENCODINGS)
    given = resource.delimiter if resource else None
    table = CsvText(source.text, given or _delimiter(path, source.text))
    first = next(table.rows(), None)
    grid = Grid(path.as_posix(), delimiter=table.delimiter)
    grid.may_hold_errors = "#" in source.text
    if source.malformed is not None:
        # Said where it is wrong as UTF-8: that is what the file most likely tries to be.
        place = Place(grid.shown_as, *source.lines.at(source.malformed))
        grid.problems.append(Problem("table-encoding", place, {"encoding": source.encoding}))
    if first is None:
        return grid
    if len(first.cells) > MOST_COLUMNS:
        raise _TooWideError(len(first.cells))
    # Put together of several files, a text may have a second mark of its byte order.
    grid.headings = [cell.text.strip().strip("\ufeff") for cell in first.cells]
    grid.locate = lambda row, column: table.place(row + 1, column, source.lines)
    is_as_read = source.encoding == "utf-8" and not source.bom and source.malformed is None
    quick = read_quickly(
        source.text, table.delimiter, len(grid.headings), data if is_as_read else None
    )
    if quick is not None:
        grid.cells = [_texts(column) for column in quick.columns]
        grid.unsound = np.zeros(quick.num_rows, dtype=bool)
    else:
        _read_slowly(grid, table, source)
    return grid


def _delimiter(path: Path, text: str) -> str:
    return "\t" if path.suffix.lower() == ".tsv" else find_delimiter(text)


def _read_slowly(grid: Grid, table: CsvText, source: Text) -> None:
    """Take the rows one by one, reporting those that are ragged or never end."""
    width = len(grid.headings)
    rows: list[list[str | None]] = []
    unsound = []
    for row in table.rows():
        texts: list[str | None] = [cell.text for cell in row.cells]
        count = len(texts)
        # A row of nothing but delimiters is blank, however many there are of them.
        ragged = count != width and not row.is_blank
        unsound.append(ragged or row.unclosed)
        rows.append((texts + [None] * width)[:width])
        if row.unclosed:
            place = Place(grid.shown_as, *source.lines.at(row.cells[-1].offset))
            grid.problems.append(Problem("row-quote-open", place))
        elif ragged:
            offset = row.cells[width].offset if count > width else row.offset
            code = "row-too-long" if count > width else "row-too-short"
            place = Place(grid.shown_as, *source.lines.at(offset))
            grid.problems.append(Problem(code, place, {"count": count, "expected": width}))
    grid.problems = told(grid.problems, lambda problem: problem, column="–")
    grid.cells = _columns(rows[1:], width)
    grid.unsound = np.array(unsound[1:], dtype=bool)


def _from_sheet(shown_as: str, sheet: Sheet, resource: Resource | None) -> Grid:
    if not sheet.rows:
        return Grid(shown_as)
    if len(sheet.rows[0]) > MOST_COLUMNS:
        raise _TooWideError(len(sheet.rows[0]))
    part = table_part(sheet.rows, sheet.numbers, sheet.columns, _first_row)
    start, stop = part.columns.start, part.columns.stop
    all_rows = sheet.filled_below(0)
    grid = Grid(shown_as, [heading.strip() for heading in all_rows[0][start:stop]])
    width = len(grid.headings)
    rows = [(list(all_rows[at][start:stop]) + [""] * width)[:width] for at in part.rows]
    own = [*range(start, stop)]
    links = link_columns(grid.headings, rows, part.within(sheet.links))
    write_links([link for link in links if _is_wanted(link, resource)], grid.headings, rows, own)
    at_row = [0, *part.rows]
    grid.locate = lambda row, column: (sheet.numbers[at_row[row + 1]], sheet.columns[own[column]])
    grid.cells = _columns(rows, len(grid.headings))
    grid.unsound = np.zeros(len(rows), dtype=bool)
    grid.problems += left_problems(
        part, lambda row, column: Place(shown_as, sheet.numbers[row], sheet.columns[column])
    )
    if sheet.others:
        names = {"others": printable(", ".join(sheet.others))}
        grid.problems.append(Problem("table-sheets-left", Place(shown_as), names))
    for finding in sheet.listed():
        place = Place(shown_as, sheet.numbers[finding.row], sheet.columns[finding.column])
        params = {name: printable(value) for name, value in finding.params.items()}
        grid.problems.append(Problem(finding.code, place, params))
    return grid


def _first_row(rows: list[list[str]]) -> Headings:
    """Take the first row for the headings, as of any table of a project."""
    return Headings([cell.strip() for cell in rows[0]], 0, 0)


def _is_wanted(link: LinkColumn, resource: Resource | None) -> bool:
    """Whether a table takes addresses: one that is described has the columns of its description."""
    if resource is None or not resource.fields or not link.is_beside:
        return True
    return resource.field(link.heading) is not None


def _from_columns(shown_as: str, path: Path) -> Grid:
    table = read_parquet(path, MOST_COLUMNS)
    if table.num_columns > MOST_COLUMNS:
        raise _TooWideError(table.num_columns)
    grid = Grid(shown_as, [str(name).strip() for name in table.column_names])
    # Rows are numbered from 1; the headings stand in none.
    grid.locate = lambda row, column: (row + 1, column + 1)
    grid.typed = typed_columns(table)
    grid.cells = [pd.Series(dtype="str")] * len(grid.headings)
    grid.unsound = np.zeros(len(table), dtype=bool)
    return grid


def _columns(rows: list[list[str | None]] | list[list[str]], width: int) -> list[pd.Series]:
    if not rows:
        return [pd.Series([], dtype="str") for _ in range(width)]
    return [pd.Series(list(cells), dtype="str") for cells in zip(*rows, strict=True)]


def _texts(column: pa.ChunkedArray) -> pd.Series:
    # The same as by ``pd.Series``, in half the time: of many small tables that is what costs.
    # It is the protocol of pandas for types of its own; the stubs do not have it.
    return pd.Series(_TEXT.__from_arrow__(column), copy=False)  # type: ignore[attr-defined]


def name_columns(grid: Grid) -> None:
    """Find out which headings name a column; a nameless, empty column is Excel's leftover."""
    for index, heading in enumerate(grid.headings):
        if not heading:
            typed = grid.typed.get(index)
            texts = grid.cells[index] if typed is None else typed.texts
            if hold_something(texts).any():
                place = grid.place(-1, index)
                grid.problems.append(Problem("column-unnamed", place, {"number": index + 1}))
        elif heading in grid.columns:
            params = {"column": printable(heading)}
            grid.problems.append(Problem("column-twice", grid.place(-1, index), params))
        else:
            grid.columns[heading] = index
    if "site_id" not in grid.columns and len(grid.cells) > 0 and not grid.typed:
        for row in range(min(TITLE_ROWS, grid.height)):
            if any(texts[row] == "site_id" for texts in grid.cells):
                grid.problems.append(Problem("table-title-row", grid.place(row)))
                break


def _find_excel_errors(grid: Grid) -> None:
    for heading, index in grid.columns.items():
        if index in grid.typed or not grid.may_hold_errors:
            continue
        found = np.flatnonzero(grid.cells[index].isin(ERROR_VALUES).to_numpy(dtype=bool))

        def problem_of(row: int, heading: str = heading, index: int = index) -> Problem:
            params = {"column": printable(heading), "value": grid.cells[index][row]}
            return Problem("cell-excel-error", grid.place(row, index), params)

        grid.problems += told(found.tolist(), problem_of, column=heading)
