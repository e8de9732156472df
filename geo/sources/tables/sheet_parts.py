"""Several tables on one sheet: the first one is read, the others are told.

People put a second table below the first, after an empty row, or beside it, after an empty column;
a printed sheet has its headings again on every page. Read as one table, headings become places.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.problems import Place, Problem
from geo.problems.texts import printable
from geo.sources import recognised
from geo.sources.missing_marks import marks_among
from geo.sources.tables.cell_findings import CellFinding
from geo.sources.tables.header_row import Headings, find_headings, is_number, is_value
from geo.sources.tables.workbook_xml import column_letters

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from geo.sources.recognised import Role

NARROWEST = 2
"""Columns of a table beside another; a single one may be a remark."""
LEAST_ROWS = 2
"""Rows of a table that tell that another is shorter, or that a column holds numbers."""
SHOWN = 6
"""Headings of a table that are named."""
LOOKED_AT = 50
"""Rows above that tell what a column holds."""
MOST_AGAIN = 20
_ROLES: tuple[Role, ...] = (
    "name", "id", "category", "lon", "lat", "position", "geometry", "address", "description",
    "link",
)  # fmt: skip


@dataclass
class TablePart:
    """The table of a sheet.

    Parameters
    ----------
    columns
        Which columns it has.
    rows
        Which rows stand below its headings.
    headings
        What they are; where they stand is counted in all rows.
    left
        What else stands on the sheet.
    """

    columns: range
    rows: list[int]
    headings: Headings
    left: list[CellFinding] = field(default_factory=list)

    def within(self, links: Mapping[tuple[int, int], str]) -> dict[tuple[int, int], str]:
        """Give what cells of the table lead to, by row below its headings and column of its own."""
        row_of = {at: row for row, at in enumerate(self.rows)} if links else {}
        return {
            (row_of[row], column - self.columns.start): target
            for (row, column), target in links.items()
            if row in row_of and column in self.columns
        }


def table_part(
    rows: Sequence[list[str]],
    numbers: Sequence[int],
    columns: Sequence[int] = (),
    find: Callable[[list[list[str]]], Headings] = find_headings,
) -> TablePart:
    """Find the first table of a sheet.

    Parameters
    ----------
    rows
        All rows in which anything stands, as texts.
    numbers
        The number of each in the file.
    columns
        The number of each column in the file; those of a text stand one after the other.
    find
        What finds the headings.
    """
    width = max(map(len, rows), default=0)
    across, beside = _beside(rows, columns or range(1, width + 1), width)
    whole = len(across) == width
    some = list(rows) if whole else [_cut(row, across) for row in rows]
    headings = find(some)
    part = TablePart(across, list(range(headings.last + 1, len(rows))), headings, beside)
    if not whole:
        # Rows of the other table alone.
        part.rows = [at for at in part.rows if any(cell.strip() for cell in some[at])]
    if headings.first >= 0:
        _leave_below(part, some, numbers)
    return part


def left_problems(part: TablePart, place_of: Callable[[int, int], Place]) -> list[Problem]:
    """Tell of what is left out.

    Parameters
    ----------
    part
        The sheet's table.
    place_of
        Where a cell stands, by row and column from 0.
    """
    return [Problem(code, place_of(row, column), params) for code, row, column, params in part.left]


def _cut(row: list[str], columns: range) -> list[str]:
    return row[columns.start : columns.stop]


def _beside(
    rows: Sequence[list[str]], columns: Sequence[int], width: int
) -> tuple[range, list[CellFinding]]:
    """Find where another table stands to the right of an empty column."""
    whole = range(width)
    used = [at for at in whole if any(at < len(row) and row[at].strip() for row in rows)]
    gaps = [(one, other) for one, other in pairwise(used) if columns[other] - columns[one] > 1]
    for one, other in gaps:
        first, second = range(used[0], one + 1), range(other, width)
        if min(len(first), len(second)) < NARROWEST or not _are_apart(rows, first, second):
            continue
        kept, left = first, second
        if not _is_placed(rows, first) and _is_placed(rows, second):
            kept, left = second, first
        names = find_headings(_part(rows, left)).names
        top = next(at for at, row in enumerate(rows) if any(c.strip() for c in _cut(row, left)))
        ends = sorted({columns[left.start], columns[left.stop - 1]})
        area = "–".join(map(column_letters, ends))
        params = {"area": area, "headings": _shown(names)}
        return kept, [CellFinding("sheet-table-beside", top, left.start, params)]
    return whole, []


def _part(rows: Sequence[list[str]], columns: range) -> list[list[str]]:
    cut = (_cut(row, columns) for row in rows)
    return [row for row in cut if any(cell.strip() for cell in row)]


def _is_placed(rows: Sequence[list[str]], columns: range) -> bool:
    names = find_headings(_part(rows, columns)).names
    return recognised.pair(names) is not None or bool(recognised.best("position", names))


def _are_apart(rows: Sequence[list[str]], first: range, second: range) -> bool:
    """Whether columns to both sides of an empty one are two tables."""
    parts = [_part(rows, columns) for columns in (first, second)]
    found = [find_headings(part) for part in parts]
    if any(headings.first < 0 for headings in found):
        return False
    names = [{name.casefold() for name in headings.names if name} for headings in found]
    if names[0] & names[1] or all(recognised.pair(headings.names) for headings in found):
        return True
    full = [
        [any(cell.strip() for cell in _cut(row, part)) for row in rows] for part in (first, second)
    ]
    alone = [
        any(one and not other for one, other in zip(a, b, strict=True))
        for a, b in (full, full[::-1])
    ]
    if not any(alone):
        return False
    # Remarks beside some rows are of these rows; a table is full to its end.
    short = parts[0] if alone[1] else parts[1]
    at = found[0].last if alone[1] else found[1].last
    body = short[at + 1 :]
    mask = full[0] if alone[1] else full[1]
    last = len(mask) - 1 - mask[::-1].index(True)
    is_dense = all(mask[mask.index(True) : last + 1])
    is_full = all(all(cell.strip() for cell in row) for row in body)
    return len(body) >= LEAST_ROWS and is_dense and is_full


def _leave_below(part: TablePart, rows: list[list[str]], numbers: Sequence[int]) -> None:
    """Leave out headings that come again, and another table below an empty row."""
    upper, own = ([c.strip() for c in rows[at]] for at in part.headings[1:])
    is_double = part.headings.last > part.headings.first
    first = next((cell for cell in own if cell), "")
    body = part.rows
    before = [part.headings.last, *body]
    gaps = {place for place, at in enumerate(body) if numbers[at] - numbers[before[place]] > 1}
    alike = {place for place, at in enumerate(body) if first in rows[at]}
    left: dict[int, CellFinding] = {}
    end = len(body)
    for place in sorted(gaps | alike):
        is_titled = place in gaps and _filled(rows[body[place]]) == 1 and place + 1 < len(body)
        head = place + 1 if is_titled else place
        row = rows[body[head]]
        is_upper = is_double and _is_same(row, upper)
        if is_upper or _is_same(row, own):
            again = CellFinding("sheet-headings-again", body[head], part.columns.start, {})
            # Of headings in two rows the lower one goes with the upper.
            left |= dict.fromkeys(range(place, head + (2 if is_upper else 1)), again)
        elif place in gaps and place not in left and head + 1 < len(body):
            above = [rows[body[at]] for at in range(max(place - LOOKED_AT, 0), place)]
            if _is_heading(row, rows[body[head + 1]], above, part.headings.names):
                params = {
                    "first": numbers[body[place]],
                    "last": numbers[body[-1]],
                    "headings": _shown(row),
                }
                below = CellFinding("sheet-table-below", body[place], part.columns.start, params)
                part.left.append(below)
                end = place
                break
    if left or end < len(body):
        part.rows = [at for place, at in enumerate(body[:end]) if place not in left]
        part.left += list({one.row: one for one in left.values()}.values())[:MOST_AGAIN]


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _is_same(row: Sequence[str], headings: Sequence[str]) -> bool:
    texts = [cell.strip() for cell in row]
    return _filled(texts) > 1 and texts == [
        *headings[: len(texts)],
        *[""] * (len(texts) - len(headings)),
    ]


def _is_heading(
    row: Sequence[str], below: Sequence[str], above: Sequence[Sequence[str]], names: Sequence[str]
) -> bool:
    """Whether a row below an empty one names columns of its own."""
    texts = {at: cell.strip() for at, cell in enumerate(row) if cell.strip()}
    shown = list(texts.values())
    if len(shown) < NARROWEST or len(set(shown)) < len(shown) or any(map(is_value, shown)):
        return False
    words = sum(any(recognised.rank(r, text) is not None for r in _ROLES) for text in shown)
    if 2 * words >= len(shown) and words >= NARROWEST:
        return True
    if len(above) < LEAST_ROWS or marks_among(shown):
        return False
    # A text where numbers stand above, and numbers below texts: these are headings.
    is_other = any(
        (cells := [r[at].strip() for r in above if at < len(r) and r[at].strip()])
        and all(map(is_number, cells))
        for at in texts
        if at < len(names)
    )
    return is_other and any(at < len(below) and is_number(below[at].strip()) for at in texts)


def _shown(names: Sequence[str]) -> str:
    some = [name.strip() for name in names if name.strip()]
    more = " …" if len(some) > SHOWN else ""
    return str(printable(", ".join(some[:SHOWN]) + more))
