"""Workbooks: each cell as the text it shows."""

from __future__ import annotations

from bisect import bisect_right
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import BadZipFile, ZipFile

from geo.sources.cell_texts import cell_text, number_text
from geo.sources.tables.header_row import is_number
from geo.sources.tables.number_formats import NumberFormat, Unsaid
from geo.sources.tables.ods_xml import unsaid_in_ods
from geo.sources.tables.workbook_xml import (
    column_letters,
    extent,
    is_bomb,
    scattered_rows,
    sheet_part,
    unsaid,
)
from geo.sources.tables.xls_formats import unsaid_in_xls

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

ERROR_VALUES = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!")
EXCEL_ROWS = 1_048_576
MOST_CELLS = 30_000_000
"""Cells of a sheet with something in them; a page could not hold more."""
MOST_EXACT = 10**15
"""Excel keeps fifteen digits of a number; of one with more the last are lost before we see it."""
MOST_ROUND = 10
"""Digits before the noughts of a large number that somebody rounded, or that measures atoms."""
MOST_TOLD = 20
"""Cells of a column that are told one by one."""


class CellFinding(NamedTuple):
    """A cell that does not say what it shows.

    Parameters
    ----------
    code
        The problem.
    row, column
        Positions in :attr:`Sheet.rows`, from 0.
    params
        Values for its sentences.
    """

    code: str
    row: int
    column: int
    params: dict[str, Any]


@dataclass
class Sheet:
    """The cells of a sheet as text.

    Parameters
    ----------
    rows
        All rows and columns in which anything stands, the first one first.
    numbers
        The number of each row in the file.
    columns
        The number of each column in the file, from 1.
    others
        Names of the sheets that were not asked for and have something in them.
    hidden
        Names of the sheets that are hidden.
    name
        The sheet's own; empty where there is none.
    findings
        Cells that do not say what they show.
    merged
        Cells that are one over several rows: column, first and last row in ``rows``.
    """

    rows: list[list[str]]
    numbers: list[int]
    columns: list[int] = field(default_factory=list)
    others: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    name: str = ""
    findings: list[CellFinding] = field(default_factory=list)
    merged: tuple[tuple[int, int, int], ...] = ()

    def filled_below(self, row: int) -> list[list[str]]:
        """Give the rows, below those of the headings, with a merged text in each of its own.

        A number stays where it is: beside two rows it may be what both come to.
        """
        rows = [list(cells) for cells in self.rows] if self.merged else self.rows
        for column, first, last in self.merged:
            text = rows[first][column] if first > row else ""
            if not text or is_number(text):
                continue
            for below in rows[first + 1 : last + 1]:
                below[column] = below[column] or text
        return rows


class UnreadableError(Exception):
    """A file is not what its name says."""


