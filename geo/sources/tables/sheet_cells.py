"""The cells of a sheet as the texts they show, and what of them does not say what it shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from geo.sources.cell_texts import cell_text, number_text
from geo.sources.tables.cell_findings import CellFindings
from geo.sources.tables.header_row import is_number
from geo.sources.tables.workbook_xml import column_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.sources.tables.cell_findings import CellFinding
    from geo.sources.tables.number_formats import NumberFormat, Unsaid

MOST_EXACT = 10**15
"""Excel keeps fifteen digits of a number; of one with more the last are lost before we see it."""
MOST_ROUND = 10
"""Digits before the noughts of a large number that somebody rounded, or that measures atoms."""


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
    beside
        Names of the other sheets with something in them.
    others
        Those of them that are to be told: nobody asked for one.
    hidden
        Names of the sheets that are hidden.
    name
        The sheet's own; empty where there is none.
    findings
        Cells that do not say what they show.
    merged
        Cells that are one over several rows: column, first and last row in ``rows``.
    banners
        Rows with a cell that lies over several columns, by their number in the sheet.
    links
        What cells lead to, by row and column in ``rows``.
    """

    rows: list[list[str]]
    numbers: list[int]
    columns: list[int] = field(default_factory=list)
    beside: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    name: str = ""
    findings: CellFindings = field(default_factory=CellFindings)
    merged: tuple[tuple[int, int, int], ...] = ()
    banners: frozenset[int] = frozenset()
    links: dict[tuple[int, int], str] = field(default_factory=dict)

    def listed(self) -> Iterator[CellFinding]:
        """Give what is told of its cells."""
        return self.findings.listed(dict(enumerate(self.columns)))

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


class _Trimming:
    """Keeps the rows and columns in which anything stands, as the texts they show."""

    def __init__(self, name: str, said: Unsaid) -> None:
        self._name = name
        self._said = said
        self._told: dict[int, set[int]] = {}
        for row, column in (*said.formats, *said.errors):
            self._told.setdefault(row, set()).add(column)
        self._uncomputed: dict[int, list[int]] = {}
        for row, column in said.uncomputed:
            self._uncomputed.setdefault(row, []).append(column)
        self._kept: list[dict[int, str]] = []
        self._numbers: list[int] = []
        self._used: set[int] = set()
        self._findings = CellFindings()

    def add(self, number: int, row: dict[int, Any]) -> None:
        """Take a row: what its cells hold, by the number of the column."""
        filled = [
            (column, value) for column, value in row.items() if value is not None and value != ""
        ]
        texts = {
            column: value if type(value) is str else cell_text(value) for column, value in filled
        }
        if number in self._told:
            self._correct(number, row, texts)
        for column, value in filled:
            if type(value) in {int, float} and abs(value) >= MOST_EXACT and value % 1 == 0:
                kept = Decimal(f"{value:.15g}")
                if len(kept.normalize().as_tuple().digits) > MOST_ROUND:
                    # Half an id is another's id: better none.
                    texts[column] = ""
                    self._find("cell-digits-lost", number, column, value=f"{kept:f}")
                else:
                    texts[column] = str(int(value)) if abs(value) < 2**53 else str(kept)
        entry = {column: text for column, text in sorted(texts.items()) if text}
        empty = self._uncomputed.get(number, [])
        for column in empty:
            self._find("cell-formula-uncomputed", number, column)
        if entry or empty:
            self._used.update(entry, empty)
            self._kept.append(entry)
            self._numbers.append(number)

    def _correct(self, number: int, row: dict[int, Any], texts: dict[int, str]) -> None:
        for column in sorted(self._told[number] & row.keys()):
            place, value = (number, column), row[column]
            texts[column] = self._said.errors.get(place, texts.get(column, ""))
            form = self._said.formats.get(place)
            if form is not None:
                texts[column] = _as_shown(value, form)
                if form.literal and texts[column]:
                    self._find("cell-format-unread", *place, literal=form.literal)

    def _find(self, code: str, row: int, column: int, **params: Any) -> None:
        cell = f"{self._name}!{column_letters(column)}{row}"
        self._findings.add(code, row, column, **params, cell=cell)

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
            findings=self._findings.moved(row_of, place),
        )


def trimmed(name: str, rows: Iterator[tuple[int, int, list[Any]]], said: Unsaid) -> Sheet:
    """Keep the rows and columns of a sheet in which anything stands, as texts.

    Parameters
    ----------
    name
        The sheet's.
    rows
        Number, column before its first cell, and cells of each row; all of one length.
    said
        What its cells say beside what they hold.
    """
    if not (said.formats or said.errors or said.uncomputed):
        plain = _plainly(name, rows)
        if isinstance(plain, Sheet):
            return plain
        # A number that has lost its last digits: each is told with its place.
        rows = iter(plain)
    return trimmed_scattered(name, _by_column(rows), said)


def trimmed_ragged(name: str, rows: list[tuple[int, int, list[Any]]], said: Unsaid) -> Sheet:
    """Keep what stands in rows that need not be of one length, as :func:`trimmed` does."""
    if len({len(row) for _, _, row in rows}) > 1:
        return trimmed_scattered(name, _by_column(rows), said)
    return trimmed(name, iter(rows), said)


def trimmed_scattered(name: str, rows: Iterable[tuple[int, dict[int, Any]]], said: Unsaid) -> Sheet:
    """Keep what stands in rows of which only the cells are known, as :func:`trimmed` does."""
    trimming = _Trimming(name, said)
    for number, row in rows:
        trimming.add(number, row)
    return trimming.sheet()


def _by_column(
    rows: Iterable[tuple[int, int, list[Any]]],
) -> Iterator[tuple[int, dict[int, Any]]]:
    return ((number, dict(enumerate(row, shift + 1))) for number, shift, row in rows)


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
