"""Cells that name several categories: 公园;景点. A place has one; the others are kept beside it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_PLAINLY = re.compile(r"\s*[;；|]\s*")
_LISTED = re.compile(r"\s*、\s*")
_MAYBE = re.compile(r"\s*[,，/]\s*")


def first_kinds(kinds: Sequence[str | None], known: Collection[str]) -> dict[str, str]:
    """Tell the first category of each cell that names several.

    A semicolon or a bar divides; the mark of a list (、) does so where a part of it stands alone
    elsewhere, a comma or a slash where all do: 文化、体育和娱乐业 and 科技/研发 may be one.

    Parameters
    ----------
    kinds
        The cells.
    known
        What the project calls a category: such a cell is one, whatever is in it.

    Returns
    -------
    dict
        By cell.
    """
    cells = dict.fromkeys(filter(None, kinds))
    parts_of = {cell: _parts(_PLAINLY, cell) for cell in cells}
    single = {cell for cell, parts in parts_of.items() if len(parts) == 1} | set(known)
    often = Counter(part for parts in parts_of.values() for part in set(parts))
    found = {}
    for cell, parts in parts_of.items():
        if cell in known or not parts:
            continue
        alone = single - {cell}
        listed, apart = _parts(_LISTED, cell), _parts(_MAYBE, cell)
        if len(parts) > 1:
            found[cell] = parts[0]
        elif len(listed) > 1 and any(part in alone for part in listed):
            found[cell] = listed[0]
        elif len(apart) > 1 and all(part in alone or often[part] > 1 for part in apart):
            found[cell] = apart[0]
    return found


def _parts(by: re.Pattern[str], cell: str) -> list[str]:
    return [part for part in by.split(cell.strip()) if part]
