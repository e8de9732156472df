"""Where the headings of a sheet stand, and what they are: people put titles above them.

The headings are the first row that is well filled, all text, without repeats, and followed by rows.
What stands above (a title, a date, an empty row) is skipped; headings in two rows (产值 over 2021
and 2022) become one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from geo.sources import recognised

LOOKED_AT = 30
LONGEST_NUMBER = 60
"""Characters; what is longer is no number, whatever it is made of."""
FILLED = 0.6
"""Share of the columns that headings fill at least."""
_DEGREES = {"°", "º", "度"}
_POWERS = "".join(
    dict.fromkeys("".join(recognised.table("recognised_units")["powers"]["characters"]))
)
_UNITS = recognised.table("recognised_rows")["units"]
_UNIT = re.compile(
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
    for at, row in enumerate(some):
        filled = _filled(row)
        if filled == 0 or filled < FILLED * usual or (filled == 1 and usual > 1):
            continue
        is_alone = at + 1 >= len(rows)
        if not _is_heading(row) or (is_alone and not _says_what(row)):
            break
        second = some[at + 1] if at + 1 < len(some) else []
        if _completes(row, second) and at + 2 < len(rows):
            return Headings(_padded(_joined(row, second), width), at, at + 1)
        if _are_units(row, second) and at + 2 < len(rows):
            return Headings(_padded(_with_units(row, second), width), at, at + 1)
        return Headings(_padded([cell.strip() for cell in row], width), at, at)
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


def _completes(row: list[str], second: list[str]) -> bool:
    """Whether a second row holds headings below a group's (merged cells leave the others blank)."""
    pairs = list(zip(row, [*second, *[""] * (len(row) - len(second))], strict=False))
    if not second or not second[0:1] or second[0].strip():
        return False
    below_blank = [under for above, under in pairs if not above.strip()]
    return (
        bool(below_blank)
        and all(under.strip() for under in below_blank)
        and not any(is_value(under.strip()) for _, under in pairs if under.strip())
    )


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


def _joined(row: list[str], second: list[str]) -> list[str]:
    names, group = [], ""
    under = [*second, *[""] * (len(row) - len(second))]
    for above, below in zip(row, under, strict=False):
        group = above.strip() or (group if below.strip() else "")
        names.append(" ".join(filter(None, (group, below.strip()))))
    return names


def _padded(names: list[str], width: int) -> list[str]:
    return (names + [""] * width)[:width]
