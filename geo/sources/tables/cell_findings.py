"""What is found in the cells of a sheet: of a kind in a column the first, and how many more."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.problems import severity_of
from geo.sources.tables.workbook_xml import column_letters

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

MOST_TOLD = 20
"""Cells of a column that are told one by one."""


class CellFinding(NamedTuple):
    """A cell that does not say what it shows, or where what is no part of the table begins.

    Parameters
    ----------
    code
        The problem.
    row, column
        Positions in the rows of the sheet, from 0.
    params
        Values for its sentences.
    """

    code: str
    row: int
    column: int
    params: dict[str, Any]


@dataclass
class _Kind:
    told: list[CellFinding] = field(default_factory=list)
    count: int = 0
    """How many more there are."""
    row: int = 0
    """Where the first of those stands."""


class CellFindings:
    """What was found: a hostile sheet can hold millions of such cells."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[str, int], _Kind] = {}

    def add(self, code: str, row: int, column: int, **params: Any) -> None:
        """Take a cell."""
        kind = self._kinds.setdefault((code, column), _Kind())
        if len(kind.told) < MOST_TOLD:
            kind.told.append(CellFinding(code, row, column, params))
        else:
            kind.row = kind.row if kind.count else row
            kind.count += 1

    def moved(self, rows: Mapping[int, int], columns: Mapping[int, int]) -> CellFindings:
        """Give what stands in some rows and columns, by what their numbers become."""
        moved = CellFindings()
        for (code, column), kind in self._kinds.items():
            if column in columns:
                here = columns[column]
                told = [
                    one._replace(row=rows[one.row], column=here)
                    for one in kind.told
                    if one.row in rows
                ]
                moved._kinds[code, here] = _Kind(told, kind.count, rows.get(kind.row, 0))
        return moved

    def forget(self, code: str, cells: Collection[tuple[int, int]]) -> None:
        """Take back what was found of a code in some cells, by row and column."""
        for (of, column), kind in self._kinds.items():
            if of == code:
                kept = [one for one in kind.told if (one.row, column) not in cells]
                gone = sum(1 for _, at in cells if at == column)
                kind.count -= gone - (len(kind.told) - len(kept))
                kind.told = kept

    def listed(self, letters: Mapping[int, int]) -> Iterator[CellFinding]:
        """Give those that are told, and of each kind how many are not.

        Parameters
        ----------
        letters
            The number that each column has in its sheet, from 1.
        """
        for (code, column), kind in self._kinds.items():
            yield from kind.told
            if kind.count > 0:
                more = "more-errors" if severity_of(code) == "error" else "more-warnings"
                said = {
                    "count": kind.count,
                    "code": code,
                    "column": column_letters(letters[column]),
                }
                yield CellFinding(more, kind.row, column, said)
