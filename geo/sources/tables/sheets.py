"""Workbooks: each cell as the text it shows."""

from __future__ import annotations

from bisect import bisect_right
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from geo.problems import Reason, reason_of
from geo.problems.likely import Likely
from geo.sources.suffixes import workbook_form
from geo.sources.tables.link_columns import is_kept
from geo.sources.tables.number_formats import Unsaid
from geo.sources.tables.ods_xml import unsaid_in_ods
from geo.sources.tables.sheet_cells import Sheet, trimmed, trimmed_scattered
from geo.sources.tables.workbook_links import Links, links_in_xlsx, shown_of
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
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

ERROR_VALUES = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!")
EXCEL_ROWS = 1_048_576
MOST_CELLS = 30_000_000
"""Cells of a sheet with something in them; a page could not hold more."""


class UnreadableError(Exception):
    """A file is not what its name says.

    Parameters
    ----------
    key
        Of ``reasons`` in ``reporting.json``: why it cannot be read.
    params
        For the braces of that.
    """

    def __init__(self, key: str, **params: object) -> None:
        self.reason = Reason(key, params)
        super().__init__(str(self.reason))


class NoPartError(UnreadableError):
    """A file has no sheet or layer of the name that is asked for.

    Parameters
    ----------
    key
        As of any reason.
    wanted
        What is asked for.
    known
        What there is.
    """

    def __init__(self, key: str, wanted: str, known: Sequence[str]) -> None:
        self.known = Likely(known).meant(wanted) or next(iter(known), "")
        super().__init__(key, wanted=wanted, names=", ".join(known))


def read_workbook(path: Path, sheet: str | int | None = None) -> Sheet:
    """Read a sheet of a workbook.

    Parameters
    ----------
    path
        A workbook of Excel, WPS Office or OpenDocument.
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
            chosen = chosen_sheet(names, sheet)
        read = _sheet(path, book, chosen)
        rest = [name for name in visible if name != chosen]
        read.beside = tuple(name for name in rest if _has_cells(path, book, name))
        if sheet is None or not read.rows:  # of an empty one that is named, another is meant
            read.others, read.hidden = read.beside, hidden
        return read


def _refuse_bombs(path: Path) -> None:
    if workbook_form(path) == ".xls":
        return
    try:
        with ZipFile(path) as archive:
            if is_bomb(archive):
                raise UnreadableError("workbook-bomb")
    except BadZipFile:
        # An .xls under another name: calamine tells by what is in it.
        return


def chosen_sheet(names: list[str], wanted: str | int | None) -> str:
    """Give the name of the sheet that is asked for, by name or by number from 1.

    Raises
    ------
    UnreadableError
        If there is none.
    """
    if isinstance(wanted, str):
        if wanted in names:
            return wanted
        raise NoPartError("no-sheet", wanted, names)
    if wanted is None:
        if names:
            return names[0]
        raise UnreadableError("no-sheet-number", wanted=1)
    if not 1 <= wanted <= len(names):
        raise NoPartError("no-sheet", str(wanted), names)
    return names[wanted - 1]


def _sheet(path: Path, book: Any, name: str) -> Sheet:
    said = Unsaid()
    links = Links()
    is_scattered, form = False, workbook_form(path)
    if form == ".xlsx":
        part, said, links = _look_closer(path, name)
        reach = extent(part)
        if reach.rows > EXCEL_ROWS:
            # A damaged row number would have us count empty rows for hours.
            raise UnreadableError("many-rows", most=EXCEL_ROWS)
        if reach.cells > MOST_CELLS:
            raise UnreadableError("many-cells", most=MOST_CELLS)
        is_scattered = reach.is_scattered
    elif form == ".ods":
        with ZipFile(path) as archive:
            said, links = unsaid_in_ods(archive, name)
    elif form == ".xls":
        said, links = unsaid_in_xls(path, name)
    if is_scattered:
        sheet = trimmed_scattered(name, scattered_rows(path, name), said)
        take_links(sheet, links)
        return sheet
    read = book.get_sheet_by_name(name)
    first = read.start or (0, 0)
    rows = ((number, first[1], row) for number, row in enumerate(read.iter_rows(), first[0] + 1))
    sheet = trimmed(name, rows if read.start else iter(()), said)
    merged = read.merged_cell_ranges or ()
    sheet.merged = tuple(merged_cells(sheet, merged))
    sheet.banners = frozenset(
        top + 1 for (top, left), (bottom, right) in merged if top == bottom and right > left
    )
    take_links(sheet, links)
    return sheet


def take_links(sheet: Sheet, links: Links) -> None:
    """Put the links where the cells were kept, and tell of those that lead nowhere from a page."""
    if not links:
        return
    row_of = {number: at for at, number in enumerate(sheet.numbers)}
    column_of = {number: at for at, number in enumerate(sheet.columns)}

    def text_of(row: int, column: int) -> str:
        at, across = row_of.get(row), column_of.get(column)
        return "" if at is None or across is None else sheet.rows[at][across]

    made = set()
    for (row, column), link in sorted(links.items()):
        at, across = row_of.get(row), column_of.get(column)
        if at is None or across is None:
            continue
        cells = sheet.rows[at]
        cell = f"{sheet.name}!{column_letters(column)}{row}"
        if link.target is None:
            if cells[across] and not is_kept(cells[across]):
                shown = {"formula": link.formula, "cell": cell}
                sheet.findings.add("cell-link-uncomputed", at, across, **shown)
            continue
        target = shown_of(link.target, text_of).strip()
        if not cells[across] and link.formula:
            # Written by a program that computes nothing; this formula says what it comes to.
            cells[across] = shown_of(link.label, text_of) if link.label else target
            made.add((at, across))
        if is_kept(target):
            sheet.links[at, across] = target
        elif cells[across] and target and not target.startswith("#"):
            sheet.findings.add("cell-link-outside", at, across, target=target, cell=cell)
    sheet.findings.forget("cell-formula-uncomputed", made)


def merged_cells(
    sheet: Sheet, ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]
) -> Iterator[tuple[int, int, int]]:
    """Give the cells that are one over several rows, as they lie in what was kept.

    Parameters
    ----------
    sheet
        What was kept.
    ranges
        First and last cell of each, rows and columns from 0.
    """
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


def _look_closer(path: Path, name: str) -> tuple[bytes, Unsaid, Links]:
    with ZipFile(path) as archive:
        found = sheet_part(archive, name)
        if found is None:
            return b"", Unsaid(), Links()
        part = archive.read(found)
        return part, unsaid(archive, part), links_in_xlsx(archive, found, part)


def _has_cells(path: Path, book: Any, name: str) -> bool:
    """Whether anything stands in a sheet."""
    if workbook_form(path) == ".xlsx":
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
        if isinstance(error, OSError):
            raise UnreadableError("as-told", told=reason_of(error)) from error
        reason = str(error).strip().partition("\n")[0]
        raise UnreadableError("as-told", told=reason or type(error).__name__) from error