def read_workbook(path: Path, sheet: str | int | None = None) -> Sheet:
    """Read a sheet of a workbook.

    Parameters
    ----------
    path
        An ``.xlsx``, ``.xls`` or ``.ods`` file.
    sheet
        Its name, or its number from 1, where charts do not count; if absent the first visible one
        with anything in it.

    Raises
    ------
    UnreadableError
        If it is no workbook, has no such sheet, or would unpack beyond all measure.
    """
    import python_calamine as calamine

    with all_errors_alike():
        _refuse_bombs(path)
        book = calamine.CalamineWorkbook.from_path(path)
        entries = [
            entry for entry in book.sheets_metadata if entry.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        visible = [
            entry.name for entry in entries if entry.visible == calamine.SheetVisibleEnum.Visible
        ]
        names = [entry.name for entry in entries]
        hidden = tuple(name for name in names if name not in visible)
        if sheet is None and visible:
            # An empty sheet in front of the others is a leftover.
            chosen = next((n for n in visible if _has_cells(path, book, n)), visible[0])
        else:
            chosen = _chosen(names, sheet)
        read = _sheet(path, book, chosen)
        if sheet is None or not read.rows:  # of an empty one that is named, another is meant
            rest = [name for name in visible if name != chosen]
            read.others = tuple(name for name in rest if _has_cells(path, book, name))
            read.hidden = hidden
        return read


def _refuse_bombs(path: Path) -> None:
    if path.suffix.lower() == ".xls":
        return
    try:
        with ZipFile(path) as archive:
            if is_bomb(archive):
                raise UnreadableError("it would unpack to far more than a workbook holds")
    except BadZipFile:
        # An .xls under another name: calamine tells by what is in it.
        return


def _chosen(names: list[str], wanted: str | int | None) -> str:
    if isinstance(wanted, str):
        if wanted in names:
            return wanted
        raise UnreadableError(f"there is no sheet “{wanted}”; there are: {', '.join(names)}")
    if wanted is None:
        if names:
            return names[0]
        raise UnreadableError("there is no sheet number 1 with cells")
    if not 1 <= wanted <= len(names):
        raise UnreadableError(f"there is no sheet number {wanted} with cells")
    return names[wanted - 1]


def _sheet(path: Path, book: Any, name: str) -> Sheet:
    said = Unsaid()
    is_scattered = False
    if path.suffix.lower() in {".xlsx", ".xlsm"}:
        part, said = _look_closer(path, name)
        reach = extent(part)
        if reach.rows > EXCEL_ROWS:
            # A damaged row number would have us count empty rows for hours.
            raise UnreadableError(f"there are more than {EXCEL_ROWS} rows")
        if reach.cells > MOST_CELLS:
            raise UnreadableError(f"there are more than {MOST_CELLS} cells")
        is_scattered = reach.is_scattered
    elif path.suffix.lower() == ".ods":
        with ZipFile(path) as archive:
            said = unsaid_in_ods(archive, name)
    elif path.suffix.lower() == ".xls":
        said = unsaid_in_xls(path, name)
    if is_scattered:
        return _trimmed(name, scattered_rows(path, name), said, is_scattered=True)
    read = book.get_sheet_by_name(name)
    first = read.start or (0, 0)
    rows = ((number, first[1], row) for number, row in enumerate(read.iter_rows(), first[0] + 1))
    sheet = _trimmed(name, rows if read.start else iter(()), said)
    sheet.merged = tuple(_merged(sheet, read.merged_cell_ranges or ()))
    return sheet


def _merged(
    sheet: Sheet, ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]
) -> Iterator[tuple[int, int, int]]:
    """Give the cells that are one over several rows, as they lie in what was kept."""
    tall = [area for area in ranges if area[0][0] < area[1][0] and area[0][1] == area[1][1]]
    if not tall:
        return
    row_of = {number: at for at, number in enumerate(sheet.numbers)}
    column_of = {number: at for at, number in enumerate(sheet.columns)}
    # None lies over another: no more cells are filled than there are.
    left_over = len(sheet.numbers) * len(sheet.columns)
    for (top, left), (bottom, _) in tall:
        first, column = row_of.get(top + 1), column_of.get(left + 1)
        if first is not None and column is not None:
            last = bisect_right(sheet.numbers, bottom + 1) - 1
            left_over -= last - first
            if left_over < 0:
                return
            yield column, first, last


def _look_closer(path: Path, name: str) -> tuple[bytes, Unsaid]:
    with ZipFile(path) as archive:
        found = sheet_part(archive, name)
        if found is None:
            return b"", Unsaid()
        part = archive.read(found)
        return part, unsaid(archive, part)


class _Trimming:
    """Keeps the rows and columns in which anything stands, as the texts they show."""

    def __init__(self, name: str, said: Unsaid) -> None:
        self._name = name
        self._said = said
        self._is_telling = bool(said.formats or said.errors)
        self._uncomputed: dict[int, list[int]] = {}
        for row, column in said.uncomputed:
            self._uncomputed.setdefault(row, []).append(column)
        self._kept: list[dict[int, str]] = []
        self._numbers: list[int] = []
        self._used: set[int] = set()
        self._findings: list[tuple[str, int, int, dict[str, Any]]] = []

    def add(self, number: int, shift: int, row: list[Any]) -> None:
        """Take a row; its first cell stands in the column behind ``shift``."""
        texts = [value if type(value) is str else cell_text(value) for value in row]
        if self._is_telling:
            self._correct(number, shift, row, texts)
        for at, value in enumerate(row):
            if type(value) in {int, float} and abs(value) >= MOST_EXACT and value % 1 == 0:
                kept = Decimal(f"{value:.15g}")
                if len(kept.normalize().as_tuple().digits) > MOST_ROUND:
                    # Half an id is another's id: better none.
                    texts[at] = ""
                    place = number, shift + at + 1
                    self._find("cell-digits-lost", *place, value=f"{kept:f}")
                else:
                    texts[at] = str(int(value)) if abs(value) < 2**53 else str(kept)
        entry = {column: text for column, text in enumerate(texts, start=shift + 1) if text}
        empty = self._uncomputed.get(number, [])
        for column in empty:
            self._find("cell-formula-uncomputed", number, column)
        if entry or empty:
            self._used.update(entry, empty)
            self._kept.append(entry)
            self._numbers.append(number)

    def _correct(self, number: int, shift: int, row: list[Any], texts: list[str]) -> None:
        for at, value in enumerate(row):
            place = number, shift + at + 1
            texts[at] = self._said.errors.get(place, texts[at])
            form = self._said.formats.get(place)
            if form is not None:
                texts[at] = _as_shown(value, form)
                if form.literal and texts[at]:
                    self._find("cell-format-unread", *place, literal=form.literal)

    def _find(self, code: str, row: int, column: int, **params: Any) -> None:
        # A whole column is told by its first cells.
        told = sum(1 for finding in self._findings if finding[0] == code and finding[2] == column)
        if told < MOST_TOLD:
            cell = f"{self._name}!{column_letters(column)}{row}"
            self._findings.append((code, row, column, {**params, "cell": cell}))

    def sheet(self) -> Sheet:
        """Give what was kept."""
        order = sorted(self._used)
        place = {column: at for at, column in enumerate(order)}
        row_of = {number: at for at, number in enumerate(self._numbers)}
        return Sheet(
            [[entry.get(column, "") for column in order] for entry in self._kept],
            self._numbers,
            order,
            name=self._name,
            findings=[
                CellFinding(code, row_of[row], place[column], params)
                for code, row, column, params in self._findings
                if row in row_of and column in place
            ],
        )


