"""Where the headings of a sheet stand, and what they are: people put titles above them.

The headings are the first row that is well filled, all text, without repeats, and followed by rows.
What stands above (a title, a date, an empty row) is skipped; headings in two rows (产值 over 2021
and 2022) become one.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from geo.late_patterns import late
from geo.sources import recognised

LOOKED_AT = 30
LONGEST_NUMBER = 60
"""Characters; what is longer is no number, whatever it is made of."""
MOST_ROWS = 4
"""Rows of headings, one over the other."""
FILLED = 0.6
"""Share of the columns that headings fill at least."""
_DEGREES = {"°", "º", "度"}
_POWERS = "".join(
    dict.fromkeys("".join(recognised.table("recognised_units")["powers"]["characters"]))
)
_UNITS = recognised.table("recognised_rows")["units"]
_UNIT = late(
    rf"[(（\[]?\s*(?:[{_POWERS}]*(?:{recognised.one_of(_UNITS['counted'])})"
    rf"|{'|'.join(_UNITS['others'])})\s*[)）\]]?",
    re.IGNORECASE,
)
"""Units that stand alone in a row below the headings."""
_NUMBER = re.compile(r"[-+]?[\d\s.,'’]*\d[\d\s.,'’]*(?:[eE][-+]?\d+)?\s*[%％]?")
_YEAR = re.compile(r"(?:19|20)\d\d\s*年?度?")
_MOMENT = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:[T ].*)?|\d{1,2}:\d{2}.*")


class Headings(NamedTuple):
    """The headings of a sheet.

    Parameters
    ----------
    names
        One for each column; empty where a column has none.
    first, last
        The rows they stand in, from 0; -1 where there are none.
    """

    names: list[str]
    first: int
    last: int


def find_headings(rows: list[list[str]]) -> Headings:
    """Find the headings of a sheet's rows.

    Parameters
    ----------
    rows
        The cells as text.

    Returns
    -------
    Headings
        With rows -1 and names ``column 1`` … where no row looks like headings.
    """
    width = max((len(row) for row in rows), default=0)
    some = rows[:LOOKED_AT]
    # A title or a note may run over more columns than the table has.
    filled_of = [_filled(row) for row in rows[:200]]
    # What stands above a short table may be longer than it; of two rows on it is a table.
    several = [count for count in filled_of if count > 1]
    typical = sorted(several if len(several) > 1 else filled_of)
    usual = typical[len(typical) // 2] if typical else 0
    for at, cells in enumerate(some):
        filled = _filled(cells)
        if filled == 0 or filled < FILLED * usual or (filled == 1 and usual > 1):
            continue
        is_alone = at + 1 >= len(rows)
        row = _without_days(cells, rows[at + 1 : at + 2])
        if not _is_heading(row) or (is_alone and not _says_what(row)):
            break
        second = some[at + 1] if at + 1 < len(some) else []
        for count in range(MOST_ROWS, 1, -1):
            below = some[at + 1 : at + count]
            if _completes(row, below) and at + count < len(rows):
                return Headings(_padded(_joined([cells, *below]), width), at, at + count - 1)
        if _are_units(row, second) and at + 2 < len(rows):
            return Headings(_padded(_with_units(cells, second), width), at, at + 1)
        return Headings(_padded([cell.strip() for cell in cells], width), at, at)
    return no_headings(rows)


def no_headings(rows: list[list[str]]) -> Headings:
    """Call the columns of rows without headings by their numbers."""
    width = max((len(row) for row in rows), default=0)
    return Headings([f"column {number}" for number in range(1, width + 1)], -1, -1)


def _filled(row: list[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _is_heading(row: list[str]) -> bool:
    """Whether all that stands in a row are texts (or years), none of them twice."""
    texts = [cell.strip() for cell in row if cell.strip()]
    if any(is_value(text) for text in texts):
        return False
    if all(_YEAR.fullmatch(text) for text in texts):
        return False
    # Headings in two rows repeat in the first one; a single repeat is told by who reads columns.
    return len(set(texts)) > len(texts) / 2


def _without_days(row: list[str], below: list[list[str]]) -> list[str]:
    """Give a row with words for its days where they head columns of numbers: 2023-01-01 over 5."""
    under = [cell.strip() for cell in below[0]] if below else []
    days = [at for at, cell in enumerate(row) if _MOMENT.fullmatch(cell.strip())]
    are_heads = len({row[at] for at in days}) == len(days) > 1 and all(
        at < len(under) and (not under[at] or is_number(under[at])) for at in days
    )
    has_any = any(under[at] for at in days if at < len(under))
    if not are_heads or not has_any:
        return row
    return [f"day {cell}" if at in days else cell for at, cell in enumerate(row)]


def _says_what(row: list[str]) -> bool:
    """Whether a row with nothing below it names a column of names or of positions."""
    return recognised.pair(row) is not None or any(
        recognised.rank("name", cell) is not None for cell in row if cell.strip()
    )


def is_value(text: str) -> bool:
    """Whether a cell is a number or a moment; a lone year may be a heading."""
    if len(text) > LONGEST_NUMBER or _YEAR.fullmatch(text):
        return False
    return bool(_NUMBER.fullmatch(text) or _MOMENT.fullmatch(text))


def is_number(text: str) -> bool:
    """Whether a cell is a number, in whatever form."""
    return len(text) <= LONGEST_NUMBER and _NUMBER.fullmatch(text) is not None


def _completes(row: list[str], below: list[list[str]]) -> bool:
    """Whether rows hold headings below those of groups (merged cells leave the others blank)."""
    if not below or any(not one or one[0].strip() for one in below):
        return False
    under = [cell.strip() for one in below for cell in one if cell.strip()]
    width = len(row)
    # Each row says something, and all of them together name every column.
    parts = [{at for at, cell in enumerate(one[:width]) if cell.strip()} for one in below]
    first = {at for at, cell in enumerate(row) if cell.strip()}
    has_all = first.union(*parts) == set(range(width)) and len(first) < width
    is_below = all(one for one in parts) and all(
        # What stands below a group of groups stands below a heading of its own.
        len(lower) > len(upper) or lower - upper
        for upper, lower in pairwise(parts)
    )
    return has_all and is_below and not any(map(is_value, under))


def _are_units(row: list[str], second: list[str]) -> bool:
    """Whether a second row says nothing but what the numbers below are measured in."""
    units = [under.strip() for under in second if under.strip()]
    below = zip(row, second, strict=False)
    return (
        len(units) > 1
        and all(_UNIT.fullmatch(unit) for unit in units)
        and all(above.strip() for above, under in below if under.strip())
    )


def _with_units(row: list[str], second: list[str]) -> list[str]:
    """Write the units of a second row behind its headings; degrees need not be said."""
    under = [*second, *[""] * (len(row) - len(second))]
    names = []
    for above, below in zip(row, under, strict=False):
        unit = below.strip().strip("()（）[]").strip()
        names.append(
            f"{above.strip()}（{unit}）" if unit and unit not in _DEGREES else above.strip()
        )
    return names


def _joined(rows: list[list[str]]) -> list[str]:
    """Write headings behind those of their groups: 产值 over 2021 and 2022 becomes two."""
    width = len(rows[0])
    levels = [[cell.strip() for cell in (row + [""] * width)[:width]] for row in rows]
    for depth, level in enumerate(levels[:-1]):
        upper = levels[:depth]
        for at in range(1, width):
            has_below = any(lower[at] for lower in levels[depth + 1 :])
            is_of_one = all(above[at] == above[at - 1] for above in upper)
            if not level[at] and has_below and is_of_one:
                level[at] = level[at - 1]
    return [" ".join(filter(None, column)) for column in zip(*levels, strict=True)]


def _padded(names: list[str], width: int) -> list[str]:
    return (names + [""] * width)[:width]