def _trimmed(
    name: str,
    rows: Iterator[tuple[int, int, list[Any]]],
    said: Unsaid,
    *,
    is_scattered: bool = False,
) -> Sheet:
    if not (is_scattered or said.formats or said.errors or said.uncomputed):
        plain = _plainly(name, rows)
        if isinstance(plain, Sheet):
            return plain
        # A number that has lost its last digits: each is told with its place.
        rows = iter(plain)
    trimming = _Trimming(name, said)
    for number, shift, row in rows:
        trimming.add(number, shift, row)
    return trimming.sheet()


def _plainly(
    name: str, rows: Iterator[tuple[int, int, list[Any]]]
) -> Sheet | list[tuple[int, int, list[Any]]]:
    """Read a sheet about whose cells nothing else need be known: at once, as nearly all are.

    Its rows are given back where a number in them is beyond what Excel keeps.
    """
    given = list(rows)
    kept: list[list[str]] = []
    numbers: list[int] = []
    for number, _, row in given:
        texts = []
        for value in row:
            kind = type(value)
            if kind is str:
                texts.append(value)
            elif kind is float or kind is int:
                if not -MOST_EXACT < value < MOST_EXACT:
                    return given
                texts.append(str(int(value)) if value == value // 1 else repr(value))
            else:
                texts.append(cell_text(value))
        if any(texts):
            kept.append(texts)
            numbers.append(number)
    shift = given[0][1] if given else 0
    columns = [at for at, cells in enumerate(zip(*kept, strict=True)) if any(cells)]
    if kept and len(columns) < len(kept[0]):
        kept = [[row[at] for at in columns] for row in kept]
    return Sheet(kept, numbers, [shift + at + 1 for at in columns], name=name)


def _as_shown(value: object, form: NumberFormat) -> str:
    """Give a number as its format shows it."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return cell_text(value)
    if form.percent:
        return f"{number_text(float(f'{value * 100:.12g}'))}%"
    if form.digits and value >= 0 and value % 1 == 0:
        return str(int(value)).zfill(form.digits)
    return cell_text(value)


def _has_cells(path: Path, book: Any, name: str) -> bool:
    """Whether anything stands in a sheet."""
    if path.suffix.lower() in {".xlsx", ".xlsm"}:
        with ZipFile(path) as archive:
            found = sheet_part(archive, name)
            if found is None:
                return False
            with archive.open(found) as part:
                beginning = part.read(200_000)
        return b"<v" in beginning or b":v>" in beginning or b"<is>" in beginning
    return book.get_sheet_by_name(name).start is not None


@contextmanager
def all_errors_alike() -> Iterator[None]:
    """Make one error of whatever a library trips over in a damaged file.

    Cut XML, bytes that are no text, years beyond 9999: each has an error of its own, and more of
    them come from attributes and keys a library took for granted.
    """
    try:
        yield
    except UnreadableError:
        raise
    except Exception as error:
        reason = getattr(error, "strerror", None) or str(error).strip().partition("\n")[0]
        raise UnreadableError(reason or type(error).__name__) from error
